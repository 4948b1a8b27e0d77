"""The records of an .xls workbook, read beside the workbook reader: error cells, formulas without a value, what is hidden.

[MS-CFB] describes the file as sectors in chains, [MS-XLS] the stream of records in it. What cannot be read gives no marks: whether
the file is damaged is for the workbook reader to say.
"""

import struct
from collections.abc import Callable, Iterator

from console.contacts.marks import Marks
from console.contacts.reasons import Reason

_HEADER = 512
_END_OF_CHAIN = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_ENTRY = 128
_BOF, _EOF, _BOUNDSHEET, _COLINFO, _ROW = 0x0809, 0x000A, 0x0085, 0x007D, 0x0208
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
        stream = _workbook(data)
        return dict(_sheets(stream)) if stream else {}
    except (struct.error, IndexError, ValueError):
        return {}


# ---- the stream


def _workbook(data: bytes) -> bytes:
    """The stream with the workbook's records; empty if there is none."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if not 7 <= shift <= 16 or mini_shift > shift:
        return b""
    size = 1 << shift
    tables = _fat_sectors(data, size)
    fat = b"".join(_sector(data, one, size) for one in tables)
    links = struct.unpack(f"<{len(fat) // 4}I", fat[: len(fat) // 4 * 4])
    first, cutoff, mini_first = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
    folder = _chain(data, first, links, size)
    root = b""
    for at in range(0, len(folder) - _ENTRY + 1, _ENTRY):
        entry = folder[at : at + _ENTRY]
        name = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "replace")
        start, length = struct.unpack_from("<I", entry, 116)[0], struct.unpack_from("<I", entry, 120)[0]
        if entry[66] == 5:
            root = _chain(data, start, links, size)
        elif entry[66] == 2 and name.lower() in {"workbook", "book"}:
            if length >= cutoff:
                return _chain(data, start, links, size)[:length]
            small = _chain(data, mini_first, links, size)
            mini = struct.unpack(f"<{len(small) // 4}I", small[: len(small) // 4 * 4])
            return _chain(root, start, mini, 1 << mini_shift, 0)[:length]
    return b""


def _fat_sectors(data: bytes, size: int) -> list[int]:
    """The sectors that hold the table of chains."""
    sectors = [one for one in struct.unpack_from("<109I", data, 76) if one < _END_OF_CHAIN]
    following, seen = struct.unpack_from("<I", data, 68)[0], set[int]()
    while following < _END_OF_CHAIN and following not in seen:
        seen.add(following)
        block = _sector(data, following, size)
        if len(block) < size:
            break
        *more, following = struct.unpack(f"<{size // 4}I", block)
        sectors += [one for one in more if one < _END_OF_CHAIN]
    return sectors


def _sector(data: bytes, number: int, size: int, base: int = _HEADER) -> bytes:
    at = (number + 1) * size if base else number * size
    return data[at : at + size]


def _chain(data: bytes, first: int, links: tuple[int, ...], size: int, base: int = _HEADER) -> bytes:
    """The octets of a chain of sectors; a chain that turns back on itself ends there."""
    pieces: list[bytes] = []
    number = first
    while number < len(links) and len(pieces) <= len(links):
        pieces.append(_sector(data, number, size, base))
        number = links[number]
    return b"".join(pieces)


# ---- the records


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and length of the records from there on."""
    unpack, end = struct.Struct("<HH").unpack_from, len(stream) - 4
    while at <= end:
        kind, length = unpack(stream, at)
        yield kind, at + 4, length
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, Marks]]:
    version = struct.unpack_from("<H", stream, 4)[0]
    for kind, at, length in _records(stream, 0):
        if kind == _EOF:
            return
        if kind == _BOUNDSHEET:
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
    for kind, at, length in _records(stream, start):
        depth += (kind == _BOF) - (kind == _EOF)
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
        if self._stream[at + 12] & 0x20:
            self.marks.hidden_rows.add(self._place(self._stream, at)[0] + 1)

    def _filter(self, _at: int) -> None:
        """A filter is at work; over which rows it lies is said elsewhere, in a name of the workbook."""
        self.marks.filtered = range(1, _LAST_ROW + 1)

    def _columns(self, at: int) -> None:
        if self._stream[at + 8] & 1:
            first, last = self._place(self._stream, at)
            self.marks.hidden_columns.update(range(first, min(last, 255) + 1))
