"""A person at the screens: presses keys, waits for what can be seen, and reads the screen as the terminal would get it."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from console.app import ConsoleApp
from tests.patience import PATIENCE


def _draw_for_readers_only() -> None:
    """Leave out what a headless terminal throws away, and read each style sheet once a process.

    Textual draws every change though nobody gets it here; `Operator.screen` draws for itself. What a terminal gets is tested in
    tests/terminal and tests/launch.
    """

    def nothing(self: Compositor, **_how: object) -> None:
        self._dirty_regions.clear()

    Compositor.render_update = nothing  # type: ignore[method-assign,assignment]
    read: dict[object, list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def once(self: Stylesheet, *given: Any, **named: Any) -> list[RuleSet]:
        key = (*self._variables.items(), *given, *named.items())
        if key not in read:
            read[key] = parse(self, *given, **named)
        return read[key]

    Stylesheet._parse_rules = once  # type: ignore[method-assign]


_draw_for_readers_only()


class Operator:
    """One person at one console."""

    def __init__(self, app: ConsoleApp, pilot: "Pilot[None]") -> None:
        self.app, self.pilot = app, pilot

    def screen(self) -> str:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    async def until(self, happened: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not happened():
            if self.app._exception is not None:
                raise self.app._exception
            assert time.monotonic() < deadline, f"never saw {what}:\n{self.screen()}"
            await asyncio.sleep(0.05)

    async def sees(self, *words: str) -> str:
        """Wait until all of the words stand on the screen."""

        def seen() -> bool:
            screen = self.screen()
            return all(word in screen for word in words)

        await self.until(seen, " ".join(words))
        return self.screen()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def fill(self, **values: str) -> None:
        """Put text into fields by name, without a key for each letter: `line_count` is the field `line-count`."""
        for name, value in values.items():
            kind, _, rest = name.partition("_")
            slot = re.fullmatch(r"slots_(\d+)_(\w+)", rest)
            rest = "-".join(["slots", *slot.groups()]) if slot else rest
            control = self.app.screen.query_one(f"#{kind}-{rest}" if rest else f"#{kind}")
            if isinstance(control, Input):
                control.value = value
            elif isinstance(control, TextArea):
                control.text = value
            else:
                raise TypeError(name)
        await self.pilot.pause()


@asynccontextmanager
async def sitting(app: ConsoleApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Operator]:
    """Sit down and wait for the first page."""
    async with app.run_test(size=size) as pilot:
        operator = Operator(app, pilot)
        await operator.until(
            lambda: app.session.core is not None and len(app.screen_stack) > 2, "the first page"
        )
        yield operator
