"""The rows of a send's recipients: in sending order, and beside them by number, so that both tables are filled in order."""

from collections.abc import Callable, Sequence
from typing import Any

from console.dispatch.store import Row, Store, Turn, strides

Prove = Callable[[Turn], Any]
"""Called in each transaction, before its rows are written; raises an error if they must not be."""


def add(store: Store, send_id: int, rows: Sequence[Row], prove: Prove) -> None:
    """Add recipients (place, number, state), by place, in steps. `enlist` follows."""
    for step in strides(rows):
        with store.turn() as turn:
            prove(turn)
            turn.insert("recipient", _RECIPIENT, [(send_id, *row, 0, 0) for row in step])


def enlist(store: Store, send_id: int, rows: Sequence[Row], prove: Prove) -> None:
    """Let recipients (number, place), by number, be found by their number; in steps."""
    for step in strides(rows):
        with store.turn() as turn:
            prove(turn)
            turn.insert("listing", _LISTING, [(num, send_id, place) for num, place in step])


def drop(turn: Turn, send_id: int, last: int) -> int:
    """Delete the recipients of a send up to a place; return how many."""
    turn.run(_UNLIST, (send_id, send_id, last))
    return turn.run("DELETE FROM recipient WHERE send_id = ? AND place <= ?", (send_id, last))


_RECIPIENT = ("send_id", "place", "num", "state", "attempt", "reference")
_LISTING = ("num", "send_id", "place")
_UNLIST = "DELETE FROM listing WHERE send_id = ? AND num IN (SELECT num FROM recipient WHERE send_id = ? AND place <= ?)"
