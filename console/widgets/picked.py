"""A form field whose value is picked from a list and never typed: a person, a department, a post."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from console.widgets.modals import Item
from console.widgets.show import line


class Picked(Widget, can_focus=True):
    """The words of what was picked; Enter or Space asks for the list. `options` is asked each time, so it may change."""

    DEFAULT_CSS = (
        "Picked { height: 1; width: 1fr; background: $panel; } Picked:focus { text-style: reverse; }"
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "pick", show=False)]

    value = reactive("")

    class Wanted(Message):
        """The person wants to see the list."""

        def __init__(self, field: "Picked") -> None:
            super().__init__()
            self.field = field

    class Taken(Message):
        """Something was taken from the list."""

        def __init__(self, field: "Picked") -> None:
            super().__init__()
            self.field = field

    def __init__(
        self,
        options: Callable[[], Sequence[Item]],
        nothing: str,
        value: str = "",
        *,
        id: str | None = None,  # noqa: A002 - the library's name
    ) -> None:
        super().__init__(id=id)
        self.options, self._nothing = options, nothing
        self.set_reactive(Picked.value, value)

    def render(self) -> Text:
        """Draw what was picked, or that nothing is."""
        words = {option.value: option.words for option in self.options()}
        return line(words.get(self.value, self.value) if self.value else self._nothing)

    def action_pick(self) -> None:
        """Ask for the list."""
        self.post_message(self.Wanted(self))

    def on_click(self) -> None:
        """A click asks too."""
        self.action_pick()

    def take(self, value: str) -> None:
        """Keep what the person took from the list."""
        self.value = value
        self.post_message(self.Taken(self))
