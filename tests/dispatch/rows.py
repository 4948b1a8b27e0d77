"""Rows of recipients, written into the dispatcher's database as a test wants them."""

from collections.abc import Sequence
from typing import Any

from console.dispatch.store import Turn
from console.domain.ordering import sending
from tests.world import SALT


def insert(turn: Turn, send_id: int, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add recipients (number, state, attempt, reference, and when they were intended if that matters), in sending order."""
    columns = ("send_id", "place", "num", "state", "attempt", "reference", "at")
    filled = [(send_id, place, *row, *[0] * (5 - len(row))) for place, row in enumerate(rows)]
    turn.insert("recipient", columns, filled)
    turn.insert("listing", ("num", "send_id", "place"), [(num, one, place) for one, place, num, *_ in filled])


def in_order(nums: Sequence[int]) -> list[int]:
    """A list of a test's organisation in the order in which a send goes through it."""
    return [nums[at] for at in sending(SALT, len(nums)).positions()]
