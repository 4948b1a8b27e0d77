"""Labelled values as pages show them, with every line of a value beneath its first."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from rich.text import Text

from console.locale.guard import BLANK
from console.look.roles import Role
from console.look.senses import Sense
from console.screens.session import Session
from console.widgets.columns import NOT_FIRST, folded
from console.widgets.paint import coloured, sensed, with_mark
from console.widgets.show import cells, fit, show

LABEL: Final = 18
"""Cells of the column of labels."""
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
    column = min(LABEL, max((cells(name) for name, _ in said), default=0) + 2) if close else LABEL
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
    """The lines of a text; no blank is unseen at a line break, except the single blank between two words, which a break implies.

    What stands before such a blank goes to the next line with it; where that would empty half a line, a mark replaces the blank.
    """
    if room < _NARROWEST:
        return [text]
    parts = folded(text, room)
    nth = 0
    while nth + 1 < len(parts):
        part, after = parts[nth], parts[nth + 1]
        behind = len(part.plain) - len(part.plain.rstrip(" "))
        before = len(after.plain) - len(after.plain.lstrip(" "))
        around = part.plain[: len(part.plain) - behind][-1:] + after.plain[before : before + 2]
        implied = not before and (not behind or (behind == 1 and _WORDS.fullmatch(around)))
        earlier = 0 if implied else _earlier(part.plain, room)
        if earlier:
            rest = part[earlier:]
            for one in parts[nth + 1 :]:
                rest.append_text(one)
            parts[nth:] = [part[:earlier], *folded(rest, room)]
        elif not implied:
            part.right_crop(behind)
            part.append_text(show(BLANK * behind))
            parts[nth + 1] = show(BLANK * before).append_text(after[before:])
        nth += 1
    return parts


def _earlier(plain: str, room: int) -> int:
    """Where a line breaks so that the blank at its end, or after it, stands among other characters; 0 if that empties half of it."""
    words = plain.rstrip(" ")
    at = len(words) - 1
    # Not within a word or a figure, nor before a mark that begins no line, nor after another blank.
    while at > 0 and not _parts(words[at - 1], words[at]):
        at -= 1
    return at if cells(words[:at]) * 2 >= room else 0


def _parts(before: str, after: str) -> bool:
    """Whether a line may break between these two."""
    return " " not in (before, after) and after not in NOT_FIRST and not (before + after).isascii()
