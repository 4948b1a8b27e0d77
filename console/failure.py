"""What a daemon names of its surroundings' failures: the database is gone, or a disk is full. Told from the errors alone.

No driver is imported: the command line, which loads none, names a full disk by the same words.
"""

import errno
from typing import Final, Literal

DATABASE_GONE: Final = "database_gone"
DISK_FULL: Final = "disk_full"

Named = Literal["database_gone", "disk_full"]

_PRIMARY: Final = 0xFF
_SQLITE_FULL: Final = 13
_POSTGRES_FULL: Final = "53100"
"""`disk_full` of PostgreSQL, Appendix A. SQLite's primary result code is `SQLITE_FULL`."""
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
_ENDED: Final = frozenset({"57P01", "57P02", "57P03", "57P05", "25P03"})
"""PostgreSQL ended the session: admin_shutdown, crash_shutdown, cannot_connect_now, and the two timeouts of an idle session."""
_CONNECTION: Final = "08"
"""The class of its connection exceptions."""


def named(error: BaseException | None) -> Named | None:
    """Return which of the two an error is, or an error that it came after; None for any other failure."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if _full(error):
            return DISK_FULL
        if _gone(error):
            return DATABASE_GONE
        error = error.__cause__ or error.__context__
    return None


def _full(error: BaseException) -> bool:
    return (
        getattr(error, "sqlite_errorcode", 0) & _PRIMARY == _SQLITE_FULL
        or getattr(error, "sqlstate", None) == _POSTGRES_FULL
        or getattr(error, "errno", 0) in _NO_ROOM
    )


def _gone(error: BaseException) -> bool:
    """Whether a PostgreSQL server cannot be reached, or ended this session; psycopg knows no state where no server answered."""
    if getattr(error, "connection_invalidated", False):
        return True
    kinds = {one.__name__ for one in type(error).__mro__ if one.__module__.partition(".")[0] == "psycopg"}
    if "InterfaceError" in kinds:
        return True
    state: str | None = getattr(error, "sqlstate", None)
    return state in _ENDED or (
        "OperationalError" in kinds and (state is None or state.startswith(_CONNECTION))
    )
