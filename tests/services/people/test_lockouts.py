"""Five wrong passphrases in a row stop a person's signatures; another person lets them go on (R12)."""

from datetime import timedelta

import pytest

from console.errors import RefusedError
from console.wire import calls
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.duties.deadlines import Chase, ChaseRow
from console.wire.duties.here import TodoRow
from console.wire.ledger import ledger
from console.wire.people import personnel
from console.wire.people.order_rights import MayOrder
from console.wire.requests import approvals
from console.wire.requests.rows import RequestView
from console.wire.rosters import rosters
from tests import asking
from tests.services.core import Core


def guess(core: Core, person: str = "sunli", times: int = 1) -> list[int]:
    return [core.call(person, personnel.WrongPassphrase()).id for _ in range(times)]


def code(core: Core, by: str, call: Prepare | personnel.Unlock) -> str:
    with pytest.raises(RefusedError) as caught:
        core.call(by, call)
    return caught.value.refusal.code


def test_the_fifth_wrong_passphrase_in_a_row_locks_and_a_second_person_unlocks(core: Core) -> None:
    request = core.requested()
    assert guess(core, times=6) == [4, 3, 2, 1, 0, 0]
    with pytest.raises(RefusedError, match="locked_out"):
        core.step("sunli", "approval", request)
    assert core.view("sunli", request).row.state == "submitted"
    assert code(core, "sunli", personnel.Unlock("sunli", "是我")) == "own_lock"
    assert code(core, "zhaomin", personnel.Unlock("sunli", "是他")) == "may_not_suspend"
    assert code(core, "wangfang", personnel.Unlock("sunli", " ")) == "reason_missing"
    done: Done = core.call("wangfang", personnel.Unlock("sunli", "本人忘了，已核实"))
    assert done.number == "sunli"
    core.step("sunli", "approval", request)
    kinds = [row.kind for row in core.call("shenyu", ledger.EntriesPage()).rows]
    assert kinds[:3] == ["request.approval", "person.unlocked", "person.locked"]
    assert code(core, "wangfang", personnel.Unlock("sunli", "再来")) == "not_locked"


def test_a_good_signature_or_an_hour_begins_the_count_anew(core: Core) -> None:
    request = core.requested()
    assert guess(core, times=4)[-1] == 1
    core.step("sunli", "approval", request)
    assert guess(core, times=2) == [4, 3]
    core.at += timedelta(hours=1)
    assert guess(core) == [4]


def test_one_persons_guesses_lock_nobody_else(core: Core) -> None:
    request = core.requested()
    guess(core, "zhengtao", 5)
    core.step("sunli", "approval", request)


def test_a_locked_persons_signature_is_not_carried_in_either(core: Core) -> None:
    request = core.requested()
    guess(core, times=5)
    view: RequestView = core.view("sunli", request)
    card = core.call("sunli", approvals.Scope(request))
    call = asking.step(
        "approval", request, view.head, count=20, content_checked=True, list_checked=True, shown=card.shown
    )
    with pytest.raises(RefusedError, match="locked_out"):
        core.enact("sunli", core.call("sunli", call), carrier="wuhong")


def test_a_locked_roster_signer_publishes_nothing(core: Core) -> None:
    prepared = core.call("hanxue", rosters.PrepareRoster([]))
    text, signature = core.sign("hanxue", prepared)
    guess(core, "hanxue", 5)
    with pytest.raises(RefusedError, match="locked_out"):
        core.call("hanxue", rosters.ProposeRoster(text, signature))


# ---- who is told


def waits(core: Core, person: str) -> list[TodoRow]:
    return [row for row in core.call(person, calls.Todo()) if row.what == "unlock"]


def owed(core: Core) -> list[ChaseRow]:
    rows: list[ChaseRow] = core.call("wangfang", Chase(kind="unlock")).rows
    return rows


def test_whoever_may_unlock_finds_it_in_his_turn_until_somebody_did(core: Core) -> None:
    guess(core, "qianwei", 4)
    assert not waits(core, "sunli")
    guess(core, "qianwei")
    everybody = {p.id for p in core.call("sunli", calls.People())}
    able = {p for p in everybody if waits(core, p)}
    # The department's manager, and of the General Department its manager and registrar.
    assert able == {"sunli", "zhengtao", "wangfang"}
    (row,) = waits(core, "sunli")
    assert (row.number, row.title, row.department) == ("qianwei", "钱伟", "business")
    before = core.call("sunli", calls.WhoAmI()).waits
    core.call("wangfang", personnel.Unlock("qianwei", "本人打错，已核实"))
    assert not any(waits(core, p) for p in able)
    assert len(core.call("sunli", calls.WhoAmI()).waits) == len(before) - 1


def test_who_is_locked_himself_unlocks_nobody_and_has_no_such_row(core: Core) -> None:
    guess(core, "qianwei", 5)
    guess(core, "sunli", 5)
    assert not waits(core, "sunli")
    assert code(core, "sunli", personnel.Unlock("qianwei", "是他")) == "locked_out"
    assert {row.number for row in waits(core, "wangfang")} == {"qianwei", "sunli"}


def test_the_board_says_who_may_unlock_and_forgets_it_with_the_lock(core: Core) -> None:
    assert not owed(core)
    guess(core, "qianwei", 5)
    (row,) = owed(core)
    assert (row.number, row.title, row.who) == ("qianwei", "钱伟", ["sunli", "wangfang", "zhengtao"])
    assert core.call("jiangbo", Chase(kind="unlock")).rows == []
    core.call("sunli", personnel.Unlock("qianwei", "本人打错，已核实"))
    assert not owed(core)


def test_a_lock_is_an_alert_and_stands_in_the_list_of_the_locked(core: Core) -> None:
    assert core.call("zhaomin", personnel.LockedOut()) == []
    guess(core, "qianwei", 5)
    (alert,) = core.call("zhaomin", rosters.Alerts())
    assert (alert.code, alert.params["person"], alert.grave) == ("locked_out", "qianwei", True)
    (row,) = core.call("zhaomin", personnel.LockedOut())
    assert (row.person, row.refusal.code) == ("qianwei", "may_not_suspend")
    assert core.call("sunli", personnel.LockedOut())[0].refusal is None
    order = asking.order("suspension", person="qianwei", reason="有人在猜")
    core.enact("wangfang", core.call("wangfang", order))
    assert core.call("zhaomin", personnel.LockedOut()) == []
    assert not waits(core, "sunli")


def test_who_may_unlock_is_told_before_he_tries(core: Core) -> None:
    def told(by: str) -> str:
        refusal = core.call(by, MayOrder("qianwei"))["unlock"]
        return refusal.code if refusal is not None else ""

    assert told("sunli") == "not_locked"
    guess(core, "qianwei", 5)
    assert (told("sunli"), told("zhaomin"), told("qianwei")) == ("", "may_not_suspend", "own_lock")
