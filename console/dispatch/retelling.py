"""Replies that the desk may have forgotten, because it was put back to an older state: they are told again, the newest first.

It knows those that it still has. Until the others are told, no number whose reply is among them is let go, and none of them erased.
"""

from typing import Final

from console.dispatch.store import Turn, read_mark, write_mark

_MARK: Final = "retelling"
_TOLD = "SELECT id FROM reply WHERE reported = 1 AND id <= ? ORDER BY id DESC LIMIT ?"


def forgotten(turn: Turn) -> None:
    """Note that the desk may have forgotten every reply that it was told."""
    write_mark(turn, _MARK, turn.number("SELECT coalesce(max(id), 0) FROM reply WHERE reported = 1"))


def upto(look: Turn) -> int:
    """Return the id up to which replies have still to be told again; 0 when none have."""
    return read_mark(look, _MARK)[0]


def step(turn: Turn, most: int) -> bool:
    """Put so many of them back among those to be reported; return whether these were the last."""
    rows = [row for (row,) in turn.rows(_TOLD, (upto(turn), most))]
    turn.many("UPDATE reply SET reported = 0 WHERE id = ?", [(row,) for row in rows])
    left = rows[-1] - 1 if len(rows) == most else 0
    write_mark(turn, _MARK, left)
    return not left
