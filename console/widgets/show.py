"""The only way for text from outside to reach the terminal (security architecture, section 6.1).

The terminal library passes control characters on and reads markup in plain strings; a `Text` of guarded characters does
neither. Widths are counted in terminal cells. The lint for unguarded texts looks for the library's constructors by name;
they have other names here, because the lint points to this module.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.segment import Segment as Piece
from rich.style import Style
from rich.text import Text
from rich.text import Text as Guarded
from textual.strip import Strip
from textual.strip import Strip as Row

from console.domain.combining import MARKS
from console.locale.guard import combines
from console.locale.guard import guard as harmless

MOST_CHARACTERS = 20_000
"""Most characters drawn of one text; more would delay the screen."""
MOST_LINES = 2_000
"""Most lines drawn of one text: a label with 200,000 line breaks took 16 seconds."""

_MARK = "~"
_INSTEAD = "\u2426"


def guard(text: str, *, lines: bool = True) -> str:
    """Return the text guarded (see `console.locale.guard`) and cut to what a screen can draw quickly."""
    drawn = harmless(text[:MOST_CHARACTERS], lines=lines)
    if lines and drawn.count("\n") > MOST_LINES:
        drawn = "\n".join(drawn.split("\n", MOST_LINES)[:MOST_LINES])
    return drawn


def show(text: object, style: str = "") -> Text:
    """Return any value as text that no terminal and no markup reader interprets; line breaks stay."""
    return Guarded(guard(str(text)), style=style, overflow="fold", no_wrap=False)


def line(text: object, style: str = "") -> Text:
    """Return `show` of a value on one line: a line break is drawn as its picture."""
    return Guarded(guard(str(text), lines=False), style=style, no_wrap=True, overflow="crop", end="")


_OF_FIGURE: Final = re.compile(r"[,.:]?\d", re.ASCII)
"""How a figure goes on."""
_FIGURE_BEGUN: Final = re.compile(r"\d[\d,.:]*$", re.ASCII)


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return one guarded line of exactly `width` cells: padded, or cut with an ASCII mark so that no word is misread.

    A figure is left out whole: `12,300` cut to `12,3` would be another one.
    """
    if width <= 0:
        return ""
    drawn = guard(text, lines=False)
    missing = width - cell_len(drawn)
    if missing >= 0:
        return " " * missing + drawn if right else drawn + " " * missing
    kept = set_cell_size(drawn, width - len(_MARK))
    if _OF_FIGURE.match(drawn, len(kept)):
        kept = _FIGURE_BEGUN.sub("", kept)
    return kept + _MARK + " " * (width - cell_len(kept) - len(_MARK))


def strip(text: str, width: int, style: Style) -> Strip:
    """Return one guarded line of exactly `width` cells as the line API draws it."""
    return Row([Piece(fit(text, width), style)], width)


def strips(pieces: Iterable[tuple[str, Style]]) -> Strip:
    """Return guarded pieces on one line; neighbours of one style are joined, which saves bytes on the way to the terminal."""
    drawn = [Piece(guard(text, lines=False), style) for text, style in pieces]
    return Row(drawn).simplify()


def strip_of(text: Text, width: int, under: Style, console: Console) -> Strip:
    """Return a guarded text on one line of exactly `width` cells; `under` is the style of what has none."""
    pieces = Piece.apply_style(text.render(console), under)
    return Row(pieces).simplify().adjust_cell_length(width, under)


def one_to_one(text: str) -> Text:
    """Return the text with one visible character for each character, for fields whose cursor counts characters."""
    plain = text.isascii() and text.isprintable()
    drawn = text if plain else "".join(_singles(text))
    return Guarded(drawn, no_wrap=True, overflow="ignore", end="")


def cells(text: str) -> int:
    """Return how many terminal cells a text takes once guarded."""
    return cell_len(guard(text, lines=False))


def _singles(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        marks = marks + 1 if combines(character) else 0
        yield _INSTEAD if marks > MARKS else _single(character)


def _single(character: str) -> str:
    drawn = harmless(character)
    return drawn if len(drawn) == 1 else _INSTEAD
