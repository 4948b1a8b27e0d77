"""The rows of a send's recipients: in sending order, and beside them by number, so that both tables are filled in order."""

from collections.abc import Callable, Sequence
from typing import Any

from console.dispatch.store import Row, Store, Turn, strides
from console.domain.states import RecipientState

Recipient = tuple[int, int, str]
"""Place, number, and by which code they are in doubt from the beginning; whoever has none is queued."""
Prove = Callable[[Turn], Any]
"""Called in each transaction, before its rows are written; raises an error if they must not be."""


def add(
    store: Store, send_id: int, rows: Sequence[Recipient], prove: Prove, *, at: int, tried: bool = False
) -> None:
    """Add recipients, by place, in steps; `at` is the time in epoch milliseconds. `enlist` follows.

    With `tried` this very send may have written to all of them, when nobody knows: it counts from now.
    """
    for step in strides(rows):
        with store.turn() as turn:
            prove(turn)
            put(turn, send_id, step, at=at, tried=tried)


def put(turn: Turn, send_id: int, rows: Sequence[Recipient], *, at: int, tried: bool = False) -> None:
    """Add a few recipients; `at` and `tried` as in `add`."""
    turn.insert("recipient", _RECIPIENT, [_row(send_id, one, at if tried else 0) for one in rows])
    turn.insert("verdict", _VERDICT, [(send_id, place, code, at) for place, _, code in rows if code])


def _row(send_id: int, one: Recipient, tried: int) -> Row:
    place, num, code = one
    state = RecipientState.UNKNOWN if code else RecipientState.QUEUED
    return send_id, place, num, int(state), int(tried > 0), 0, tried


def enlist(store: Store, send_id: int, rows: Sequence[Row], prove: Prove) -> None:
    """Let recipients (number, place), by number, be found by their number; in steps."""
    for step in strides(rows):
        with store.turn() as turn:
            prove(turn)
            note(turn, send_id, step)


def note(turn: Turn, send_id: int, rows: Sequence[Row]) -> None:
    """Let a few recipients (number, place), by number, be found by their number."""
    turn.insert("listing", _LISTING, [(num, send_id, place) for num, place in rows])


def drop(turn: Turn, send_id: int, last: int) -> int:
    """Delete the recipients of a send up to a place; return how many."""
    turn.run(_UNLIST, (send_id, send_id, last))
    return turn.run("DELETE FROM recipient WHERE send_id = ? AND place <= ?", (send_id, last))


_RECIPIENT = ("send_id", "place", "num", "state", "attempt", "reference", "at")
_VERDICT = ("send_id", "place", "code", "at")
_LISTING = ("num", "send_id", "place")
_UNLIST = "DELETE FROM listing WHERE send_id = ? AND num IN (SELECT num FROM recipient WHERE send_id = ? AND place <= ?)"
