"""Databases with the desk's tables, one of each kind."""

from collections.abc import Iterator

import pytest

from console.db.engine import Database, open_database
from tests.ready import desk_database


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    """A database without tables."""
    database = open_database(database_url, role="desk")
    yield database
    database.close()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database of its own with the desk's newest tables and an empty ledger."""
    made = desk_database(database_url)
    yield made
    made.close()
