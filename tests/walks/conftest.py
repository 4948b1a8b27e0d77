"""One copy of the filled house for everything that only reads in it."""

from collections.abc import Iterator

import pytest

from console.locale.words import STRICT_VARIABLE
from tests.walks.filled import Filled, opened


@pytest.fixture(autouse=True)
def strict_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that the catalogue lacks fails the test."""
    monkeypatch.setenv(STRICT_VARIABLE, "strict")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """The filled house, to read in."""
    with opened(tmp_path_factory.mktemp("filled")) as here:
        yield here
