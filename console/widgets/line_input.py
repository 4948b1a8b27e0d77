"""A one-line field; apart from the fields of forms, because every list has one for its filter."""

from typing import Any, Protocol, runtime_checkable

from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from console.widgets.show import one_to_one


@runtime_checkable
class Beside(Protocol):
    """A field of a form: it shows words beside its control."""

    def full(self, words: str) -> None:
        """Show that something did not fit, until the value is another one."""


class OneLine(Input):
    """A one-line field without a frame of its own, with a steady cursor; a letter in it moves nothing else on the page."""

    DEFAULT_CSS = "OneLine { border: none; height: 1; padding: 0; }"
    virtual_size = Reactive(Size(0, 0))

    def __init__(self, **given: Any) -> None:
        super().__init__(select_on_focus=False, compact=True, **given)
        self.cursor_blink = False


class LineInput(OneLine):
    """A one-line field; hidden characters of its value are drawn as marks, one cell each, and stay in the value."""

    class Full(Message):
        """Of what was typed or pasted, `lost` characters did not fit into a field of `most`."""

        def __init__(self, field: "LineInput", most: int, lost: int) -> None:
            super().__init__()
            self.field, self.most, self.lost = field, most, lost

        @property
        def beside(self) -> "Beside | None":
            """The field of a form that it stands in; None where it stands alone."""
            return next((node for node in self.field.ancestors if isinstance(node, Beside)), None)

    def __init__(self, value: str = "", *, id: str | None = None, most: int = 0) -> None:  # noqa: A002 - the library's name
        super().__init__(value=value, id=id, max_length=most)

    def replace(self, text: str, start: int, end: int) -> None:
        """Take as much of the text as fits, and tell how much did not; the library takes all of it or nothing, in silence."""
        most = self.max_length or 0
        first, last = sorted((max(0, start), min(len(self.value), end)))
        kept = len(self.value) - (last - first)
        fits = text[: max(0, most - kept)] if most else text
        if fits or fits == text:
            super().replace(fits, start, end)
        if fits != text:
            self.post_message(self.Full(self, most, len(text) - len(fits)))

    @property
    def _value(self) -> Text:
        return one_to_one(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        """Insert every pasted line, joined by spaces: the library keeps the first line and silently drops the rest."""
        lines = [part.strip() for part in event.text.splitlines() if part.strip()]
        self.insert_text_at_cursor(" ".join(lines))
        event.stop()
        event.prevent_default()
