"""The records of an .xls workbook, read beside the workbook reader: error cells, formulas without a value, what is hidden.

What cannot be read gives no marks: whether the file is damaged is for the workbook reader to say.
"""

import struct
from collections.abc import Callable, Iterator

from console.contacts.marks import LEAST_SEEN, Marks
from console.contacts.reasons import Reason
from console.domain.requests.compound_files import BOF, BOUNDSHEET, EOF, records, streams

_COLINFO, _ROW = 0x007D, 0x0208
_FILTERMODE = 0x009B
_BOOLERR, _FORMULA, _STRING = 0x0205, 0x0006, 0x0207
_BIFF8 = 0x0600
_LAST_ROW = 65_536
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_NO_VALUE = "=…"
"""What is shown of a formula, whose text is not stored as such."""


def read_marks(data: bytes) -> dict[str, Marks]:
    """The marks of each sheet by its name; none where the file is not as it should be."""
    try:
        _, stream = next(streams(data, {"workbook", "book"}), ("", b""))
        return dict(_sheets(stream)) if stream else {}
    except (struct.error, IndexError, ValueError):
        return {}


# ---- the records


def _sheets(stream: bytes) -> Iterator[tuple[str, Marks]]:
    version = struct.unpack_from("<H", stream, 4)[0]
    for kind, at, length in records(stream, 0):
        if kind == EOF:
            return
        if kind == BOUNDSHEET:
            start = struct.unpack_from("<I", stream, at)[0]
            yield _name(stream[at + 6 : at + length], version), _marks(stream, start)


def _name(raw: bytes, version: int) -> str:
    if version != _BIFF8:
        return raw[1 : 1 + raw[0]].decode("gb18030", "replace")
    if raw[1] & 1:
        return raw[2 : 2 + 2 * raw[0]].decode("utf-16-le", "replace")
    return raw[2 : 2 + raw[0]].decode("latin-1")


def _marks(stream: bytes, start: int) -> Marks:
    """The marks of one sheet, whose records begin there."""
    read, depth = _Records(stream), 0
    for kind, at, length in records(stream, start):
        depth += (kind == BOF) - (kind == EOF)
        if depth < 1:
            break
        # A chart in the sheet has records of its own.
        if depth == 1 and (one := read.known.get(kind)) is not None and length >= one[0]:
            one[1](at)
    return read.marks


class _Records:
    """Takes the records of one sheet; `known` has by kind the least length and what is to be done."""

    def __init__(self, stream: bytes) -> None:
        self.marks = Marks()
        self._stream, self._place = stream, struct.Struct("<HH").unpack_from
        self._waiting: tuple[int, int] | None = None
        self.known: dict[int, tuple[int, Callable[[int], None]]] = {
            _BOOLERR: (8, self._error),
            _FORMULA: (14, self._formula),
            _STRING: (2, self._text),
            _ROW: (16, self._row),
            _COLINFO: (10, self._columns),
            _FILTERMODE: (0, self._filter),
        }

    def _error(self, at: int) -> None:
        row, column = self._place(self._stream, at)
        if self._stream[at + 7]:
            self.marks.cells[row + 1, column] = _ERRORS.get(self._stream[at + 6], "#ERROR"), Reason.ERROR_CELL

    def _formula(self, at: int) -> None:
        """Note a stored result that is no number; a text's own record follows."""
        row, column = self._place(self._stream, at)
        kind = self._stream[at + 6]
        self._waiting = None
        if self._stream[at + 12 : at + 14] != b"\xff\xff":
            return
        if kind == 2:
            self.marks.cells[row + 1, column] = (
                _ERRORS.get(self._stream[at + 8], "#ERROR"),
                Reason.ERROR_CELL,
            )
        elif kind in {0, 3}:
            self.marks.cells[row + 1, column] = _NO_VALUE, Reason.FORMULA
            self._waiting = (row + 1, column) if kind == 0 else None

    def _text(self, at: int) -> None:
        if self._waiting is not None and self._stream[at : at + 2] != b"\0\0":
            del self.marks.cells[self._waiting]
        self._waiting = None

    def _row(self, at: int) -> None:
        # Hidden, or without a height ([MS-XLS] 2.4.221: a twentieth of a point, but for the highest bit).
        height = int.from_bytes(self._stream[at + 6 : at + 8], "little") & 0x7FFF
        if self._stream[at + 12] & 0x20 or height < 20 * LEAST_SEEN:
            self.marks.hidden_rows.add(self._place(self._stream, at)[0] + 1)

    def _filter(self, _at: int) -> None:
        """A filter is at work; over which rows it lies is said elsewhere, in a name of the workbook."""
        self.marks.filtered = range(1, _LAST_ROW + 1)

    def _columns(self, at: int) -> None:
        # Hidden, or without a width ([MS-XLS] 2.4.53: 256ths of a character).
        width = int.from_bytes(self._stream[at + 4 : at + 6], "little")
        if self._stream[at + 8] & 1 or width < 256 * LEAST_SEEN:
            first, last = self._place(self._stream, at)
            self.marks.hidden_columns.update(range(first, min(last, 255) + 1))
