"""Rows of a dispatcher's database as its tables declare them; what a test does not care about is empty."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Integer, LargeBinary, Table

from console.dispatch import tables
from console.dispatch.store import Turn
from console.domain.ordering import sending
from tests.world import SALT


def put(conn: Connection, table: Table, **values: Any) -> None:
    """Write a row; columns without a value or a default of their own are empty, or zero."""
    empty: dict[str, Any] = {}
    for column in table.columns:
        if column.server_default is None and column.name not in values and not column.nullable:
            kind = column.type
            empty[column.name] = (
                b"" if isinstance(kind, LargeBinary) else 0 if isinstance(kind, Integer) else ""
            )
    conn.execute(table.insert().values(**(empty | values)))


def open_send(conn: Connection, nth: int, state: str) -> None:
    """A notice to four people through the demo's gateway, one of them in flight and three waiting."""
    put(
        conn, tables.send, id=nth, request=1, slot=nth, release_digest=f"r{nth}", list_id=1, n=4, category="notice",
        gateway="demo", reference=77, state=state, bundle=b"\0",
    )  # fmt: skip
    put(conn, tables.tally, send_id=nth, queued=3, in_flight=1)
    for num, at in ((1, 0), (2, 0), (3, 0), (4, 1)):
        put(conn, tables.recipient, send_id=nth, place=num - 1, num=num, state=at, reference=5)
        put(conn, tables.listing, send_id=nth, place=num - 1, num=num)


def put_recipients(turn: Turn, send_id: int, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add recipients (number, state, attempt, reference, and when they were intended if that matters), in sending order."""
    columns = ("send_id", "place", "num", "state", "attempt", "reference", "at")
    filled = [(send_id, place, *row, *[0] * (5 - len(row))) for place, row in enumerate(rows)]
    turn.insert("recipient", columns, filled)
    turn.insert("listing", ("num", "send_id", "place"), [(num, one, place) for one, place, num, *_ in filled])


def in_order(nums: Sequence[int]) -> list[int]:
    """A list of a test's organisation in the order in which a send goes through it."""
    return [nums[at] for at in sending(SALT, len(nums)).positions()]
