"""One core a test, on each database: CI runs a use case on PostgreSQL too where its statements differ there, else the nightly run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests import ready
from tests.services.core import Core, open_core

DIFFERS: Final = {
    "test_archive": "patterns and order of texts",
    "test_contacts": "numbers written in bulk",
    "test_counts": "plans of queries",
    "test_erasing": "rows taken away",
    "test_hashed_optouts": "rows replaced",
    "test_numbers": "numbers as bytes",
    "test_queue": "paging",
    "test_sending": "rows that are claimed",
    "test_statistics": "sums and days",
    "test_two_desks_file": "writers beside each other",
}
"""What PostgreSQL does otherwise than SQLite, by the file whose tests run on both."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves to the nightly run what would do the same again on PostgreSQL."""
    for item in items:
        if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
            continue
        again = item.callspec.params.get("database_url") == "postgres"
        if again and Path(__file__).parent in item.path.parents and item.path.stem not in DIFFERS:
            item.add_marker(pytest.mark.nightly)


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """One database for every test of this process, emptied before each."""
    return ready.shared(postgres_server)


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    made = open_core(database_url)
    yield made
    made.database.close()
