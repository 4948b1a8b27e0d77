"""The threads in which a daemon uses its database: one that writes, a few that read."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from console.db.engine import Database

T = TypeVar("T")

_ATTEMPTS = 5
_AGAIN = frozenset({"40001", "40P01"})
"""PostgreSQL's serialization_failure and deadlock_detected: the transaction was rolled back and may run again."""


class Writer:
    """Runs functions one after another, each in a write transaction of its own, in the order they were submitted."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="db-writer")

    def submit(self, fn: Callable[[Connection], T]) -> Future[T]:
        """Queue `fn`; the future has its result once the transaction is committed and durable.

        An exception of `fn` or of the commit rolls everything back and is delivered by the future. On PostgreSQL a transaction that
        lost to another (deadlock, serialization) runs again, up to five times in all, so `fn` must use nothing but its connection.
        Raises RuntimeError after `close`.
        """
        return self._thread.submit(self._run, fn)

    def alone(self, fn: Callable[[], T]) -> Future[T]:
        """Queue `fn` between two transactions: this process writes nothing while it runs."""
        return self._thread.submit(fn)

    def close(self) -> None:
        """Finish what was submitted, then end the thread. The database stays open."""
        self._thread.shutdown(wait=True)

    def _run(self, fn: Callable[[Connection], T]) -> T:
        for _ in range(_ATTEMPTS - 1):
            try:
                with self._database.writer() as connection:
                    return fn(connection)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _AGAIN:
                    raise
        with self._database.writer() as connection:
            return fn(connection)


class Readers:
    """Runs functions in a few threads, each with a read-only connection whose queries see one snapshot."""

    def __init__(self, database: Database, threads: int = 4) -> None:
        self._database = database
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="db-reader")

    def submit(self, fn: Callable[[Connection], T]) -> Future[T]:
        """Queue `fn`; the future has its result or its exception. Raises RuntimeError after `close`."""
        return self._threads.submit(self._run, fn)

    def close(self) -> None:
        """Finish what was submitted, then end the threads. The database stays open."""
        self._threads.shutdown(wait=True)

    def _run(self, fn: Callable[[Connection], T]) -> T:
        with self._database.reader() as connection:
            return fn(connection)
