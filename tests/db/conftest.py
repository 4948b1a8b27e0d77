"""Databases with the desk's tables, one of each kind."""

from collections.abc import Iterator

import pytest

from console.db.engine import Database, open_database
from console.db.migrate import DESK, upgrade


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    """A database without tables."""
    database = open_database(database_url, role="desk")
    yield database
    database.close()


@pytest.fixture
def database(empty: Database) -> Database:
    """A database with the desk's newest tables and an empty ledger."""
    upgrade(empty, DESK)
    return empty
