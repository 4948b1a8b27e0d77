"""The sections of a form, drawn: on one line above the fields, or upright beside them; each is clickable."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rich.text import Text
from textual import events
from textual.message import Message

from console.look.marks import ROLES
from console.look.roles import Role
from console.look.senses import Sense
from console.widgets.lines import Lines
from console.widgets.paint import ink, joined, marks, sensed, spread, with_mark
from console.widgets.show import line

_JOINTS = (2, 1, 0)
"""Lengths of the line between two sections, the first that has room."""


class Part(NamedTuple):
    """A section as it is drawn: how far it is, its name, and what is said of it; `here`: it is the one in view."""

    sense: Sense
    name: str
    aside: str
    here: bool


class Sections(Lines):
    """The sections; what is still to do in all of them stands at the end of the line."""

    class Chosen(Message):
        """Somebody clicked the section with that number (from 0)."""

        def __init__(self, nth: int) -> None:
            super().__init__()
            self.nth = nth

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._parts: Sequence[Part] = ()
        self._end = line("")
        self._upright, self._gap = False, 0

    def tell(self, parts: Sequence[Part], end: Text, *, upright: bool, gap: int = 0) -> None:
        """Draw these sections, upright with `gap` empty lines between two of them, or on one line with `end` at its end."""
        self._parts, self._end, self._upright, self._gap = parts, end, upright, gap
        self.put(self._drawn)

    def _drawn(self, width: int) -> list[Text]:
        if not self._upright:
            return [spread(joined(*(piece for _, piece in self._along(width))), self._end, width)]
        lines: list[Text] = []
        for part in self._parts:
            lines += [_row(part, width), *[line("")] * self._gap]
        return [*lines[: len(lines) - self._gap], line(""), self._end]

    def _along(self, width: int) -> Iterator[tuple[int, Text]]:
        """Each section's number and words on one line, and what stands between them; what has no room for names shows marks."""
        room = width - self._end.cell_len
        names = [_named(part) for part in self._parts]
        taken = sum(name.cell_len for name in names)
        joint = next((n for n in _JOINTS if taken + (n + 2 * (n > 0) or 1) * len(names) <= room), None)
        for nth, part in enumerate(self._parts):
            yield (
                nth,
                names[nth]
                if joint is not None or part.here
                else ink(marks().of(part.sense), ROLES[part.sense]),
            )
            if nth < len(self._parts) - 1:
                good = part.sense is Sense.GOOD
                dash = (marks().done if good else marks().to_do) * (joint or 0)
                yield nth, ink(f" {dash} " if dash else " ", Role.OK if good else Role.LINE)

    def on_click(self, event: events.Click) -> None:
        """Say which section was clicked."""
        nth = self._at(event.x - self.gutter.left, event.y - self.gutter.top)
        if nth is not None:
            self.post_message(self.Chosen(nth))

    def _at(self, x: int, y: int) -> int | None:
        if self._upright:
            nth = y // (1 + self._gap)
            return nth if 0 <= nth < len(self._parts) else None
        at = 0
        for nth, piece in self._along(self.content_size.width):
            at += piece.cell_len
            if x < at:
                return nth
        return None


def _named(part: Part) -> Text:
    if part.here:
        return ink(with_mark(Sense.NOW, part.name), Role.ACCENT)
    return sensed(part.sense, part.name)


def _row(part: Part, width: int) -> Text:
    lead = ink(f"{marks().cursor} " if part.here else "  ", Role.ACCENT)
    aside = ink(part.aside, Role.MUTED if part.sense is Sense.GOOD else Role.WARN)
    return spread(joined(lead, _named(part)), aside, width)
