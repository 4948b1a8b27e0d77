"""Limits per number with the real processes: a desk that lies, and a dispatcher that is killed, change nothing in them."""

from console.domain.categories import Category
from console.wire.requests import approvals
from tests.launch.whole import running

ENDED = ("done", "stopped")


def test_a_desk_that_forgets_what_was_sent_gets_nobody_a_second_message() -> None:
    with running() as one:
        first = one.released(40, Category.PROMOTION)
        assert one.state(first, *ENDED).row.tally.delivered == 40
        # The people who sign the second are told that nobody got anything; the dispatcher counts its own rows.
        one.tamper(f"UPDATE slot SET closes = '2020-01-01T00:00:00Z' WHERE request = {first}")  # noqa: S608 - our own number
        second = one.cleared(50, Category.PROMOTION)
        card = one.walk.core("zhoujian").call(approvals.Scope(second))
        assert [slot.over for slot in card.limits] == [{}]
        one.walk.release(second)
        row = one.state(second, *ENDED).row
        assert (row.tally.suppressed, row.tally.delivered) == (40, 10)
        assert [(why, n) for why, n in row.suppressed] == [("same_text", 40)]
        # The provider was started anew along with the desk.
        assert (one.control("stats")["distinct"], one.control("stats")["repeats"]) == (10, 0)


def test_a_dispatcher_that_is_killed_between_counts_on_where_it_was() -> None:
    with running(rate=100, window=5) as one:
        first = one.released(120, Category.PROMOTION)
        one.until(first, lambda view: view.row.tally.delivered >= 20)
        second = one.released(120, Category.PROMOTION)
        one.kill("dispatch")
        one.solo.start()
        tallies = [one.state(request, *ENDED).row.tally for request in (first, second)]
        assert sum(tally.suppressed for tally in tallies) == 120
        assert sum(tally.delivered + tally.unknown for tally in tallies) == 120
        assert one.control("stats")["repeats"] == 0
