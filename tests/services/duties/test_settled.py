"""Where my turn and the chase board used to differ: what is owed, by whom, until when."""

from datetime import timedelta

import pytest

from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint, SetStanding
from console.domain.times import render
from console.wire import calls
from console.wire.duties.deadlines import Chase, ChasePage
from tests.services.core import AT, Core, one_clock
from tests.services.duties.test_chase import propose, publish
from tests.services.duties.test_one_stream import board, everybody, turn
from tests.services.freezes.test_freezes import freeze_it
from tests.services.people.test_orders import deputy, suspend
from tests.services.requests.test_deadlines import DAY, DEADLINE, asked, cleared, sweep, window


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def whose(core: Core, what: str) -> list[str]:
    """In whose turn it is."""
    return [person for person in everybody(core) if any(row.what == what for row in turn(core, person))]


def test_a_department_s_own_rules_are_in_its_manager_s_turn_until_they_are_signed(core: Core) -> None:
    assert whose(core, "rules") == ["sunli", "zhengtao", "jiangbo"]


def test_a_slot_is_released_from_its_clearing_on_and_both_say_so(core: Core) -> None:
    cleared(core, window(core, DAY, 2 * DAY))
    (row,) = board(core, kind="release")
    assert (row.who, row.until, row.late) == (["qianwei"], render(AT + 2 * DAY), False)
    assert whose(core, "release") == ["qianwei"]


def test_after_its_days_a_decision_is_owed_by_nobody_until_the_sweep_gives_it_back(core: Core) -> None:
    asked(core)
    core.at = DEADLINE + timedelta(seconds=1)
    assert board(core, kind="decide") == []
    assert whose(core, "decide") == []


def test_a_deputy_who_signed_last_extends_a_lapsed_slot_while_their_days_last(core: Core) -> None:
    asking = asked(core, window(core, timedelta(), timedelta(minutes=2)))
    deputy(core)
    core.step("jiangbo", "approval", asking)
    core.at += timedelta(minutes=3)
    sweep(core)
    (row,) = board(core, kind="extend")
    assert (row.request, row.who) == (asking, ["jiangbo", "sunli"])
    assert set(whose(core, "extend")) == {"jiangbo", "sunli"}


def test_a_roster_version_that_cannot_come_into_force_any_more_waits_for_nobody(core: Core) -> None:
    propose(core, Appoint("zhaomin", Post.AUDITOR, "", render(AT)))
    assert whose(core, "confirm_roster") == ["yangfan"]
    core.at += timedelta(minutes=1)
    suspend(core, "wangfang", "qianwei")
    assert whose(core, "confirm_roster") == []
    assert board(core, kind="confirm_roster") == []


def test_a_returned_request_has_the_end_of_its_window_for_as_long_as_that_lasts(core: Core) -> None:
    back = asked(core, window(core, timedelta(), DAY))
    core.step("sunli", "return", back, text="改")
    assert [row.until for row in board(core, kind="revise")] == [render(AT + DAY)]
    core.at += 2 * DAY
    (mine,) = [row for row in turn(core, "zhaomin") if row.what == "revise"]
    assert (mine.due, [row.until for row in board(core, kind="revise")]) == ("", [""])


def test_who_froze_without_a_word_and_left_owes_no_reason_and_the_board_says_what_helps(core: Core) -> None:
    freeze_it(core, why="", by="qianwei", subject="demo")
    core.at += timedelta(minutes=1)
    publish(core, SetStanding("qianwei", "left"))
    core.at += timedelta(minutes=1)
    (row,) = board(core, kind="freeze_reason")
    assert (row.who, row.remedy, row.about) == ([], "gone", ["qianwei"])


def test_a_page_begins_after_a_row_although_others_went_or_came_before_it(core: Core) -> None:
    first, second, third = (asked(core) for _ in range(3))
    page: ChasePage = core.call("wangfang", Chase(kind="decide", limit=2))
    assert [row.request for row in page.rows] == [first, second]
    core.step("sunli", "approval", first)
    rest: ChasePage = core.call("wangfang", Chase(kind="decide", limit=2, after=page.page.after))
    assert [row.request for row in rest.rows] == [third], "not one row further"
    core.step("sunli", "return", second, text="改")
    rest = core.call("wangfang", Chase(kind="decide", limit=2, after=page.page.after))
    assert [row.request for row in rest.rows] == [third], "also where the row itself is gone"


def test_a_page_of_the_queue_begins_after_a_row_as_well(core: Core) -> None:
    first, second, third = (asked(core) for _ in range(3))
    page = core.call("sunli", calls.RequestsPage(queue=True, limit=2))
    assert [row.id for row in page.rows] == [first, second]
    core.step("sunli", "approval", first)
    rest = core.call("sunli", calls.RequestsPage(queue=True, limit=2, after=page.page.after))
    assert [row.id for row in rest.rows] == [third]
