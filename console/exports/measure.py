"""How much room a text takes on paper, in hundredths of the font's size: wide characters are square, others narrower."""

import unicodedata
from collections.abc import Iterator
from typing import Final

_WIDE: Final = frozenset({"W", "F", "A"})
"""East Asian Width classes that the Chinese fonts of an office draw full width; ambiguous ones among them."""

SQUARE: Final = 100
NARROW: Final = 64
"""A digit of the widest usual substitute for a Chinese font's Latin letters; the fonts of an office take 50."""


def width(text: str) -> int:
    """Return the room of one line of text, in hundredths of the font's size."""
    return sum(map(_room, text))


def lines(text: str, most: int) -> Iterator[str]:
    """Cut a text into lines of at most `most` hundredths; joined they are the text again, line ends included.

    It cuts anywhere, also inside a word: a program that wraps at spaces needs a little more room, which `Paper` adds.
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
