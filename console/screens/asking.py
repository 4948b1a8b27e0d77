"""How pages ask the desk: in a thread, so that keys are answered meanwhile, and only the newest answer counts."""

import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from textual.message import Message

from console.errors import RefusedError
from console.screens.failures import KNOWN
from console.screens.frame import Frame
from console.screens.hearing import PATIENCE, silent
from console.widgets.background import in_background
from console.wire.base import Ask, Call

Then: TypeAlias = Callable[[Any], Awaitable[None] | None]
"""What is called with an answer; if it redraws the page, it is awaited."""


class Asking(Frame):
    """A framed screen that asks the desk.

    Reading runs in a thread and comes back as `Answered` or `Failed` with its call; an answer is dropped if a later call used
    the same slot, or if the page was left: its person may have left too, and then nobody is told of it, and nothing opens.
    """

    class Answered(Message):
        """The desk answered a call."""

        def __init__(self, slot: str, call: Call, answer: Any, then: Then, *, aside: bool = False) -> None:
            super().__init__()
            self.slot, self.call, self.answer, self.then, self.aside = slot, call, answer, then, aside

    class Failed(Message):
        """A call failed; the words come from the catalogue."""

        def __init__(
            self,
            slot: str,
            call: Call,
            error: Exception,
            otherwise: Callable[[Exception], None] | None,
            *,
            aside: bool = False,
        ) -> None:
            super().__init__()
            self.slot, self.call, self.error, self.otherwise, self.aside = slot, call, error, otherwise, aside

    def __init__(self) -> None:
        super().__init__()
        self._newest: dict[str, Call] = {}
        self._subject: type[Call] | None = None
        """The kind of the first question in a slot of its own, which is about what the page shows."""
        self._composing = 0
        self._meanwhile: list[Asking.Answered | Asking.Failed] = []
        self.unanswered = 0
        self.by_key = False
        """Whether a person's key is being carried out."""
        self._pressed: list[Call] = []
        self._once: set[type[Call]] = set()
        """The kinds of questions that were answered once."""
        self._asked_at = 0.0

    async def recompose(self) -> None:
        """Compose the page again; an answer that arrives meanwhile has no widgets to be drawn on, so it is handled afterwards."""
        self._composing += 1
        try:
            await super().recompose()
        finally:
            self._composing -= 1
            came, self._meanwhile = self._meanwhile, []
            for message in came:
                self.post_message(message)

    def ask(self, call: Call, then: Then, slot: str = "") -> None:
        """Call the desk in a thread; `then` gets the answer unless there was a later call in the same slot.

        The slot is the call's type unless one is named: a call that a person made by a key must not be replaced by a call that the
        page makes by itself.
        """
        session = self.session
        if not slot and isinstance(call, Ask) and not self.by_key:
            # What the page asks by itself first is what it is about; an act that is refused closes no page.
            self._subject = self._subject or type(call)
        self._in_thread(slot or type(call).__name__, call, lambda: session.desk().call(call), then, None)

    def work(
        self,
        job: Callable[[], Any],
        then: Then,
        slot: str = "work",
        otherwise: Callable[[Exception], None] | None = None,
        *,
        aside: bool = False,
    ) -> None:
        """Run a job that is not one call, such as several calls or a question to the dispatcher, in a thread, like `ask`.

        `otherwise` gets a failure in place of `failed`. For one that goes on `aside`, while the person works, no key waits.
        """
        self._in_thread(slot, Call(), job, then, otherwise, aside=aside)

    def _in_thread(
        self,
        slot: str,
        call: Call,
        job: Callable[[], Any],
        then: Then,
        otherwise: Callable[[Exception], None] | None,
        *,
        aside: bool = False,
    ) -> None:
        self._newest[slot] = call
        if not self.unanswered:
            self._asked_at = time.monotonic()
        self.unanswered += not aside
        if self.by_key:
            self._pressed.append(call)

        def run() -> Message:
            try:
                return self.Answered(slot, call, job(), then, aside=aside)
            except KNOWN as error:
                return self.Failed(slot, call, error, otherwise, aside=aside)

        in_background(self, run)

    async def on_asking_answered(self, message: Answered) -> None:
        """Pass an answer on if it belongs to the newest call of its slot."""
        message.stop()
        if self._composing:
            self._meanwhile.append(message)
            return
        if isinstance(message.call, Ask):
            self._once.add(type(message.call))
            if type(message.call) is self._subject:
                self.unread = None
            self.console.hear()
        if self._awaited(message):
            drawing = message.then(message.answer)
            if drawing is not None:
                await drawing
        if not message.aside:
            self._heard()

    def on_asking_failed(self, message: Failed) -> None:
        """Say why a call failed if it is the newest call of its slot."""
        message.stop()
        if self._composing:
            self._meanwhile.append(message)
            return
        refused = (
            isinstance(message.error, RefusedError) and message.error.refusal.code == "person_not_active"
        )
        if refused:
            # The desk refuses this person now: the head refresh asks it again and ends the session.
            self.console.refresh_head()
        self.console.hear(message.error)
        if self._awaited(message) and not refused:
            self._keep_why(message)
            if message.otherwise is not None:
                message.otherwise(message.error)
            else:
                self.failed(message.call, message.error)
        if not message.aside:
            self._heard()

    def _keep_why(self, message: Failed) -> None:
        """Bracket the keys of a page that the desk refuses to show to its reader."""
        if isinstance(message.error, RefusedError) and type(message.call) is self._subject:
            self.unread = message.error.refusal
            self.draw_frame()

    def _awaited(self, message: Answered | Failed) -> bool:
        return (
            self._newest.get(message.slot) is message.call
            and self.is_mounted
            and self in self.app.screen_stack
        )

    def _heard(self) -> None:
        """Count an answer as handled."""
        self.unanswered -= 1

    def failed(self, call: Call, error: Exception) -> None:
        """Handle a failure: show it, unless the page only wanted to read again what it shows and the desk is silent."""
        pressed = any(one is call for one in self._pressed)
        self._pressed = [one for one in self._pressed if one is not call]
        if not (isinstance(call, Ask) and type(call) in self._once and not pressed and silent(error)):
            self.trouble(error)

    def waits_long(self) -> bool:
        """Whether what the page asked for is still not there after a time in which most answers come."""
        return time.monotonic() - self._asked_at > PATIENCE

    def heard(self, *, again: bool) -> None:
        """The desk fell silent, or answers again; then the page in front (`again`) reads what it missed."""
