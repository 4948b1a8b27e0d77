"""Missing words fail here."""

import pytest

from console.locale.words import STRICT_VARIABLE


@pytest.fixture(autouse=True)
def strict_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STRICT_VARIABLE, "strict")
