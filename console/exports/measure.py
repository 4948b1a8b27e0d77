"""The room that a text takes on paper, in hundredths of the font's size: wide characters are square, others narrower."""

import unicodedata
from collections.abc import Iterator
from typing import Final

_WIDE: Final = frozenset({"W", "F", "A"})
"""East Asian Width classes that Chinese office fonts draw full width, ambiguous ones included."""

SQUARE: Final = 100
NARROW: Final = 64
"""The width of a digit in the widest usual substitute for a Chinese font's Latin letters; office fonts take 50."""


def lines(text: str, most: int) -> Iterator[str]:
    """Cut a text into lines of at most `most` hundredths; joined they give the same text, line ends included.

    It cuts anywhere, even inside a word: a program that wraps at spaces needs a little more room, which `Paper` adds.
    """
    for paragraph in text.splitlines(keepends=True) or [""]:
        line, used = "", 0
        for character in paragraph:
            need = 0 if character in "\r\n" else _room(character)
            if used + need > most and line:
                yield line
                line, used = "", 0
            line, used = line + character, used + need
        yield line


def _room(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return SQUARE if unicodedata.east_asian_width(character) in _WIDE else NARROW
