"""Making deleted rows unreadable: free pages are rewritten, and the log that contained them is emptied.

SQLite overwrites what it deletes (`secure_delete`), but a page that was split or refilled may keep a copy in its unused part, and
the write-ahead log keeps the old pages. VACUUM rebuilds every page, and the checkpoint empties the log. PostgreSQL writes the
tables into new files and drops the old ones; its own log keeps the data until it is recycled or archived, which only its
administrator can speed up.
"""

from collections.abc import Sequence
from typing import Any

_LONG_MS = 30 * 60_000
_LOCK_NOT_AVAILABLE = "55P03"
"""PostgreSQL's code for a lock that was not obtained in time (its manual, appendix A)."""


def sqlite(driver: Any) -> bool:
    """Scrub a whole SQLite file through a driver connection without transaction; False if a reader kept the log from emptying."""
    cursor = driver.cursor()
    try:
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        cursor.close()
    return not busy


def postgresql(driver: Any, tables: Sequence[str]) -> bool:
    """Rewrite our tables; `driver` is a psycopg connection, whose settings are restored.

    Return False if a reader of one of them keeps the lock for too long: a backup holds all tables until it is done.
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
