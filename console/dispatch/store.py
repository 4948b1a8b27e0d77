"""The dispatcher's database in the driver's own SQL: one statement per step, with no layer on the path whose speed is measured."""

import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import Any

from console.db import identity
from console.db.bulk import insert_many
from console.db.engine import Database
from console.dispatch.tables import metadata

Row = tuple[Any, ...]

_COUNT = "UPDATE memory SET number = number + 1 WHERE line = ? RETURNING number"
FORGOT = "forgot"
"""The mark of a database found to have forgotten; `body` is why. It is deleted when two people arm it again."""
STRAY = "stray"
"""The mark of a receipt that may speak of what this database forgot: whoever waits is in doubt if the dispatcher is armed again, until
the sends that were held for it are resumed."""
FORGOT_SERVER = "forgot_server"
"""Why: transactions that this process had committed are gone, for example because a standby took over that never had them."""
_BATCH = 500
"""Values in one IN list."""
_PATIENCE = 0.01
"""Seconds for which one step of long work may hold the store, about: the sender waits for it."""
_FIRST_STRIDE, _LONGEST_STRIDE, _SHORTEST_STRIDE = 200, 2_000, 20
"""Rows in a step of long work: in the first, before anything is known of this machine, at most, and at least."""


class DriftError(RuntimeError):
    """A recipient was not in the state recorded in memory; the transaction must be rolled back."""


class BrokenError(RuntimeError):
    """A transaction of this process failed in the database, so what it remembers may be ahead of what is written."""


class ForgotError(RuntimeError):
    """The database is behind what this very process has committed to it; nothing may be sent from it."""

    def __init__(self, number: int, committed: int) -> None:
        super().__init__(f"the database stands at transaction {number}, this process at {committed}")
        self.number, self.committed = number, committed


class Turn:
    """One transaction. SQL is written with `?`; PostgreSQL gets its own marks."""

    __slots__ = ("_connection", "_cursor", "_postgresql")

    def __init__(self, connection: Any, *, postgresql: bool) -> None:
        self._connection = connection
        self._postgresql = postgresql
        self._cursor: Any = connection.connection.driver_connection.cursor()

    @property
    def postgresql(self) -> bool:
        """Whether the database is PostgreSQL."""
        return self._postgresql

    def undo(self) -> None:
        """Roll back what SQLite has open; after some failures it has done so itself."""
        if self._cursor.connection.in_transaction:
            self._cursor.execute("ROLLBACK")

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Execute one statement; return the rows that it touched."""
        self._cursor.execute(_marked(sql) if self._postgresql else sql, values)
        return int(self._cursor.rowcount)

    def many(self, sql: str, rows: Sequence[Row]) -> int:
        """Execute one statement for each row; return the rows touched in all."""
        self._cursor.executemany(_marked(sql) if self._postgresql else sql, rows)
        return int(self._cursor.rowcount)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return every row of a query."""
        self._cursor.execute(_marked(sql) if self._postgresql else sql, values)
        return list(self._cursor.fetchall())

    def one(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        self._cursor.execute(_marked(sql) if self._postgresql else sql, values)
        row: Row | None = self._cursor.fetchone()
        return row

    def number(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Return the first value of the first row as an integer; 0 if there is none."""
        row = self.one(sql, values)
        return int(row[0]) if row and row[0] is not None else 0

    def run_in(self, sql: str, values: Sequence[Any], last: Sequence[Any]) -> int:
        """Execute a statement that ends in `IN ({})`, the list being `last`, in batches; return the rows touched."""
        return sum(
            self.run(sql.format(marks(len(batch))), (*values, *batch)) for batch in batches(last, _BATCH)
        )

    def rows_in(self, sql: str, values: Sequence[Any], last: Sequence[Any]) -> list[Row]:
        """Return every row of a query that ends in `IN ({})`, the list being `last`."""
        rows: list[Row] = []
        for batch in batches(last, _BATCH):
            rows += self.rows(sql.format(marks(len(batch))), (*values, *batch))
        return rows

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> int:
        """Insert many rows at bulk speed; return how many."""
        if self._postgresql:
            return insert_many(self._connection, metadata.tables[table], columns, rows)
        names, values = ", ".join(columns), marks(len(columns))
        return self.many(f"INSERT INTO {table} ({names}) VALUES ({values})", list(rows))  # noqa: S608 - our own names


class _Turnstile:
    """A lock that lets others in between: long work that takes it again and again cannot pass whoever waits."""

    def __init__(self) -> None:
        self._next, self._lock = threading.Lock(), threading.Lock()

    def __enter__(self) -> None:
        with self._next:
            self._lock.acquire()

    def __exit__(self, *failure: object) -> None:
        self._lock.release()


class Store:
    """The database, as every part of the dispatcher opens it. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._postgresql = database.dialect == "postgresql"
        self._held = ExitStack()
        self._lock = _Turnstile()
        self._own: Turn | None = None
        self.line = ""
        """The line under which transactions are counted (`dispatch.memory`); empty until this start has drawn one."""
        self.committed = 0
        """The number of the newest transaction that this object committed under the line."""
        self._broken: Exception | None = None

    def begin(self, line: str) -> None:
        """Count every later transaction under a line that was just drawn."""
        self.line, self.committed = line, 0

    @contextmanager
    def turn(self) -> Generator[Turn]:
        """Yield a write transaction: durable when the block ends, rolled back by an exception. Turns do not nest.

        Raises ForgotError if the database lacks transactions that were committed through this object; then the fact is kept in it.
        After an error of the database (a full disk, a lost server) or a DriftError every later turn raises BrokenError: tallies in memory
        were counted on before the rollback, and a turn that wrote them would leave a database that contradicts itself. The process ends,
        and the next start reads everything anew.
        """
        if self._broken is not None:
            raise BrokenError(f"no more transactions after: {self._broken}") from self._broken
        try:
            with self._transaction() as turn:
                yield turn
        except ForgotError:
            with self._transaction(counted=False) as turn:
                write_mark(turn, FORGOT, 1, FORGOT_SERVER)
            raise
        except Exception as error:
            if isinstance(error, (*self.database.errors, DriftError)):
                self._broken = error
            raise

    @contextmanager
    def _transaction(self, *, counted: bool = True) -> Generator[Turn]:
        number = 0
        if self._postgresql:
            with self.database.writer() as connection:
                turn = Turn(connection, postgresql=True)
                yield turn
                number = self._count(turn) if counted else 0
            self.committed = max(self.committed, number)
            return
        with self._lock:
            turn = self._own or self._hold()
            turn.run("BEGIN IMMEDIATE")
            try:
                yield turn
                number = self._count(turn) if counted else 0
                turn.run("COMMIT")
            except BaseException:
                turn.undo()
                raise
            self.committed = max(self.committed, number)

    def _count(self, turn: Turn) -> int:
        """Count the transaction as its last step, so that on PostgreSQL nobody waits long for the row; return its number.

        A number that was committed before proves, in the same statement and before any byte leaves, that the database went back.
        """
        if not self.line:
            return 0
        rows = turn.rows(_COUNT, (self.line,))
        number = int(rows[0][0]) if rows else 0
        if number <= self.committed or not rows:
            raise ForgotError(number - 1 if rows else 0, self.committed)
        return number

    def _hold(self) -> Turn:
        """Keep SQLite's one writing connection: taking it from the pool each turn costs a tenth of the turn."""
        self._own = Turn(self._held.enter_context(self.database.writer()), postgresql=False)
        self._own.run("COMMIT")
        return self._own

    @contextmanager
    def look(self) -> Generator[Turn]:
        """Yield a read-only snapshot."""
        with self.database.reader() as connection:
            yield Turn(connection, postgresql=self._postgresql)

    def server(self) -> str:
        """Return the PostgreSQL server's identity of this database, which no copy shares; empty on SQLite."""
        if not self._postgresql:
            return ""
        with self.database.reader() as connection:
            return identity.identity(connection)

    def scrub(self, tables: Sequence[str]) -> bool:
        """Make deleted data unreadable; return False if it has to be tried again. Every turn waits meanwhile."""
        if self._postgresql:
            return self.database.scrub(tables)
        with self._lock:
            # Our writing connection is given back for this time, because scrubbing needs it for itself.
            self._own = None
            self._held.close()
            return self.database.scrub(tables)

    def forgot_since(self, before: "Store") -> None:
        """Keep the fact that the database lacks what this process committed to it through another store, if it does.

        After an outage it may be a standby that never had the newest transactions, and only this process knows them.
        """
        with self.look() as look:
            number = look.number("SELECT number FROM memory WHERE line = ?", (before.line,))
        if before.line and number < before.committed:
            with self._transaction(counted=False) as turn:
                write_mark(turn, FORGOT, 1, FORGOT_SERVER)

    def close(self, why: Exception | None = None) -> None:
        """Close the database; no turn begins any more, because of `why`."""
        self._broken = self._broken or why or RuntimeError("the store is closed")
        with self._lock:
            self._own = None
            self._held.close()
        self.database.close()


def batches(values: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Cut a sequence into runs of at most `size`."""
    if len(values) <= size:
        if values:
            yield values
        return
    for at in range(0, len(values), size):
        yield values[at : at + size]


def strides(values: Sequence[Any], clock: Callable[[], float] = time.perf_counter) -> Iterator[Sequence[Any]]:
    """Cut long work into steps of about `_PATIENCE` seconds each, by what the one before took; each is a transaction of its own.

    Over a month of history a row costs thirty times what it costs in a young database.
    """
    size, at = _FIRST_STRIDE, 0
    while at < len(values):
        began = clock()
        yield values[at : at + size]
        at += size
        took = max(clock() - began, 1e-6)
        size = max(_SHORTEST_STRIDE, min(_LONGEST_STRIDE, 2 * size, int(size * _PATIENCE / took)))


@lru_cache(maxsize=1024)
def marks(count: int) -> str:
    """Return `count` parameter marks for an IN list."""
    return ",".join("?" * count)


@lru_cache(maxsize=1024)
def _marked(sql: str) -> str:
    return sql.replace("?", "%s")


def read_mark(turn: Turn, name: str) -> tuple[int, str]:
    """Return a single value by name: its number and its text; (0, "") when it was never written."""
    row = turn.one("SELECT number, body FROM mark WHERE name = ?", (name,))
    return (int(row[0]), str(row[1])) if row else (0, "")


def write_mark(turn: Turn, name: str, number: int, body: str = "") -> None:
    """Store a single value under a name."""
    turn.run(
        "INSERT INTO mark (name, number, body) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET number = excluded.number, body = excluded.body",
        (name, number, body),
    )
