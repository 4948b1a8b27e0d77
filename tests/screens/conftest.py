"""A house with work in it: the real core, key files, and the console over both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.core import one_clock
from tests.terminal.sit import House, furnished


@pytest.fixture(autouse=True)
def strict_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that the catalogue lacks fails the test."""
    monkeypatch.setenv("SMS_CONSOLE_WORDS", "strict")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    made = furnished(tmp_path)
    one_clock(made.core, monkeypatch)
    yield made
    made.core.database.close()
