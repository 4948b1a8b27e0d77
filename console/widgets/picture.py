"""What goes to the terminal: only the cells that differ from what it shows, and only the parts of a style that change.

The library sends every cell of what it repaints, each piece with its full style and a reset. Over a slow line that is most of what a
person waits for. `Picture` keeps what the terminal shows and rewrites the stream; what is neither text nor style nor position passes
through, and what may change the screen in another way makes it forget.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import cell_len

_TOKEN: Final = re.compile(
    r"\x1b\[(?P<place>\d+;\d+)?H|\x1b\[(?P<style>[\d;]*)m|(?P<other>\x1b\[[0-?]*[ -/]*[@-~]|\x1b[PX^_\]].*?(?:\x1b\\|\x07)|\x1b.|[\x00-\x1f\x7f])",
    re.DOTALL,
)
"""ECMA-48: cursor position, select graphic rendition, and any other sequence or control character."""
_HARMLESS: Final = re.compile(
    r"\x1b\[(?:[?>=<][\d;$]*[a-zA-Z]+|[\d;]*[cnqtu]|[\d;]*\$p)|\x1b[PX^_\]].*|\x07", re.DOTALL
)
"""Sequences that draw nothing: modes, questions, titles, the bell."""
_ANOTHER_SCREEN: Final = ("\x1b[?1049", "\x1b[?47", "\x1b[?1047")


class _Style(NamedTuple):
    """A style as the terminal has it; colours are the parameters that select them, empty for the terminal's own."""

    attributes: frozenset[str] = frozenset()
    ink: str = ""
    ground: str = ""

    @property
    def seen_on_blanks(self) -> bool:
        """Whether a blank in it looks different from a blank on its ground."""
        return bool(self.attributes & {"4", "7", "9", "21", "53"})


_PLAIN: Final = _Style()


@lru_cache(maxsize=4096)
def _read(before: _Style, parameters: str) -> _Style:
    """The style after these parameters; what is not known here changes nothing."""
    attributes, ink, ground = set(before.attributes), before.ink, before.ground
    parts = (parameters or "0").split(";")
    while parts:
        part = parts.pop(0) or "0"
        if part == "0":
            attributes, ink, ground = set(), "", ""
        elif part in {"38", "48"}:
            size = {"5": 2, "2": 4}.get(parts[0] if parts else "", 0)
            if not size or len(parts) < size:
                break
            colour = ";".join([part, *parts[:size]])
            del parts[:size]
            ink, ground = (colour, ground) if part == "38" else (ink, colour)
        elif part in {"1", "2", "3", "4", "5", "7", "8", "9", "21", "53"}:
            attributes.add(part)
        elif part.isdigit() and (30 <= int(part) <= 37 or 90 <= int(part) <= 97):
            ink = part
        elif part.isdigit() and (40 <= int(part) <= 47 or 100 <= int(part) <= 107):
            ground = part
        elif part == "39":
            ink = ""
        elif part == "49":
            ground = ""
    return _Style(frozenset(attributes), ink, ground)


@lru_cache(maxsize=4096)
def _change(before: _Style, after: _Style) -> str:
    """The shortest sequence from one style to another."""
    gone = before.attributes - after.attributes
    reset = bool(gone) or (before.ink and not after.ink) or (before.ground and not after.ground)
    known = _PLAIN if reset else before
    parts = ["0"] if reset and after != _PLAIN else []
    parts += sorted(after.attributes - known.attributes)
    parts += [after.ink] if after.ink != known.ink else []
    parts += [after.ground] if after.ground != known.ground else []
    return f"\x1b[{';'.join(parts)}m"


_NOWHERE: Final = (0, 0)
"""The place of a cursor of which nothing is known."""


class _Cell(NamedTuple):
    """What a cell shows: its character (empty in the second half of a wide one) and its style."""

    text: str
    style: _Style


_Row = dict[int, _Cell]


class Picture:
    """What the terminal shows, as far as it is known."""

    def __init__(self) -> None:
        self._rows: dict[int, _Row] = {}
        self._at = self._cursor = _NOWHERE
        self._style = self._drawn = _PLAIN
        self._sure = False

    def forget(self) -> None:
        """Know nothing any more of what the terminal shows: everything that is drawn from now on is sent."""
        self._rows.clear()
        self._sure = False

    def rewrite(self, data: str) -> str:
        """The same for the terminal, without what it shows already."""
        sent: list[str] = []
        start = 0
        for token in _TOKEN.finditer(data):
            if token.start() > start:
                self._text(data[start : token.start()], sent)
            start = token.end()
            if token["other"] is not None:
                self._other(token[0], sent)
            elif token["style"] is not None:
                self._style = _read(self._style, token["style"])
            else:
                row, _, column = (token["place"] or "1;1").partition(";")
                self._at = int(row), int(column)
        if start < len(data):
            self._text(data[start:], sent)
        self._settle(sent)
        return "".join(sent)

    def _other(self, sequence: str, sent: list[str]) -> None:
        """Pass it on, with cursor and style where the library believes them to be."""
        if sequence == "\n" and self._at != _NOWHERE:
            # The library ends each line but the last so, and then says where the next one begins.
            self._at = self._at[0] + 1, self._at[1]
            return
        harmless = _HARMLESS.fullmatch(sequence) is not None and not sequence.startswith(_ANOTHER_SCREEN)
        if not harmless:
            self._settle(sent)
            self._ink(self._style, sent)
            self.forget()
            self._at = _NOWHERE
        sent.append(sequence)

    def _settle(self, sent: list[str]) -> None:
        """Put the cursor where the library left it: composed text is shown there."""
        if self._at != _NOWHERE:
            self._go(self._at, sent)

    def _go(self, place: tuple[int, int], sent: list[str]) -> None:
        if self._sure and self._cursor == place:
            return
        sent.append(f"\x1b[{place[0]};{place[1]}H")
        self._cursor, self._sure = place, True

    def _ink(self, style: _Style, sent: list[str]) -> None:
        if self._drawn != style:
            sent.append(_change(self._drawn, style))
            self._drawn = style

    def _text(self, text: str, sent: list[str]) -> None:
        row, column = self._at
        if not row:
            # Where the cursor is nobody has said.
            self._ink(self._style, sent)
            sent.append(text)
            self.forget()
            return
        widths = [1] * len(text) if text.isascii() else [*map(cell_len, text)]
        if 0 in widths:
            # A mark is drawn into the cell before it.
            self._unknown(text, sent)
            return
        line = self._rows.setdefault(row, {})
        for character, width in zip(text, widths, strict=True):
            column = self._put(line, column, character, width, sent)
            self._at = row, column

    def _put(self, line: _Row, column: int, character: str, width: int, sent: list[str]) -> int:
        """Draw one character unless it is there; return the column after it."""
        style = self._style
        blank = character == " " and not style.seen_on_blanks
        cell = _Cell(character, _Style(ground=style.ground) if blank else style)
        after = column + width
        if line.get(column) != cell or (width > 1 and line.get(column + 1) != _Cell("", cell.style)):
            self._go((self._at[0], column), sent)
            if not (blank and self._drawn.ground == style.ground and not self._drawn.seen_on_blanks):
                self._ink(cell.style, sent)
            sent.append(character)
            self._cursor = self._at[0], after
            self._halve(line, column, after)
            line[column] = cell
            if width > 1:
                line[column + 1] = _Cell("", cell.style)
        return after

    def _halve(self, line: _Row, column: int, after: int) -> None:
        """Of a wide character that is written over in part the rest is not known."""
        if line.get(column, _Cell(" ", _PLAIN)).text == "":
            line.pop(column - 1, None)
        if line.get(after, _Cell(" ", _PLAIN)).text == "":
            line.pop(after, None)

    def _unknown(self, text: str, sent: list[str]) -> None:
        """Send text whose cells cannot be counted as it is; what stands on its line is not known afterwards."""
        self._go(self._at, sent)
        self._ink(self._style, sent)
        sent.append(text)
        self._rows.pop(self._at[0], None)
        self._at = self._at[0], self._at[1] + cell_len(text)
        self._sure = False
