"""Makes text from outside harmless for a terminal: characters that act on it or hide in it become visible.

Screens and plain command output share this one function (security architecture, section 6.1).
"""

import re
import unicodedata
from typing import Final

_PICTURES: Final = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_HIDDEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})
# Categories of characters that draw nothing, or change the characters beside them.
_FILLERS: Final = frozenset({0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0})
_DRAWS_NOTHING: Final = re.compile(
    f"[{''.join(map(chr, sorted(_FILLERS)))}\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)

BLANK: Final = "\u2423"
"""The mark for a blank that nobody would see."""


def guard(text: str, *, lines: bool = False) -> str:
    """Return the text with every character made visible that could act on a terminal or hide in it.

    C0 and DEL become their pictures; C1, format characters, line separators, surrogates, private and unassigned code points
    become `<202E>`. Line breaks stay only with `lines`.
    """
    # Printable characters, by Python's definition, are in none of the categories above; most texts have no others.
    if text.isprintable() and not _DRAWS_NOTHING.search(text):
        return text
    return "".join(c if c == "\n" and lines else _visible(c) for c in text)


def _visible(character: str) -> str:
    code = ord(character)
    picture = _PICTURES.get(code)
    if picture:
        return picture
    if unicodedata.category(character) in _HIDDEN or _DRAWS_NOTHING.match(character):
        return f"<{code:04X}>"
    return character
