"""A new page is drawn once, when what it shows first has been read; what takes long is waited for in view."""

import threading
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from console.screens.page import Page
from console.widgets import curtain
from console.wire import calls
from console.wire.base import Call
from tests.screens.driver import sitting
from tests.terminal.sit import House


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Each drawing of a page: its name, and whether all that it shows first was there."""
    found: list[tuple[str, bool]] = []

    def noted(_self: App[Any], screen: Screen[Any], _what: Any) -> None:
        if isinstance(screen, Page):
            found.append((screen.SCOPE, screen.all_here))

    monkeypatch.setattr(App, "_display", noted)
    return found


async def test_a_page_is_drawn_when_its_rows_are_there(
    house: House, monkeypatch: pytest.MonkeyPatch, drawn: list[tuple[str, bool]]
) -> None:
    monkeypatch.setattr(curtain, "_LONGEST", 60.0)
    async with sitting(house.app(person="sunli")) as op:
        for key, page in (("3", "approvals"), ("5", "sends"), ("9", "ledger")):
            drawn.clear()
            await op.press(key)
            await op.until(lambda page=page: (page, True) in drawn, page)  # type: ignore[misc]  # the page of this turn
            assert {name for name, there in drawn if not there} <= {"todo"}


async def test_what_takes_long_is_waited_for_in_view(
    house: House, monkeypatch: pytest.MonkeyPatch, drawn: list[tuple[str, bool]]
) -> None:
    answers, call = threading.Event(), house.core.call

    def late(person: str, asked: Call) -> Any:
        if isinstance(asked, calls.RequestsPage):
            answers.wait(60)
        return call(person, asked)

    monkeypatch.setattr(house.core, "call", late)
    async with sitting(house.app(person="sunli")) as op:
        await op.press("2")
        await op.until(lambda: ("requests", False) in drawn, "the page without its rows")
        answers.set()
        await op.until(lambda: ("requests", True) in drawn, "the page with its rows")
