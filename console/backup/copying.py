"""Copies of SQLite files while others write to them, and readings of copies that leave no trace in them."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from console.db import sqlite
from console.db.sqlite import sqlite_choice

_PAGES: Final = 4096
"""Pages copied between two progress reports: 16 MiB."""


def copy(source: Path, target: Path, say: Callable[[int, int], None]) -> None:
    """Copy a database as of one instant into a new file of this account alone, while a daemon keeps running.

    With a write-ahead log one reading transaction holds the instant, and nobody waits. With a rollback journal writers do wait,
    so all pages are copied at once. Raises OSError, or the driver's error for a file that is no database.
    """
    choice = sqlite_choice()
    driver = sqlite.load(choice)
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC
    os.close(os.open(target, flags, 0o600))
    with (
        closing(driver.connect(str(source), isolation_level=None, timeout=sqlite.BUSY_MS / 1000)) as reading,
        closing(driver.connect(str(target), isolation_level=None)) as writing,
    ):
        reading.execute("PRAGMA query_only=1")
        size = reading.execute("PRAGMA page_size").fetchone()[0]
        wal = reading.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()

        def progress(_status: int, left: int, pages: int) -> None:
            say((pages - left) * size, pages * size)

        reading.backup(writing, pages=_PAGES if wal else -1, progress=progress)
        reading.execute("ROLLBACK")
        # The copy must be one file, without a log beside it that could be forgotten.
        writing.execute("PRAGMA journal_mode=delete")
    _sync(target)


@contextmanager
def looking(path: Path) -> Iterator[Connection]:
    """Yield a connection to a copy that nobody writes to; it creates no lock, log or journal beside the file."""
    driver = sqlite.load(sqlite_choice())

    def connect() -> Any:
        return driver.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)

    engine = create_engine("sqlite+pysqlite://", module=driver, creator=connect, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


@contextmanager
def changing(path: Path) -> Iterator[Connection]:
    """Yield a connection to a copy in one transaction, which is committed on leaving."""
    driver = sqlite.load(sqlite_choice())
    engine = create_engine(
        "sqlite+pysqlite://", module=driver, creator=lambda: driver.connect(str(path)), poolclass=NullPool
    )
    with engine.begin() as connection:
        yield connection
    _sync(path)


def _sync(path: Path) -> None:
    for one, flags in ((path, os.O_RDWR), (path.parent, os.O_RDONLY)):
        handle = os.open(one, flags | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
