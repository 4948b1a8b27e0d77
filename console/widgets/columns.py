"""Texts side by side, folded to cells: wide characters keep the columns aligned, and words keep their styles."""

import string
from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from rich.text import Text

from console.locale.terms import terms
from console.widgets.show import line, show

NOT_FIRST: Final = frozenset("，。、；：！？）】》〉」』”’…%,.;:!?)]}")
"""Characters that do not begin a line: the character before them moves to the new line too."""
NOT_LAST: Final = frozenset("（【《〈「『“‘([{")
"""Characters that do not end a line."""
_BACK: Final = 14
"""Characters by which a line is shortened at most, that it ends in a better place."""
_PARTED, _ALONE, _UNKNOWN, _FORBIDDEN = 24, 16, 5, 200
"""How bad it is to end a line within a term, before a sentence's last character, between what is no term, or where no line may end; each
cell by which the line is shorter counts one.
"""
_TERM: Final = ((1, 1), (1, 2), (2, 1))
"""Characters before and after a break within a term."""
_CLOSES: Final = "".join(sorted(NOT_FIRST))
_STOPS: Final = frozenset("。！？；.!?;")
"""Characters that end a sentence."""
_WHOLE: Final = frozenset(string.ascii_letters + string.digits + ".,:")
"""Characters of words and figures, which stay whole where they can."""


def folded(text: Text, width: int) -> list[Text]:
    """Break a guarded text into lines of at most `width` cells: Chinese anywhere, other text between words if they are short."""
    lines: list[Text] = []
    for paragraph in text.split("\n", allow_blank=True):
        lines += paragraph.divide(_breaks(paragraph.plain, max(2, width)))
    return lines or [show("")]


def beside(parts: Sequence[tuple[Text, int]], between: str = " | ") -> Text:
    """Return the texts as columns of those widths, `between` on every line."""
    columns = [(folded(text, width), width) for text, width in parts]
    rows = []
    for nth in range(max(len(lines) for lines, _ in columns)):
        row = line("")
        for at, (lines, width) in enumerate(columns):
            cell = lines[nth].copy() if nth < len(lines) else line("")
            if at:
                row.append_text(line(between))
            row.append_text(cell)
            if at < len(columns) - 1:
                row.append_text(line(" " * (width - cell.cell_len)))
        rows.append(row)
    return Text("\n", no_wrap=True, overflow="crop").join(rows)


def _word(plain: str, start: int, at: int) -> int:
    """Where the word or the figure begins that a break at `at` would cut; `at` itself if there is none, or it is longer than half."""
    if plain[at] not in _WHOLE:
        return at
    first = at
    while first > start and plain[first - 1] in _WHOLE:
        first -= 1
    return first if (at - first) * 2 <= cell_len(plain[start:at]) else at


def _best(plain: str, start: int, at: int, width: int) -> int:
    """Where a line that ends at `at` at the latest ends best; it is never shortened to less than a quarter of its width."""
    best, least = at, 2 * _FORBIDDEN
    for cut in range(at, max(start, at - _BACK), -1):
        place = _word(plain, start, cut)
        if place <= start or cell_len(plain[start:place]) * 4 < width:
            break
        cost = _badness(plain, place) + cell_len(plain[place:at])
        if cost < least:
            best, least = place, cost
    return best


def _badness(plain: str, cut: int) -> int:
    """How bad it is that a line ends before that character."""
    before, after, known = plain[cut - 1], plain[cut], terms()
    if after in NOT_FIRST or before in NOT_LAST:
        return _FORBIDDEN
    cost = 0
    if any(plain[max(0, cut - behind) : cut + ahead] in known for behind, ahead in _TERM):
        cost = _PARTED
    elif not (
        before in NOT_FIRST
        or " " in (before, after)
        or before.isascii() is not after.isascii()
        or plain[cut : cut + 2] in known
        or plain[max(0, cut - 2) : cut] in known
    ):
        cost = _UNKNOWN
    rest = plain[cut + 1 :]
    alone = not rest.rstrip(_CLOSES) or rest[0] in _STOPS
    return cost + (_ALONE if alone and not after.isascii() else 0)


def _breaks(plain: str, width: int) -> list[int]:
    breaks: list[int] = []
    start, used, space = 0, 0, -1
    for at, character in enumerate(plain):
        taken = cell_len(character)
        if used + taken > width:
            # Break after the last space if a word would be cut, unless that would leave more than half of the line empty.
            whole = space >= 0 and cell_len(plain[start : space + 1]) * 2 >= width
            cut = space + 1 if whole and (plain[at - 1] + character).isascii() else at
            if cut == at:
                cut = _best(plain, start, _word(plain, start, at), width)
            breaks.append(cut)
            start, space = cut, -1
            used = cell_len(plain[cut:at])
        used += taken
        if character == " ":
            space = at
    return breaks
