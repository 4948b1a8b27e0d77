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
from console.db.migrate import DESK, upgrade


def desk_database(url: str) -> Database:
    """Open a desk's database of that URL with its tables; one that exists must be empty."""
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        path = Path(parts.database or "")
        shutil.copyfile(_file(), path)
        path.chmod(0o600)
    else:
        _from_template(url)
    return open_database(url, role="desk")


@cache
def _file() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sms-ready-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made, whole = folder / "made.db", folder / "whole.db"
    database = open_database(f"sqlite:///{made}", role="desk")
    upgrade(database, DESK)
    database.close()
    # What still stands in the log comes into the copy.
    with contextlib.closing(sqlite3.connect(made)) as old, contextlib.closing(sqlite3.connect(whole)) as new:
        old.backup(new)
    return whole


def _from_template(url: str) -> None:
    parts = make_url(url)
    with _admin(url).connect() as connection:
        template = _template(parts.set(database="postgres").render_as_string(hide_password=False))
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
