"""Dumps of PostgreSQL databases: made and restored by the stock programs, and read without a server.

One `pg_dump` sees one instant (REPEATABLE READ), and nobody waits for it. Reading a dump needs only `pg_restore`: it writes the
rows of a table as text, which is loaded into a temporary SQLite file.
"""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from console.backup import copying, stock
from console.backup.manifest import Part
from console.db.engine import Database, open_database
from console.db.migrate import UNFINISHED
from console.errors import ConsoleError

_LOCK_MS: Final = 10_000
"""Milliseconds that a dump waits for a table that is being rebuilt."""
_BYTES: Final = frozenset({"hash", "prev", "envelope", "statement"})
_NUMBERS: Final = frozenset({"seq", "id", "recipients", "rows", "elsewhere"})
"""Columns of the tables read here whose values are not text."""
_ROWS: Final = 5_000
_FROM: Final = b" FROM stdin;\n"
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_OTHERS: Final = r"""
SELECT count(*) FROM (
    SELECT 'pg_class'::regclass AS class, oid, relnamespace AS space FROM pg_class
    UNION ALL SELECT 'pg_proc'::regclass, oid, pronamespace FROM pg_proc
) AS thing JOIN pg_namespace n ON n.oid = thing.space
WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%%'
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = thing.class AND d.objid = thing.oid AND d.deptype = 'e')
"""
"""Counts the user-made tables, sequences, views and functions of a database."""


class Place(NamedTuple):
    """A PostgreSQL database of one part: its URL, which may hold a password."""

    part: Part
    url: str


def is_postgres(url: str) -> bool:
    """Whether a URL names a PostgreSQL database; False for an unreadable one."""
    try:
        return make_url(url).get_backend_name() == "postgresql"
    except ArgumentError:
        return False


def dump(place: Place, target: Path) -> int:
    """Dump a database as of one instant into a new file; return the server's major version.

    Raises ConsoleError `backup_unreachable`, `backup_no_tool`, `backup_tool_failed`.
    """
    version = _version(place)
    program = stock.program("pg_dump", version)
    conninfo, password = _connection(place.url)
    stock.run(
        program,
        [
            "--format=custom", "--no-owner", "--no-privileges", "--no-publications", "--no-subscriptions",
            "--no-password", f"--lock-wait-timeout={_LOCK_MS}", f"--file={target}", f"--dbname={conninfo}",
        ],
        password=password,
    )  # fmt: skip
    return version


def readable(file: Path, version: int) -> None:
    """Read a whole dump, every row, to check it; raises ConsoleError `backup_no_tool`, `backup_tool_failed`."""
    stock.run(stock.program("pg_restore", version), ["--file=/dev/null", str(file)])


@contextmanager
def looking(file: Path, version: int, tables: Sequence[str]) -> Iterator[Connection]:
    """Yield a connection to some tables of a dump, in a temporary SQLite file; no server is asked.

    Raises as `readable` does.
    """
    program = stock.program("pg_restore", version)
    options = [f"--table={name}" for name in tables]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "read.db"
        path.touch(0o600)
        with (
            copying.changing(path) as conn,
            stock.output(program, ["--data-only", "--file=-", *options, str(file)]) as lines,
        ):
            for block in _copied(lines):
                block.into(conn)
        with copying.looking(path) as conn:
            yield conn


class _Block(NamedTuple):
    """Rows of a table, a few thousand at a time; the first block of a table has none."""

    table: str
    columns: list[str]
    rows: list[tuple[Any, ...]]

    def into(self, conn: Connection) -> None:
        """Load the rows into a SQLite database; a block without rows creates the table."""
        if not self.rows:
            declared = ", ".join(f'"{one}" {"INTEGER" if one in _NUMBERS else ""}' for one in self.columns)
            conn.exec_driver_sql(f'CREATE TABLE "{self.table}" ({declared})')
            if "seq" in self.columns:
                conn.exec_driver_sql(f'CREATE INDEX "{self.table}_seq" ON "{self.table}" (seq)')
            return
        names = ", ".join(f'"{one}"' for one in self.columns)
        marks = ", ".join("?" * len(self.columns))
        conn.exec_driver_sql(f'INSERT INTO "{self.table}" ({names}) VALUES ({marks})', self.rows)  # noqa: S608 - a dump's own names


def _copied(lines: IO[bytes]) -> Iterator[_Block]:
    """Yield the rows in a script's COPY blocks (PostgreSQL, COPY, text format), of each name the first: other schemas have theirs."""
    block: _Block | None = None
    known: set[str] = set()
    for line in lines:
        if block is None:
            if line.startswith(b"COPY ") and line.endswith(_FROM):
                copied, _, rest = line[5 : -len(_FROM)].decode().partition(" (")
                columns = [one.strip('"') for one in rest.rstrip(")").split(", ")]
                found = _Block(copied.rpartition(".")[2].strip('"'), columns, [])
                if found.table not in known:
                    known.add(found.table)
                    block = found
                    yield block._replace(rows=[])
            continue
        over = line == b"\\.\n"
        if not over:
            values = zip(block.columns, line[:-1].split(b"\t"), strict=True)
            block.rows.append(tuple(_value(*one) for one in values))
        if block.rows and (over or len(block.rows) == _ROWS):
            yield block
            block = block._replace(rows=[])
        if over:
            block = None


def _value(column: str, raw: bytes) -> Any:
    """One value of a COPY line: NULL, bytes as hexadecimal digits, or text, which SQLite turns into a number in numeric columns."""
    if raw == b"\\N":
        return None
    if raw.startswith(b"\\\\x") and column in _BYTES:
        return bytes.fromhex(raw[3:].decode("ascii"))
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), raw.decode())


@contextmanager
def restoring(places: list[Place], versions: Mapping[Part, int]) -> Iterator[None]:
    """Claim empty databases for a restore: each carries a mark until `finish` removes it, so that no daemon starts on it meanwhile.

    Raises ConsoleError `restore_database_used`, `restore_server_older`, `backup_unreachable`; earlier claims are then given up.
    """
    claimed: list[Place] = []
    try:
        for place in places:
            _claim(place, versions[place.part])
            claimed.append(place)
        yield
    except BaseException:
        for place in claimed:
            with suppress(ConsoleError):
                _let_go(place)
        raise


def _claim(place: Place, version: int) -> None:
    installed = _version(place)
    if installed < version:
        raise ConsoleError("restore_server_older", wanted=str(version), found=str(installed))
    with opened(place) as database, database.migrating() as conn:
        if conn.exec_driver_sql(_OTHERS).scalar_one():
            raise ConsoleError("restore_database_used", database=_name(place))
        conn.exec_driver_sql(f"CREATE TABLE {UNFINISHED} (id integer)")


def _let_go(place: Place) -> None:
    """Remove the mark where the database holds nothing else; a half-restored database keeps it."""
    with opened(place) as database, database.migrating() as conn:
        if conn.exec_driver_sql(_OTHERS).scalar_one() == 1:
            conn.exec_driver_sql(f"DROP TABLE IF EXISTS {UNFINISHED}")


def load(place: Place, file: Path, version: int) -> None:
    """Restore a dump into a claimed database, whole or not at all; raises ConsoleError `backup_no_tool`, `backup_tool_failed`."""
    program = stock.program("pg_restore", max(version, _version(place)))
    conninfo, password = _connection(place.url)
    stock.run(
        program,
        [
            "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-comments",
            "--no-password", f"--dbname={conninfo}", str(file),
        ],
        password=password,
    )  # fmt: skip


def finish(conn: Connection) -> None:
    """Remove the mark of an unfinished restore, in the transaction that did the rest of the work."""
    conn.exec_driver_sql(f"DROP TABLE {UNFINISHED}")


@contextmanager
def opened(place: Place) -> Iterator[Database]:
    """Yield an open database; raises ConsoleError `backup_unreachable` if the server refuses."""
    database = open_database(place.url, role=place.part.value)
    try:
        yield database
    except SQLAlchemyError as error:
        orig = getattr(error, "orig", None)
        message = str(orig).splitlines()[0] if isinstance(error, OperationalError) and orig else ""
        raise ConsoleError(
            "backup_unreachable", database=_name(place), error=message or type(error).__name__
        ) from error
    finally:
        database.close()


def _version(place: Place) -> int:
    with opened(place) as database, database.reader() as conn:
        return int(conn.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000


def _name(place: Place) -> str:
    return make_url(place.url).set(query={}).render_as_string(hide_password=True)


def _connection(url: str) -> tuple[str, str]:
    """The connection string for the stock programs, and the password, which is passed separately."""
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 - the driver is there only where PostgreSQL is used

    parsed = make_url(url).set(drivername="postgresql+psycopg")
    _, options = parsed.get_dialect()().create_connect_args(parsed)
    password = str(options.pop("password", "") or os.environ.get("PGPASSWORD", ""))
    # The passphrase could only be passed in an argument or a file; use a key without one, or the server's own files.
    options.pop("sslpassword", None)
    return make_conninfo("", **options), password
