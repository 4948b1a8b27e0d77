# ruff: noqa: S608 - the only words put into statements are names of tables, as the database itself quotes them
"""Databases with all their tables, copied from one that was upgraded once: a test of use cases need not wait for migrations.

The migrations have tests of their own (tests/db); each process that runs tests upgrades one database of each kind.
"""

import atexit
import contextlib
import os
import shutil
import sqlite3
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from console.db.engine import Database, open_database
from console.db.migrate import DESK, DISPATCH, Tree, upgrade

RUN_VARIABLE = "SMS_TESTS_RUN"
"""Names the folder that the processes of a run share; `pytest_configure` makes it and `pytest_unconfigure` takes it away."""


def begin_run() -> None:
    """Make the folder that the processes of this run share."""
    os.environ[RUN_VARIABLE] = tempfile.mkdtemp(prefix="sms-run-")


def end_run() -> None:
    """Take it away."""
    shutil.rmtree(os.environ.pop(RUN_VARIABLE), ignore_errors=True)


def of_the_run() -> Path:
    """The folder that the processes of a run share; outside of a run, a process has one of its own."""
    if RUN_VARIABLE not in os.environ:
        begin_run()
        atexit.register(end_run)
    return Path(os.environ[RUN_VARIABLE])


def desk_database(url: str) -> Database:
    """Open a desk's database of that URL with its tables; one that exists must be empty, or be the `shared` one."""
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        path = Path(parts.database or "")
        shutil.copyfile(upgraded_file(DESK), path)
        path.chmod(0o600)
    else:
        _from_template(url)
    return open_database(url, role="desk")


def dispatch_tables(database: Database) -> None:
    """Give a dispatcher's empty database its tables; one of SQLite gets a copy of them."""
    if database.dialect == "sqlite":
        copied(upgraded_file(DISPATCH), Path(database._write.url.database or ""))
    else:
        upgrade(database, DISPATCH)


@cache
def upgraded_file(tree: Tree) -> Path:
    """An SQLite database as the migrations make it, and nobody has used it yet."""
    folder = Path(tempfile.mkdtemp(prefix="sms-ready-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made, whole = folder / "made.db", folder / "whole.db"
    database = open_database(f"sqlite:///{made}", role=tree.role)
    upgrade(database, tree)
    database.close()
    copied(made, whole)
    return whole


def copied(made: Path, whole: Path) -> None:
    """Copy an SQLite database into a file of its own, with what still stands in its log."""
    with contextlib.closing(sqlite3.connect(made)) as old, contextlib.closing(sqlite3.connect(whole)) as new:
        old.backup(new)


def shared(server: str) -> str:
    """The URL of this process's own database on that server: `desk_database` empties it instead of making another.

    To make a database and to drop it takes PostgreSQL seconds on a busy machine, and a test of use cases has a few rows.
    """
    return make_url(server).set(database=_own(server)).render_as_string(hide_password=False)


@cache
def _own(server: str) -> str:
    """The name of this process's own database, a copy of the template; made again when a test has left it with other tables."""
    name = f"sms_own_{os.getpid()}"
    _copy(server, name)
    atexit.register(_drop, server, name)
    return name


def _copy(server: str, name: str) -> None:
    with _admin(server).connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {_template(server)}"))


def _emptied(url: str) -> None:
    """Take every row away but those that the migrations made, and let the numbers begin anew."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(_ALONE))
        # The ledger's own triggers forbid what is done here.
        connection.execute(text("SET session_replication_role = replica"))
        tables = _tables(url)
        used = connection.execute(
            text(" UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT FROM {one})" for one in tables))
        )
        for table in used.scalars().all():
            connection.execute(text(f"DELETE FROM {table}"))
        for table in _seeded(url):
            connection.execute(
                text(f"INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT * FROM {_SEED}.{table}")
            )
        connection.execute(text(_FROM_ONE))


_SEED = "sms_seed"
_ALONE = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
_FROM_ONE = """SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences
WHERE last_value IS NOT NULL"""
_NAMES = """SELECT quote_ident(tablename) FROM pg_tables
WHERE schemaname = :schema ORDER BY 1"""


@cache
def _tables(url: str, schema: str = "public") -> list[str]:
    with create_engine(url, poolclass=NullPool).connect() as connection:
        return [*connection.execute(text(_NAMES), {"schema": schema}).scalars()]


_SHAPE = """SELECT count(*), sum(hashtext(c.relname || a.attname)::bigint)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped"""


def _shape(url: str) -> tuple[object, ...]:
    """What tells the tables of one version from those of another."""
    with create_engine(url, poolclass=NullPool).connect() as connection:
        return tuple(connection.execute(text(_SHAPE)).one())


def _seeded(url: str) -> list[str]:
    return _tables(url, _SEED)


def _keep_seed(url: str) -> None:
    """Put what the migrations wrote aside, in a schema of its own."""
    with create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {_SEED}"))
        for table in _tables(url):
            if connection.execute(text(f"SELECT EXISTS (SELECT FROM {table})")).scalar():
                connection.execute(text(f"CREATE TABLE {_SEED}.{table} AS TABLE {table}"))


def _from_template(url: str) -> None:
    parts = make_url(url)
    with _admin(url).connect() as connection:
        template = _template(parts.set(database="postgres").render_as_string(hide_password=False))
        if parts.database == f"sms_own_{os.getpid()}":
            if _shape(url) != _shape(parts.set(database=template).render_as_string(hide_password=False)):
                _copy(parts.set(database="postgres").render_as_string(hide_password=False), parts.database)
            else:
                _emptied(url)
            return
        connection.execute(text(f"DROP DATABASE {parts.database} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {parts.database} TEMPLATE {template}"))


@cache
def _template(server: str) -> str:
    name = f"sms_ready_{os.getpid()}"
    with _admin(server).connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    database = open_database(url, role="desk")
    upgrade(database, DESK)
    database.close()
    _keep_seed(url)
    atexit.register(_drop, server, name)
    return name


def _drop(server: str, name: str) -> None:
    # The server may have ended before its user did.
    with contextlib.suppress(DBAPIError), _admin(server).connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


def _admin(url: str) -> Engine:
    return create_engine(
        make_url(url).set(database="postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )
