"""Which SQLite this process may use, private files, and the pragmas of every connection.

A process must never open the same file through two copies of the SQLite library: closing a file descriptor drops the POSIX locks
that the other copy holds. So every database is opened through `console.db.engine`.
"""

import contextlib
import importlib
import os
import sqlite3
import stat
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import msgspec

from console.db.errors import JournalError, LooseModeError

Version = tuple[int, int, int]
Journal = Literal["wal", "delete"]

BUSY_MS = 10_000
"""How long a connection waits for the one writer; a bulk import of a million rows holds the lock for less than a second."""

_WHEEL = "pysqlite3.dbapi2"
_SIDE_FILES = ("", "-wal", "-shm", "-journal")


class SqliteChoice(msgspec.Struct, frozen=True):
    """The SQLite that this process uses: Python module, library version, journal mode, and the reason for `doctor`."""

    module: str
    version: str
    journal: Journal
    why: str


def has_wal_race(version: Version) -> bool:
    """Whether a SQLite version has the WAL-reset race.

    Versions 3.7.0 to 3.51.2 have it; 3.51.3 and the backports 3.50.7 and 3.44.6 fix it (import.md, section 6).
    """
    if version < (3, 7, 0) or version >= (3, 51, 3):
        return False
    mended_patch = {(3, 50): 7, (3, 44): 6}.get(version[:2])
    return mended_patch is None or version[2] < mended_patch


def choose(system: Version, wheel: Version | None) -> SqliteChoice:
    """Choose between the system's SQLite and that of the `pysqlite3` wheel (None: the wheel cannot be imported)."""
    if not has_wal_race(system):
        return SqliteChoice(
            "sqlite3", _dotted(system), "wal", "the system's SQLite is free of the WAL-reset race"
        )
    if wheel is not None and not has_wal_race(wheel):
        why = (
            f"the system's SQLite {_dotted(system)} carries the WAL-reset race; the pysqlite3 wheel does not"
        )
        return SqliteChoice(_WHEEL, _dotted(wheel), "wal", why)
    carried = "is not installed" if wheel is None else f"carries it too ({_dotted(wheel)})"
    why = f"the system's SQLite carries the WAL-reset race and the pysqlite3 wheel {carried}: rollback journal, slower"
    return SqliteChoice("sqlite3", _dotted(system), "delete", why)


def sqlite_choice() -> SqliteChoice:
    """Return the choice for this process."""
    try:
        wheel: Version | None = importlib.import_module(_WHEEL).sqlite_version_info
    except ImportError:
        wheel = None
    return choose(sqlite3.sqlite_version_info, wheel)


def load(choice: SqliteChoice) -> ModuleType:
    """Return the chosen driver module."""
    return importlib.import_module(choice.module)


def private_file(path: Path) -> None:
    """Create `path` with mode 0600 if it is absent (SQLite gives its side files the same mode), and check existing files.

    Raises LooseModeError if group or others have any right on the file or its side files, if it is no regular file, or if they may
    write in its folder. Raises OSError if the folder is missing.
    """
    folder = path.parent
    if folder.stat().st_mode & 0o022:
        raise LooseModeError(f"others may write in {folder}", path=folder, mode=_octal(folder))
    # Never open an existing file: closing it would drop the locks of this process's own connections.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))
    for suffix in _SIDE_FILES:
        _judge(path.with_name(path.name + suffix))


def _judge(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise LooseModeError(f"{path} is not a regular file", path=path, mode=_octal(path))
    if mode & 0o077:
        raise LooseModeError(f"{path} is open to other accounts", path=path, mode=_octal(path))


def set_pragmas(connection: Any, journal: Journal, *, query_only: bool) -> None:
    """Set up a new driver connection. Raises JournalError if the file keeps another journal mode."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != journal:
        mode = cursor.execute(f"PRAGMA journal_mode={journal}").fetchone()[0]
        if mode != journal:
            raise JournalError(f"journal mode {mode} instead of {journal}", mode=mode, wanted=journal)
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=1",
        # Without this, INSERT OR REPLACE does not fire the delete triggers.
        "recursive_triggers=1",
        "secure_delete=1",
        "temp_store=MEMORY",
        f"query_only={int(query_only)}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _dotted(version: Version) -> str:
    return ".".join(map(str, version))


def _octal(path: Path) -> str:
    return f"{stat.S_IMODE(path.lstat().st_mode):04o}"
