"""What the desk may have forgotten, because it was put back to an older state: it is told again.

Replies are told again, the newest first. Until all are told, no number whose reply is among them is let go, and none of them erased.
Opt-outs are fetched anew, and those that the desk does not have are given back to it: by code, entered there since, or by a reply.
"""

from collections.abc import Sequence
from typing import Final

from console.dispatch.store import Row, Turn, read_mark, write_mark

PULLED: Final = "optouts"
"""The mark of the desk's newest opt-out that is here."""
_REPLIES: Final = "retelling"
_OPTOUTS: Final = "returning"
_PUT_BACK: Final = "put_back"
"""The mark of when the desk was last found to be put back (epoch milliseconds)."""


def forgotten(turn: Turn, at: int) -> None:
    """Note that the desk may have forgotten every reply that it was told, and every opt-out; it gives their serials anew.

    What it gave before is kept: by that a refusal which was said again in what it forgot is known. `at` is the time in epoch
    milliseconds.
    """
    write_mark(turn, _PUT_BACK, at)
    write_mark(turn, _REPLIES, turn.number("SELECT coalesce(max(id), 0) FROM reply WHERE reported = 1"))
    write_mark(turn, _OPTOUTS, 1)
    write_mark(turn, PULLED, 0)
    for table in ("optout", "optout_hmac"):
        turn.run(_ANEW.format(table))


def owed(look: Turn) -> bool:
    """Whether anything has still to be told again."""
    return bool(upto(look) or read_mark(look, _OPTOUTS)[0])


def upto(look: Turn) -> int:
    """Return the id up to which replies have still to be told again; 0 when none have."""
    return read_mark(look, _REPLIES)[0]


def put_back(look: Turn) -> int:
    """Return when the desk was last found to be put back (epoch milliseconds, 0: never).

    Who wished before that to be written to again may have refused again since, in what the desk forgot.
    """
    return read_mark(look, _PUT_BACK)[0]


def step(turn: Turn, most: int) -> bool:
    """Put so many of them back among those to be reported; return whether these were the last."""
    rows = [row for (row,) in turn.rows(_TOLD, (upto(turn), most))]
    turn.many("UPDATE reply SET reported = 0 WHERE id = ?", [(row,) for row in rows])
    left = rows[-1] - 1 if len(rows) == most else 0
    write_mark(turn, _REPLIES, left)
    return not left


def optouts(look: Turn, most: int) -> list[Row]:
    """Return opt-outs (number, scope) that the desk has to be given back, at most so many.

    Once its own were fetched anew, it lacks those without a serial. They are here in clear; of a hashed one the number is not known.
    """
    after = read_mark(look, _OPTOUTS)[1].split()
    num, scope = (int(after[0]), int(after[1])) if after else (0, -1)
    return look.rows(_LACKING, (num, num, scope, most))


def returned(turn: Turn, rows: Sequence[Row]) -> None:
    """Note that the desk took these back; none means that they were all."""
    last = " ".join(map(str, rows[-1])) if rows else ""
    write_mark(turn, _OPTOUTS, int(bool(rows)), last)


_ANEW = "UPDATE {} SET was = CASE WHEN was > serial THEN was ELSE serial END, serial = 0 WHERE serial <> 0"
_TOLD = "SELECT id FROM reply WHERE reported = 1 AND id <= ? ORDER BY id DESC LIMIT ?"
_LACKING = "SELECT num, scope FROM optout WHERE num >= ? AND (num, scope) > (?, ?) AND serial = 0 ORDER BY num, scope LIMIT ?"
