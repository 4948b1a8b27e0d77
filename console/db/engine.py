"""Opening a database from its URL, and the transactions in which all work is done.

SQLite: one writing connection that begins IMMEDIATE, and reading connections that are `query_only`. PostgreSQL: writers in READ
COMMITTED, readers in a read-only snapshot, timeouts on every session.
"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from console.db import scrub, sqlite
from console.db.errors import UnsupportedUrlError
from console.db.sqlite import SqliteChoice, sqlite_choice

__all__ = ["Database", "Dialect", "Role", "SqliteChoice", "open_database", "sqlite_choice"]

Role = Literal["desk", "dispatch"]
"""Which daemon's database this is; PostgreSQL shows it as the session's application name."""

Dialect = Literal["sqlite", "postgresql"]

_READERS = 8
_POSTGRES_WRITERS = 4
_LOCK_MS = 10_000
_STATEMENT_MS = 60_000
_IDLE_MS = 60_000
_LINE = {
    "connect_timeout": 3,
    "tcp_user_timeout": 5_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}
"""How soon libpq tells that a server is gone which says nothing (s, ms, s, s, probes); its own patience is minutes. A URL may say otherwise."""


class Database:
    """One open database. Use `open_database`; safe to share between threads."""

    def __init__(self, dialect: Dialect, write: Engine, read: Engine, sqlite: SqliteChoice | None) -> None:
        self.dialect: Dialect = dialect
        """`sqlite` or `postgresql`."""
        self.sqlite = sqlite
        """The SQLite in use, for `doctor`; None on PostgreSQL."""
        self._write = write
        self._read = read

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the database's own failures are raised as: the driver's errors, and SQLAlchemy's around them."""
        driver: Any = self._write.dialect.dbapi
        return driver.Error, SQLAlchemyError

    @contextmanager
    def writer(self) -> Generator[Connection]:
        """Yield a connection in a write transaction: committed at the end, rolled back on an exception.

        SQLite has one writer per process; others wait. Raises sqlalchemy.exc.OperationalError if another process holds the lock for
        longer than the timeout (10 s).
        """
        with self._write.begin() as connection:
            yield connection

    @contextmanager
    def reader(self) -> Generator[Connection]:
        """Yield a read-only connection whose queries all see the same snapshot, that of the first query."""
        with self._read.begin() as connection:
            yield connection

    @contextmanager
    def migrating(self) -> Generator[Connection]:
        """Yield a write transaction for one migration step.

        SQLite rebuilds a table by dropping it, which must not cascade: foreign keys are off until the step ends, and the migration
        runner checks them before that. PostgreSQL gets longer timeouts, so that a long statement can finish.
        """
        with self._write.connect() as connection:
            if self.dialect == "sqlite":
                _driver(connection).execute("PRAGMA foreign_keys=0")
            try:
                with connection.begin():
                    if self.dialect == "postgresql":
                        connection.exec_driver_sql("SET LOCAL statement_timeout = '30min'")
                        connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'")
                    yield connection
            finally:
                if self.dialect == "sqlite":
                    _driver(connection).execute("PRAGMA foreign_keys=1")

    def scrub(self, tables: Sequence[str]) -> bool:
        """Make data deleted from these tables unreadable (`console.db.scrub`); return False if it has to be tried again.

        Runs alone: nobody may hold SQLite's one writing connection meanwhile.
        """
        with self._write.connect() as connection:
            driver = _driver(connection)
            if self.dialect == "sqlite":
                return scrub.sqlite(driver)
            return scrub.postgresql(driver, tables)

    def close(self) -> None:
        """Close the pooled connections; transactions under way keep theirs until they end."""
        self._write.dispose()
        self._read.dispose()


def open_database(url: str, *, role: Role) -> Database:
    """Open `sqlite:///file` or `postgresql://…`. The file is created with mode 0600.

    Raises UnsupportedUrlError for any other URL (also for a database in memory, which readers could not see), LooseModeError for
    files that other accounts may touch, and at the first transaction JournalError or the driver's connection error.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UnsupportedUrlError("the database URL cannot be read") from error
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return _open_sqlite(parsed)
    if backend == "postgresql":
        return _open_postgresql(parsed, role)
    raise UnsupportedUrlError(f"no support for {backend}", backend=backend)


def _open_sqlite(url: URL) -> Database:
    name = url.database
    if not name or name == ":memory:" or name.startswith("file:"):
        raise UnsupportedUrlError("a SQLite database here is a plain file path")
    sqlite.private_file(Path(name))
    choice = sqlite_choice()
    plain = URL.create("sqlite+pysqlite", database=name)
    write = _sqlite_engine(plain, choice, begin="BEGIN IMMEDIATE", pool=1)
    read = _sqlite_engine(plain, choice, begin="BEGIN", pool=_READERS)
    return Database("sqlite", write, read, choice)


def _sqlite_engine(url: URL, choice: SqliteChoice, *, begin: str, pool: int) -> Engine:
    engine = create_engine(
        url,
        module=sqlite.load(choice),
        # The driver must not begin transactions itself: it would begin late, and never for a read.
        connect_args={"isolation_level": None, "timeout": sqlite.BUSY_MS / 1000, "check_same_thread": False},
        pool_size=pool,
        max_overflow=0,
    )

    def on_connect(connection: Any, _record: object) -> None:
        sqlite.set_pragmas(connection, choice.journal, query_only=begin == "BEGIN")

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
    return engine


def _open_postgresql(url: URL, role: Role) -> Database:
    url = url.set(drivername="postgresql+psycopg")
    write = _postgresql_engine(url, role, "read committed", read_only=False, pool=_POSTGRES_WRITERS)
    read = _postgresql_engine(url, role, "repeatable read", read_only=True, pool=_READERS)
    return Database("postgresql", write, read, None)


def _postgresql_engine(url: URL, role: Role, isolation: str, *, read_only: bool, pool: int) -> Engine:
    given = url.query.get("options", "")
    settings = {
        "default_transaction_isolation": isolation.replace(" ", "\\ "),
        "default_transaction_read_only": "on" if read_only else "off",
        "lock_timeout": _LOCK_MS,
        "statement_timeout": _STATEMENT_MS,
        "idle_in_transaction_session_timeout": _IDLE_MS,
    }
    ours = " ".join(f"-c {name}={value}" for name, value in settings.items())
    line = {name: value for name, value in _LINE.items() if name not in url.query}
    return create_engine(
        url,
        connect_args={"application_name": f"sms-{role}", "options": f"{given} {ours}".strip(), **line},
        pool_size=pool,
        max_overflow=0,
        pool_pre_ping=True,
    )


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
