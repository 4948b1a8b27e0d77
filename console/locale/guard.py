"""Makes text from outside harmless for a terminal: characters that act on it or hide in it become visible.

Screens and plain command output share this one function (security architecture, section 6.1).
"""

import re
import unicodedata
from itertools import groupby
from typing import Final

from console.domain import combining
from console.domain.combining import MARKS

_PICTURES: Final = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_HIDDEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})
# Categories of characters that draw nothing, or change the characters beside them.
_FILLERS: Final = frozenset({0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0})
_DRAWS_NOTHING: Final = re.compile(
    f"[{''.join(map(chr, sorted(_FILLERS)))}\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)

_MAY_COMBINE: Final = re.compile(
    "[\u0300-\u036f\u0483-\u1dff\u20d0-\u20ff\u2cef-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\uabff\ud7b0-\ud7ff\ufb1e\ufe20-\ufe2f"
    f"\U000101fd-\U0001e94a]{{{MARKS + 1}}}"
)
"""Where so many marks could stand; letters of many scripts are among these, but none of everyday Chinese."""

BLANK: Final = "\u2423"
"""The mark for a blank that nobody would see."""


def guard(text: str, *, lines: bool = False) -> str:
    """Return the text with every character made visible that could act on a terminal or hide in it.

    C0 and DEL become their pictures; C1, format characters, line separators, surrogates, private and unassigned code points
    become `<202E>`. Line breaks stay only with `lines`. Of more than `MARKS` combining marks in a row the rest is told as a number, `<+96>`.
    """
    if not text.isascii() and _MAY_COMBINE.search(text):
        text = _unpiled(text)
    # Printable characters, by Python's definition, are in none of the categories above; most texts have no others.
    if text.isprintable() and not _DRAWS_NOTHING.search(text):
        return text
    return "".join(c if c == "\n" and lines else _visible(c) for c in text)


def combines(character: str) -> bool:
    """Whether a character is drawn over the one before it, and not made visible by itself."""
    return combining.combines(character) and not _DRAWS_NOTHING.match(character)


def _unpiled(text: str) -> str:
    out: list[str] = []
    for marks, run in groupby(text, combines):
        these = list(run)
        most = MARKS if marks else len(these)
        out += these[:most]
        if len(these) > most:
            out.append(f"<+{len(these) - most}>")
    return "".join(out)


def _visible(character: str) -> str:
    code = ord(character)
    picture = _PICTURES.get(code)
    if picture:
        return picture
    if unicodedata.category(character) in _HIDDEN or _DRAWS_NOTHING.match(character):
        return f"<{code:04X}>"
    return character
