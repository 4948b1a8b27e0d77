"""What stands with a list, such as the pane of its current row. If it is longer than its room it is scrolled by keyboard, and says so."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.look.senses import Sense
from console.widgets.panels import mark_panel
from console.widgets.show import show


class _Measured(VerticalScroll):
    """Widgets that may need more room than they have: `say` is called whenever another number of lines is beneath."""

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say how many lines are still beneath."""
        super().watch_scroll_y(old_value, new_value)
        self.say()

    def on_resize(self) -> None:
        """Say how many lines the new size leaves beneath."""
        self.call_after_refresh(self.say)

    def watch_virtual_size(self) -> None:
        """Say how many lines of what was put in are beneath, once they are laid out."""
        self.call_after_refresh(self.say)

    def say(self) -> None:
        """Draw the sign."""
        raise NotImplementedError

    @property
    def beneath(self) -> int:
        """Lines beneath the last one shown."""
        return max(0, self.max_scroll_y - int(self.scroll_y))


class Scrolled(_Measured):
    """The body of a page, as long as its words. No frame is always in view, so the page says how many lines are beneath (`told`)."""

    def __init__(
        self,
        *widgets: Widget,
        told: Callable[[int], None],
        id: str,  # noqa: A002 - the library's name
        classes: str = "",
    ) -> None:
        super().__init__(*widgets, id=id, classes=classes)
        self._told = told

    def say(self) -> None:
        """Tell the page."""
        if self.is_attached:
            self._told(self.beneath)


class Longer(_Measured):
    """Panels beside others, or one: what is shown whole takes no focus.

    `more` words the sign for so many lines beneath the last one shown, with the focus or without; `sign_on` gives the widget whose
    frame bears the sign, by default this one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("ctrl+f", "page_down", show=False),
        Binding("G", "scroll_end", show=False),
    ]

    def __init__(
        self,
        *widgets: Widget,
        more: Callable[[int, bool], str],
        id: str,  # noqa: A002 - the library's name
        classes: str = "",
        sign_on: Callable[[], Widget] | None = None,
    ) -> None:
        super().__init__(*widgets, id=id, classes=classes, can_focus=False)
        self._more, self._sign_on = more, sign_on or (lambda: self)

    def on_hide(self) -> None:
        """Say nothing of what is not there."""
        self.say()

    def on_focus(self) -> None:
        """Leave out the key that leads here."""
        self.say()

    def on_blur(self) -> None:
        """Name the key that leads here."""
        self.say()

    def say(self) -> None:
        """Draw the sign; what is shown whole takes no focus."""
        # What was closed meanwhile has nothing to say.
        if not self.is_attached:
            return
        longer = self.display and self.max_scroll_y > 0
        self.can_focus = longer
        if not longer and self.has_focus:
            self.screen.focus_next()
        self._sign_on().border_subtitle = show(
            self._more(self.beneath, self.has_focus) if longer and self.beneath else ""
        )


class Pane(Longer):
    """Words in a panel, about the current row of a list."""

    def __init__(self, more: Callable[[int, bool], str], id: str = "pane") -> None:  # noqa: A002 - the library's name
        detail = Static(show(""), id="detail", markup=False)
        super().__init__(detail, more=more, id=id, classes="panel")

    def put(self, words: Text, title: str, sense: Sense = Sense.PLAIN) -> None:
        """Show other words, from their top; the border says what they mean."""
        drawn: Text = words
        # While the page is drawn in another language its widgets come one after the other.
        for detail in self.query("#detail").results(Static):
            detail.update(drawn)
        self.border_title = show(title)
        mark_panel(self, sense)
        self.scroll_home(animate=False)
        self.call_after_refresh(self.say)
