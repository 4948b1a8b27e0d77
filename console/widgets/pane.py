"""The pane of a list: what belongs to the current row. If it is longer than its room it can be scrolled by keyboard, and says so."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from console.look.senses import Sense
from console.widgets.panels import mark_panel
from console.widgets.show import show


class Pane(VerticalScroll):
    """Words in a panel. `more` words the sign for so many lines beneath the last one shown, for a pane with the focus or without."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("ctrl+f", "page_down", show=False),
        Binding("G", "scroll_end", show=False),
    ]

    def __init__(self, more: Callable[[int, bool], str], id: str = "pane") -> None:  # noqa: A002 - the library's name
        super().__init__(Static(show(""), id="detail", markup=False), id=id, classes="panel", can_focus=False)
        self._more = more

    def put(self, words: Text, title: str, sense: Sense = Sense.PLAIN) -> None:
        """Show other words, from their top; the border says what they mean."""
        drawn: Text = words
        # While the page is drawn in another language its widgets come one after the other.
        for detail in self.query("#detail").results(Static):
            detail.update(drawn)
        self.border_title = show(title)
        mark_panel(self, sense)
        self.scroll_home(animate=False)
        self.call_after_refresh(self._say)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say how many lines are still beneath."""
        super().watch_scroll_y(old_value, new_value)
        self._say()

    def on_resize(self) -> None:
        """Say how many lines the new size leaves beneath."""
        self.call_after_refresh(self._say)

    def on_focus(self) -> None:
        """Leave out the key that leads here."""
        self._say()

    def on_blur(self) -> None:
        """Name the key that leads here."""
        self._say()

    def _say(self) -> None:
        """The sign; a pane that shows everything takes no focus."""
        # A pane that was closed meanwhile has nothing to say.
        if not self.is_attached:
            return
        longer = self.max_scroll_y > 0
        self.can_focus = longer
        if not longer and self.has_focus:
            self.screen.focus_next()
        beneath = max(0, self.max_scroll_y - int(self.scroll_y))
        self.border_subtitle = show(self._more(beneath, self.has_focus) if beneath else "")
