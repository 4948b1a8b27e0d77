"""One core a test, on each database."""

from collections.abc import Iterator

import pytest

from tests.services.core import Core, open_core


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    made = open_core(database_url)
    yield made
    made.database.close()
