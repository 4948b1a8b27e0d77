"""The room that a text takes on paper, in hundredths of the font's size: wide characters are square, others narrower."""

import unicodedata
from collections.abc import Iterator
from typing import Final

_WIDE: Final = frozenset({"W", "F", "A"})
"""East Asian Width classes that Chinese office fonts draw full width, ambiguous ones included."""

SQUARE: Final = 100
NARROW: Final = 64
"""The width of a digit in the widest usual substitute for a Chinese font's Latin letters; office fonts take 50."""
_LETTERS: Final = {
    letter: width
    for width, letters in ((30, "'ijlIJ"), (34, " ,./:;\\|"), (42, "f-()[]t!r"), (58, '"*_`sz?cLFk'),
                           (84, "KABVXZCRUNH&DGOQw#+<=>^~"), (100, "M%mW@"))
    for letter in letters
}  # fmt: skip
"""Signs that are narrower or wider than a digit in that substitute (DejaVu Sans 2.37, table hmtx), rounded up to a few widths."""


def lines(text: str, most: int) -> Iterator[str]:
    """Cut a text into lines of at most `most` hundredths; joined they give the same text, line ends included.

    It cuts behind a blank or beside a wide character, as programs do, and inside a word that is longer than a line.
    """
    for paragraph in text.splitlines(keepends=True) or [""]:
        line, used, fits = "", 0, 0
        for character in paragraph:
            need = 0 if character in "\r\n" else _room(character)
            wide = _is_wide(character)
            fits = len(line) if wide else fits
            # A blank at the end of a line takes no room of the next.
            while used + need > most and line and character != " ":
                at = fits or len(line)
                yield line[:at]
                line, fits = line[at:], 0
                used = sum(map(_room, line))
            line, used = line + character, used + need
            fits = len(line) if wide or character == " " else fits
        yield line


def _room(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return SQUARE if _is_wide(character) else _LETTERS.get(character, NARROW)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in _WIDE
