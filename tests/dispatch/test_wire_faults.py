"""A provider that does wrong on the wire, from the submit to what people read: nobody is lost or repeated, and each fault has a name."""

from pathlib import Path
from typing import Any

import pytest

from console.wire.dispatch import Heartbeat
from tests.dispatch.running import World, case, organisation, until, world

N = 40


def wire(one: World) -> dict[str, int]:
    """What was told of the line last."""
    beats = one.desk.of(Heartbeat)
    found: dict[str, int] = beats[-1].wire["demo"].faults if beats and beats[-1].wire else {}
    return found


@pytest.mark.parametrize("echo", [True, False], ids=["with reference", "without"])
async def test_all_who_were_called_undelivered_first_and_delivered_then_are_delivered(
    tmp_path: Path, *, echo: bool
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.faults(undelivered=1000, then="DELIVRD", echo=echo)
        one.desk.offer(case(org, N))
        await one.start()
        await until(lambda: one.tally()["delivered"] == N)
        await until(lambda: one.desk.last("done"))
        assert one.rows("SELECT 1 FROM verdict") == []
        assert (one.counts["distinct"], one.counts["repeats"]) == (N, 0)


@pytest.mark.parametrize(
    ("faults", "tally", "names"),
    [
        ({"id_length": 64}, {"delivered": N}, {}),
        # Whom the id cannot name the reference does; by the number alone nobody is guessed.
        ({"id_length": 65}, {"delivered": N}, {"long_id": 2 * N}),
        ({"id_length": 65, "echo": False}, {"unknown": N}, {"long_id": 2 * N, "receipt_unmatched": N}),
        ({"id_length": 65, "receipts": False}, {"unknown": N}, {"long_id": N}),
        ({"numberless": True}, {"delivered": N}, {}),
        ({"numberless": True, "echo": False}, {"accepted": N}, {"receipt_numberless": N}),
        ({"then": "DELIVRD"}, {"delivered": N}, {"receipt_doubled": N}),
        ({"then": "UNDELIV"}, {"delivered": N}, {"receipt_against": N}),
        ({"stat": "zugestellt"}, {"accepted": N}, {"receipt_unread": N}),
        ({"stray": True}, {"delivered": N}, {"stray_answer": N}),
    ],
)
async def test_each_fault_on_the_wire_is_counted_by_its_name_and_changes_nobody_wrongly(
    tmp_path: Path, faults: dict[str, Any], tally: dict[str, int], names: dict[str, int]
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.faults(**faults)
        one.desk.offer(case(org, N))
        await one.start()
        await until(lambda: {state: n for state, n in one.tally().items() if n} == tally)
        await until(lambda: wire(one) == names)
        codes = dict(one.rows("SELECT code, count(*) FROM verdict GROUP BY code"))
        assert codes.get("long_id", 0) == tally.get("unknown", 0)
        assert (one.counts["distinct"], one.counts["repeats"], one.counts["throttled"]) == (N, 0, 0)
