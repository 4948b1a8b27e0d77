"""A text with several columns, divided by tabs, commas or semicolons, as rows of cells.

A row is what Excel shows as one: a quoted cell may hold line breaks, and then the file's lines are more than its rows.
"""

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from console.contacts import tables
from console.contacts.marks import MAX_COLUMNS
from console.contacts.tables import Survey

# Octets below 0x30 are never the second half of a GB18030 character, the semicolon never one of UTF-8's.
_DELIMITERS = (b"\t", b",", b";")
_NAMED = re.compile(rb"sep=[\t,;]", re.IGNORECASE)
_NUMBER = re.compile(rb"1[3-9][0-9]{9}")
_SAMPLE = 400
"""Filled lines by which a text is judged."""
_SHARE = 0.7
"""The part of them that must be divided."""
_JOINED = 30
"""Lines that one row has at most; a quote that is not closed by then is a character like any other."""
_INSIDE = rb'"[^"]*(?:""[^"]*)*'
_OPEN = {
    mark: re.compile(
        rb'(?:%b"[^%b"]*%b|[^"%b][^%b]*%b|%b)*%b' % (_INSIDE, mark, mark, mark, mark, mark, mark, _INSIDE)
    )
    for mark in _DELIMITERS
}
"""A line whose last cell begins with a quote and does not end."""


class Delimited(NamedTuple):
    """The lines of a text, their delimiter and codec, and how many columns most rows have."""

    lines: Sequence[bytes]
    codec: str
    mark: bytes
    width: int

    def rows(self) -> Iterator[list[str]]:
        """Yield the cells of each row, as many as the widest that is known; what is beyond them is joined to the last one."""
        lines, mark, width = self.lines, self.mark, self.width
        said = mark.decode()
        at = 0
        while at < len(lines):
            line = lines[at]
            at += 1
            end = self._end(at - 1) if b'"' in line else 0
            if not end:
                cells = line.decode(self.codec, "replace").split(said)
            else:
                cells = _quoted(b"\n".join(lines[at - 1 : end]).decode(self.codec, "replace"), said)
                at = end
            if len(cells) < width:
                cells += [""] * (width - len(cells))
            elif len(cells) > width:
                cells[width - 1 :] = [said.join(filter(None, cells[width - 1 :]))]
            yield cells

    def rows_of(self, lines: Collection[int]) -> Iterator[tuple[int, int]]:
        """Yield the index of each row that holds such a line, and the line's; nothing is read if there are none."""
        at = row = 0
        while lines and at < len(self.lines):
            end = (self._end(at) if b'"' in self.lines[at] else 0) or at + 1
            yield from ((row, line) for line in range(at, end) if line in lines)
            at, row = end, row + 1

    def _end(self, at: int) -> int:
        """The index after the last line of the row that begins there; 0 if a quote in it is not closed."""
        whole, still_open = self.lines[at], _OPEN[self.mark].fullmatch
        if still_open(whole) is None:
            return at + 1
        for end in range(at + 2, min(at + _JOINED, len(self.lines)) + 1):
            line = self.lines[end - 1]
            whole = whole + b"\n" + line
            if still_open(whole) is None:
                # A quote that opens a cell of the last line does not close one of the first: both are stray.
                after = line.lstrip(b'"')
                closes = not after or after.startswith(self.mark) or after.endswith(b'"')
                return end if closes or still_open(line) is None else 0
            if line.count(self.mark) >= self.width - 1 and _NUMBER.search(line):
                # Rather a stray quote above than a row of the table within a cell.
                return 0
        return 0


def _quoted(text: str, mark: str) -> list[str]:
    """The cells of a row with quotes; the text as it is where it cannot be read so."""
    try:
        cells = next(csv.reader([text], delimiter=mark), [])
    except csv.Error:
        return text.split(mark)
    # So a program that writes for Excel says that digits are a text; Excel shows what is between the quotes.
    return [
        cell[2:-1] if len(cell) > 2 and cell.startswith('="') and cell.endswith('"') else cell
        for cell in cells
    ]


def find(lines: Sequence[bytes], codec: str, *, wanted: str | None) -> Delimited | None:
    """Find what divides the lines into columns; None for a text of one column.

    A text is one of several columns if most lines are divided, and one column has the numbers: lines of numbers
    alone, two and more beside each other, are no table, whatever the file's name ends in. `wanted` is a column that a person named: then any division will do.
    """
    if lines and _NAMED.fullmatch(lines[0]):
        # A line for Excel, which does not show it.
        lines = lines[1:]
    sample = list(islice(filter(None, lines), _SAMPLE))
    if not sample or (len(sample) < 2 and wanted is None):
        return None
    best: tuple[float, bytes] | None = None
    for mark in _DELIMITERS:
        counts = Counter(line.count(mark) + 1 for line in sample)
        counts.pop(1, None)
        # Quoted cells may hold the delimiter, so a row more or less filled is of the same table.
        share = counts.total() / len(sample)
        if counts and (best is None or share > best[0]):
            best = (share, mark)
    if best is None or (best[0] < _SHARE and wanted is None):
        return None
    width = min(MAX_COLUMNS, max(line.count(best[1]) for line in sample) + 1)
    table = Delimited(lines, codec, best[1], width)
    return table if wanted is not None or not _numbers_alone(survey(table)) else None


def _numbers_alone(found: Survey) -> bool:
    """Whether the columns hold nothing but numbers, and no heading says of each what numbers these are."""
    holding = [nth for nth in found.used if found.tallies[nth].numbers]
    return len(holding) > 1 and holding == list(found.used) and not all(map(found.head, holding))


def survey(table: Delimited) -> Survey:
    """Look at the columns of a text."""
    return tables.survey(table.rows(), table.width)
