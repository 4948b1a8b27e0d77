import importlib
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from console.db import scrub, sqlite
from console.db.engine import Database, open_database, sqlite_choice
from console.db.errors import JournalError, LooseModeError, UnsupportedUrlError
from console.db.sqlite import choose, has_wal_race


def rows_in(database: Database) -> list[int]:
    with database.reader() as conn:
        return list(conn.execute(text("SELECT n FROM t ORDER BY n")).scalars())


def _version(dotted: str) -> sqlite.Version:
    major, minor, patch = map(int, dotted.split("."))
    return major, minor, patch


@pytest.fixture
def numbers(empty: Database) -> Database:
    with empty.writer() as conn:
        conn.execute(text("CREATE TABLE t (n INTEGER PRIMARY KEY)"))
        conn.execute(text("INSERT INTO t VALUES (1)"))
    return empty


@pytest.mark.parametrize(
    ("version", "race"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 46, 1), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 54, 0), False),
    ],
)
def test_the_wal_race_is_known_by_version(version: sqlite.Version, race: bool) -> None:
    assert has_wal_race(version) is race


@pytest.mark.parametrize(
    ("system", "wheel", "module", "version", "journal"),
    [
        ((3, 51, 3), (3, 53, 4), "sqlite3", "3.51.3", "wal"),
        ((3, 51, 3), None, "sqlite3", "3.51.3", "wal"),
        ((3, 46, 1), (3, 53, 4), "pysqlite3.dbapi2", "3.53.4", "wal"),
        ((3, 46, 1), (3, 51, 1), "sqlite3", "3.46.1", "delete"),
        ((3, 46, 1), None, "sqlite3", "3.46.1", "delete"),
    ],
)
def test_an_affected_sqlite_gives_way_to_the_wheel_or_to_the_rollback_journal(
    system: sqlite.Version, wheel: sqlite.Version | None, module: str, version: str, journal: str
) -> None:
    choice = choose(system, wheel)
    assert (choice.module, choice.version, choice.journal) == (module, version, journal)
    assert choice.why


def test_the_choice_names_the_library_that_connections_really_use(sqlite_url: str) -> None:
    database = open_database(sqlite_url, role="desk")
    with database.reader() as conn:
        version = conn.execute(text("SELECT sqlite_version()")).scalar_one()
    database.close()
    assert database.sqlite == sqlite_choice()
    assert database.sqlite is not None
    assert version == database.sqlite.version
    assert not (database.sqlite.journal == "wal" and has_wal_race(_version(version)))


def test_without_the_wheel_the_choice_falls_back_to_what_the_system_allows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", None)
    choice = sqlite_choice()
    assert choice.module == "sqlite3"
    version = importlib.import_module("sqlite3").sqlite_version_info
    assert choice.journal == ("delete" if has_wal_race(version) else "wal")


@pytest.mark.parametrize("kind", ["writer", "reader"])
def test_every_connection_has_the_pragmas(sqlite_url: str, kind: str) -> None:
    database = open_database(sqlite_url, role="desk")
    assert database.sqlite is not None
    wanted: dict[str, Any] = {
        "journal_mode": database.sqlite.journal,
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "query_only": int(kind == "reader"),
    }
    with getattr(database, kind)() as conn:
        found = {name: conn.execute(text(f"PRAGMA {name}")).scalar_one() for name in wanted}
    database.close()
    assert found == wanted


def test_a_connection_that_does_not_take_the_journal_mode_is_refused() -> None:
    choice = sqlite_choice()
    # A database in memory keeps its journal there, whatever it is asked for.
    memory = sqlite.load(choice).connect(":memory:", isolation_level=None)
    with pytest.raises(JournalError) as caught:
        sqlite.set_pragmas(memory, choice.journal, query_only=False)
    memory.close()
    assert caught.value.params == {"mode": "memory", "wanted": choice.journal}


def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    before = os.umask(0o000)
    try:
        database = open_database(f"sqlite:///{path}", role="desk")
        with database.writer() as conn:
            conn.execute(text("CREATE TABLE t (n)"))
        modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
        database.close()
    finally:
        os.umask(before)
    assert modes["new.db"] == 0o600
    assert set(modes.values()) == {0o600}
    assert len(modes) == (3 if sqlite_choice().journal == "wal" else 1)


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o620, 0o601])
def test_a_file_open_to_others_is_refused(tmp_path: Path, suffix: str, mode: int) -> None:
    for one in ("", suffix):
        (tmp_path / f"old.db{one}").touch(0o600)
    loose = tmp_path / f"old.db{suffix}"
    loose.chmod(mode)
    with pytest.raises(LooseModeError) as caught:
        open_database(f"sqlite:///{tmp_path / 'old.db'}", role="desk")
    assert caught.value.params == {"path": str(loose), "mode": f"{mode:04o}"}


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_in_is_refused(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(mode)
    with pytest.raises(LooseModeError):
        open_database(f"sqlite:///{folder / 'new.db'}", role="desk")
    assert list(folder.iterdir()) == []


def test_a_link_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real.db").touch(0o600)
    (tmp_path / "link.db").symlink_to(tmp_path / "real.db")
    with pytest.raises(LooseModeError, match="regular"):
        open_database(f"sqlite:///{tmp_path / 'link.db'}", role="desk")


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true", "mysql://h/d", "nonsense", ""]
)
def test_a_url_that_is_neither_a_file_nor_postgresql_is_refused(url: str) -> None:
    with pytest.raises(UnsupportedUrlError):
        open_database(url, role="desk")


def _add_then_fail(conn: Connection, act: str) -> None:
    conn.execute(text(act))
    raise ZeroDivisionError


def test_a_writer_commits_on_leaving_and_rolls_back_on_an_error(numbers: Database) -> None:
    with numbers.writer() as conn:
        conn.execute(text("INSERT INTO t VALUES (2)"))
    with pytest.raises(ZeroDivisionError), numbers.writer() as conn:
        _add_then_fail(conn, "INSERT INTO t VALUES (3)")
    assert rows_in(numbers) == [1, 2]


def test_table_changes_roll_back_too(numbers: Database) -> None:
    with pytest.raises(ZeroDivisionError), numbers.writer() as conn:
        _add_then_fail(conn, "CREATE TABLE u (n INTEGER)")
    with numbers.reader() as conn:
        assert not inspect(conn).has_table("u")


def test_a_reader_keeps_its_snapshot_while_a_writer_commits(numbers: Database) -> None:
    if numbers.sqlite is not None and numbers.sqlite.journal == "delete":
        return
    with numbers.reader() as conn:
        before = conn.execute(text("SELECT count(*) FROM t")).scalar_one()
        with numbers.writer() as other:
            other.execute(text("INSERT INTO t VALUES (2)"))
        assert conn.execute(text("SELECT count(*) FROM t")).scalar_one() == before == 1
    assert rows_in(numbers) == [1, 2]


@pytest.mark.parametrize(
    "act", ["INSERT INTO t VALUES (2)", "DELETE FROM t", "DROP TABLE t", "CREATE TABLE u (n INTEGER)"]
)
def test_a_reader_cannot_write(numbers: Database, act: str) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)read-?only"), numbers.reader() as conn:
        conn.execute(text(act))
    assert rows_in(numbers) == [1]


def test_a_sqlite_writer_takes_the_lock_at_once(numbers: Database) -> None:
    if numbers.dialect != "sqlite" or numbers.sqlite is None:
        return
    with numbers.writer() as conn:
        path = conn.execute(text("PRAGMA database_list")).one()[2]
        rival = sqlite.load(numbers.sqlite).connect(path, isolation_level=None, timeout=0)
        with pytest.raises(Exception, match="locked"):
            rival.execute("BEGIN IMMEDIATE")
        rival.close()


def test_postgresql_sessions_have_isolation_timeouts_and_a_name(empty: Database) -> None:
    if empty.dialect != "postgresql":
        return
    names = ("transaction_isolation", "lock_timeout", "statement_timeout", "application_name")
    with empty.writer() as conn:
        writing = [conn.execute(text(f"SHOW {name}")).scalar_one() for name in names]
        idle = conn.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one()
    with empty.reader() as conn:
        reading = [conn.execute(text(f"SHOW {name}")).scalar_one() for name in names]
    assert writing == ["read committed", "10s", "1min", "sms-desk"]
    assert reading == ["repeatable read", "10s", "1min", "sms-desk"]
    assert idle == "1min"


def test_a_table_that_a_backup_reads_is_written_anew_another_time(postgres_url: str) -> None:
    """`pg_dump` holds every table until it is done; whoever writes them anew must neither wait for ever nor fail."""
    psycopg = pytest.importorskip("psycopg")
    plain = make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as reading, psycopg.connect(plain) as writing:
        writing.execute("CREATE TABLE kept (id int)")
        writing.execute("SET lock_timeout = 50")
        writing.commit()
        reading.execute("LOCK TABLE kept IN ACCESS SHARE MODE")
        assert scrub.postgresql(writing, ["kept"]) is False
        reading.rollback()
        assert scrub.postgresql(writing, ["kept"]) is True
        assert not writing.autocommit
