"""A choice that is searched elsewhere too while a person types: what is known stands there at once, what is found comes later."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from console.widgets.background import in_background
from console.widgets.modals import DialogText, Item, Pick
from console.widgets.show import line

_SOON: Final = 0.15
"""Seconds without a letter after which a search begins."""
_FEWEST: Final = 2
"""Letters from which a search begins; one Chinese character says as much."""
_MOST: Final = 100
"""Letters of the longest search."""


class Found(NamedTuple):
    """What a search found, and what could not be searched, in words."""

    items: Sequence[Item] = ()
    trouble: str = ""


class Finder(Pick):
    """Pick, with a search. `known` orders what fits the typed text, with what was found for it; `search` runs in a thread.

    One search runs at a time. What comes back for a text that was typed before is dropped; it never moves the cursor.
    """

    DEFAULT_CSS = "Finder #state { height: 1; color: $c-muted; }"
    BESIDES = 8

    class Came(Message):
        """A search came back."""

        def __init__(self, typed: str, found: Found) -> None:
            super().__init__()
            self.typed, self.found = typed, found

    def __init__(
        self,
        say: Callable[[], DialogText],
        known: Callable[[str, Sequence[Item]], Sequence[Item]],
        search: Callable[[str], Found],
        waiting: Callable[[], str],
    ) -> None:
        self._known, self._search, self._waiting = known, search, waiting
        self._found = Found()
        self._answered_for = self._looking = ""
        self._pause: Timer | None = None
        super().__init__(say, list)
        self._options = [*known("", ())]

    def body(self) -> ComposeResult:
        """Yield filter, options, and what the search does."""
        for widget in super().body():
            if widget.id == "options":
                widget.styles.height = self.most
            yield widget
        state: Text = line("")
        yield Static(state, id="state", markup=False)

    def on_resize(self) -> None:
        """Keep the dialog as high as the screen allows, so that it does not move while a person types."""
        for options in self.query("#options"):
            options.styles.height = self.most
        super().on_resize()

    def keep(self) -> None:
        """Name all in the other language; what was found is searched again."""
        self._found, self._answered_for = Found(), ""
        self.typed()

    def shown(self) -> list[Item]:
        """What fits the typed text."""
        return self._options

    def typed(self) -> None:
        """Show what is known, and search once no letter has come for a moment."""
        if self._answered_for != self._wanted:
            self._found, self._answered_for = Found(), ""
        self._options = [*self._known(self._wanted, self._found.items)]
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_SOON, self._begin)
        self._draw_state()

    @property
    def _wanted(self) -> str:
        return self._typed.strip()

    def _searchable(self) -> bool:
        wanted = self._wanted
        return bool(wanted) and len(wanted) <= _MOST and (len(wanted) >= _FEWEST or not wanted.isascii())

    def _begin(self) -> None:
        wanted = self._wanted
        if self._looking or self._answered_for == wanted or not self._searchable():
            return
        self._looking = wanted
        self._draw_state()
        in_background(self, lambda: self.Came(wanted, self._search(wanted)))

    @on(Came)
    def _came(self, message: Came) -> None:
        message.stop()
        self._looking = ""
        if message.typed != self._wanted:
            self._begin()
            return
        here = self._options[self._at].value if self._at < len(self._options) else ""
        self._found, self._answered_for = message.found, message.typed
        self._options = [*self._known(message.typed, message.found.items)]
        self._at = next((nth for nth, one in enumerate(self._options) if one.value == here), 0)
        self._draw_state()
        self.draw()

    def _draw_state(self) -> None:
        waits = self._looking or (self._searchable() and self._answered_for != self._wanted)
        words: Text = line(self._waiting() if waits else self._found.trouble)
        for state in self.query("#state").results(Static):
            state.update(words)
