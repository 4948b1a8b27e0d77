"""Real desk, dispatcher and simulator: a person refuses, two people end it, the next send reaches them, and a later refusal counts."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from console.acting.contacts import resubscribing
from console.acting.two_person import proposals
from console.domain.times import render
from console.wire import pairs
from console.wire.contacts import optouts
from console.wire.ledger import ledger
from tests import asking
from tests.launch.whole import Whole, running
from tests.patience import Wait
from tests.remains import in_folders, numbers_in
from tests.world import numbers

N = 20
NUM = list(numbers(N))[3]


def wait(happened: Callable[[], Any]) -> Any:
    wait = Wait()
    while not (found := happened()):
        assert not wait.over()
        time.sleep(0.05)
    return found


def refused(whole: Whole) -> int:
    """How many refusals the dispatcher applies."""
    with closing(sqlite3.connect(whole.home.root / "dispatch" / "dispatch.db")) as database:
        return int(database.execute("SELECT count(*) FROM optout").fetchone()[0])


def propose(whole: Whole) -> None:
    core = whole.walk.core("zhaomin")
    (row,) = resubscribing.refusals(core, NUM, "本人来电")
    said = {
        "wanted": render(datetime.now(UTC)),
        "proof": "paper",
        "evidence": "2026-17",
        "reason": "本人来电要求恢复",
    }
    prepared = resubscribing.ending(core, NUM, row, said, by="zhaomin")
    assert str(NUM) not in prepared.text
    asking.enacted(core, prepared, whole.walk.key("zhaomin"))


def confirm(whole: Whole) -> None:
    core = whole.walk.core("zhengtao")
    (row,) = [one for one in core.call(pairs.ProposalsPage()) if one.kind == "resubscribe"]
    asking.enacted(core, proposals.confirm(core, row.digest, by="zhengtao"), whole.walk.key("zhengtao"))


def outcome(whole: Whole) -> tuple[str, str]:
    rows: list[pairs.ProposalRow] = whole.walk.core("zhaomin").call(pairs.ProposalsPage(open=False))
    row = next(one for one in rows if one.kind == "resubscribe")
    return (row.state, row.why) if row.state in {"applied", "refused"} else ("", "")


def test_a_person_comes_back_and_may_leave_again() -> None:
    with running() as whole:
        keeper = whole.walk.core("wangfang")
        keeper.call(optouts.AddOptOuts([NUM], "all", "来电"))
        wait(lambda: refused(whole) == 1)
        first = whole.state(whole.released(N), "done").row.tally
        assert (first.delivered, first.suppressed) == (N - 1, 1)
        propose(whole)
        confirm(whole)
        assert wait(lambda: outcome(whole)[0] and outcome(whole)) == ("applied", "")
        assert refused(whole) == 0
        second = whole.state(whole.released(N), "done").row.tally
        assert (second.delivered, second.suppressed) == (N, 0)
        keeper.call(optouts.AddOptOuts([NUM], "all", "来电"))
        wait(lambda: refused(whole) == 1)
        third = whole.state(whole.released(N), "done").row.tally
        assert (third.delivered, third.suppressed) == (N - 1, 1)
        page: optouts.OptOutPage = keeper.call(optouts.OptOutsPage())
        assert [bool(row.ended) for row in page.rows] == [False, True]
        entries: ledger.EntryPage = whole.walk.core("shenyu").call(ledger.EntriesPage(kind="optout.ended"))
        assert len(entries.rows) == 1
        assert whole.walk.core("shenyu").call(ledger.VerifyLedger()).bad == 0


def test_a_desk_that_puts_another_number_under_the_signatures_ends_nobodys_refusal() -> None:
    with running() as whole:
        other = list(numbers(N))[7]
        whole.walk.core("wangfang").call(optouts.AddOptOuts([NUM], "all", "来电"))
        whole.walk.core("wangfang").call(optouts.AddOptOuts([other], "all", "来电"))
        wait(lambda: refused(whole) == 2)
        propose(whole)
        confirm(whole)
        whole.kill("dispatch")
        whole.tamper(
            "UPDATE optout SET num = -1 WHERE serial = 2",
            f"UPDATE optout SET num = {other} WHERE serial = 1",  # noqa: S608 - our own number
        )
        assert wait(lambda: outcome(whole)[0] and outcome(whole)) == ("refused", "refusal_differs")
        assert refused(whole) == 2
        assert numbers_in(in_folders([NUM, other], whole.home.root / "dispatch")) == {NUM, other}
