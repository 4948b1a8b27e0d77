"""The cells of an .xlsx sheet in the ordinary writing, read from the octets that are looked through anyway.

The workbook reader keeps every cell twice, in 32 octets and more. Here a number takes eight, a shared text four. What is read is
what the workbook reader says: what is not written in the plainest way (dates, truth values, errors, references in texts) is given
to that reader cell by cell, and where even that is not certain, `UnreadError` leaves it the whole workbook.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, repeat
from operator import ge
from sys import getsizeof
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeVar

from console.contacts.workbooks.row_shapes import Plain, Rows, Shapes, UnreadError, Way

if TYPE_CHECKING:
    from console.contacts.tables import Cell

T = TypeVar("T", int, float)

_NUMERIC: Final = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_KINDS: Final = frozenset({b"", b"n"})
"""The kinds of cells with a number."""
_BLANK: Final = ""
_ERROR: Final = b't="e"'
MOST: Final = 384 * 1024 * 1024
"""Octets of all sheets together at most, roughly counted; the reading process may have four times as many."""
_ENTRY: Final = 64
"""Octets of a place in a mapping, roughly."""


class Shared(Protocol):
    """What the cells of a workbook have in common."""

    def texts(self, indices: "Sequence[int]") -> list[str]:
        """The shared texts of these indices, an empty one for -1."""

    @property
    def count(self) -> int:
        """How many shared texts there are."""

    def is_plain(self, style: bytes) -> bool:
        """Whether a number of that style is certainly no date."""

    def read(self, cells: Sequence[bytes]) -> "list[Cell]":
        """What the workbook reader says of cells that are written without their addresses; raises UnreadError."""


class _Column(NamedTuple):
    """A column of a piece: numbers, indices of shared texts (-1: none) or cells; `others` are the cells that are no such."""

    base: "array[float] | array[int] | list[Cell]"
    others: "dict[int, Cell]"

    def cells(self, shared: Shared) -> "list[Cell]":
        """All cells, an empty text for a blank one."""
        if isinstance(self.base, list):
            return self.base
        made: list[Cell] = [*self.base] if self.base.typecode == "d" else [*shared.texts(self.base)]  # type: ignore[arg-type]
        for at, cell in self.others.items():
            made[at] = cell
        return made

    @property
    def size(self) -> int:
        """Octets, roughly."""
        objects = self.base if isinstance(self.base, list) else self.others.values()
        return sum(map(getsizeof, objects)) + len(self.others) * _ENTRY + len(self.base) * 8


class _Piece(NamedTuple):
    """Rows one after the other: the number of the first, how many, and the columns by number (from 0)."""

    first: int
    size: int
    columns: dict[int, _Column]


class Grid:
    """A sheet with what the workbook reader's sheet has: rows from the file's first, columns from the first that is used."""

    def __init__(self, name: str, shared: Shared) -> None:
        self.name, self.whole = name, True
        self._shared, self._shapes = shared, Shapes()
        self._pieces: list[_Piece] = []
        self._last = self.held = 0
        self._left, self._right = 1 << 14, -1

    @property
    def start(self) -> tuple[int, int] | None:
        """The file's first row, and the first column that is used (from 0); None for a sheet without a cell."""
        return (0, self._left) if self._last else None

    @property
    def end(self) -> tuple[int, int] | None:
        """The last row and the last column that are used, from 0; None for a sheet without a cell."""
        return (self._last - 1, self._right) if self._last else None

    @property
    def width(self) -> int:
        """Columns from the first to the last that is used."""
        return self._right - self._left + 1 if self._last else 0

    @property
    def total_height(self) -> int:
        """Rows up to the last that is used."""
        return self._last

    @property
    def written(self) -> int:
        """Columns up to the last in which a cell is written, be it used or not."""
        return max(map(number_of, self._shapes.columns), default=-1) + 1

    def give_up(self) -> None:
        """Forget all cells: the sheet is not to be read here."""
        self.whole = False
        self._pieces.clear()
        self.held = 0

    def iter_rows(self) -> "Iterator[Sequence[Cell]]":
        """Yield the cells of each row up to the last that is used."""
        return islice(self._rows(), self._last)

    def _rows(self) -> "Iterator[Sequence[Cell]]":
        at, blank = 1, (_BLANK,) * self.width
        for piece in self._pieces:
            yield from repeat(blank, piece.first - at)
            columns: list[Iterable[Cell]] = [
                piece.columns[nth].cells(self._shared) if nth in piece.columns else repeat(_BLANK, piece.size)
                for nth in range(self._left, self._right + 1)
            ]
            yield from zip(*columns, strict=False)
            at = piece.first + piece.size

    def take(self, text: bytes, above: int) -> Rows:
        """Take in whole rows below row `above`; return them. Raises UnreadError."""
        rows = self._shapes.read(text)
        numbers = rows.numbers
        if not numbers:
            return rows
        size = numbers[-1] - numbers[0] + 1
        if (
            numbers[0] <= above
            or any(map(ge, numbers, islice(numbers, 1, None)))
            or size > 4 * len(numbers) + 1_000
        ):
            raise UnreadError
        taken = _Taken(rows, size, self._shared)
        columns = taken.columns()
        if columns:
            self._pieces.append(_Piece(numbers[0], size, columns))
            self._last = numbers[0] + taken.last
            self._left, self._right = min(self._left, *columns), max(self._right, *columns)
            self.held += sum(one.size for one in columns.values())
        if self.held > MOST:
            raise UnreadError
        return rows


def number_of(letters: bytes) -> int:
    """The number of a column, from 0, by its letters."""
    number = 0
    for one in letters:
        number = number * 26 + one - 64
    return number - 1


class _Taken:
    """Turns rows into columns; `last` is the last row that is used, by how many it is behind the first."""

    def __init__(self, rows: Rows, size: int, shared: Shared) -> None:
        self.last = -1
        self._rows, self._size, self._shared = rows, size, shared
        first = rows.numbers[0]
        self._behind: Sequence[int] = range(size)
        if len(rows.numbers) < size:
            self._behind = [number - first for number in rows.numbers]
        self._singles: dict[bytes, list[tuple[int, Plain]]] = {}
        for (nth, column), cell in rows.plain.items():
            self._singles.setdefault(column, []).append((nth, cell))
        self._odd = [(number_of(column), self._behind[nth], xml) for (nth, column), xml in rows.odd.items()]

    def columns(self) -> dict[int, _Column]:
        """The columns that are used, by number."""
        names = {way.column for way, _ in self._rows.ways} | self._singles.keys()
        found = {number_of(name): self._column(name) for name in names}
        made = {number: column for number, column in found.items() if column is not None}
        self._read_odd(made)
        return made

    def _column(self, name: bytes) -> _Column | None:
        numbers, indices, others = self._sorted(name)
        last = max(
            [_last(values) for values in (numbers, indices, *others.values())]
            + [nth for nth, _ in self._singles.get(name, ())]
        )
        if last < 0:
            return None
        self.last = max(self.last, self._behind[last])
        base: array[float] | array[int] | list[Cell] | None = None
        if 2 * (len(numbers) - numbers.count(b"")) > self._size:
            base = self._floats(numbers)
        if base is None:
            others[Way(name, b"", b"", formula=False, value=True, text=False)] = numbers
            if 2 * (len(indices) - indices.count(b"")) > self._size:
                base, indices = self._indices(indices), ()
        others[Way(name, b"", b"s", formula=False, value=True, text=False)] = indices
        cells: dict[int, Cell] = {}
        if base is None:
            base = [_BLANK] * self._size
        elif not isinstance(base, list) and base.typecode == "d":
            cells = dict.fromkeys(self._blanks(numbers), _BLANK)
        column = _Column(base, cells)
        self._fill(column, name, others)
        return column

    def _sorted(self, name: bytes) -> tuple[Sequence[bytes], Sequence[bytes], dict[Way, Sequence[bytes]]]:
        """A column's numbers by row, its indices of shared texts by row (empty where there is none), and its other cells by way."""
        numbers, indices = list[Sequence[bytes]](), list[Sequence[bytes]]()
        others: dict[Way, Sequence[bytes]] = {}
        for way, values in self._rows.ways:
            if way.column != name:
                continue
            if way.value and way.kind == b"s":
                indices.append(values)
            elif way.value and way.kind in _KINDS and self._shared.is_plain(way.style):
                numbers.append(values)
            else:
                others[way] = values
        return _merged(numbers), _merged(indices), others

    def _fill(self, column: _Column, name: bytes, others: dict[Way, Sequence[bytes]]) -> None:
        """Put the cells in place that are neither of the numbers nor of the shared texts that the column is made of."""
        made = column.base if isinstance(column.base, list) else column.others
        for way, values in others.items():
            known = self._known(way, values)
            for at, value in zip(self._behind, values, strict=False):
                if value:
                    made[at] = known[value]
        for nth, cell in self._singles.get(name, ()):
            plain = self._plain(cell)
            if plain is None:
                self._odd.append((number_of(name), self._behind[nth], _xml(cell)))
            else:
                made[self._behind[nth]] = plain

    def _known(self, way: Way, values: Sequence[bytes]) -> "dict[bytes, Cell]":
        """What the values of a way are."""
        known: dict[bytes, Cell] = {}
        odd: dict[bytes, bytes] = {}
        for value in {*values} - {b""}:
            cell = (
                Plain(way.style, way.kind, value, b"")
                if way.value
                else Plain(way.style, way.kind, b"", value)
            )
            plain = self._plain(cell)
            if plain is None:
                odd[value] = _xml(cell)
            else:
                known[value] = plain
        if odd:
            known.update(zip(odd, self._shared.read([*odd.values()]), strict=True))
            if any(known[value] == _BLANK for value in odd):
                raise UnreadError
        return known

    def _plain(self, cell: Plain) -> "Cell | None":
        """What a cell is; None where the workbook reader has to say it. Raises UnreadError."""
        if cell.kind in _KINDS and not cell.text:
            is_number = _NUMERIC.fullmatch(cell.value) and self._shared.is_plain(cell.style)
            return float(cell.value) if is_number else None
        if (
            cell.kind == b"s"
            and cell.value.isdigit()
            and len(cell.value) < 9
            and int(cell.value) < self._shared.count
        ):
            return self._shared.texts([int(cell.value)])[0]
        if cell.kind not in {b"str", b"inlineStr"} or bool(cell.text) != (cell.kind == b"inlineStr"):
            raise UnreadError
        raw = cell.value or cell.text[cell.text.index(b">") + 1 :]
        if not is_plain_text(raw):
            return None
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            raise UnreadError from error

    def _floats(self, values: Sequence[bytes]) -> "array[float] | None":
        """The numbers at their rows, 0 elsewhere; None if one is not of digits and a point alone."""
        if b"".join(values).translate(None, b"0123456789."):
            return None
        try:
            made = array(
                "d", map(float, values if b"" not in values else [value or b"0" for value in values])
            )
        except ValueError:
            return None
        return self._spread(made, array("d", [0.0]))

    def _indices(self, values: Sequence[bytes]) -> "array[int]":
        """The indices of shared texts at their rows, -1 elsewhere."""
        if not b"".join(values).isdigit() or max(map(len, values)) > 8:
            raise UnreadError
        made = array("i", map(int, values if b"" not in values else [value or b"-1" for value in values]))
        if max(made) >= self._shared.count:
            raise UnreadError
        return self._spread(made, array("i", [-1]))

    def _spread(self, made: "array[T]", blank: "array[T]") -> "array[T]":
        if len(made) == self._size:
            return made
        spread = blank * self._size
        for at, value in zip(self._behind, made, strict=True):
            spread[at] = value
        return spread

    def _blanks(self, values: Sequence[bytes]) -> Iterator[int]:
        """The rows without a value."""
        if len(values) < self._size:
            yield from {*range(self._size)}.difference(self._behind)
        if b"" in values:
            yield from (self._behind[nth] for nth, value in enumerate(values) if not value)

    def _read_odd(self, columns: dict[int, _Column]) -> None:
        """Ask the workbook reader for the cells that are not plain."""
        asked = [*dict.fromkeys(xml for _, _, xml in self._odd)]
        known = dict(zip(asked, self._shared.read(asked), strict=True)) if asked else {}
        for number, at, xml in self._odd:
            cell = known[xml]
            # A blank one may be used or not: only of an error it is known.
            if cell == _BLANK and _ERROR not in xml:
                raise UnreadError
            self.last = max(self.last, at)
            base, others = columns.setdefault(number, _Column([_BLANK] * self._size, {}))
            if isinstance(base, list):
                base[at] = cell
            else:
                others[at] = cell


def _merged(some: list[Sequence[bytes]]) -> Sequence[bytes]:
    """One value for each row of those that are never there together."""
    if len(some) < 2:
        return some[0] if some else ()
    return [next(filter(None, values), b"") for values in zip(*some, strict=True)]


def _last(values: Sequence[bytes]) -> int:
    """The place of the last value that is not empty; -1 without any."""
    return next((nth for nth in range(len(values) - 1, -1, -1) if values[nth]), -1)


def is_plain_text(raw: bytes) -> bool:
    """Whether a text is what stands there: no reference to a character, no white space at its ends."""
    return b"_x" not in raw and raw == raw.strip()


def _xml(cell: Plain) -> bytes:
    """A cell without its address."""
    style, kind = (b' %b="%b"' % pair if pair[1] else b"" for pair in ((b"s", cell.style), (b"t", cell.kind)))
    inside = b"<v>%b</v>" % cell.value if cell.value else b"<is>%b</t></is>" % cell.text
    return b"<c%b%b>%b</c>" % (style, kind, inside)
