"""A list as a workbook: one sheet with a header row, in which texts are always text and numbers are numbers."""

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from console.errors import ConsoleError
from console.locale.guard import guard

MOST: Final = (1 << 20) - 1
"""Most rows below the header that a sheet holds."""
_LONGEST: Final = (1 << 15) - 1
"""Most characters that a cell holds."""
_WIDTH: Final = 18


def write(
    file: BinaryIO, head: Sequence[str], rows: Iterable[Sequence[str | int]], sheet_name: str = ""
) -> int:
    """Write rows below their header, one at a time, and return how many; raises ConsoleError `workbook_full`.

    A text that is too long for a cell is cut, with an ellipsis.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "sms-console"
    sheet: Any = book.create_sheet(sheet_name or None)
    sheet.freeze_panes = "A2"
    for column in range(1, len(head) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTH
    written = 0
    try:
        sheet.append([_cell(sheet, name, bold=True) for name in head])
        for row in rows:
            if written == MOST:
                raise ConsoleError("workbook_full", most=MOST)
            sheet.append([_cell(sheet, value) for value in row])
            written += 1
    finally:
        sheet.close()
    book.save(file)
    return written


def _cell(sheet: Any, value: str | int, *, bold: bool = False) -> Any:
    if isinstance(value, int):
        return WriteOnlyCell(sheet, value)
    text = guard(value, lines=True)
    cell: Any = WriteOnlyCell(sheet, text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
    # Without these, a text that begins like a formula becomes one, at once or when somebody edits its cell.
    cell.data_type = "s"
    cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell
