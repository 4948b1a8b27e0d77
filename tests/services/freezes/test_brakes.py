"""What stopped by itself (I2), at the desk: told to whoever may propose that it goes on, and signed by two, each by the act that fits."""

import pytest

from console.domain import times
from console.domain.two_person.pairs import GoOn
from console.wire import calls, pairs
from console.wire.duties.deadlines import Chase
from tests import asking
from tests.services.core import Core
from tests.services.freezes.test_freezes import (
    Told,
    _same_clock,
    confirm,
    dispatcher,
    freeze_it,
    kinds,
    lift,
    rows,
)
from tests.services.sending.test_sending import released

__all__ = ["_same_clock", "dispatcher"]
CODE = "brake_code: 50/0x00000045"


def stops(told: Told, scope: str, subject: str, reason: str) -> int:
    told.tell(
        "frozen", freeze=5, scope=scope, subject=subject, reason=reason, frozen_at=times.render(told.core.at)
    )
    return rows(told.core)[0].id


def waits(core: Core, person: str) -> list[tuple[str, str, str]]:
    return [
        (one.what, one.number, one.because)
        for one in core.call(person, calls.Todo())
        if one.what == "go_on" or one.what.startswith("confirm_go_on")
    ]


def test_a_send_that_stopped_is_its_operator_s_and_its_first_approver_s(core: Core, dispatcher: Told) -> None:
    request = released(core)
    number = stops(dispatcher, "request", str(request), CODE)
    row = rows(core, "qianwei")[0]
    assert (row.by, row.by_name, row.reason, row.due, row.refusal) == ("", "dispatch-1", CODE, "", None)
    form = core.call("qianwei", calls.RequestDetail(request)).row.number
    assert waits(core, "qianwei") == [("go_on", form, CODE)]
    assert not any(waits(core, other) for other in ("sunli", "fenglei", "zhengtao", "zhaomin"))
    assert [one.who for one in core.call("zhengtao", Chase(kind="go_on")).rows] == [["qianwei"]]
    for other in ("sunli", "zhengtao", "fenglei"):
        core.refuses("not_your_part", other, asking.asked(GoOn, str(number), reason="已查明"))
    core.refuses("freeze_other_act", "zhengtao", asking.unfreeze(number, "已查明"))
    made = lift(core, number, "qianwei")
    assert (made.kind, made.subject) == ("go_on_send", f"freeze:{number}")
    assert waits(core, "qianwei") == []
    assert [what for what, _, _ in waits(core, "sunli")] == ["confirm_go_on_send"]
    core.refuses("not_your_part", "zhengtao", asking.confirmation(made.digest))
    confirm(core, made, "sunli")
    (offer,) = dispatcher.pull().lifts
    assert '"go_on/1"' in offer.proposal
    dispatcher.tell("lifted", freeze=5, scope="request", subject=str(request), proof=made.digest)
    assert rows(core) == []
    assert core.call("qianwei", pairs.ProposalsPage(open=False))[0].state == "applied"
    assert kinds(core)[-4:] == ["freeze.frozen", "proposal.made", "proposal.confirmed", "freeze.lifted"]


def test_a_line_that_stopped_is_the_custodian_s_and_the_general_department_manager_s(
    core: Core, dispatcher: Told
) -> None:
    number = stops(dispatcher, "gateway", "demo", "brake_lost: 32/16")
    assert waits(core, "fenglei") == [("go_on", "demo", "brake_lost: 32/16")]
    assert not any(waits(core, other) for other in ("qianwei", "zhengtao", "jiangbo"))
    core.refuses("not_your_part", "qianwei", asking.asked(GoOn, str(number), reason="已查明"))
    made = lift(core, number, "fenglei")
    assert made.kind == "go_on_line"
    core.refuses("not_your_part", "jiangbo", asking.confirmation(made.digest))
    confirm(core, made, "zhengtao")
    assert len(dispatcher.pull().lifts) == 1


def test_what_a_person_froze_beside_it_stays_and_ends_by_two_managers(core: Core, dispatcher: Told) -> None:
    own = freeze_it(core)
    dispatcher.take(4)
    stopped = stops(dispatcher, "gateway", "demo", "brake_lost: 32/16")
    assert own != stopped
    core.refuses("freeze_other_act", "fenglei", asking.asked(GoOn, str(own), reason="已查明"))
    confirm(core, lift(core, stopped, "fenglei"), "zhengtao")
    confirm(core, lift(core, own, "zhengtao"), "jiangbo")
    assert len(dispatcher.pull().lifts) == 2


@pytest.mark.parametrize("subject", ["424242", "x"])
def test_a_stop_of_a_request_that_there_is_not_holds_up_no_list(
    core: Core, dispatcher: Told, subject: str
) -> None:
    stops(dispatcher, "request", subject, CODE)
    assert waits(core, "fenglei") == [("go_on", subject, CODE)]
    assert rows(core, "qianwei")[0].refusal is not None
