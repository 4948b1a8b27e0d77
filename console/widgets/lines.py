"""Lines that are drawn anew often: only those that changed are sent to the terminal, and no new layout unless their number changed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.text import Text
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from console.widgets.columns import folded
from console.widgets.paint import joined
from console.widgets.show import line, strip_of

Draw = Callable[[int], Sequence[Text]]
"""The lines for a width in cells."""

_GAP = 3
"""Cells between two pieces on a line."""


class Lines(Widget):
    """Lines as `put` last gave them; they are made again for another width."""

    DEFAULT_CSS = "Lines { width: 1fr; height: auto; }"

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._draw: Draw = lambda _width: ()
        self._lines: list[Text] = []
        self._width = 0

    def put(self, draw: Draw) -> None:
        """Draw these lines where they differ from those that are drawn already."""
        before, self._draw = self._lines, draw
        self._lines = [*draw(self._width)] if self._width else []
        if len(self._lines) != len(before) or not self._width:
            self.refresh(layout=True)
            return
        changed = [
            nth for nth, (old, new) in enumerate(zip(before, self._lines, strict=True)) if _differ(old, new)
        ]
        if changed:
            self.refresh(*(Region(0, nth, self._width, 1) for nth in changed))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One row a line."""
        del container, viewport
        self._width = width
        self._lines = [*self._draw(width)]
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """One line."""
        text = self._lines[y] if y < len(self._lines) else line("")
        return strip_of(text, self._width, self.rich_style, self.app.console)


def _differ(one: Text, other: Text) -> bool:
    """Whether two texts are drawn otherwise; to the library texts of the same characters are equal, whatever their styles."""
    return (one.plain, one.spans) != (other.plain, other.spans)


def flow(pieces: Iterable[Text], width: int) -> list[Text]:
    """Set pieces side by side and begin a new line before one that would be cut; a piece wider than a line is folded."""
    lines: list[Text] = []
    for piece in pieces:
        if lines and lines[-1].cell_len + _GAP + piece.cell_len <= width:
            lines[-1] = joined(lines[-1], line(" " * _GAP), piece)
        else:
            lines += folded(piece, width)
    return lines
