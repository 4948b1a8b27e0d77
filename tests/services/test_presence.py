"""Which dispatchers the desk believes to be there."""

from types import SimpleNamespace
from typing import Any

import pytest

from console.services import presence


@pytest.mark.parametrize(("at", "there"), [("00:00:10", ["d"]), ("00:00:11", [])])
def test_who_was_heard_ten_seconds_ago_is_there(at: str, there: list[str]) -> None:
    live = SimpleNamespace(heard={"d": "2026-11-26T00:00:00Z"}, gone=set())
    ctx: Any = SimpleNamespace(at=f"2026-11-26T{at}Z", desk=SimpleNamespace(live=live))
    assert presence.heard(ctx) == there
