"""A text that promotes takes the signature of promotion's supervisor, whatever it is filed as (R4, R5, R11)."""

import pytest

from console.errors import RefusedError
from console.wire import calls
from console.wire.requests import approvals
from tests.services.core import Core

OFFER = "新客专享大额存单年化4.5%，额度有限，欢迎立即到店抢购。"


def posts(core: Core, request: int) -> list[str]:
    return [
        step.post for step in core.view("zhaomin", request).route if step.post not in {"accept", "release"}
    ]


def test_a_product_offer_filed_as_a_notice_takes_the_supervising_manager_and_his_reason(core: Core) -> None:
    draft = core.draft(core.add_list(), body=OFFER)
    preview = core.call("zhaomin", calls.PreviewDraft(draft))
    assert [step.post for step in preview.route][:2] == ["department_manager", "supervising_manager"]
    assert "misfiled" in {kind for kind, _ in preview.warned}
    request = core.submit(draft, "zhaomin")
    assert posts(core, request) == ["department_manager", "supervising_manager"]
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(request))
    assert "misfiled" in {kind for kind, _ in card.hits}
    core.step("sunli", "approval", request)
    with pytest.raises(RefusedError, match="downgrade_reason"):
        core.step("liqiang", "approval", request)
    core.step("liqiang", "approval", request, opinion="到期客户续存提示，合同约定告知")
    assert core.view("zhaomin", request).row.state == "cleared"
    core.step("qianwei", "release", request, slot=1, count=20)


def test_an_honest_notice_takes_its_manager_alone(core: Core) -> None:
    assert posts(core, core.requested()) == ["department_manager"]


def test_the_same_offer_filed_as_promotion_takes_its_own_route(core: Core) -> None:
    request = core.requested("promotion", body=OFFER)
    route = posts(core, request)
    assert route == ["department_manager", "supervising_manager", "general_manager"]
    core.step("sunli", "approval", request)
    core.step("liqiang", "approval", request)


@pytest.mark.parametrize(
    "signature", ["【别家银行】", "【云岭示範银行】", "【云岭示范银行 】", "【云岭示范银行信用卡】"]
)
def test_under_another_signature_than_the_registered_one_nothing_is_submitted(
    core: Core, signature: str
) -> None:
    draft = core.draft(core.add_list(), signature=signature)
    faults = core.call("zhaomin", calls.PreviewDraft(draft)).faults
    (fault,) = [one for one in faults if one.refusal.code == "signature_unregistered"]
    assert (fault.field, fault.refusal.code, fault.refusal.clause) == (
        "signature",
        "signature_unregistered",
        "R11",
    )
    assert fault.refusal.params["words"] == signature
    with pytest.raises(RefusedError):
        core.submit(draft, "zhaomin")


def test_a_notice_that_warns_of_fraud_is_told_nothing(core: Core) -> None:
    body = "谨防诈骗：我行不会索要密码、验证码，请勿向他人转账，请勿点击不明链接。"
    preview = core.call("zhaomin", calls.PreviewDraft(core.draft(core.add_list(), body=body)))
    assert (preview.warned, preview.faults) == ([], [])
