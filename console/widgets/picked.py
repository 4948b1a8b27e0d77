"""A form field whose value is picked from a list and never typed: a person, a department, a post."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.message import Message
from textual.reactive import reactive

from console.widgets.fields import Listed
from console.widgets.modals import Item
from console.widgets.show import line


class Picked(Listed):
    """The field; it shows the words of the picked value. `options` is called each time, so its result may change."""

    value = reactive("")

    class Wanted(Message):
        """The person asked for the list."""

        def __init__(self, field: "Picked") -> None:
            super().__init__()
            self.field = field

    class Taken(Message):
        """The person took a value from the list."""

        def __init__(self, field: "Picked") -> None:
            super().__init__()
            self.field = field

        @property
        def control(self) -> "Picked":
            """The field."""
            return self.field

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

    @property
    def empty(self) -> bool:
        """Whether no value is picked yet."""
        return not self.value

    def render(self) -> Text:
        """Draw the words of the picked value, or the words for none."""
        words = {option.value: option.words for option in self.options()}
        return line(words.get(self.value, self.value) if self.value else self._nothing)

    def action_open(self) -> None:
        """Ask for the list."""
        self.post_message(self.Wanted(self))

    def take(self, value: str) -> None:
        """Set the value that the person took from the list."""
        self.value = value
        self.post_message(self.Taken(self))
