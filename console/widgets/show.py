"""The one way by which text from outside reaches the terminal (security architecture, section 6.1).

The terminal library hands control characters on and reads markup in plain strings; a `Text` of guarded characters does
neither. Widths are counted in terminal cells.
"""

import unicodedata

from rich.cells import cell_len, set_cell_size
from rich.text import Text

MOST_CHARACTERS = 20_000
"""Characters of one text that are drawn; more would hold up the screen."""
MOST_LINES = 2_000
"""Lines of one text that are drawn: 200,000 line breaks took a label 16 seconds."""

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})
_MARK = "~"


def guard(text: str, *, lines: bool = True) -> str:
    """Return the text with every character that a terminal could act on, or hide, made visible.

    C0 and DEL become their pictures, the other hidden ones their code point (`<202E>`). Line breaks stay where `lines`.
    """
    if text.isascii() and text.isprintable():
        return text[:MOST_CHARACTERS]
    kept = text[:MOST_CHARACTERS]
    drawn = "".join(c if c == "\n" and lines else _visible(c) for c in kept)
    if lines and drawn.count("\n") > MOST_LINES:
        drawn = "\n".join(drawn.split("\n", MOST_LINES)[:MOST_LINES])
    return drawn


def show(text: object, style: str = "") -> Text:
    """Return any value as text that no terminal and no markup reader acts on; line breaks stay."""
    return Text(guard(str(text)), style=style, overflow="fold", no_wrap=False)


def line(text: object, style: str = "") -> Text:
    """Return `show` of a value on one line: a line break is drawn as its picture."""
    return Text(guard(str(text), lines=False), style=style, no_wrap=True, overflow="ellipsis", end="")


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return one guarded line of exactly `width` cells: padded, or cut with an ASCII mark so that no word is misread."""
    if width <= 0:
        return ""
    drawn = guard(text, lines=False)
    missing = width - cell_len(drawn)
    if missing >= 0:
        return " " * missing + drawn if right else drawn + " " * missing
    return set_cell_size(drawn, width - len(_MARK)) + _MARK


def one_to_one(text: str) -> str:
    """Return the text with one visible character for each, for fields whose cursor counts characters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_PICTURES.get(ord(c)) or ("\u2426" if _visible(c) != c else c) for c in text)


def cells(text: str) -> int:
    """Return how many terminal cells a text takes once guarded."""
    return cell_len(guard(text, lines=False))


def _visible(character: str) -> str:
    code = ord(character)
    picture = _PICTURES.get(code)
    if picture:
        return picture
    if unicodedata.category(character) in _HIDDEN or _invisible(code):
        return f"<{code:04X}>"
    return character


def _invisible(code: int) -> bool:
    """Marks and fillers that are letters or marks by category and yet draw nothing, or change what is beside them."""
    return code in _FILLERS or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


_FILLERS = frozenset({0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0})
