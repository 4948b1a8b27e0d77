"""Determines what a file is by its first octets, and whether its packaging is hostile, before any parser sees it.

This serves clear messages and is not the security boundary: that is the limited process in `reader.py`.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import PurePath
from typing import IO, NamedTuple

from console.contacts import kinds
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.files import MAX_FILE
from console.contacts.marks import Marks
from console.contacts.messages import Kind
from console.contacts.workbooks import biff, sheet_parts, xlsx
from console.contacts.workbooks.book_parts import Common, FirstRows
from console.contacts.workbooks.grid import MOST, Grid
from console.contacts.workbooks.row_shapes import UnreadError
from console.domain.requests import file_heads as heads

MAX_INFLATED = 1024 * 1024 * 1024
"""Most octets of all parts of a workbook together."""
MAX_RATIO = 100
"""Largest ratio of inflated to stored size for a part above `RATIO_FLOOR`."""
RATIO_FLOOR = 1024 * 1024
MAX_PARTS = 2_000
_SMALL = 1024

_BLOCK = 1024 * 1024
_ROWS = 256 * 1024
"""Octets of a sheet's part that are its first rows."""
_FEW_SHEETS = 20
"""Sheets of which the first rows are read before the workbook is."""
_OVERLAP = 16
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Guarded(NamedTuple):
    """A file that may be parsed: its kind, notes, and by sheet what its own records say beyond the cells' values.

    `grids` are the sheets of a workbook that is in the ordinary writing throughout, in its order, and whether they are visible.
    """

    kind: Kind
    notes: tuple[str, ...]
    marks: dict[str, Marks]
    grids: tuple[tuple[Grid, bool], ...] | None = None


def guard(data: bytes, name: str, first_rows: FirstRows | None = None) -> Guarded:
    """Determine what a file is; with `first_rows` a workbook in the ordinary writing is also read.

    Raises FileRefusedError with a `FileCode` for every file that is not accepted.
    """
    suffix = PurePath(name).suffix.lower()
    if not data:
        raise FileRefusedError(FileCode.EMPTY)
    if len(data) > MAX_FILE:
        raise FileRefusedError(FileCode.TOO_LARGE, size=len(data), limit=MAX_FILE)
    if data.startswith(heads.COMPOUND):
        kinds.demand_old_book(data)
        return Guarded("xls", _differs(suffix, ".xls"), biff.read_marks(data))
    if data.startswith(heads.ZIP):
        return Guarded("xlsx", _differs(suffix, ".xlsx"), *_check_zip(data, first_rows))
    kinds.demand_text(data, name)
    return Guarded("txt", text_notes(suffix), {})


def text_notes(suffix: str) -> tuple[str, ...]:
    """What is to be said of the name of a text that ends so."""
    return () if suffix == ".csv" else _differs(suffix, ".txt")


def of_beginning(file: IO[bytes], suffix: str, first_rows: FirstRows) -> Guarded:
    """The first rows of each sheet of a workbook; of the rest nothing is read, and so nothing of it is checked.

    Raises UnreadError unless it is in the ordinary writing as far as that, FileRefusedError as `guard` does.
    """
    with _opened(file) as archive:
        _check_directory(archive.infolist(), archive.read)
        parts = sheet_parts.sheet_parts(archive, partial(_blocks, archive))
        if parts.visible is None or len(parts.sheets) > _FEW_SHEETS:
            raise UnreadError
        common = _common(archive, first_rows, shortened=True)
        if common is None:
            raise UnreadError
        grids: dict[str, Grid] = {}
        marks: dict[str, Marks] = {}
        for part, name in parts.sheets.items():
            grid = grids[name] = Grid(name, common)
            rows = _blocks(archive, archive.getinfo(part))
            text = _shortened(rows, b"</row>", b"</sheetData></worksheet>", _ROWS)
            marks[name] = xlsx.read_marks(partial(iter, [text]), grid)
            if not grid.whole:
                raise UnreadError
        visible = tuple((grids[name], seen) for name, seen in parts.visible)
    return Guarded("xlsx", _differs(suffix, ".xlsx"), marks, visible)


def _shortened(blocks: Iterator[bytes], last: bytes, end: bytes, most: int = _BLOCK) -> bytes:
    """The first octets of a part, at most so many, up to the last end of an element, and the end of the part behind them."""
    block = next(blocks, b"")
    if len(block) < most and block.rstrip().endswith(end[end.rfind(b"<") :]):
        return block
    return block[: block.rfind(last, 0, most) + len(last)] + end


def _differs(suffix: str, expected: str) -> tuple[str, ...]:
    return () if suffix == expected else ("extension_differs",)


def _check_zip(
    data: bytes, first_rows: FirstRows | None
) -> tuple[dict[str, Marks], tuple[tuple[Grid, bool], ...] | None]:
    """Check every part, and look through those that are sheets; the marks are by the sheets' names, the grids as in `Guarded`."""
    with _opened(BytesIO(data)) as archive:
        _check_directory(archive.infolist(), archive.read)
        parts = sheet_parts.sheet_parts(archive, partial(_blocks, archive))
        common = (
            _common(archive, first_rows) if parts.visible is not None and first_rows is not None else None
        )
        grids = {name: Grid(name, common) for name in parts.sheets.values()} if common is not None else {}
        marks: dict[str, Marks] = {}
        known = {"xl/styles.xml", "xl/sharedStrings.xml"} if common is not None else set[str]()
        for info in archive.infolist():
            if info.filename in known:
                continue
            name = parts.sheets.get(info.filename)
            if name is not None:
                marks[name] = xlsx.read_marks(partial(_blocks, archive, info), grids.get(name))
                if not all(grid.whole for grid in grids.values()) or _held(grids) > MOST:
                    grids.clear()
            else:
                for _ in _blocks(archive, info):
                    pass
        if parts.visible is None or not grids:
            return marks, None
        return marks, tuple((grids[name], visible) for name, visible in parts.visible)


@contextmanager
def _opened(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """A workbook's archive; whatever is wrong with it while it is read is raised as FileRefusedError."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError) as error:
        raise FileRefusedError(FileCode.DAMAGED) from error
    except (NotImplementedError, RuntimeError) as error:
        raise FileRefusedError(FileCode.ENCRYPTED) from error
    except zlib.error as error:
        raise FileRefusedError(FileCode.DAMAGED) from error


def _held(grids: dict[str, Grid]) -> int:
    return sum(grid.held for grid in grids.values())


def _common(archive: zipfile.ZipFile, first_rows: FirstRows, *, shortened: bool = False) -> Common | None:
    """What the cells have in common; None where it is in no ordinary writing."""
    names = {name.lower(): name for name in archive.namelist()}
    styles, texts = (names.get(f"xl/{part}.xml", "") for part in ("styles", "sharedstrings"))
    if styles not in {"", "xl/styles.xml"} or texts not in {"", "xl/sharedStrings.xml"}:
        return None
    shared = _blocks(archive, archive.getinfo(texts)) if texts else None
    if shared is not None and shortened:
        shared = iter([_shortened(shared, b"</si>", b"</sst>")])
    try:
        return Common(
            b"".join(_blocks(archive, archive.getinfo(styles))) if styles else b"", shared, first_rows
        )
    except UnreadError:
        return None


def _check_directory(parts: list[zipfile.ZipInfo], read: Callable[[zipfile.ZipInfo], bytes]) -> None:
    names = {part.filename.lower(): part for part in parts}
    if len(parts) > MAX_PARTS or len(names) != len(parts):
        raise FileRefusedError(FileCode.DAMAGED)
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefusedError(FileCode.ENCRYPTED)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileRefusedError(FileCode.MACRO_WORKBOOK)
    if "xl/workbook.bin" in names:
        raise FileRefusedError(FileCode.XLSB)
    if "xl/workbook.xml" not in names:
        raise FileRefusedError(kinds.zip_without_book(names, lambda name: _beginning(names[name], read)))
    inflated = sum(part.file_size for part in parts)
    steep = any(
        part.file_size > RATIO_FLOOR and part.file_size > MAX_RATIO * part.compress_size for part in parts
    )
    if inflated > MAX_INFLATED or steep:
        raise FileRefusedError(FileCode.INFLATES_TOO_MUCH, size=inflated, limit=MAX_INFLATED)


def _beginning(part: zipfile.ZipInfo, read: Callable[[zipfile.ZipInfo], bytes]) -> bytes:
    """A small part whole; nothing of a large one."""
    return read(part) if part.file_size <= _SMALL else b""


def _blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Inflate one part to its end (which also checks its CRC), and yield it block by block as far as it is harmless."""
    name = info.filename.lower()
    is_xml = name.endswith((".xml", ".rels", ".vml"))
    rest, first = b"", True
    with archive.open(info) as part:
        while block := part.read(_BLOCK):
            if first and is_xml and 0 in block[:4]:
                raise FileRefusedError(FileCode.XML_ENCODING)
            first = False
            # A declaration may straddle two blocks.
            text = rest + block[:_OVERLAP]
            if is_xml and ((b"<!" in block and _DECLARATION.search(block)) or _DECLARATION.search(text)):
                raise FileRefusedError(FileCode.DOCTYPE)
            rest = block[-_OVERLAP:]
            yield block
