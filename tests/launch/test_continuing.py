"""Real desk, dispatcher and simulator: a send is stopped at half, two people let the rest go, and everybody gets it once."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from console.acting.contacts import recipients
from console.acting.two_person import pairs as acting
from console.domain.times import render
from console.domain.two_person.pairs import ContinueThrough
from console.wire import calls, pairs
from console.wire.ledger import ledger
from console.wire.requests.rows import RequestView
from console.wire.sending import sends
from tests import asking
from tests.launch.whole import Whole, running

TOTAL = 400


def halfway(whole: Whole) -> tuple[int, int]:
    """A send that its operator stopped under way; how many were never sent to, too."""
    request = whole.released(TOTAL)
    whole.until(request, lambda v: v.row.tally.delivered > TOTAL // 4)
    whole.step("qianwei", "stop", request, text="先停")
    whole.state(request, "stopped")
    view = whole.until(
        request,
        lambda v: (
            v.row.tally.balances()
            and v.remainder > 0
            and not v.row.tally.accepted + v.row.tally.in_flight + v.row.tally.queued
        ),
    )
    return request, view.remainder


def propose(whole: Whole, request: int, which: str, count: int, slot: int = 1) -> str:
    core = whole.walk.core("qianwei")
    view: RequestView = core.call(calls.RequestDetail(request))
    now = datetime.now(UTC)
    said = asking.send_again(
        request,
        which=which,
        count=count,
        reason="还没有发完",
        opens=render(now),
        closes=render(now + timedelta(hours=2)),
    ).said
    prepared = acting.propose(core, ContinueThrough, view, slot, said, by="qianwei")
    asking.enacted(core, prepared, whole.walk.key("qianwei"))
    rows: list[pairs.ProposalRow] = core.call(pairs.ProposalsPage(request))
    return rows[0].digest


def confirm(whole: Whole, request: int, person: str = "sunli") -> None:
    core = whole.walk.core(person)
    view: RequestView = core.call(calls.RequestDetail(request))
    (row,) = [one for one in core.call(pairs.ProposalsPage(request)) if one.state == "open"]
    asking.enacted(core, acting.confirm(core, row, by=person, view=view), whole.walk.key(person))


def of_slot(whole: Whole, request: int, slot: int, *states: str) -> sends.SendView:
    """Wait until a slot is in one of these states."""
    core = whole.walk.core("zhoujian")

    def there(_: sends.SendView) -> bool:
        view: sends.SendView = core.call(sends.SendDetail(request, slot))
        return view.row.state in states

    whole.until(request, there)
    view: sends.SendView = core.call(sends.SendDetail(request, slot))
    return view


def test_the_rest_of_a_stopped_send_goes_out_by_two_people_and_everybody_gets_it_exactly_once() -> None:
    with running(rate=200, window=10) as whole:
        request, rest = halfway(whole)
        assert 0 < rest < TOTAL
        core = whole.walk.core("shenyu")
        whole.until(request, lambda _: core.call(calls.RequestDetail(request)).row.state == "done")
        propose(whole, request, "remainder", rest)
        confirm(whole, request)
        view = of_slot(whole, request, 2, "done")
        assert (view.row.continues, view.row.tally.delivered) == (1, rest)
        taken = whole.control("stats")
        assert (taken["distinct"], taken["repeats"]) == (TOTAL, 0)
        whole.until(request, lambda _: core.call(calls.RequestDetail(request)).row.state == "done")
        # Who they are comes in by and by.
        pages: list[sends.RecipientPage] = []

        def told(_: sends.SendView) -> bool:
            pages[:] = [
                recipients.page(core.call, sends.RecipientsPage(request, slot, "delivered", limit=1000))
                for slot in (1, 2)
            ]
            return [len(page.rows) for page in pages] == [TOTAL - rest, rest]

        whole.until(request, told)
        assert core.call(ledger.VerifyLedger()).bad == 0


def test_those_whom_the_provider_refused_are_sent_to_again_and_killing_the_dispatcher_loses_nobody() -> None:
    with running() as whole:
        first = 16100000000
        refused = {f"86{first + at}": 0x0B for at in range(0, 40, 2)}
        whole.control(f"faults {json.dumps({'refuse': refused})}")
        request = whole.released(TOTAL)
        view = whole.state(request, "done")
        assert view.row.tally.refused == len(refused)
        whole.control("faults {}")
        propose(whole, request, "failed", len(refused))
        whole.kill("dispatch")
        confirm(whole, request)
        whole.solo.start()
        view = of_slot(whole, request, 2, "done", "unsettled")
        assert view.row.tally.delivered + view.row.tally.unknown == len(refused)
        taken = whole.control("stats")
        assert taken["repeats"] == 0
        assert taken["distinct"] == TOTAL - view.row.tally.unknown


@pytest.mark.parametrize(
    ("lie", "name"),
    [
        ("UPDATE proposal SET text = replace(text, '\"remainder\"', '\"failed\"')", "release_differs"),
        (
            'UPDATE proposal SET confirmation = replace(confirmation, \'"by":"sunli"\', \'"by":"liqiang"\')',
            "pair_signature",
        ),
    ],
    ids=["to whom", "who confirmed"],
)
def test_a_desk_that_changes_one_word_of_the_two_sends_to_nobody(lie: str, name: str) -> None:
    with running(rate=200, window=10) as whole:
        request, rest = halfway(whole)
        propose(whole, request, "remainder", rest)
        whole.kill("dispatch")
        confirm(whole, request)
        before = _recipients(whole)
        whole.tamper(lie)
        assert of_slot(whole, request, 2, "refused").row.reason == name
        assert _recipients(whole) == before
        assert whole.control("stats")["distinct"] <= TOTAL - rest


def _recipients(whole: Whole) -> list[Any]:
    """Every recipient with their state, as the dispatcher's own database has them."""
    with closing(sqlite3.connect(whole.home.root / "dispatch" / "dispatch.db")) as database:
        return list(database.execute("SELECT send_id, num, state FROM recipient ORDER BY 1, 2"))
