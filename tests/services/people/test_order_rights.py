"""Which orders somebody may give, told before they fill anything in: the same judgement as over the order itself."""

import pytest

from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint
from console.domain.times import render
from console.errors import RefusedError
from console.wire.people.order_rights import MayOrder
from tests import asking
from tests.services.core import Core
from tests.services.duties.test_chase import publish


def codes(core: Core, caller: str, person: str = "") -> dict[str, str]:
    answer: dict[str, object] = core.call(caller, MayOrder(person))
    return {name: getattr(refusal, "code", "") for name, refusal in answer.items()}


def test_who_approves_or_stands_above_may_name_a_deputy_and_others_are_told_why_not(core: Core) -> None:
    assert codes(core, "sunli")["deputise"] == ""
    assert codes(core, "zhoujian")["deputise"] == ""
    assert codes(core, "zhaomin")["deputise"] == "not_deputised"
    assert codes(core, "hanxue")["deputise"] == "not_deputised"


def test_of_one_person_the_deputy_is_his_and_his_superior_s_to_name(core: Core) -> None:
    assert codes(core, "liqiang", "sunli")["deputise"] == ""
    assert codes(core, "sunli", "sunli")["deputise"] == ""
    assert codes(core, "jiangbo", "sunli")["deputise"] == "not_yours_to_deputise"
    assert codes(core, "sunli", "qianwei")["deputise"] == "not_deputised"
    assert codes(core, "sunli", "nobody")["deputise"] == "not_yours_to_deputise"


@pytest.mark.parametrize(
    ("caller", "person"), [("sunli", "qianwei"), ("qianwei", "sunli"), ("wangfang", "sunli")]
)
def test_a_suspension_is_judged_as_the_order_is(core: Core, caller: str, person: str) -> None:
    told = codes(core, caller, person)["suspend"]
    call = asking.order("suspension", person=person, reason="口令外泄")
    if told:
        with pytest.raises(RefusedError) as refused:
            core.call(caller, call)
        assert refused.value.refusal.code == told
    else:
        core.enact(caller, core.call(caller, call))
    assert "suspend" not in codes(core, caller)


def test_a_standby_is_the_manager_s_to_wake_once_one_is_on_file(core: Core) -> None:
    assert codes(core, "sunli")["wake"] == "wakes_nobody"
    publish(core, Appoint("chenjing", Post.OPERATOR, "business", render(core.at), standby=True))
    assert codes(core, "sunli")["wake"] == ""
    assert codes(core, "jiangbo")["wake"] == "wakes_nobody"
    assert codes(core, "zhaomin")["wake"] == "wakes_nobody"
