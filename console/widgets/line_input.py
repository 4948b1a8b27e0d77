"""A one-line field; apart from the fields of forms, because every list has one for its filter."""

from typing import Any

from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from console.widgets.show import one_to_one


class OneLine(Input):
    """A one-line field without a frame of its own, with a steady cursor; a letter in it moves nothing else on the page."""

    DEFAULT_CSS = "OneLine { border: none; height: 1; padding: 0; }"
    virtual_size = Reactive(Size(0, 0))

    def __init__(self, **given: Any) -> None:
        super().__init__(select_on_focus=False, compact=True, **given)
        self.cursor_blink = False


class LineInput(OneLine):
    """A one-line field; hidden characters of its value are drawn as marks, one cell each, and stay in the value."""

    def __init__(self, value: str = "", *, id: str | None = None, most: int = 0) -> None:  # noqa: A002 - the library's name
        super().__init__(value=value, id=id, max_length=most)

    @property
    def _value(self) -> Text:
        return one_to_one(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        """Insert every pasted line, joined by spaces: the library keeps the first line and silently drops the rest."""
        lines = [part.strip() for part in event.text.splitlines() if part.strip()]
        self.insert_text_at_cursor(" ".join(lines))
        event.stop()
        event.prevent_default()
