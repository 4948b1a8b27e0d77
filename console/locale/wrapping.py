"""Lines of plain text by the cells that they take in a terminal."""

import re
import unicodedata

_CLOSING = "，。；：、！？）》”’"
_PIECES = re.compile(
    rf"[（《“‘]*[\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af][{_CLOSING}]*|[^\s\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af]+\s*|\s+"
)
"""Pieces that stay on one line: a Chinese character with the punctuation around it, or a word and the blanks after it."""


def cells(text: str) -> int:
    """Return how many terminal cells a guarded text takes: two for wide East Asian characters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(cell(c) for c in text)


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most `width` cells: broken at blanks, Chinese anywhere except before closing punctuation."""
    lines: list[str] = []
    line = ""
    for piece in _PIECES.findall(text):
        if line and cells(line) + cells(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece.lstrip() if not line else piece
    return [*lines, line.rstrip()] if line.strip() else lines


def cell(char: str) -> int:
    """Return how many cells a character takes: none for a combining mark."""
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
