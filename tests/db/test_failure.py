"""What a failure is called: a database that is gone, a full disk, or neither; by real errors of the drivers."""

import errno
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from console import failure
from console.db.engine import Database, open_database
from console.db.writer import Readers, Writer
from console.errors import ConsoleError
from tests.databases import Stop, Stoppable


@pytest.fixture(scope="module")
def server() -> Iterator[Stoppable]:
    with Stoppable() as made:
        yield made


@pytest.fixture
def database(server: Stoppable) -> Iterator[Database]:
    made = open_database(server.url, role="desk")
    yield made
    made.close()


def raised(act: Callable[[], object]) -> Exception:
    """The error that a function ends with, whatever it is."""
    try:
        act()
    except Exception as error:  # noqa: BLE001 - it is what is judged
        return error
    raise AssertionError("nothing failed")


@pytest.mark.parametrize("how", ["fast", "immediate"])
@pytest.mark.parametrize("kind", ["writer", "reader"])
def test_a_server_that_goes_under_a_transaction_and_one_that_is_not_there_are_gone(
    server: Stoppable, database: Database, kind: str, how: Stop
) -> None:
    enter = database.writer if kind == "writer" else database.reader

    def ask() -> object:
        with enter() as connection:
            return connection.execute(text("SELECT 1")).scalar()

    def stopped_under_it() -> None:
        with enter() as connection:
            connection.execute(text("SELECT 1"))
            driver: Any = connection.connection.driver_connection
            server.stop(how)
            driver.cursor().execute("SELECT 1")

    try:
        assert failure.named(raised(stopped_under_it)) == "database_gone"
        assert failure.named(raised(ask)) == "database_gone"
    finally:
        server.start()
    assert ask() == 1


def test_writer_and_readers_go_on_once_the_server_is_back(server: Stoppable, database: Database) -> None:
    writer, readers = Writer(database), Readers(database)
    try:
        for one in (writer, readers):
            server.stop()
            for _ in range(2):
                error = one.submit(lambda conn: conn.execute(text("SELECT 1")).scalar()).exception(60)
                assert failure.named(error) == "database_gone"
            server.start()
            assert one.submit(lambda conn: conn.execute(text("SELECT 7")).scalar()).result(60) == 7
    finally:
        writer.close()
        readers.close()


def test_an_address_that_accepts_and_says_nothing_is_given_up_within_seconds() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        database = open_database(f"postgresql://sms@127.0.0.1:{port}/sms", role="dispatch")
        began = time.monotonic()
        failed = raised(database.reader().__enter__)
        database.close()
    assert failure.named(failed) == "database_gone"
    assert time.monotonic() - began < 15, "libpq's own patience is minutes"


@pytest.mark.parametrize(
    "sql", ["SELECT 1/0", "SELECT * FROM nowhere", "SET LOCAL statement_timeout = 1; SELECT pg_sleep(9)"]
)
def test_a_mistake_or_a_limit_is_neither(database: Database, sql: str) -> None:
    def ask() -> None:
        with database.writer() as connection:
            connection.exec_driver_sql(sql)

    assert failure.named(raised(ask)) is None


def test_a_file_that_may_not_grow_is_a_full_disk(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'small.db'}", role="desk")

    def fill() -> None:
        with database.writer() as connection:
            connection.exec_driver_sql("CREATE TABLE t (x)")
            connection.exec_driver_sql("PRAGMA max_page_count = 4")
            connection.exec_driver_sql("INSERT INTO t VALUES (zeroblob(100000))")

    assert failure.named(raised(fill)) == "disk_full"
    database.close()


def test_a_device_without_room_is_a_full_disk() -> None:
    assert failure.named(raised(lambda: Path("/dev/full").write_text("x", "utf-8"))) == "disk_full"


def test_a_full_disk_is_named_behind_what_it_is_called_and_other_causes_are_not() -> None:
    def called(number: int) -> Exception:
        error = ConsoleError("file_unwritable", path="x")
        error.__cause__ = OSError(number, "no")
        return error

    assert [failure.named(called(number)) for number in (errno.ENOSPC, errno.EDQUOT, errno.EACCES)] == [
        "disk_full", "disk_full", None,
    ]  # fmt: skip
    assert failure.named(psycopg.errors.DiskFull()) == "disk_full"
    assert failure.named(psycopg.errors.ConnectionFailure()) == "database_gone"
    assert failure.named(psycopg.errors.LockNotAvailable()) is None
    assert failure.named(sqlite3.OperationalError("database is locked")) is None
    assert failure.named(None) is None
