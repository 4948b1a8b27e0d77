"""Limits per number with the real processes: a desk that lies, and a dispatcher that is killed, change nothing in them."""

import json
import time

from console.domain.categories import Category
from console.domain.data_folder import data_folder
from console.domain.sending.gateways import read
from console.wire.contacts.optouts import AddOptOuts
from console.wire.requests import approvals
from tests.launch.whole import Whole, running
from tests.patience import Wait
from tests.world import numbers

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


def replied(one: Whole, num: int, text: str) -> None:
    gateway = read((data_folder() / "gateways" / "demo.toml").read_text("utf-8"))
    said = {"account": gateway.account, "number": str(num), "to": gateway.source, "text": text}
    assert "error" not in one.control(f"reply {json.dumps(said)}")


def test_what_the_card_says_will_be_sent_is_what_the_dispatcher_sends() -> None:
    nums = numbers(50)
    with running() as one:
        first = one.released(30, Category.PROMOTION)
        assert one.state(first, *ENDED).row.tally.delivered == 30
        # Some who refuse, and some of whose replies a person must decide, got the first, too: each counts once.
        one.walk.core("wangfang").call(AddOptOuts([*nums[:4], nums[45]], "promotion", "来电"))
        for num in (nums[0], nums[5], nums[6], nums[46]):
            replied(one, num, "再发就投诉")
        second = one.cleared(50, Category.PROMOTION)
        wait = Wait()
        while True:
            (shown,) = one.walk.core("zhoujian").call(approvals.Scope(second)).limits
            # What each of them got comes with the results, which a busy dispatcher tells behind the end of a send.
            if (shown.reply_open, sum(shown.over.values())) == (3, 24):
                break
            assert not wait.over(), shown
            time.sleep(0.05)
        assert (shown.n, shown.opted_out, sum(shown.over.values()), shown.left) == (50, 5, 24, 18)
        one.walk.release(second)
        row = one.state(second, *ENDED).row
        assert row.tally.delivered == shown.left
        kept_back = {"opted_out": shown.opted_out, "reply_open": shown.reply_open, **shown.over}
        assert dict(row.suppressed) == kept_back
        assert one.control("stats")["repeats"] == 0
