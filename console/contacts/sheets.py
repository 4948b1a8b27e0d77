"""A workbook's sheet as one column of cells, with the file's own row numbers.

The workbook reader works silently: it drops leading empty columns, shows error cells and formulas without a value as blank, and
returns hidden sheets like any other. This module makes all that visible.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from io import BytesIO
from itertools import islice
from typing import NamedTuple
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from console.contacts.classify import mobile_runs
from console.contacts.decode import MAX_ROWS
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.guard import Guarded, Troubled
from console.contacts.messages import PREVIEW_ROWS, RAW_LENGTH, SheetInfo
from console.contacts.reasons import Reason
from console.domain.contacts.phone import AFTER_MOBILE, FIRST_MOBILE, is_mobile_form

Cell = int | float | str | bool | time | date | timedelta
STEP = 20_000
"""Rows between two progress reports."""


class Awkward(NamedTuple):
    """A row that is not simply a number: its text, and its reason if the cell itself shows it."""

    text: str
    reason: Reason | None = None


class Sheet(NamedTuple):
    """One column of a sheet: a number per row (0 where the row is not simply a number), and the texts of the other rows.

    `table` has the cells of the first rows, a text for each used column.
    """

    numbers: list[int]
    awkward: dict[int, Awkward]
    chosen: str | None
    sheets: tuple[SheetInfo, ...]
    columns: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]


def read_sheet(
    data: bytes, guarded: Guarded, sheet_name: str | None, progress: Callable[[int, int], None]
) -> Sheet:
    """Read the named sheet, or the first visible one that holds anything.

    `progress` gets rows done and rows in all. Raises FileRefusedError: `encrypted`, `damaged`, `no_such_sheet`,
    `too_many_columns` or `too_many_rows`.
    """
    with _named_errors():
        return _read(data, guarded, sheet_name, progress)


@contextmanager
def _named_errors() -> Iterator[None]:
    """Turn what the workbook reader raises into named errors; a broken file can make its foreign code panic."""
    try:
        yield
    except PasswordError as error:
        raise FileRefusedError(FileCode.ENCRYPTED) from error
    except CalamineError as error:
        is_locked = "password" in str(error).lower()
        raise FileRefusedError(FileCode.ENCRYPTED if is_locked else FileCode.DAMAGED) from error
    except BaseException as error:
        # The panic's class derives from BaseException and cannot be imported.
        if type(error).__name__ == "PanicException":
            raise FileRefusedError(FileCode.DAMAGED) from error
        raise


def _read(
    data: bytes, guarded: Guarded, sheet_name: str | None, progress: Callable[[int, int], None]
) -> Sheet:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    infos, sheet = _survey(book, sheet_name)
    if sheet is None or sheet.start is None:
        return Sheet([], {}, None if sheet is None else sheet.name, infos, (), ())
    if sheet.start[1] + sheet.width > 26:
        raise FileRefusedError(FileCode.TOO_MANY_COLUMNS, limit=26)
    if sheet.end is not None and sheet.end[0] >= MAX_ROWS:
        raise FileRefusedError(FileCode.TOO_MANY_ROWS, rows=sheet.total_height, limit=MAX_ROWS)
    troubled = _troubled_rows(data, guarded.troubled, sheet.name)
    numbers, awkward, used = _read_rows(sheet, troubled, progress)
    first = islice(sheet.iter_rows(), PREVIEW_ROWS)
    table = tuple(tuple(text_of(cells[i])[:RAW_LENGTH] for i in sorted(used)) for cells in first)
    letters = tuple(chr(ord("A") + sheet.start[1] + column) for column in sorted(used))
    return Sheet(numbers, awkward, sheet.name, infos, letters, table)


def _survey(
    book: CalamineWorkbook, sheet_name: str | None
) -> tuple[tuple[SheetInfo, ...], CalamineSheet | None]:
    """Describe every worksheet and pick one; the others are dropped at once."""
    sheets: list[tuple[str, bool, int, int]] = []
    picked: CalamineSheet | None = None
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        visible = meta.visible == SheetVisibleEnum.Visible
        end = sheet.end
        rows, columns = (end[0] + 1, end[1] + 1) if end is not None else (0, 0)
        sheets.append((meta.name, visible, rows, columns))
        is_default = sheet_name is None and picked is None and visible and rows > 0
        if is_default or sheet_name == meta.name:
            picked = sheet
    if sheet_name is not None and picked is None:
        raise FileRefusedError(FileCode.NO_SUCH_SHEET, sheet=sheet_name[:60])
    chosen = picked.name if picked else None
    return tuple(SheetInfo(*entry, entry[0] == chosen) for entry in sheets), picked


def _read_rows(
    sheet: CalamineSheet, troubled: dict[int, tuple[Reason, str]], progress: Callable[[int, int], None]
) -> tuple[list[int], dict[int, Awkward], set[int]]:
    numbers: list[int] = []
    awkward: dict[int, Awkward] = {}
    used = _used_columns(sheet)
    column = min(used, default=0)
    others = tuple(used - {column})
    total = sheet.end[0] + 1 if sheet.end is not None else 0
    rows = sheet.iter_rows()
    while block := list(islice(rows, STEP)):
        for cells in block:
            value = cells[column]
            number = _plain_number(value)
            if number and others and any(cells[i] != "" for i in others):
                number = 0
            if not number:
                awkward[len(numbers)] = _judge_cells(cells, column, used)
            numbers.append(number)
        progress(len(numbers), total)
    for row, (reason, raw) in troubled.items():
        _mark(numbers, awkward, row - 1, reason, raw)
    return numbers, awkward, used


def _plain_number(value: Cell) -> int:
    """Return the number in a cell that holds nothing else; 0 for any other cell."""
    if type(value) is float:
        return int(value) if FIRST_MOBILE <= value < AFTER_MOBILE and value.is_integer() else 0
    return int(value) if type(value) is str and is_mobile_form(value) else 0


def _used_columns(sheet: CalamineSheet) -> set[int]:
    if sheet.width == 1:
        return {0}
    used: set[int] = set()
    open_columns = set(range(sheet.width))
    for cells in sheet.iter_rows():
        for column in [c for c in open_columns if cells[c] != ""]:
            used.add(column)
            open_columns.discard(column)
    return used


def _judge_cells(cells: list[Cell], column: int, used: set[int]) -> Awkward:
    filled = [i for i in sorted(used) if cells[i] != ""]
    if not filled:
        return Awkward("")
    texts = [text_of(cells[i]) for i in filled]
    if filled == [column]:
        value = cells[column]
        if isinstance(value, (bool, date, time, timedelta)) or (not isinstance(value, str) and value < 0):
            return Awkward(texts[0], Reason.JUNK)
        return Awkward(texts[0])
    joined = " | ".join(texts)
    return Awkward(joined, Reason.TWO_NUMBERS if mobile_runs(joined) > 1 else Reason.EXTRA_COLUMN)


def text_of(value: Cell) -> str:
    """Write a cell as text; a whole number without the `.0` of its storage."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _mark(numbers: list[int], awkward: dict[int, Awkward], index: int, reason: Reason, raw: str) -> None:
    """Record an error cell or an empty formula where the reader saw a blank, or beside a number."""
    while len(numbers) <= index < MAX_ROWS:
        awkward[len(numbers)] = Awkward("")
        numbers.append(0)
    if not 0 <= index < len(numbers):
        return
    text = str(numbers[index]) if numbers[index] else awkward[index].text
    awkward[index] = Awkward(f"{text} | {raw}", Reason.EXTRA_COLUMN) if text else Awkward(raw, reason)
    numbers[index] = 0


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _troubled_rows(data: bytes, troubled: Troubled, name: str) -> dict[int, tuple[Reason, str]]:
    """Return the troubled rows of a sheet's part; the guard has already refused document types and entities."""
    if not troubled:
        return {}
    try:
        with ZipFile(BytesIO(data)) as archive:
            book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - guarded: no entities
            links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - guarded
    except (ET.ParseError, KeyError) as error:
        raise FileRefusedError(FileCode.DAMAGED) from error
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in book.iter(f"{_MAIN}sheet"):
        if sheet.get("name") == name:
            target = targets.get(sheet.get(_RELATION, ""), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return troubled.get(part, {})
    return {}
