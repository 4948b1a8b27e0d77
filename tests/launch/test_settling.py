"""Real desk, dispatcher and simulator: answers are lost, two people settle who is in doubt, and nobody else can."""

import sqlite3
from contextlib import closing

import pytest

from console.acting.two_person import pairs as acting
from console.domain.two_person.pairs import Settle
from console.wire import calls, pairs
from console.wire.ledger import ledger
from console.wire.requests.rows import RequestView
from console.wire.sending import sends
from tests import asking
from tests.launch.whole import Whole, running

TOTAL = 200


def doubtful(whole: Whole) -> tuple[int, int]:
    """A send that ends with recipients in doubt: taken by nobody, and answered so that nobody can tell. How many, too."""
    whole.control('faults {"nack_every": 50}')
    request = whole.released(TOTAL)
    view = whole.state(request, "unsettled")
    whole.control("faults {}")
    tally = whole.until(
        request, lambda v: v.row.state == "unsettled" and v.row.tally == view.row.tally
    ).row.tally
    assert tally.balances()
    assert tally.unknown == TOTAL // 50
    return request, tally.unknown


def propose(whole: Whole, request: int, unknown: int, verdict: str = "not_sent") -> None:
    core = whole.walk.core("qianwei")
    view: RequestView = core.call(calls.RequestDetail(request))
    said = asking.settle(request, verdict=verdict, count=unknown).said
    prepared = acting.propose(core, Settle, view, 1, said, by="qianwei")
    asking.enacted(core, prepared, whole.walk.key("qianwei"))


def confirm(whole: Whole, request: int) -> None:
    core = whole.walk.core("sunli")
    view: RequestView = core.call(calls.RequestDetail(request))
    (row,) = core.call(pairs.ProposalsPage(request))
    asking.enacted(core, acting.confirm(core, row, by="sunli", view=view), whole.walk.key("sunli"))


def test_lost_answers_are_settled_by_two_people_and_the_sums_balance() -> None:
    with running() as whole:
        request, unknown = doubtful(whole)
        propose(whole, request, unknown)
        confirm(whole, request)
        tally = whole.until(request, lambda view: view.row.tally.unknown == 0).row.tally
        assert tally.balances()
        assert (tally.delivered, tally.not_sent) == (TOTAL - unknown, unknown)
        taken = whole.control("stats")
        assert (taken["distinct"], taken["repeats"]) == (TOTAL - unknown, 0)
        core = whole.walk.core("shenyu")
        entries = core.call(ledger.EntriesPage(subject=f"request:{request}")).rows
        signers = {
            entry.kind: entry.actor for entry in entries if entry.kind.startswith(("proposal.", "send.corr"))
        }
        assert signers == {
            "proposal.made": "qianwei",
            "proposal.confirmed": "sunli",
            "send.corrected": "dispatch-1",
        }
        for entry in entries:
            if entry.kind in signers:
                whole_entry: ledger.EntryView = core.call(ledger.EntryDetail(entry.seq))
                assert "BEGIN SSH SIGNATURE" in whole_entry.signature
        page = sends.RecipientsPage(request, 1, "not_sent")
        whole.until(request, lambda _: len(core.call(page).rows) == unknown)
        (told,) = core.call(pairs.ProposalsPage(request, open=False))
        assert (told.state, told.by, told.confirmed_by) == ("applied", "qianwei", "sunli")
        assert core.call(ledger.VerifyLedger()).bad == 0


@pytest.mark.parametrize(
    ("lie", "name"),
    [
        ("UPDATE proposal SET text = replace(text, '\"not_sent\"', '\"sent\"')", "pair_signature"),
        (
            'UPDATE proposal SET confirmation = replace(confirmation, \'"by":"sunli"\', \'"by":"liqiang"\')',
            "pair_signature",
        ),
    ],
    ids=["verdict", "who confirmed"],
)
def test_a_desk_that_changes_one_word_of_the_two_settles_nothing(lie: str, name: str) -> None:
    with running() as whole:
        request, unknown = doubtful(whole)
        propose(whole, request, unknown)
        before = _recipients(whole)
        whole.kill("dispatch")
        confirm(whole, request)
        whole.tamper(lie)
        view = whole.until(
            request, lambda v: any(words.startswith("settle_refused") for _, words in v.events)
        )
        assert view.events[0][1] == f"settle_refused {name}"
        assert (view.row.tally.unknown, view.row.tally.not_sent) == (unknown, 0)
        assert view.row.tally.balances()
        assert _recipients(whole) == before
        (told,) = whole.walk.core("shenyu").call(pairs.ProposalsPage(request, open=False))
        assert (told.state, told.why) == ("refused", name)


def _recipients(whole: Whole) -> list[tuple[int, int]]:
    """Every recipient with their state, as the dispatcher's own database has them."""
    with closing(sqlite3.connect(whole.home.root / "dispatch" / "dispatch.db")) as database:
        return list(database.execute("SELECT num, state FROM recipient ORDER BY num"))
