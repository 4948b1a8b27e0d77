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


async def test_a_covered_page_is_not_drawn_and_is_there_again_when_it_is_seen(
    house: House, drawn: list[tuple[str, bool]]
) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("3")
        await op.until(lambda: ("approvals", True) in drawn, "the queue")
        await op.press("enter")
        await op.until(lambda: getattr(op.app.screen, "shown", None) is not None, "the card")
        beneath: Any = op.app.screen_stack[-2]
        # The clock of the card itself may strike in between.
        for _ in range(3):
            await op.pilot.pause(0.2)
            drawn.clear()
            beneath.records.refresh()
            await op.pilot.pause(0.2)
            if not drawn:
                break
        assert drawn == []
        await op.press("escape")
        await op.until(lambda: ("approvals", True) in drawn, "the queue again")


async def test_a_letter_moves_nothing_else_on_the_page(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[Screen[Any]] = []
    lay_out = Screen._refresh_layout

    def noted(screen: Screen[Any], *given: Any, **named: Any) -> None:
        laid_out.append(screen)
        lay_out(screen, *given, **named)

    async with sitting(house.app(person="sunli")) as op:
        await op.press("3")
        await op.press("/")
        await op.press("2")
        await op.pilot.pause(0.3)
        monkeypatch.setattr(Screen, "_refresh_layout", noted)
        laid_out.clear()
        for key in "026":
            await op.press(key)
        await op.pilot.pause(0.2)
        assert laid_out == []
