"""One copy of the filled house for everything that only reads in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.locale.words import STRICT_VARIABLE
from tests.walks.filled import Filled, opened

ON_BOTH = ("test_its_pages_hold_every_row_once", "test_rows_that_come_in_between")
"""Walks whose statements differ between the databases: keys of pages, and rows that come meanwhile."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves to the nightly run what would do the same again on PostgreSQL."""
    for item in items:
        if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
            continue
        again = item.callspec.params.get("on_each") == "postgres" and not item.name.startswith(ON_BOTH)
        if again and item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.nightly)


@pytest.fixture(autouse=True)
def strict_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that the catalogue lacks fails the test."""
    monkeypatch.setenv(STRICT_VARIABLE, "strict")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """The filled house, to read in."""
    with opened(tmp_path_factory.mktemp("filled")) as here:
        yield here
