"""Keyrings of one test, and the environment that leads to them."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.custody.keyrings import Session, session


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session bus with a keyring, to which this process's own questions go."""
    with TemporaryDirectory(prefix="sms-kr-") as folder, session(Path(folder) / "k") as made:
        for name in ("PYTHON_KEYRING_BACKEND", "XDG_RUNTIME_DIR"):
            monkeypatch.delenv(name, raising=False)
        for name, value in made.environ.items():
            monkeypatch.setenv(name, value)
        yield made
