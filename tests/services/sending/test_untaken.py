"""A released send that the dispatcher cannot take in: row, detail and to-do of operator and manager say why, and since when."""

from datetime import timedelta

import pytest

from console.domain.times import render
from console.locale import words
from console.wire import calls, dispatch
from console.wire.duties.deadlines import Chase
from console.wire.duties.here import TodoRow
from console.wire.sending import sends
from tests.services.core import Core
from tests.services.sending.test_monitor import beat, listed, monitor, standing
from tests.services.sending.test_sending import DISPATCH, released, report


def left(core: Core, request: int, why: str = "list_root", since: str = "") -> dispatch.Untaken:
    rows = core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows
    release = next(row.release for row in rows if row.request == request)
    return dispatch.Untaken(request, 1, release, why, since or render(core.at))


def tell(core: Core, *rows: dispatch.Untaken) -> None:
    core.call(DISPATCH, dispatch.ReportUntaken(list(rows)))
    core.call(DISPATCH, dispatch.Heartbeat({"demo": "up"}))


def owed(core: Core, person: str) -> list[TodoRow]:
    return [row for row in core.call(person, calls.Todo()) if row.what == "untaken"]


def happened(core: Core, request: int) -> list[str]:
    return [what for _, what in monitor(core, request).events]


def test_row_and_detail_say_why_it_is_left_and_since_the_first_time(core: Core) -> None:
    request = released(core)
    first = render(core.at)
    tell(core, left(core, request))
    core.at += timedelta(minutes=5)
    tell(core, left(core, request))
    said = f"untaken: {first} list_root"
    assert (listed(core, request).reason, monitor(core, request).row.reason) == (said, said)
    assert [one.reason for one in core.view("qianwei", request).slots] == [said]
    assert "stands untaken" in happened(core, request)
    for lang, words_of in {
        "zh": ("不要另行重发", "管理员"),
        "en": ("may have been sent", "administrator"),
    }.items():
        shown = words.slot_reason(said, lang)
        assert all(one in shown for one in (*words_of, words.refused("list_root", lang))), shown
        assert first not in shown, "the instant is in people's own time"


@pytest.mark.parametrize("person", ["qianwei", "sunli"])
def test_operator_and_manager_find_it_first_in_their_to_do_with_a_due_time_until_it_is_taken_in(
    core: Core, person: str
) -> None:
    request = released(core)
    tell(core, left(core, request))
    (row,) = owed(core, person)
    assert core.call(person, calls.Todo())[0] == row
    assert (row.request, row.slot, row.since) == (request, 1, render(core.at))
    assert row.due > row.since
    assert row.because == monitor(core, request).row.reason
    board = [one for one in core.call("shenyu", Chase(kind="untaken")).rows if one.request == request]
    assert [person in one.who for one in board] == [True]
    report(core, request, "started", queued=20)
    assert owed(core, person) == []
    assert monitor(core, request).row.reason == ""


@pytest.mark.parametrize("since", ["", "yesterday", "2026-19-39T29:00:00Z", "2099-01-01T00:00:00Z"])
def test_a_dispatcher_that_tells_no_time_or_one_to_come_hides_nothing(core: Core, since: str) -> None:
    request = released(core)
    (row,) = core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows
    tell(core, dispatch.Untaken(request, 1, row.release, "list_root", since))
    assert [row.since for row in owed(core, "qianwei")] == [render(core.at)]


def test_it_is_nobody_else_s(core: Core) -> None:
    tell(core, left(core, released(core)))
    assert owed(core, "zhaomin") == []


def test_the_reason_goes_when_the_dispatcher_says_that_it_is_over_and_with_its_first_figures(
    core: Core,
) -> None:
    request = released(core)
    tell(core, left(core, request, dispatch.UNANSWERED))
    assert monitor(core, request).row.reason.startswith("unanswered: ")
    tell(core, left(core, request, ""))
    # The desk's own guess is back: this dispatcher tells of no file.
    assert monitor(core, request).row.reason == "policy_not_here"
    tell(core, left(core, request))
    beat(core, {"demo": "up"}, standing(request, "window_ahead"))
    assert monitor(core, request).row.reason == "window_ahead"


def test_a_report_about_another_release_or_an_ended_send_changes_nothing(core: Core) -> None:
    request = released(core)
    one = left(core, request)
    for other in (
        dispatch.Untaken(request, 1, "0" * 64, one.why, one.since),
        dispatch.Untaken(request, 2, one.release, one.why, one.since),
    ):
        tell(core, other)
    assert monitor(core, request).row.reason == "policy_not_here"
    report(core, request, "started", queued=20)
    report(core, request, "done", delivered=20)
    tell(core, one)
    assert monitor(core, request).row.reason == ""
    assert owed(core, "qianwei") == []


def test_words_that_a_person_types_are_never_taken_for_it(core: Core) -> None:
    request = released(core)
    typed = "untaken: 明天再说 list_root"
    core.call("zhaomin", sends.HoldSlot(request, 1, typed))
    report(core, request, "held", reason="held", hold=1, queued=20)
    assert owed(core, "qianwei") == []
    assert words.slot_reason(monitor(core, request).row.reason, "zh") == typed


def test_a_send_that_stands_is_told_as_left_too(core: Core) -> None:
    request = released(core)
    one = left(core, request)
    report(core, request, "started", queued=20)
    report(core, request, "held", reason="frozen", queued=20)
    tell(core, one)
    assert [row.because.partition(":")[0] for row in owed(core, "qianwei")] == ["untaken"]
