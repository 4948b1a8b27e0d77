"""The differences between two versions of a text: by character in Chinese, by word or number otherwise."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final, NamedTuple

SAME: Final = "same"
GONE: Final = "gone"
NEW: Final = "new"

_WORDS: Final = re.compile(r"[A-Za-z]+|[0-9]+(?:[.,:][0-9]+)*|\s+|.", re.DOTALL)
_ISLAND: Final = 1
"""The most unchanged characters between two changes that are too few to show alone: they join the change."""
_ALIKE: Final = 0.3
"""The share of the longer text that must be unchanged; below it both texts are shown whole, the old and the new."""


class Piece(NamedTuple):
    """A piece of text: `how` is `same`, `gone` or `new`; `words` is its text."""

    how: str
    words: str


def pieces(old: str, new: str) -> list[Piece]:
    """Return both texts as one row of pieces: `same` and `gone` together spell the old text, `same` and `new` the new one."""
    left, right = _WORDS.findall(old), _WORDS.findall(new)
    parts: list[tuple[bool, str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        parts.append((tag == "equal", "".join(left[a:b]), "".join(right[c:d])))
    row: list[Piece] = []
    for same, gone, came in _without_islands(parts):
        if same:
            row.append(Piece(SAME, gone))
        else:
            row += [Piece(how, words) for how, words in ((GONE, gone), (NEW, came)) if words]
    stayed = sum(len(piece.words) for piece in row if piece.how == SAME)
    if stayed < _ALIKE * max(len(old), len(new)):
        return [Piece(how, words) for how, words in ((GONE, old), (NEW, new)) if words]
    return row


def side(row: Iterable[Piece], how: str) -> list[Piece]:
    """Return the pieces of one text alone: `how` is `gone` for the old one, `new` for the new one."""
    return [piece for piece in row if piece.how in {SAME, how}]


def _without_islands(parts: list[tuple[bool, str, str]]) -> list[tuple[bool, str, str]]:
    kept: list[tuple[bool, str, str]] = []
    for nth, (same, gone, came) in enumerate(parts):
        island = same and 0 < nth < len(parts) - 1 and len(gone) <= _ISLAND
        if kept and not kept[-1][0] and (island or not same):
            _, before, after = kept.pop()
            kept.append((False, before + gone, after + came))
        else:
            kept.append((same, gone, came))
    return kept
