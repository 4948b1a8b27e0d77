"""Receipts that matched nobody because their send was not here yet: they are judged again once it is.

A send that was let go before the database was put back is taken in again while the provider goes on reporting about it.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from console.dispatch.store import Row, Turn, read_mark, write_mark
from console.domain.times import parse
from console.gateways.ports import Receipt

_OWED: Final = "receipts_again "
"""The beginning of the mark of a send whose receipts have still to be looked for; its number is the last one that was looked at."""
_STEP: Final = 200
"""Receipts looked at in one transaction."""
_NUMBERED: Final = "state "


def owe(turn: Turn, send_id: int) -> None:
    """Note that receipts for the recipients of a send may be here already, as such that match nobody."""
    newest = turn.number("SELECT max(id) FROM receipt WHERE send_id IS NULL")
    write_mark(turn, f"{_OWED}{send_id}", 0, str(newest))


def owed(look: Turn) -> list[tuple[int, str]]:
    """Return the sends whose receipts have still to be looked for, each with its gateway."""
    names = look.rows("SELECT name FROM mark WHERE name LIKE ?", (f"{_OWED}%",))
    ids = [int(name.removeprefix(_OWED)) for (name,) in names]
    return [(int(one), str(gateway)) for one, gateway in look.rows_in(_GATEWAY, (), ids)]


def step(turn: Turn, gateway: str, send_id: int) -> Iterator[tuple[int, list[Receipt]]]:
    """Take the next of them out of the database, to be applied in this transaction: when they came, and the receipts.

    Those from before the send's window opened are none of its own.
    """
    name = f"{_OWED}{send_id}"
    after, until = read_mark(turn, name)
    rows = turn.rows(_NEXT, (gateway, after, int(until or 0), _STEP))
    opened = turn.one("SELECT opens FROM send WHERE id = ?", (send_id,))
    since = int(parse(opened[0]).timestamp() * 1000) if opened else 0
    here = {num for (num,) in turn.rows_in(_HERE, (send_id,), list({row[1] for row in rows}))}
    fitting = [row for row in rows if row[1] in here and row[-1] >= since]
    turn.run_in("DELETE FROM receipt WHERE id IN ({})", (), [row[0] for row in fitting])
    if len(rows) < _STEP:
        turn.run("DELETE FROM mark WHERE name = ?", (name,))
    else:
        write_mark(turn, name, rows[-1][0], until)
    for at, came in groupby(fitting, key=lambda row: int(row[-1])):
        yield at, [_receipt(row) for row in came]


def _receipt(row: Row) -> Receipt:
    """Return a receipt as it was read when it came; its words are kept as they are shown (`receipts`)."""
    one, num, msgid, reference, word, raw, _ = row
    status, _, error = word.partition(" ")
    state = None
    if word.startswith(_NUMBERED):
        number, _, error = error.partition(" ")
        status, state = "", int(number) if number.isdecimal() else None
    # No line waits for its acknowledgement; parts without an id are told apart by it.
    return Receipt(num, msgid, reference, status, state, error, "", bytes(raw), -one)


_GATEWAY = "SELECT id, gateway FROM send WHERE id IN ({})"
_NEXT = (
    "SELECT id, num, msgid, reference, status, raw, at FROM receipt"
    " WHERE gateway = ? AND send_id IS NULL AND id > ? AND id <= ? ORDER BY id LIMIT ?"
)
_HERE = "SELECT num FROM listing WHERE send_id = ? AND num IN ({})"
