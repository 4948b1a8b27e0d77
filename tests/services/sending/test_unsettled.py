"""A send with unknown results is not done until they are settled: every list, page, form and duty says so alike (I2)."""

from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from console.domain.times import parse, render
from console.look.senses import Sense
from console.screens.lock import running_words
from console.screens.sending import monitor_words
from console.screens.session import Session
from console.services import kept_rows
from console.services.archive import request_forms
from console.services.context import Caller
from console.views.lately import LATELY
from console.views.requests import REQUEST
from console.views.sending import SEND
from console.views.view import Viewer
from console.wire import calls
from console.wire.archive import archive
from console.wire.contacts import numbers
from console.wire.duties import lately
from console.wire.duties.here import TodoRow
from console.wire.people import personnel
from console.wire.sending import sends
from tests.services.contacts.test_numbers import NUMBER
from tests.services.core import Core
from tests.services.people.test_orders import deputy
from tests.services.two_person.test_pairs import DOUBT, confirm, doubtful, propose, told


def shown(core: Core, request: int) -> set[str]:
    """The state of a request and its only slot, wherever somebody reads it."""
    row: sends.SendRow = core.call("qianwei", sends.SendDetail(request, 1)).row
    listed = next(one for one in core.call("qianwei", sends.SendsPage()).rows if one.request == request)
    asked = next(one for one in core.call("sunli", calls.RequestsPage()).rows if one.id == request)
    view = core.view("sunli", request)
    searched = core.call("wangfang", numbers.SearchNumber(NUMBER, "客户来电")).rows
    register = core.call("wangfang", archive.FormNumbers("business")).rows
    absence = core.call("sunli", personnel.InMyAbsence())
    became = {one.state for one in core.call("sunli", lately.Lately()) if one.request == request}
    with core.context(Caller("sunli"), write=False) as ctx:
        form = request_forms.gathered(ctx, kept_rows.row_by_id(ctx, request), view.row.version, "en")
    return {
        row.state, listed.state, asked.state, view.row.state, view.slots[0].state, form.state,
        *became, *(one.state for one in form.results),
        *(one.slot_state for one in searched if one.request == request),
        *(one.state for one in register if one.id == request),
        *(one.state for one in absence if one.request == request),
    }  # fmt: skip


def in_state(core: Core, state: str) -> tuple[list[int], list[int]]:
    """The sends, and the requests, that a filter on a state shows."""
    rows = core.call("qianwei", sends.SendsPage(state=state)).rows
    asked = core.call("sunli", calls.RequestsPage(state=state)).rows
    return [row.request for row in rows], [row.id for row in asked]


def test_it_reads_as_unsettled_everywhere_until_the_dispatcher_reports_a_settlement(core: Core) -> None:
    request = doubtful(core)
    assert shown(core, request) == {"unsettled"}
    assert in_state(core, "unsettled") == ([request], [request])
    assert in_state(core, "done") == ([], [])
    proposal = propose(core, request)
    confirm(core, proposal)
    assert shown(core, request) == {"unsettled"}
    told(core, request, "corrected", "settled_not_sent", proposal, delivered=17, not_sent=3)
    assert shown(core, request) == {"done"}
    assert in_state(core, "unsettled") == ([], [])
    assert in_state(core, "done") == ([request], [request])


def test_so_it_does_by_its_number_in_the_register_and_among_what_a_deputy_approved(core: Core) -> None:
    deputy(core)
    request = core.requested()
    core.step("jiangbo", "approval", request)
    core.step("qianwei", "release", request, slot=1, count=20)
    told(core, request, "started", queued=20)
    told(core, request, "done", **DOUBT)
    (found,) = core.call("wangfang", numbers.SearchNumber(NUMBER, "客户来电")).rows
    (numbered,) = core.call("wangfang", archive.FormNumbers("business")).rows
    (approved,) = core.call("sunli", personnel.InMyAbsence())
    assert [found.slot_state, numbered.state, approved.state] == ["unsettled"] * 3
    assert shown(core, request) == {"unsettled"}


def test_who_becomes_unknown_after_the_others_were_closed_is_to_be_settled(core: Core) -> None:
    request = doubtful(core)
    proposal = propose(core, request, verdict="closed")
    confirm(core, proposal)
    told(core, request, "corrected", "settled_closed", proposal, **DOUBT)
    told(core, request, "corrected", "receipts", delivered=15, unknown=5)
    assert shown(core, request) == {"unsettled"}
    assert in_state(core, "unsettled") == ([request], [request])
    assert "unknown" in [row.what for row in core.call("qianwei", calls.Todo())]


def test_results_that_two_people_closed_are_settled_although_they_stay_unknown(core: Core) -> None:
    request = doubtful(core)
    proposal = propose(core, request, verdict="closed")
    confirm(core, proposal)
    told(core, request, "corrected", "settled_closed", proposal, **DOUBT)
    assert shown(core, request) == {"done"}


def test_a_late_receipt_for_the_last_of_them_settles_it(core: Core) -> None:
    request = doubtful(core)
    told(core, request, "corrected", "receipts", delivered=19, unknown=1)
    assert shown(core, request) == {"unsettled"}
    told(core, request, "corrected", "receipts", delivered=20)
    assert shown(core, request) == {"done"}


LEFT: dict[str, int] = {"delivered": 12, "unknown": 5, "not_sent": 3}


def stopped(core: Core) -> int:
    """A request whose send was stopped while nobody knew of five recipients."""
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    told(core, request, "started", queued=20)
    core.step("sunli", "stop", request, slot=1, text="内容有误")
    told(core, request, "stopped", "stop", **LEFT)
    return request


def test_a_stopped_send_is_unsettled_too_until_nobody_is_unknown_and_then_stopped(core: Core) -> None:
    request = stopped(core)
    assert core.call("qianwei", sends.SendDetail(request, 1)).row.state == "unsettled"
    assert core.view("sunli", request).slots[0].state == "unsettled"
    assert in_state(core, "unsettled") == ([request], [request])
    assert in_state(core, "stopped")[0] == []
    (first, *_) = core.call("qianwei", calls.Todo())
    assert (first.what, first.request, first.slot) == ("unknown", request, 1)
    assert parse(first.due) > core.at
    proposal = propose(core, request, count=LEFT["unknown"])
    confirm(core, proposal)
    told(core, request, "corrected", "settled_not_sent", proposal, delivered=12, not_sent=8)
    assert core.call("qianwei", sends.SendDetail(request, 1)).row.state == "stopped"
    assert in_state(core, "unsettled") == ([], [])
    assert in_state(core, "stopped")[0] == [request]


def test_its_monitor_still_tells_who_stopped_it_and_why(core: Core) -> None:
    view: sends.SendView = core.call("qianwei", sends.SendDetail(stopped(core), 1))
    session = Session(lambda _: cast("Any", None), None, lambda _: Path(), "en")
    said = [(sense, words) for sense, words in monitor_words.notes(session, view, []) if "内容有误" in words]
    assert [sense for sense, _ in said] == [Sense.BAD]
    assert "sunli" in said[0][1]


@pytest.mark.parametrize(("lang", "words"), [("zh", "17/20 不明 3"), ("en", "17/20 unknown 3")])
def test_nobody_unknown_counts_as_sent_where_a_figure_tells_how_far_a_send_is(
    core: Core, lang: str, words: str
) -> None:
    request = doubtful(core)
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 1))
    session = Session(lambda _: cast("Any", None), None, lambda _: Path(), lang)
    (told_,) = (
        SEND.read(session.viewer, one, view.row) for one in SEND.at("l") if one.shown.how == "progress"
    )
    assert told_ == words
    shared = monitor_words.share(session, view.row.tally).plain
    assert shared.startswith("85%")
    assert shared.endswith(words.partition(" ")[2])
    locked = running_words(session, view.row)
    assert locked.count("20") == 1 + view.row.number.count("20")
    (did,) = (one for one in core.call("sunli", lately.Lately()) if one.request == request)
    became = next(one for one in LATELY.at("l") if one.shown.how == "became")
    assert "100%" not in LATELY.read(session.viewer, became, did)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_amber_in_both_lists(core: Core, lang: str) -> None:
    request = doubtful(core)
    (row,) = core.call("qianwei", sends.SendsPage()).rows
    cells = {one.shown.how: one for one in SEND.at("l")}
    viewer = Viewer(lang, ZoneInfo("Asia/Shanghai"), str, str)
    assert SEND.sense(viewer, cells["stands"], row) is Sense.YOURS
    asked = next(one for one in core.call("sunli", calls.RequestsPage()).rows if one.id == request)
    whole = next(one for one in REQUEST.at("p") if one.shown.how == "state_whole")
    assert REQUEST.sense(viewer, whole, asked) is Sense.YOURS


def test_its_duty_is_the_first_of_all_and_ends_with_the_next_working_day(core: Core) -> None:
    request = doubtful(core)
    ended = core.at
    waiting = core.cleared()
    core.at += timedelta(hours=3)

    def mine() -> list[TodoRow]:
        return [row for row in core.call("qianwei", calls.Todo()) if row.request in {request, waiting}]

    first, second = mine()
    assert (first.what, first.request, second.what) == ("unknown", request, "release")
    assert parse(first.due) > ended
    assert first.days == 1
    due = first.due
    # A receipt for one of them gives nobody more time for the others.
    core.at += timedelta(hours=20)
    told(core, request, "corrected", "receipts", delivered=18, unknown=2)
    assert mine()[0].due == due
    assert mine()[0].since == render(ended)
