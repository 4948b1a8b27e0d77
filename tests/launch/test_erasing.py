"""Real desk, dispatcher and simulator: two people erase a send, and not a byte of its numbers is left in either data folder."""

import sqlite3
from contextlib import closing
from pathlib import Path

from console.acting import erasure as acting
from console.wire import calls, pairs
from console.wire.contacts import optouts
from console.wire.ledger import ledger
from console.wire.requests.rows import RequestView
from console.wire.sending import erasure, sends
from tests import asking
from tests.launch.whole import Whole, running
from tests.remains import in_folders, numbers_in
from tests.world import numbers

TOTAL = 400
KEPT = 30


def erase(whole: Whole, request: int) -> None:
    """Registrar and supervising manager sign, each from their own program."""
    core = whole.walk.core("wangfang")
    page: erasure.DuePage = core.call(erasure.ErasurePreview())
    chosen = [row for row in page.rows if (row.kind, row.id) == ("request", request)]
    prepared = acting.erase(core, chosen, {"reason": "保存期满"}, by="wangfang")
    asking.enacted(core, prepared, whole.walk.key("wangfang"))
    other = whole.walk.core("chuyan")
    (row,) = [one for one in other.call(pairs.ProposalsPage()) if one.kind == "erase"]
    asking.enacted(other, acting.confirm(other, row, by="chuyan"), whole.walk.key("chuyan"))


def _folders(whole: Whole) -> tuple[Path, Path]:
    return whole.home.root / "desk", whole.home.root / "dispatch"


def _refused(whole: Whole) -> int:
    """How many refusals the dispatcher has in clear."""
    with closing(sqlite3.connect(whole.home.root / "dispatch" / "dispatch.db")) as database:
        return int(database.execute("SELECT count(*) FROM optout").fetchone()[0])


def test_two_people_erase_a_send_and_no_byte_of_it_is_left_while_another_stays() -> None:
    with running() as whole:
        request = whole.released(TOTAL)
        whole.state(request, "done")
        (whole.home.root / "list.txt").unlink()
        sample = numbers(TOTAL)
        desk, dispatch = _folders(whole)
        # Somebody refuses everything; they are known to both.
        refuses = sample[5]
        whole.walk.core("wangfang").call(optouts.AddOptOuts([refuses], "all", "来电"))
        whole.until(request, lambda _view: _refused(whole) == 1)
        assert numbers_in(in_folders(sample, desk)) == set(sample)
        assert numbers_in(in_folders(sample, dispatch)) == set(sample)
        erase(whole, request)
        core = whole.walk.core("shenyu")

        def over(_view: sends.SendView) -> bool:
            rows = core.call(erasure.Erasures()).rows
            return bool(rows and rows[0].scrubbed)

        whole.until(request, over)
        assert in_folders(sample, desk, dispatch) == []
        # What was signed, counted and entered is as good as before.
        assert core.call(ledger.VerifyLedger()).bad == 0
        view: RequestView = core.call(calls.RequestDetail(request))
        assert view.slots[0].tally.delivered == TOTAL
        page: sends.RecipientPage = core.call(sends.RecipientsPage(request, 1))
        assert {row.number for row in page.rows} == {""}
        assert core.call(calls.BundleOf(request, 1)).data
        (row,) = core.call(erasure.Erasures()).rows
        told: erasure.ErasureView = core.call(erasure.ErasureDetail(row.id))
        assert told.removed["list_number"] == TOTAL
        with closing(sqlite3.connect(whole.home.root / "dispatch" / "dispatch.db")) as database:
            assert database.execute("SELECT count(*) FROM recipient").fetchone() == (0,)
            assert database.execute("SELECT n, erased <> '' FROM send").fetchone() == (TOTAL, 1)
        keys = [whole.home.root / part / "optouts.key" for part in ("desk", "dispatch")]
        assert [path.stat().st_mode & 0o777 for path in keys] == [0o600, 0o600]
        assert keys[0].read_bytes() != keys[1].read_bytes()
        # And the house goes on sending, to all but them who refused.
        again = whole.released(KEPT)
        tally = whole.state(again, "done").row.tally
        assert (tally.delivered, tally.suppressed) == (KEPT - 1, 1)


def test_a_desk_that_names_another_release_erases_nothing_at_the_dispatcher() -> None:
    with running() as whole:
        request = whole.released(KEPT)
        whole.state(request, "done")
        whole.kill("dispatch")
        erase(whole, request)
        whole.tamper("UPDATE proposal SET text = replace(text, '\"n\":30', '\"n\":29')")
        core = whole.walk.core("shenyu")

        def refused(_view: sends.SendView) -> bool:
            rows = core.call(pairs.ProposalsPage(open=False))
            return any((row.kind, row.state) == ("erase", "refused") for row in rows)

        whole.until(request, refused)
        _, dispatch = _folders(whole)
        assert numbers_in(in_folders(numbers(KEPT), dispatch)) == set(numbers(KEPT))
