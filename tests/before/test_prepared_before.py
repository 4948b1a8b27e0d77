"""What is signed of a form stays what it was: every text that an earlier program prepared is prepared again, to the byte."""

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.domain.acts import REQUEST, Request, tag
from tests.before import prepared
from tests.services.core import Core, open_core

KEPT = Path(__file__).with_name("prepared-2026-11.json.xz")


@pytest.fixture
def core(sqlite_url: str) -> Iterator[Core]:
    made = open_core(sqlite_url)
    yield made
    made.database.close()


@pytest.fixture
def kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(lzma.decompress(KEPT.read_bytes()))
    return found


def test_every_form_is_prepared_as_it_was_before_to_the_byte(core: Core, kept: dict[str, Any]) -> None:
    now = prepared.gathered(core)
    for noun, n in (("requests", 48), ("applications", 11)):
        assert len(kept[noun]) == n
        for before, after in zip(kept[noun], now[noun], strict=True):
            # Every request is signed in the newest form; that nothing else of it changed is what is proved.
            text = before["text"].replace(f'"type":"{tag(Request)}"', f'"type":"{tag(REQUEST)}"')
            assert after == before | {"text": text}
