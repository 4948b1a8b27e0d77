"""Time at the real processes: a slot that passed unreleased lapses at the desk, is extended, and goes out in its new window."""

from datetime import UTC, datetime, timedelta

import msgspec

from console.domain.times import render
from console.wire import calls
from console.wire.answers import Done
from console.wire.ledger import ledger
from console.wire.requests.rows import RequestView
from tests import asking
from tests.launch.whole import Whole, running


def cleared_for(whole: Whole, seconds: int) -> tuple[int, str]:
    """A request that everyone signed and whose window ends in so many seconds; its id and that end."""
    drafter = whole.walk.core("zhaomin")
    template: RequestView = drafter.call(calls.RequestDetail(whole.cleared(20)))
    now = datetime.now(UTC)
    closes = render(now + timedelta(seconds=seconds))
    slot = msgspec.structs.replace(template.draft.slots[0], closes=closes)
    draft = msgspec.structs.replace(template.draft, slots=[slot])
    saved: Done = drafter.call(calls.SaveDraft(draft))
    asking.enacted(drafter, drafter.call(asking.request(saved.id)), whole.walk.key("zhaomin"))
    whole.walk.decide(saved.id, "business")
    return saved.id, closes


def test_a_lapsed_slot_is_extended_and_sent() -> None:
    with running() as whole:
        request, closes = cleared_for(whole, 5)
        whole.until(request, lambda _view: render(datetime.now(UTC)) >= closes)
        # A desk looks at the clock as soon as it starts.
        whole.walk.close()
        whole.walk.clients.clear()
        whole.kill("desk")
        whole.solo.start()
        whole.state(request, "lapsed")
        window = {
            "opens": render(datetime.now(UTC)),
            "closes": render(datetime.now(UTC) + timedelta(hours=1)),
        }
        whole.step("sunli", "extension", request, count=20, text="操作员外出", **window)
        whole.state(request, "cleared")
        whole.step("qianwei", "release", request, count=20)
        view = whole.state(request, "done")
        assert view.row.tally.delivered == 20
        assert view.row.closes == window["closes"]
        chain: ledger.LedgerReport = whole.walk.core("shenyu").call(ledger.VerifyLedger())
        assert chain.bad == 0
