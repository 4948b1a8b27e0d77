"""Making deleted rows unreadable: free pages written anew, and the log in which they stood emptied.

SQLite overwrites what it deletes (`secure_delete`), but a page that was split or filled anew may keep a copy in its unused part,
and the write-ahead log keeps the pages as they were. VACUUM builds every page again, and the checkpoint empties the log.
PostgreSQL writes the tables into new files and drops the old ones; its own log keeps what was until it is recycled or archived,
which nobody but its administrator can hurry.
"""

from collections.abc import Sequence
from typing import Any

_LONG_MS = 30 * 60_000
_LOCK_NOT_AVAILABLE = "55P03"
"""PostgreSQL's code for a lock that was not had in time (its manual, appendix A)."""


def sqlite(driver: Any) -> bool:
    """Scrub a whole SQLite file by a driver connection without a transaction; False if a reader kept the log from being emptied."""
    cursor = driver.cursor()
    try:
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        cursor.close()
    return not busy


def postgresql(driver: Any, tables: Sequence[str]) -> bool:
    """Write tables of ours anew; `driver` is a psycopg connection, which is left as it was.

    False if somebody reads one of them for so long that the lock cannot be had: a backup keeps all tables until it is done.
    """
    before = driver.autocommit
    driver.autocommit = True
    try:
        cursor = driver.cursor()
        cursor.execute(f"SET statement_timeout = {_LONG_MS}")
        try:
            for table in tables:
                cursor.execute(f'VACUUM (FULL, ANALYZE) "{table}"')
        except driver.OperationalError as error:
            if error.sqlstate != _LOCK_NOT_AVAILABLE:
                raise
            return False
        finally:
            cursor.execute("RESET statement_timeout")
            cursor.close()
    finally:
        driver.autocommit = before
    return True
