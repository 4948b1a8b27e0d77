"""Receipts that nobody could match or read when they came: they are judged again once that may be otherwise.

A send that was let go before the database was put back is taken in again while the provider goes on reporting about it. And a gateway
whose receipts are spelled otherwise than its file says gets another file.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from console.dispatch.store import Row, Turn, read_mark, write_mark
from console.domain.sending.dialects import Dialect
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


def owe_all(turn: Turn, gateway: str, dialect: str) -> None:
    """Note the same for every send of a gateway that waits for receipts or had none, if they are read by another dialect from now on.

    A dispatcher that knew no dialects read all receipts by the usual one.
    """
    name = f"{_DIALECT}{gateway}"
    former = read_mark(turn, name)[1]
    if former == dialect:
        return
    write_mark(turn, name, 0, dialect)
    if former or dialect != repr(Dialect()):
        for (send_id,) in turn.rows(_WITHOUT, (gateway,)):
            owe(turn, send_id)
            write_mark(turn, f"{_PEOPLE}{send_id}", 1)


_DIALECT: Final = "dialect "
"""The beginning of the mark of the dialect by which a gateway's receipts are read."""
_PEOPLE: Final = "people_again "
"""The beginning of the mark of a send whose people have still to be looked at; its number is the next place and one."""
_WITHOUT: Final = (
    "SELECT s.id FROM send s JOIN tally t ON t.send_id = s.id WHERE s.gateway = ? AND s.erased = ''"
    " AND s.state NOT IN ('loading', 'refused') AND t.accepted + t.unknown + t.no_receipt > 0 ORDER BY s.id"
)


def owed(look: Turn) -> list[tuple[int, str]]:
    """Return the sends whose receipts have still to be looked for, each with its gateway."""
    ids = {
        int(name.removeprefix(kind))
        for kind in (_OWED, _PEOPLE)
        for (name,) in look.rows("SELECT name FROM mark WHERE name LIKE ?", (f"{kind}%",))
    }
    return [(int(one), str(gateway)) for one, gateway in look.rows_in(_GATEWAY, (), sorted(ids))]


def people(turn: Turn, send_id: int, states: Sequence[int]) -> list[Row]:
    """Return the next people of a send in these states whose receipts have still to be looked at: place, state, code, when, parts done."""
    name = f"{_PEOPLE}{send_id}"
    after = read_mark(turn, name)[0]
    if not after:
        return []
    rows = turn.rows_in(_NEXT_PEOPLE, (send_id, after), states)
    if len(rows) < _STEP:
        turn.run("DELETE FROM mark WHERE name = ?", (name,))
    else:
        write_mark(turn, name, int(rows[-1][0]) + 2)
    return rows


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
    """Return a receipt as it was read when it came."""
    one, num, msgid, reference, word, raw, _ = row
    status, state, error = said(word)
    # No line waits for its acknowledgement; parts without an id are told apart by it.
    return Receipt(num, msgid, reference, status, state, error, "", bytes(raw), -one)


def said(word: str) -> tuple[str, int | None, str]:
    """Return state word, state and error of a receipt by its words as they are kept and shown (`receipts`)."""
    status, _, error = word.partition(" ")
    if not word.startswith(_NUMBERED):
        return status, None, error
    number, _, error = error.partition(" ")
    return "", int(number) if number.isdecimal() else None, error


_GATEWAY = "SELECT id, gateway FROM send WHERE id IN ({})"
_NEXT_PEOPLE = (
    "SELECT r.place, r.state, v.code, coalesce(v.at, 0), (SELECT count(*) FROM part_done p WHERE p.send_id = r.send_id"  # noqa: S608 - our own number
    " AND p.place = r.place) FROM recipient r LEFT JOIN verdict v ON v.send_id = r.send_id AND v.place = r.place"
    f" WHERE r.send_id = ? AND r.place > ? - 2 AND r.state IN ({{}}) ORDER BY r.place LIMIT {_STEP}"
)
_NEXT = (
    "SELECT id, num, msgid, reference, status, raw, at FROM receipt"
    " WHERE gateway = ? AND send_id IS NULL AND id > ? AND id <= ? ORDER BY id LIMIT ?"
)
_HERE = "SELECT num FROM listing WHERE send_id = ? AND num IN ({})"
