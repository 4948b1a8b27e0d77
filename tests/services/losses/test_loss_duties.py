"""Whose turn a loss case is, and who above is told once a step is overdue (R12)."""

from datetime import timedelta

import pytest

from console.wire import calls
from console.wire.credentials import losses
from console.wire.duties.deadlines import Chase, ChaseRow
from console.wire.duties.here import Me, TodoRow
from tests.services.core import AT, Core, one_clock
from tests.services.losses.test_losses import report, step

HOUR = timedelta(hours=1, minutes=1)


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def turn(core: Core, person: str) -> list[str]:
    rows: list[TodoRow] = core.call(person, calls.Todo())
    return sorted(row.what for row in rows if row.loss)


def board(core: Core, person: str = "wangfang") -> dict[str, ChaseRow]:
    rows: list[ChaseRow] = core.call(person, Chase(kind="loss")).rows
    return {row.title: row for row in rows}


def test_a_report_is_at_once_in_the_turn_of_those_who_owe_a_step(core: Core) -> None:
    report(core, by="zhaomin")
    assert turn(core, "fenglei") == ["loss_told"]
    assert turn(core, "wangfang") == ["loss_acknowledged", "loss_told"]
    assert turn(core, "zhengtao") == ["loss_acknowledged", "loss_certified", "loss_told"]
    assert turn(core, "zhaomin") == []


def test_a_step_that_was_taken_is_nobodys_turn_any_more(core: Core) -> None:
    step(core, report(core), "told")
    assert turn(core, "fenglei") == []
    assert turn(core, "wangfang") == ["loss_acknowledged"]


def test_an_overdue_step_is_told_to_the_manager_then_above_him_then_to_the_general_manager(
    core: Core,
) -> None:
    report(core)
    assert turn(core, "chuyan") == turn(core, "zhoujian") == []
    # A leak's call and acknowledgement have an hour; each further hour tells the next one up.
    core.at = AT + HOUR
    assert turn(core, "chuyan") == turn(core, "zhoujian") == []
    core.at = AT + 2 * HOUR
    assert turn(core, "chuyan") == ["loss_late", "loss_late"]
    assert turn(core, "zhoujian") == []
    core.at = AT + 3 * HOUR
    assert turn(core, "zhoujian") == ["loss_late", "loss_late"]


def test_two_steps_of_one_case_are_two_things_that_wait(core: Core) -> None:
    before = core.call("wangfang", calls.WhoAmI()).waits
    report(core)
    after = core.call("wangfang", calls.WhoAmI()).waits
    assert len(set(after)) == len(before) + 2


def test_the_chase_board_names_who_owes_each_step_and_until_when(core: Core) -> None:
    report(core)
    rows = board(core)
    assert set(rows) == {"told", "acknowledged", "certified"}
    assert rows["certified"].who == ["zhengtao"]
    assert not any(row.late for row in rows.values())
    core.at = AT + HOUR
    assert [title for title, row in board(core).items() if row.late] == ["acknowledged", "told"]


def test_a_persons_case_waits_for_his_own_manager_and_for_the_roster_signers(core: Core) -> None:
    case = report(core, by="qianwei", subject="key", name="zhaomin", kind="forgotten")
    assert "loss_certified" in turn(core, "sunli")
    for name, by in (("acknowledged", "wangfang"), ("certified", "sunli"), ("requested", "wangfang")):
        case = step(core, case, name, by)
    assert turn(core, "hanxue") == ["loss_resumed"]


def test_the_reporter_is_not_asked_to_close(core: Core) -> None:
    case = report(core, by="wangfang", subject="key", name="zhaomin", kind="forgotten")
    assert case.row.by == "wangfang"
    for name, by in (("acknowledged", "zhengtao"), ("certified", "sunli"), ("requested", "zhengtao")):
        case = step(core, case, name, by)
    assert "loss_closed" not in turn(core, "wangfang")


def test_the_frame_says_that_a_gateway_is_lost_to_everybody(core: Core) -> None:
    report(core)
    me: Me = core.call("zhaomin", calls.WhoAmI())
    assert me.gateway_state == "lost"
    page: losses.LossPage = core.call("zhaomin", losses.LossesPage(open=True))
    assert page.rows[0].number == "2026-L001"


def test_a_call_in_the_very_minute_of_the_discovery_is_taken(core: Core) -> None:
    core.at = AT + timedelta(seconds=40)
    case = report(core)
    core.at += timedelta(seconds=10)
    assert step(core, case, "told", when="2026-11-24T03:00:00Z").steps[0].at
