"""One core a test, on each database."""

from collections.abc import Iterator

import pytest

from tests import ready
from tests.services.core import Core, open_core


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """One database for every test of this process, emptied before each."""
    return ready.shared(postgres_server)


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    made = open_core(database_url)
    yield made
    made.database.close()
