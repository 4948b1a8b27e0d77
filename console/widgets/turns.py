"""One key after the other: a key waits until all that the key before it set going has happened.

The library sends a key to the widget in use and judges it once it has come up to the application, by what is in front at that moment.
A key typed quickly after one that opens a dialog, changes the focus or the language would go to what was there before.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeAlias

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

Typed: TypeAlias = events.Key | events.Paste

_PATIENCE: Final = 2.0
"""Seconds after which the next key goes on whatever happens: no fault may leave a person without a keyboard."""
_LOOK: Final = 0.005
_ROUNDS: Final = 2
"""What a widget makes of a key (text that changed, a line that was sent off) comes up the same way a second time."""


class Awaited:
    """A screen that says whether something typed comes before what it is about, such as rows that are still being read."""

    @property
    def holds(self) -> bool:
        """Whether a key of it waits for an answer: what is typed after it waits as long, unless Escape leaves what is waited for."""
        return False

    @property
    def at_work(self) -> bool:
        """Whether an act is under way, whose outcome must be seen."""
        return False

    def early(self, typed: Typed) -> bool:
        """Whether it does."""
        raise NotImplementedError


class Turns:
    """The keys and pastes that have come, each handed on by `hand_on` in the application's own loop when its turn comes.

    While they are `held`, another page than the one in front is on its way.
    """

    def __init__(self, app: App[Any], hand_on: Callable[[Typed], Awaitable[None]]) -> None:
        self._app, self._hand_on, self.held = app, hand_on, False
        self._waiting: deque[Typed] = deque()
        self._under_way: asyncio.Task[None] | None = None
        self._in_vain: Screen[Any] | None = None

    async def take(self, typed: Typed) -> None:
        """Hand it on now if nothing is under way; otherwise when its turn comes. Escape drops what waits behind a key that waits."""
        if self._holds() and isinstance(typed, events.Key) and typed.key == "escape":
            self._waiting.clear()
        self._waiting.append(typed)
        if self._under_way is None:
            await self._next()

    async def _next(self) -> None:
        self._under_way = None
        if not self._waiting:
            return
        in_vain = self._in_vain is self._app.screen and not self._holds()
        if not in_vain and self._early(self._waiting[0]):
            self._go_on_after(self._come(self._waiting[0]))
            return
        before: list[DOMNode] = [*(self._app.focused or self._app.screen).ancestors_with_self]
        try:
            await self._hand_on(self._waiting.popleft())
        finally:
            self._go_on_after(self._settled(before))

    def _go_on_after(self, what: Awaitable[None]) -> None:
        """Let the next key go when that has happened, or at last all the same."""

        async def wait() -> None:
            try:
                await asyncio.wait_for(what, _PATIENCE)
            except TimeoutError:
                self._in_vain = self._app.screen
            if not self._app.call_later(self._next):
                self._under_way = None

        self._under_way = asyncio.create_task(wait())

    async def _settled(self, before: list[DOMNode]) -> None:
        """Wait until a key has gone all its way, and what came in front is there and has placed its focus."""
        for _ in range(_ROUNDS):
            await _through(before)
        app, seen = self._app, None
        while app.is_running and seen is not app.screen:
            if app.screen.is_mounted:
                seen = app.screen
                await _through([seen, app])
            else:
                await asyncio.sleep(_LOOK)

    def _holds(self) -> bool:
        return any(isinstance(screen, Awaited) and screen.holds for screen in self._app.screen_stack[-1:])

    def _early(self, typed: Typed) -> bool:
        """Whether it comes before what it is about; the way back needs nothing."""
        if isinstance(typed, events.Key) and typed.key == "escape":
            return False
        screen = self._app.screen
        return self.held or (isinstance(screen, Awaited) and screen.early(typed))

    async def _come(self, typed: Typed) -> None:
        """Wait until it is no longer early."""
        while self._app.is_running and typed in self._waiting and self._early(typed):
            await asyncio.sleep(_LOOK)
            # What an answer has set going on the page comes first.
            await _through([self._app.screen, self._app])


async def _through(nodes: list[DOMNode]) -> None:
    """Wait until each of them, one after the other, has handled what it had been sent before."""
    for node in nodes:
        done = asyncio.Event()
        if node.call_later(done.set):
            await done.wait()
