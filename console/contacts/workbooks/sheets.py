"""A workbook's sheet as one column of cells, with the file's own row numbers.

The workbook reader works silently: it drops leading empty columns, shows error cells and formulas without a value as blank, and
returns hidden sheets and rows like any other. This module makes all that visible.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import NamedTuple

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from console.contacts import tables
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.marks import MAX_COLUMNS, Marks
from console.contacts.messages import Remark, SheetInfo
from console.contacts.reasons import Reason
from console.contacts.tables import Awkward, Cell, Survey, letter
from console.contacts.texts.decode import MAX_ROWS
from console.contacts.workbooks.grid import Grid
from console.contacts.workbooks.guard import Guarded
from console.contacts.workbooks.row_shapes import UnreadError
from console.domain.contacts import aside

_NO_MARKS = Marks()
AnySheet = CalamineSheet | Grid


class Sheet(NamedTuple):
    """One column of a sheet: a number per row (0 where the row is not simply a number), and the texts of the other rows.

    A row that is in neither is blank. `table` has the cells of the first rows, a text for each used column; `heads` what the row
    `heading` (an index, -1: none) says of them.
    """

    numbers: list[int]
    awkward: dict[int, Awkward]
    chosen: str | None
    sheets: tuple[SheetInfo, ...]
    columns: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    column: str = ""
    heads: tuple[str, ...] = ()
    heading: int = -1
    remarks: tuple[Remark, ...] = ()
    aside: dict[str, int] = {}  # noqa: RUF012 - never written to
    concealed: dict[int, Reason] = {}  # noqa: RUF012 - the same


class _Known(NamedTuple):
    """A sheet that holds anything, as far as it was looked at."""

    name: str
    visible: bool
    found: Survey
    rows: int
    numbers: int
    """In all columns; as far as it was surveyed."""


class Book:
    """A workbook of which any column can be read; the sheet that was read last stays in memory."""

    def __init__(self, data: bytes, guarded: Guarded) -> None:
        self._data, self._marks, self._grids = data, guarded.marks, guarded.grids
        self._infos: tuple[SheetInfo, ...] = ()
        self._known: list[_Known] = []
        self._counted: set[str] = set()
        self._sheet: AnySheet | None = None
        self._asked: str | None = None

    def read(
        self,
        sheet_name: str | None,
        progress: Callable[[int, int], None],
        column: str | None = None,
        also: Collection[str] = (),
    ) -> Sheet:
        """Read the named sheet, or the first visible one with numbers; its named column, or the one with the numbers.

        `also` are columns of it that are read by themselves into the same list. `progress` gets rows done and rows in all. Raises FileRefusedError: `encrypted`, `damaged`, `no_such_sheet`,
        `no_such_column`, `too_many_columns` or `too_many_rows`.
        """
        with _named_errors():
            if self._sheet is None or sheet_name not in {self._asked, self._sheet.name}:
                self._sheet, self._asked, self._counted = None, sheet_name, set()
                self._infos, self._known, self._sheet = _survey(self._sheets(), sheet_name)
            return self._of_sheet(progress, column, also)

    def _sheets(self) -> Iterator[tuple[AnySheet, bool]]:
        """Yield every worksheet, and whether it is visible."""
        if self._grids is not None:
            yield from self._grids
            return
        book = CalamineWorkbook.from_filelike(BytesIO(self._data))
        for meta in book.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                yield book.get_sheet_by_name(meta.name), meta.visible == SheetVisibleEnum.Visible

    def _of_sheet(
        self, progress: Callable[[int, int], None], column: str | None, also: Collection[str]
    ) -> Sheet:
        sheet, infos = self._sheet, self._infos
        if sheet is None:
            return Sheet([], {}, None, infos, (), ())
        if sheet.end is not None and sheet.end[0] >= MAX_ROWS:
            raise FileRefusedError(FileCode.TOO_MANY_ROWS, rows=sheet.total_height, limit=MAX_ROWS)
        here = next((one for one in self._known if one.name == sheet.name), None)
        if here is None or sheet.start is None:
            return Sheet([], {}, sheet.name, infos, (), ())
        read = _read(sheet, here.found, self._marks.get(sheet.name, _NO_MARKS), progress, column, also)
        self._count_rest(here)
        others = [one for one in self._known if one is not here and one.numbers]
        left = {
            aside.key(aside.SHEET if one.visible else aside.HIDDEN_SHEET, one.name): one.numbers
            for one in others
        }
        remarks = (*read.remarks, *_other_sheets(others, here))
        return read._replace(sheets=infos, remarks=remarks, aside=read.aside | left)

    def _count_rest(self, here: _Known) -> None:
        """Count the numbers of other long sheets to their end: a survey ends before."""
        long = {
            one.name for one in self._known if one is not here and one.rows > tables.SURVEYED
        } - self._counted
        if not long:
            return
        counted = {
            sheet.name: tables.total(sheet.iter_rows()) for sheet, _ in self._sheets() if sheet.name in long
        }
        self._counted |= set(counted)
        self._known[:] = [
            one._replace(numbers=counted.get(one.name, one.numbers)) if one is not here else here
            for one in self._known
        ]


def first_rows(book: BytesIO) -> list[Sequence[Cell]]:
    """The rows of a workbook's first sheet; raises UnreadError if the workbook reader does not read it."""
    try:
        with _named_errors():
            return [*CalamineWorkbook.from_filelike(book).get_sheet_by_index(0).iter_rows()]
    except FileRefusedError as error:
        raise UnreadError from error


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


def _survey(
    sheets: Iterable[tuple[AnySheet, bool]], sheet_name: str | None
) -> tuple[tuple[SheetInfo, ...], list[_Known], AnySheet | None]:
    """Describe and survey every worksheet and pick one: the named one, or the first visible one that plausibly has the numbers.

    At most two sheets of the workbook reader's are in memory at a time.
    """
    sizes: list[tuple[str, bool, int, int]] = []
    known: list[_Known] = []
    picked: AnySheet | None = None
    best = 0
    for sheet, visible in sheets:
        end = sheet.end
        rows, columns = (end[0] + 1, end[1] + 1) if end is not None else (0, 0)
        sizes.append((sheet.name, visible, rows, columns))
        most = 0
        if rows and rows <= MAX_ROWS:
            found = tables.survey(sheet.iter_rows(), sheet.width)
            known.append(_Known(sheet.name, visible, found, rows, sum(one.held for one in found.tallies)))
            most = found.most
        if sheet_name is not None:
            picked = sheet if sheet_name == sheet.name else picked
        elif visible and rows and (picked is None or most > _FEW * best):
            # A cover sheet may name one telephone; a list has many times more.
            picked, best = sheet, most
    if sheet_name is not None and picked is None:
        raise FileRefusedError(FileCode.NO_SUCH_SHEET, sheet=sheet_name[:60])
    chosen = picked.name if picked else None
    return tuple(SheetInfo(*size, size[0] == chosen) for size in sizes), known, picked


_FEW = 10
"""A sheet is passed over for a later one with more than so many times its numbers."""


def _other_sheets(others: Iterable[_Known], here: _Known) -> Iterator[Remark]:
    """Tell which other sheets hold numbers."""
    for one in others:
        yield Remark("other_sheet" if one.visible else "hidden_sheet", one.name[:60], one.numbers)
    if not here.visible:
        yield Remark("is_hidden_sheet", here.name[:60], here.found.most)


def _read(
    sheet: AnySheet,
    found: Survey,
    marks: Marks,
    progress: Callable[[int, int], None],
    wanted: str | None,
    also: Collection[str],
) -> Sheet:
    first = sheet.start[1] if sheet.start is not None else 0
    if first + sheet.width > MAX_COLUMNS:
        raise FileRefusedError(FileCode.TOO_MANY_COLUMNS, limit=MAX_COLUMNS)
    column, others = tables.choose(found, wanted, first, marks.hidden_columns)
    total = sheet.end[0] + 1 if sheet.end is not None else 0
    reader = tables.Reader(column, found.heading, first, tables.named(found, also, first))
    for rows in reader.read(sheet.iter_rows()):
        progress(rows, total)
    numbers, awkward = reader.numbers, reader.awkward
    told = [*tables.as_plausible(others, first)]
    for (row, nth), (text, reason) in marks.cells.items():
        if nth == first + column:
            _mark(numbers, awkward, row - 1, text, reason)
    told += _hidden(numbers, marks, first + column, found, first)
    used = tuple(sorted({*found.used, column}))
    return Sheet(
        numbers, awkward, sheet.name, (), tuple(letter(first + nth) for nth in used), tables.first_rows(found, used),
        letter(first + column), tuple(found.head(nth) for nth in used), found.heading, (*told, *reader.remarks()),
        reader.aside(marks.hidden_columns), marks.concealed(len(numbers)),
    )  # fmt: skip


def _hidden(numbers: list[int], marks: Marks, column: int, found: Survey, first: int) -> Iterator[Remark]:
    """Tell which rows and columns nobody sees who opens the workbook."""
    rows = [row for row in marks.hidden_rows if row <= len(numbers) and numbers[row - 1]]
    if rows:
        yield Remark("hidden_rows", str(min(rows)), len(rows))
    for nth in found.used:
        if first + nth in marks.hidden_columns:
            code = "is_hidden_column" if first + nth == column else "hidden_column"
            yield Remark(code, letter(first + nth), found.tallies[nth].held)


def _mark(
    numbers: list[int], awkward: dict[int, Awkward], index: int, text: str, reason: Reason | None
) -> None:
    """Record what the workbook reader did not show of a cell: an error, a formula without a value, a text that it cut."""
    while len(numbers) <= index < MAX_ROWS:
        numbers.append(0)
    if not 0 <= index < len(numbers):
        return
    known = awkward.get(index)
    if known is not None and known.reason is Reason.JUNK:
        return
    numbers[index] = tables.plain_number(text) if reason is None else 0
    if numbers[index]:
        awkward.pop(index, None)
    else:
        awkward[index] = Awkward(text, reason)
