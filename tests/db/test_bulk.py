from array import array
from collections.abc import Iterator

import pytest
from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, Table, Text, text
from sqlalchemy.exc import DBAPIError

from console.db import bulk
from console.db.engine import Database

METADATA = MetaData()
MIXED = Table(
    "mixed odd",
    METADATA,
    Column("n", BigInteger, primary_key=True),
    Column("order", Text),
    Column("data", LargeBinary),
    Column("other", Text),
)
NUMBERS = Table(
    "list_number",
    METADATA,
    Column("list_id", BigInteger, primary_key=True),
    Column("num", BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)
WIDE = Table("wide", METADATA, *(Column(f"c{at}", BigInteger) for at in range(100)))


@pytest.fixture
def filled(empty: Database) -> Database:
    with empty.writer() as conn:
        METADATA.create_all(conn)
    return empty


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1203])
def test_rows_of_a_generator_arrive_whole_and_counted(filled: Database, count: int) -> None:
    rows = [(n, f"文{n}\t\\N\n", bytes([n % 256, 0, 92])) for n in range(count)]
    with filled.writer() as conn:
        assert bulk.insert_many(conn, MIXED, ("n", "order", "data"), iter(rows)) == count
    with filled.reader() as conn:
        found = conn.execute(MIXED.select().order_by(MIXED.c.n)).all()
    assert [tuple(row) for row in found] == [(*row, None) for row in rows]


def test_none_is_stored_as_null(filled: Database) -> None:
    with filled.writer() as conn:
        bulk.insert_many(conn, MIXED, ("n", "order", "data"), [(1, None, None)])
    with filled.reader() as conn:
        assert tuple(conn.execute(MIXED.select()).one()) == (1, None, None, None)


def test_wide_rows_stay_below_the_limit_of_bound_variables(filled: Database) -> None:
    columns = [column.name for column in WIDE.columns]
    with filled.writer() as conn:
        if filled.dialect == "sqlite":
            assert bulk.VARIABLES // len(columns) < bulk.ROWS
        assert bulk.insert_many(conn, WIDE, columns, ([n] * 100 for n in range(700))) == 700
    with filled.reader() as conn:
        assert conn.execute(text("SELECT count(*), sum(c99) FROM wide")).one() == (700, 699 * 350)


def test_no_sqlite_statement_binds_more_than_every_build_takes(filled: Database) -> None:
    if filled.dialect != "sqlite":
        return
    bound: list[int] = []
    with filled.writer() as conn:
        conn.connection.driver_connection.set_trace_callback(  # type: ignore[union-attr]
            lambda statement: bound.append(statement.count(",") + 1) if "VALUES" in statement else None
        )
        columns = [column.name for column in WIDE.columns]
        bulk.insert_many(conn, WIDE, columns, ([n] * 100 for n in range(700)))
    assert len(bound) == 3
    assert max(bound) <= 32_766 + 100


def test_an_error_in_the_middle_leaves_nothing(filled: Database) -> None:
    def rows() -> Iterator[tuple[int, str]]:
        yield from ((n, "a") for n in range(600))
        yield 3, "again"

    with pytest.raises((DBAPIError, Exception), match=r"(?i)unique"), filled.writer() as conn:
        bulk.insert_many(conn, MIXED, ("n", "order"), rows())
    with filled.reader() as conn:
        assert conn.execute(MIXED.select()).all() == []


def test_columns_that_are_not_there_or_none_at_all_are_refused(filled: Database) -> None:
    with filled.writer() as conn:
        with pytest.raises(KeyError):
            bulk.insert_many(conn, MIXED, ("n", 'x") --'), [(1, 2)])
        with pytest.raises(ValueError, match="no columns"):
            bulk.insert_many(conn, MIXED, (), [])


@pytest.mark.parametrize("count", [0, 1, 500, 1203, 50_001])
def test_the_numbers_of_a_list_arrive_under_its_id(filled: Database, count: int) -> None:
    numbers = array("q", range(13_000_000_000, 13_000_000_000 + count))
    with filled.writer() as conn:
        assert bulk.insert_numbers(conn, NUMBERS, 7, numbers) == count
        assert bulk.insert_numbers(conn, NUMBERS, 8, numbers[:3]) == min(3, count)
    with filled.reader() as conn:
        found = (
            conn.execute(text("SELECT num FROM list_number WHERE list_id = 7 ORDER BY num")).scalars().all()
        )
    assert list(found) == numbers.tolist()


def test_a_number_stands_once_in_a_list(filled: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)unique"), filled.writer() as conn:
        bulk.insert_numbers(conn, NUMBERS, 7, array("q", [1, 1]))
