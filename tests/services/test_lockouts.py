"""Five wrong passphrases in a row stop a person's signatures; another person lets him go on (R12)."""

from datetime import timedelta

import pytest

from console.errors import RefusedError
from console.wire import calls, personnel, rosters, views
from tests.services.core import Core


def guess(core: Core, person: str = "sunli", times: int = 1) -> list[int]:
    return [core.call(person, personnel.WrongPassphrase()).id for _ in range(times)]


def code(core: Core, by: str, call: calls.PrepareStep | personnel.Unlock) -> str:
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
    core.call("wangfang", personnel.Unlock("sunli", "本人忘了，已核实"))
    core.step("sunli", "approval", request)
    kinds = [row.kind for row in core.call("shenyu", calls.EntriesPage()).rows]
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
    view: views.RequestView = core.view("sunli", request)
    card = core.call("sunli", calls.Scope(request))
    call = calls.PrepareStep(
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
