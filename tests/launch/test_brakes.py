"""Real desk, dispatcher and simulator: a provider that refuses everything stops the send by itself, and two people let it go on."""

import json

from console.acting.freezes import freezes as acting
from console.wire import calls, pairs
from console.wire.sending.freezes import FreezeRow, Freezes
from tests import asking
from tests.launch.whole import Whole, running
from tests.world import numbers

TOTAL = 300


def stopped(one: Whole, person: str) -> FreezeRow:
    (row,) = one.walk.core(person).call(Freezes())
    found: FreezeRow = row
    return found


def test_a_send_that_is_refused_stops_and_goes_on_by_operator_and_first_approver() -> None:
    with running(window=10) as one:
        refuse = {f"86{num}": 0x45 for num in numbers(TOTAL)}
        assert "error" not in one.control(f"faults {json.dumps({'refuse': refuse})}")
        request = one.released(TOTAL)
        view = one.until(request, lambda seen: seen.row.reason.startswith("brake_code: "))
        assert view.row.tally.refused <= 50 + 2 * 10 + 50
        operator = one.walk.core("qianwei")
        one.until(request, lambda _: "go_on" in {row.what for row in operator.call(calls.Todo())})
        one.control("faults {}")
        made = acting.unfreeze(operator, stopped(one, "qianwei"), {"reason": "余额已充"}, by="qianwei")
        asking.enacted(operator, made, one.walk.key("qianwei"))
        approver = one.walk.core("sunli")
        (row,) = [row for row in approver.call(pairs.ProposalsPage()) if row.kind == "go_on_send"]
        asking.enacted(approver, acting.confirm(approver, row, by="sunli"), one.walk.key("sunli"))
        tally = one.ended(request).row.tally
        assert tally.delivered + tally.refused == TOTAL
        assert tally.refused < TOTAL
        assert one.control("stats")["repeats"] == 0
        one.until(request, lambda _: operator.call(Freezes()) == [])
