"""The rows of an .xlsx sheet by their shape: rows that are written alike are found many times faster than their cells one by one.

A shape is learned from the rows themselves. It says of each column in which ways its cells are written (style, kind), and becomes one
regular expression that accounts for every octet of a row; each cell must have an address in its own row. A row of another shape is
cut into its cells.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

_CELL: Final = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,5})")?(?: t="(s|n|str|inlineStr)")?(?:/>|>'
    rb'(<f(?: [a-zA-Z0-9]+="[^"<>]*")*(?:/>|>[^<]*</f>))?'
    rb'(?:<v>([^<&\r]+)</v>|<is>(<t(?: xml:space="preserve")?>[^<&\r]*)</t></is>)?</c>)'
)
"""Column, row, style, kind, formula, value, text of a plain cell; both of the last are empty where the cell is."""
_ANY: Final = re.compile(rb"<c (?:[^<>]*/>|[^<>]*[^<>/]>.*?</c>)", re.DOTALL)
_ADDRESS: Final = re.compile(rb' r="([A-Z]{1,3})([1-9][0-9]{0,6})"')
_FORMULA: Final = rb'<f(?: [a-zA-Z0-9]+="[^"<>]*")*(?:/>|>[^<]*</f>)'
_VALUE: Final = rb"<v>([^<&\r]+)</v>"
_TEXT: Final = rb'<is>(<t(?: xml:space="preserve")?>[^<&\r]*)</t></is>'
_ROW: Final = (
    rb'<row r="([1-9][0-9]{0,6})"(?: [a-zA-Z0-9:]+="[^"<>]*")*(?>>(?:%b</row>|(.*?)</row>)|(/)>)(?=<row |\Z)'
)
_LEARNED: Final = 400
"""Rows of which a shape is learned at once."""
_TIMES: Final = 12
"""Times that a sheet's shape is learned at most."""
_WAYS: Final = 64
"""Ways of writing cells in a shape at most; each is a group of the expression."""


class UnreadError(Exception):
    """The rows, or their cells, cannot be read here."""


class Way(NamedTuple):
    """How a column's cells are written: its letters, their style and kind, and whether there is a formula, a value, a text."""

    column: bytes
    style: bytes
    kind: bytes
    formula: bool
    value: bool
    text: bool

    @property
    def pattern(self) -> bytes:
        """What finds such a cell in the row whose number is the first group; one group of its own unless it is empty."""
        style = b' s="%b"' % self.style if self.style else b""
        kind = b' t="%b"' % self.kind if self.kind else b""
        inside = (_FORMULA if self.formula else b"") + (_VALUE if self.value else _TEXT if self.text else b"")
        begin = b'<c r="%b\\1"%b%b' % (self.column, style, kind)
        return b"%b>%b</c>" % (begin, inside) if inside else b"%b/>" % begin


class Plain(NamedTuple):
    """A plain cell: style, kind, value (`<v>`), text (`<t…>` and what is in it)."""

    style: bytes
    kind: bytes
    value: bytes
    text: bytes


class Rows(NamedTuple):
    """Whole rows: their numbers; the values by way, one for each row, empty where the row has no such cell; and single cells.

    `plain` and `odd` are by row (its place) and column: plain cells of rows in another shape, and the XML of cells that are not
    plain, without their address. `other` is the XML of all rows in another shape, `cells` how many cells these have.
    """

    numbers: list[int]
    ways: list[tuple[Way, tuple[bytes, ...]]]
    plain: dict[tuple[int, bytes], Plain]
    odd: dict[tuple[int, bytes], bytes]
    other: bytes
    cells: int


class Shapes:
    """Finds a sheet's rows. `columns` are the letters of all that were seen."""

    def __init__(self) -> None:
        self.columns: set[bytes] = set()
        self._counts: Counter[Way] = Counter()
        self._ways: list[Way] = []
        self._expression = re.compile(_ROW % b"", re.DOTALL)
        self._times = 0

    def read(self, text: bytes) -> Rows:
        """Find whole rows in which nothing else stands. Raises UnreadError."""
        found = self._expression.findall(text)
        other = self._others(found)
        if 10 * len(other) > len(found) and self._times < _TIMES and self._learn(found, other):
            found = self._expression.findall(text)
            other = self._others(found)
        turned = list(zip(*found, strict=True)) if found else []
        # Each row is followed by the next one: nothing stands before, between and behind them.
        if len(found) != text.count(b"<row") or (text and not text.startswith(b"<row ")):
            raise UnreadError
        if not found:
            return Rows([], [], {}, {}, b"", 0)
        named = turned[0]
        plain: dict[tuple[int, bytes], Plain] = {}
        odd: dict[tuple[int, bytes], bytes] = {}
        cells = 0
        for nth in other:
            for column, one in _cut(named[nth], found[nth][-2]):
                cells += 1
                self.columns.add(column)
                if isinstance(one, bytes):
                    odd[nth, column] = one
                elif one.value or one.text:
                    plain[nth, column] = one
        valued = [way for way in self._ways if way.value or way.text]
        ways = list(zip(valued, turned[1:-2], strict=True))
        bodies = b"".join(found[nth][-2] for nth in other)
        return Rows([*map(int, named)], ways, plain, odd, bodies, cells)

    @staticmethod
    def _others(found: list[tuple[bytes, ...]]) -> list[int]:
        """The places of rows in another shape."""
        return [nth for nth, row in enumerate(found) if row[-2]]

    def _learn(self, found: list[tuple[bytes, ...]], other: list[int]) -> bool:
        """Learn the ways of cells in rows of another shape; whether there are new ones."""
        self._times += 1
        known = len(self._counts)
        for nth in other[:: len(other) // _LEARNED + 1]:
            for cell in _CELL.finditer(found[nth][-2]):
                column, _, style, kind, formula, value, text = cell.groups(b"")
                if value or text or (not formula and cell[0].endswith(b"/>")):
                    self._counts[Way(column, style, kind, bool(formula), bool(value), bool(text))] += 1
        if len(self._counts) == known:
            return False
        often = [way for way, _ in self._counts.most_common(_WAYS)]
        # In the order of the columns; of a column the frequent ways first.
        self._ways = sorted(often, key=lambda way: (len(way.column), way.column))
        patterns: dict[bytes, list[bytes]] = {}
        for way in self._ways:
            patterns.setdefault(way.column, []).append(way.pattern)
        self._expression = re.compile(
            _ROW % b"".join(b"(?:%b)?" % b"|".join(ways) for ways in patterns.values()), re.DOTALL
        )
        self.columns.update(patterns)
        return True


def _cut(row: bytes, body: bytes) -> Iterator[tuple[bytes, Plain | bytes]]:
    """Yield the cells of one row by column, those that are not plain as XML without their address. Raises UnreadError."""
    whole: list[bytes] = _ANY.findall(body)
    last = b""
    if b"".join(whole) != body:
        raise UnreadError
    for one in whole:
        end = one.index(b">")
        address = _ADDRESS.search(one, 0, end)
        if address is None or address[2] != row or (len(address[1]), address[1]) <= (len(last), last):
            raise UnreadError
        last = address[1]
        if plain := _CELL.fullmatch(one):
            yield last, Plain(*(plain[nth] or b"" for nth in (3, 4, 6, 7)))
            continue
        # A shared text is not known to who reads the cell alone.
        if one.count(b"<c") != 1 or b't="s"' in one[:end]:
            raise UnreadError
        yield last, one[: address.start()] + one[address.end() :]
