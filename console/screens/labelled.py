"""Labelled values as pages show them, with every line of a value beneath its first."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from rich.text import Text

from console.locale.guard import BLANK
from console.look.roles import Role
from console.look.senses import Sense
from console.screens.session import Session
from console.widgets.columns import folded
from console.widgets.paint import coloured, sensed, with_mark
from console.widgets.show import cells, fit, show

_LABEL = 18
_NARROWEST = 12
_DRAWN = 3_000
"""Characters of a line that are drawn at once; even with marks they stay within the limit of `show`."""


_WORDS: Final = re.compile("[!-~][!-~](?:[0-9A-Za-z ]|$)")
"""The end of one word and the beginning of the next, at a break that no punctuation has moved."""


def rows(
    session: Session,
    pairs: Sequence[tuple[str, str]],
    width: int = 0,
    *,
    close: bool = False,
    senses: Mapping[str, Sense] = MappingProxyType({}),
) -> Text:
    """Labelled values, one per line; empty values are left out. Further lines of a value are aligned with its first.

    `senses` are what values mean that are states, by their labels: the first line of such a value has the mark and the colour.

    With a `width` in cells, a longer value is folded to it; without one, the widget that draws the text folds it. `close` moves
    the values beside the longest label, for a text that stands alone.
    """
    said = [(name, value) for name, value in pairs if value]
    column = min(_LABEL, max((cells(name) for name, _ in said), default=0) + 2) if close else _LABEL
    lines = []
    for name, value in said:
        label = fit(name, max(column, cells(name) + 1))
        marked = senses.get(name, Sense.PLAIN)
        # The mark before the first line takes room, too.
        room = width - cells(label) - (cells(with_mark(marked, " ")) if marked else 0)
        parts = [part for text in _drawable(value) for part in _folded(text, room)]
        for nth, part in enumerate(parts):
            lead = show(" " * cells(label)) if nth else coloured(label, Role.MUTED)
            sense = marked if not nth else Sense.PLAIN
            lines.append(lead.append_text(sensed(sense, part.plain) if sense else part))
    del session
    return Text("\n").join(lines)


def _drawable(value: str) -> Iterator[Text]:
    """A value line by line, with long lines split so that each is drawn completely."""
    for line in value.split("\n"):
        yield from (show(line[at : at + _DRAWN]) for at in range(0, max(1, len(line)), _DRAWN))


def _folded(text: Text, room: int) -> list[Text]:
    """The lines of a text; a mark replaces each blank at a line break, except the single blank between two words."""
    if room < _NARROWEST:
        return [text]
    parts = folded(text, room)
    for nth, (part, after) in enumerate(pairwise(parts)):
        behind = len(part.plain) - len(part.plain.rstrip(" "))
        before = len(after.plain) - len(after.plain.lstrip(" "))
        # A line that ends between two words implies one blank there; any other blank needs the mark.
        around = part.plain[: len(part.plain) - behind][-1:] + after.plain[before : before + 2]
        if behind and (behind > 1 or before or not _WORDS.fullmatch(around)):
            part.right_crop(behind)
            part.append_text(show(BLANK * behind))
        if before:
            parts[nth + 1] = show(BLANK * before).append_text(after[before:])
    return parts
