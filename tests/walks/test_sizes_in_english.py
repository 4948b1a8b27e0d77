"""The same of the English pages, in a file of its own: each takes a process for ten minutes."""

import pytest

from tests.terminal.sit import House
from tests.walks.test_pages import Samples, lived
from tests.walks.test_sizes import walked

__all__ = ["lived"]


@pytest.mark.nightly
@pytest.mark.timeout(1800)
async def test_english_pages_are_whole_at_every_size(
    lived: tuple[House, Samples], monkeypatch: pytest.MonkeyPatch
) -> None:
    await walked(lived, monkeypatch, "en", None)
