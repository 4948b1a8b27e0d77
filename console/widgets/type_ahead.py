"""Keys in the order they were typed: each is carried out before the next is looked at, however quickly they come.

The library hands a key to the field or page that is in front when the key arrives. On a slow line several keys arrive at once, so
the second would reach a page that the first was about to cover, and there mean something else: `x` rejects on a card, but
ticks a box in the dialog that `a` opens over it.
"""

import time
from collections import deque
from typing import Any, Final

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

_PATIENCE: Final = 2.0
"""Seconds after which a key that was never heard of again no longer holds up the next one."""
_ROUNDS: Final = 2
"""How often to follow the way from the focus to the application: behind the key, and behind what a widget then tells its page."""


class TypeAhead(App[None]):
    """The application's part: it holds back keys and pasted text.

    A screen may have `holds_keys`, which is true while they wait, and `urgent`, which says of a key that it waits for nothing.
    """

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._since = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Hold a key while another is being carried out. Escape, which leaves what is waited for, and urgent keys drop those before."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        held = self._held()
        if held and isinstance(event, events.Key) and self._waits_for_nothing(event.key):
            self._ahead.clear()
            await self._carry_out(event)
            return
        self._ahead.append(event)
        await self._next()

    def next_key(self) -> None:
        """Go on with the keys that were held back; whoever had `holds_keys` calls it afterwards."""
        self.call_later(self._wait_for_screen_in_front)

    def _waits_for_nothing(self, key: str) -> bool:
        """Escape; and an urgent key, unless others wait already: then it is a letter of what they are typed for."""
        urgent = getattr(self.screen, "urgent", None)
        return key == "escape" or (not self._ahead and urgent is not None and urgent(key))

    def _held(self) -> bool:
        return bool(self._screen_stack) and bool(getattr(self.screen, "holds_keys", False))

    async def _carry_out(self, event: events.Key | events.Paste) -> None:
        self._since = time.monotonic()
        before = self.focused or self.screen
        await super().on_event(event)
        self._follow(before, _ROUNDS)

    def _follow(self, node: MessagePump, rounds: int) -> None:
        """Wait behind the key in the queue of each node that it passes on its way up."""
        if node is not self:
            above = node._parent or self  # noqa: SLF001 - a key goes this way, whether or not the node is still shown
            if not node.call_later(self._follow, above, rounds):
                self._follow(above, rounds)
        elif rounds > 1:
            self.call_later(lambda: self._follow(self.focused or self.screen, rounds - 1))
        else:
            self.call_later(self._wait_for_screen_in_front)

    def _wait_for_screen_in_front(self) -> None:
        """A screen that was just opened has its widgets and its focus once its own queue and then the application's are done."""
        if not self.screen.call_later(self.call_later, self._done):
            self.call_later(self._done)

    async def _done(self) -> None:
        self._since = 0.0
        await self._next()

    async def _next(self) -> None:
        if self._ahead and not self._held() and time.monotonic() - self._since >= _PATIENCE:
            await self._carry_out(self._ahead.popleft())
