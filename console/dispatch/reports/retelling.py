"""What the desk may have forgotten, because it was put back to an older state: it is told again.

Replies are told again, the newest first. Until all are told, no number whose reply is among them is let go, and none of them erased.
Opt-outs are fetched anew, and those that the desk does not have are given back to it: by code, entered there since, or by a reply.

A desk may go down and up again and again. Whatever is under way then ends first, and all is told anew once, some time after it began.
"""

from collections.abc import Sequence
from typing import Final

from console.dispatch.store import Row, Store, Turn, read_mark, strides, write_mark

PULLED: Final = "optouts"
"""The mark of the desk's newest opt-out that is here."""
_REPLIES: Final = "retelling"
_OPTOUTS: Final = "returning"
_PUT_BACK: Final = "put_back"
"""The mark of when the desk was last found to be put back (epoch milliseconds)."""
_ANEW: Final = "serials_anew"
"""The mark of a table of which the desk gives the serials anew (1, 2; 0: none), and the last key that was reached."""
_BEGAN: Final = "retelling_began"
"""The mark of when telling again began last (epoch milliseconds), and `again` if it has to begin anew."""
_REST: Final = 600_000
"""Milliseconds from one beginning to the next."""
_TABLES: Final = ("optout", "optout_hmac")
_KEYS: Final = ("num", "hmac")
_FAR: Final = range(1 << 40)
"""More rows than any table has: where it ends is found on the way."""


def forgotten(turn: Turn, at: int) -> None:
    """Note that the desk may have forgotten every reply that it was told, and every opt-out; it gives their serials anew.

    What it gave before is kept: by that a refusal which was said again in what it forgot is known. `at` is the time in epoch
    milliseconds.
    """
    write_mark(turn, _PUT_BACK, at)
    write_mark(turn, PULLED, 0)
    began = read_mark(turn, _BEGAN)[0]
    if 0 < began <= at < began + _REST:
        write_mark(turn, _BEGAN, began, _AGAIN)
    else:
        _begin(turn, at)


def _begin(turn: Turn, at: int) -> None:
    write_mark(turn, _BEGAN, at)
    write_mark(turn, _REPLIES, _newest(turn))
    write_mark(turn, _OPTOUTS, 1)
    write_mark(turn, PULLED, 0)
    write_mark(turn, _ANEW, 1)


def begin_again(store: Store, at: int) -> None:
    """Do what has to be done before opt-outs are fetched: begin anew where that is due, and forget the serials of before, in steps."""
    with store.look() as look:
        began, again = read_mark(look, _BEGAN)
    if again and not began <= at < began + _REST:
        with store.turn() as turn:
            _begin(turn, at)
    for step in strides(_FAR):
        with store.look() as look:
            if not read_mark(look, _ANEW)[0]:
                return
        with store.turn() as turn:
            _forget_serials(turn, len(step))


def _forget_serials(turn: Turn, most: int) -> None:
    """Let so many opt-outs have no serial, until the desk tells one anew."""
    table, last = read_mark(turn, _ANEW)
    if not table:
        return
    name, key = _TABLES[table - 1], _KEYS[table - 1]
    said, _, scope = last.partition(" ")
    value = int(said or 0) if key == "num" else bytes.fromhex(said)
    after = (value, value, int(scope or -1))
    rows = turn.rows(_NEXT.format(key, name), (*after, most))
    if rows:
        turn.run(_FORGET.format(name, key), (*after, *rows[-1]))
    if len(rows) < most:
        write_mark(turn, _ANEW, (table + 1) % (len(_TABLES) + 1))
    else:
        reached, scope_of = rows[-1]
        write_mark(turn, _ANEW, table, f"{reached if key == 'num' else bytes(reached).hex()} {scope_of}")


def owed(look: Turn) -> bool:
    """Whether anything has still to be told again."""
    return bool(upto(look) or read_mark(look, _OPTOUTS)[0])


def upto(look: Turn) -> int:
    """Return the id up to which replies have still to be told again; 0 when none have."""
    return _newest(look) if read_mark(look, _BEGAN)[1] else due(look)


def due(look: Turn) -> int:
    """Return the id up to which replies have to be told again now; 0 when none have."""
    return read_mark(look, _REPLIES)[0]


def _newest(look: Turn) -> int:
    return look.number("SELECT id FROM reply WHERE reported = 1 ORDER BY id DESC LIMIT 1")


def put_back(look: Turn) -> int:
    """Return when the desk was last found to be put back (epoch milliseconds, 0: never).

    Who wished before that to be written to again may have refused again since, in what the desk forgot.
    """
    return read_mark(look, _PUT_BACK)[0]


def step(turn: Turn, most: int) -> bool:
    """Put so many of them back among those to be reported; return whether these were the last."""
    rows = [row for (row,) in turn.rows(_TOLD, (due(turn), most))]
    turn.many("UPDATE reply SET reported = 0 WHERE id = ?", [(row,) for row in rows])
    left = rows[-1] - 1 if len(rows) == most else 0
    write_mark(turn, _REPLIES, left)
    return not left


def fetched_anew(look: Turn) -> bool:
    """Whether the serials of before are forgotten: until then nobody can tell by them what the desk lacks."""
    return not read_mark(look, _ANEW)[0]


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


_AGAIN: Final = "again"
_NEXT = "SELECT {0}, scope FROM {1} WHERE {0} >= ? AND ({0}, scope) > (?, ?) ORDER BY {0}, scope LIMIT ?"
_FORGET = (
    "UPDATE {0} SET was = CASE WHEN was > serial THEN was ELSE serial END, serial = 0"
    " WHERE {1} >= ? AND ({1}, scope) > (?, ?) AND ({1}, scope) <= (?, ?) AND serial <> 0"
)
_TOLD = "SELECT id FROM reply WHERE reported = 1 AND id <= ? ORDER BY id DESC LIMIT ?"
_LACKING = "SELECT num, scope FROM optout WHERE num >= ? AND (num, scope) > (?, ?) AND serial = 0 ORDER BY num, scope LIMIT ?"
