import threading
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from console.db.engine import Database, open_database
from console.db.writer import Readers, Writer
from tests.db.ledgers import entry, judge

DEADLINE = 30


@pytest.fixture
def writer(database: Database) -> Iterator[Writer]:
    with database.writer() as conn:
        conn.execute(text("CREATE TABLE t (n INTEGER PRIMARY KEY, m INTEGER)"))
    writer = Writer(database)
    yield writer
    writer.close()


def add(number: int) -> str:
    return f"INSERT INTO t VALUES ({number}, 0)"  # noqa: S608  The test's own number.


def _execute(act: str, conn: Connection) -> None:
    conn.execute(text(act))


def rows_in(database: Database) -> list[int]:
    with database.reader() as conn:
        return list(conn.execute(text("SELECT n FROM t ORDER BY n")).scalars())


def test_functions_run_one_after_another_in_order(database: Database, writer: Writer) -> None:
    running: list[int] = []
    order: list[int] = []

    def act(number: int, conn: Connection) -> int:
        running.append(number)
        assert running == [number]
        conn.execute(text(add(number)))
        order.append(number)
        running.remove(number)
        return number * 2

    def submit(number: int) -> Future[int]:
        return writer.submit(lambda conn: act(number, conn))

    assert [one.result(DEADLINE) for one in [submit(number) for number in range(30)]] == list(range(0, 60, 2))
    assert order == rows_in(database) == list(range(30))


def test_the_result_comes_after_the_commit(database: Database, writer: Writer) -> None:
    writer.submit(lambda conn: conn.execute(text(add(1)))).result(DEADLINE)
    assert rows_in(database) == [1]


def test_an_exception_rolls_back_is_delivered_and_stops_nothing(database: Database, writer: Writer) -> None:
    def fails(conn: Connection) -> None:
        conn.execute(text(add(1)))
        raise LookupError("mine")

    failed = writer.submit(fails)
    after = writer.submit(lambda conn: conn.execute(text(add(2))).rowcount)
    with pytest.raises(LookupError, match="mine"):
        failed.result(DEADLINE)
    assert after.result(DEADLINE) == 1
    assert rows_in(database) == [2]


def test_closing_finishes_what_was_submitted_and_takes_no_more(database: Database, writer: Writer) -> None:
    held = threading.Event()
    writer.submit(lambda _: held.wait(DEADLINE))
    waiting = [writer.submit(partial(_execute, add(number))) for number in range(3)]
    held.set()
    writer.close()
    assert all(one.done() for one in waiting)
    assert rows_in(database) == [0, 1, 2]
    with pytest.raises(RuntimeError):
        writer.submit(lambda _: None)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("db-writer")]


def test_threads_with_connections_of_their_own_write_one_chain(database: Database, database_url: str) -> None:
    databases = [open_database(database_url, role="desk") for _ in range(4)]
    writers = [Writer(one) for one in databases]
    submitted = [one.submit(entry) for _ in range(20) for one in writers]
    heads = {one.result(DEADLINE) for one in submitted}
    for writer in writers:
        writer.close()
    for one in databases:
        one.close()
    assert {head.seq for head in heads} == set(range(1, 81))
    assert judge(database, heads=list(heads)).ok


def test_a_transaction_that_lost_a_deadlock_runs_again(database: Database, writer: Writer) -> None:
    if database.dialect != "postgresql":
        return
    writer.submit(lambda conn: conn.execute(text("INSERT INTO t VALUES (1, 0), (2, 0)"))).result(DEADLINE)
    rival = Writer(database)
    # Both hold their first row before either asks for its second, in the first attempt alone.
    meet = threading.Barrier(2, timeout=DEADLINE)
    attempts: list[int] = []

    def act(first: int, second: int, conn: Connection) -> None:
        attempts.append(first)
        conn.execute(text("UPDATE t SET m = m + 1 WHERE n = :n"), {"n": first})
        if attempts.count(first) == 1:
            meet.wait()
        conn.execute(text("UPDATE t SET m = m + 1 WHERE n = :n"), {"n": second})

    one = writer.submit(lambda conn: act(1, 2, conn))
    other = rival.submit(lambda conn: act(2, 1, conn))
    one.result(DEADLINE)
    other.result(DEADLINE)
    rival.close()
    # Who lost may come back before the one it woke has the row, and lose once more.
    assert len(attempts) >= 3
    with database.reader() as conn:
        assert conn.execute(text("SELECT m FROM t ORDER BY n")).scalars().all() == [2, 2]


def test_a_transaction_that_always_loses_gives_up_after_five(database: Database, writer: Writer) -> None:
    if database.dialect != "postgresql":
        return
    attempts: list[int] = []

    def lose(conn: Connection) -> None:
        attempts.append(1)
        conn.execute(text("DO $$BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = 'serialization_failure'; END$$"))

    with pytest.raises(DBAPIError, match="lost"):
        writer.submit(lose).result(DEADLINE)
    assert len(attempts) == 5


def test_another_database_error_is_not_tried_again(writer: Writer) -> None:
    attempts: list[int] = []

    def fails(conn: Connection) -> None:
        attempts.append(1)
        conn.execute(text("INSERT INTO nowhere VALUES (1)"))

    with pytest.raises(DBAPIError, match="nowhere"):
        writer.submit(fails).result(DEADLINE)
    assert len(attempts) == 1


def test_readers_read_at_the_same_time_and_cannot_write(database: Database, writer: Writer) -> None:
    writer.submit(lambda conn: conn.execute(text(add(1)))).result(DEADLINE)
    readers = Readers(database, threads=3)
    meet = threading.Barrier(3, timeout=DEADLINE)

    def count(conn: Connection) -> int:
        found: int = conn.execute(text("SELECT count(*) FROM t")).scalar_one()
        meet.wait()
        return found

    assert [one.result(DEADLINE) for one in [readers.submit(count) for _ in range(3)]] == [1, 1, 1]
    with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        readers.submit(lambda conn: conn.execute(text(add(2)))).result(DEADLINE)
    readers.close()
    with pytest.raises(RuntimeError):
        readers.submit(count)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("db-reader")]
