"""Bulk inserts at driver speed; the ORM or Core would take 3 to 20 times longer for the same rows (import.md, section 6).

Values go to the driver unchanged, without SQLAlchemy's type processing: int, str, bytes or None.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, Table

ROWS = 500
"""Rows per statement on SQLite: the measured optimum."""

VARIABLES = 32_766
"""Bound variables that every build of SQLite accepts in one statement (SQLITE_MAX_VARIABLE_NUMBER since 3.32)."""

_COPY_LINES = 50_000


def insert_many(conn: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows (any iterable; read once, never held whole) into the named columns; return how many.

    SQLite: VALUES lists of 500 rows, fewer if there are many columns. PostgreSQL: COPY. Raises ValueError if `columns` is empty,
    KeyError for a column that the table does not have, and the database's errors; the caller must then roll back the transaction,
    because earlier rows may be in.
    """
    if not columns:
        raise ValueError("no columns")
    target = _target(conn, table, columns)
    if conn.dialect.name == "sqlite":
        return _insert_values(conn, target, len(columns), rows)
    return _copy_rows(conn, target, rows)


def insert_numbers(conn: Connection, table: Table, list_id: int, numbers: "array[int]") -> int:
    """Insert the numbers of one list, an `array('q')`, into a table of (list_id, num); return how many.

    Pass them ascending, and the lists in the order of their ids: rows are then only added at the right-hand edge of the key.
    """
    target = _target(conn, table, ("list_id", "num"))
    if conn.dialect.name == "sqlite":
        for at in range(0, len(numbers), ROWS):
            block = numbers[at : at + ROWS]
            values = ",".join([f"({list_id:d},?)"] * len(block))
            statement = f"INSERT INTO {target} VALUES {values}"  # noqa: S608  Quoted names, an integer, bound values.
            conn.exec_driver_sql(statement, tuple(block))
        return len(numbers)
    with _driver(conn).cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for at in range(0, len(numbers), _COPY_LINES):
            copy.write("".join([f"{list_id:d}\t{number}\n" for number in numbers[at : at + _COPY_LINES]]))
    return len(numbers)


def _target(conn: Connection, table: Table, columns: Sequence[str]) -> str:
    quote = conn.dialect.identifier_preparer
    return (
        f"{quote.format_table(table)} ({', '.join(quote.format_column(table.c[name]) for name in columns)})"
    )


def _insert_values(conn: Connection, target: str, width: int, rows: Iterable[Sequence[Any]]) -> int:
    row = f"({','.join('?' * width)})"
    size = max(1, min(ROWS, VARIABLES // width))
    count = 0
    for block in _blocks(rows, size):
        statement = f"INSERT INTO {target} VALUES {','.join([row] * len(block))}"  # noqa: S608  Quoted names, bound values.
        conn.exec_driver_sql(statement, tuple(chain.from_iterable(block)))
        count += len(block)
    return count


def _blocks(rows: Iterable[Sequence[Any]], size: int) -> Iterator[list[Sequence[Any]]]:
    source = iter(rows)
    while block := list(islice(source, size)):
        yield block


def _copy_rows(conn: Connection, target: str, rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    with _driver(conn).cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _driver(conn: Connection) -> Any:
    return conn.connection.driver_connection
