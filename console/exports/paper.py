"""One form on A4: a grid of 24 columns, labels beside values, long texts over as many rows as they need, and a footer.

Everything is written as text, even if it begins like a formula (security architecture, 6.2). Nothing is cut off: a row is as
high as its longest cell, and a text longer than a few lines continues in the next row, so that pages can break inside it.
"""

import io
import re
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break

from console.exports.measure import SQUARE, lines
from console.locale.guard import guard

COLUMNS: Final = 24
_COLUMN_WIDTH: Final = 3.8
"""In digits of the book's default font, which is the unit of column widths (ECMA-376, 18.3.1.13)."""
_DEFAULT_FONT: Final = Font(name="Arial", size=10)
"""Its digits are 7 pixels wide, even where a metric-compatible font replaces it."""
_COLUMN_POINTS: Final = 19.5
_SIZE: Final = 9
_SMALL: Final = 7
"""For a digest, so that its 64 digits stand on one line, in groups too: it is compared, not read."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}|(?:[0-9a-f]{4} ){15}[0-9a-f]{4}")
_LINE: Final = 13.0
"""Height of a line in points."""
_AROUND: Final = 2.0
"""Points that a row has beyond its lines."""
_INK: Final = 32.0
"""Height in points of a row in which somebody signs by hand: 11 mm."""
_LABEL: Final = 4
_WIDE_LABEL: Final = 7
"""Columns of a label, and of one that would fold."""
_PACKINGS: Final = ((3, _LABEL), (2, _LABEL), (2, _WIDE_LABEL))
"""How many pairs stand beside one another, with labels of how many columns."""
_PADDING: Final = 5.0
_SLACK: Final = 0.95
"""Share of a cell's width that is safe to use: programs wrap at words, and their fonts differ."""
_ROWS_AT_ONCE: Final = 10
"""Lines of a long text in one row of the sheet; a row cannot break across pages."""
_FONT: Final = "宋体"
_THIN: Final = Side(style="thin", color="444444")
_LINES: Final = {
    "box": Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN),
    "between": Border(top=_THIN, bottom=_THIN),
    "last": Border(right=_THIN, top=_THIN, bottom=_THIN),
}
"""The first of several joined cells has all four lines; the cells after it have none on their left."""
_HEADINGS: Final = 2
"""Rows of organisation and title, which are repeated on every page."""
_SHADE: Final = PatternFill("solid", start_color="EEEEEE")
_MARGIN: Final = 0.5
_BOTTOM: Final = 0.7
"""Inches."""
_SCALE: Final = 100
"""Per cent. "Fit to width" is not used: with it, programs ignore the page breaks that keep a heading with its section."""
_PAGE: Final = (11.69 - _MARGIN - _BOTTOM) * 72
"""Height of the rows on an A4 page, in points."""
_KEPT: Final = 45.0
"""Points of content that must follow a section's heading on its page."""


class Foot(msgspec.Struct, frozen=True):
    """The footer of every page: the form's number, its check code, who printed it and when."""

    left: str
    right: str


class Box(NamedTuple):
    """One cell of a row: how many of the 24 columns it spans, its text, whether it is a label, and the size of its letters."""

    span: int
    text: str
    label: bool = False
    size: int = _SIZE


class _Look(NamedTuple):
    """The look of a cell; a later part of a joined cell has only lines, and size 0."""

    size: int
    bold: bool = False
    shaded: bool = False
    centred: bool = False
    top: bool = False
    lines: str = ""


class Paper:
    """A form being made; `save` returns the workbook."""

    def __init__(self, organisation: str, title: str, foot: Foot, at: datetime) -> None:
        self._book = Workbook()
        self._book.properties.creator = "sms-console"
        # The library has no public way to a style that every workbook has.
        styles: Any = self._book._named_styles  # type: ignore[attr-defined]  # noqa: SLF001
        styles["Normal"].font = _DEFAULT_FONT
        self._book.properties.created = self._book.properties.modified = at.replace(tzinfo=None)
        sheet = self._book.active
        if sheet is None:
            raise AssertionError("a new workbook has a sheet")
        self._sheet: Any = sheet
        self._looks: dict[_Look, Any] = {}
        self._heading = 0.0
        self._next = 1
        self._used = 0.0
        self.page = 1
        """The page on which the last row stands, as the heights of the rows say."""
        self._lay_out(title, foot)
        self._line(organisation, size=11, height=16)
        self._line(title, size=16, bold=True, height=25)
        self._heading = self._used

    def _lay_out(self, title: str, foot: Foot) -> None:
        sheet = self._sheet
        sheet.title = "".join(c for c in title if c not in "[]:*?/\\")[:31]
        for column in range(1, COLUMNS + 1):
            sheet.column_dimensions[get_column_letter(column)].width = _COLUMN_WIDTH
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = "portrait"
        sheet.page_setup.scale = _SCALE
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = _MARGIN
        margins.bottom, margins.footer, margins.header = _BOTTOM, 0.35, 0.3
        sheet.print_options.horizontalCentered = True
        sheet.oddFooter.left.text = _escaped(foot.left)
        sheet.oddFooter.center.text = "&P / &N"
        sheet.oddFooter.right.text = _escaped(foot.right)
        for part in (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right):
            part.size = 8

    # ---- the parts of a form

    def subtitle(self, text: str) -> None:
        """A smaller centred line under the title."""
        self._line(text, size=9, height=15)

    def section(self, text: str) -> None:
        """A shaded line over the whole width; it never ends a page."""
        if self._used + _LINE + _KEPT > _PAGE:
            self._sheet.row_breaks.append(Break(id=self._next - 1))
            self._used = self._heading
            self.page += 1
        self._boxes([Box(COLUMNS, text, label=True)], bold=True)

    def pairs(self, *pairs: tuple[str, str], label_span: int = _LABEL) -> None:
        """Labels and values side by side on one row, with equal widths; at most three pairs."""
        share = COLUMNS // len(pairs)
        boxes: list[Box] = []
        for label, value in pairs:
            boxes += [Box(label_span, label, label=True), Box(share - label_span, value)]
        self._boxes(boxes)

    def packed(self, *pairs: tuple[str, str]) -> None:
        """Labels and values in as few rows as hold them: first three beside one another, then two, then those that need a whole row."""
        left = list(pairs)
        for across, label_span in _PACKINGS:
            room = COLUMNS // across - label_span
            fitting = [
                at
                for at, (label, value) in enumerate(left)
                if _fits(Box(label_span, label), Box(room, value))
            ]
            # What does not fill a row goes on among the wider ones.
            fitting = fitting[: len(fitting) // across * across]
            for at in range(0, len(fitting), across):
                self.pairs(*(left[one] for one in fitting[at : at + across]), label_span=label_span)
            left = [pair for at, pair in enumerate(left) if at not in fitting]
        for label, value in left:
            self.text(label, value)

    def text(self, label: str, value: str) -> None:
        """One label and a value over the rest of the width, in as many rows as it needs."""
        size = _SMALL if _DIGEST.fullmatch(value) else _SIZE
        wide = Box(COLUMNS - _WIDE_LABEL, value, size=size)
        # A longer label gets more room where the value leaves it.
        longer = not _on_one_line(Box(_LABEL, label)) and _on_one_line(wide)
        span = _WIDE_LABEL if longer else _LABEL
        self._long(Box(span, label, label=True), wide._replace(span=COLUMNS - span))

    def note(self, value: str) -> None:
        """A text over the whole width."""
        self._long(None, Box(COLUMNS, value))

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]], spans: Sequence[int]) -> None:
        """Columns under shaded headers; `spans` says how many of the 24 columns each takes."""
        self.heads(heads, spans)
        for row in rows:
            self.cells(row, spans)

    def heads(self, heads: Sequence[str], spans: Sequence[int]) -> None:
        """The shaded headers of columns; raises ValueError unless they fill the width."""
        if sum(spans) != COLUMNS:
            raise ValueError("the columns do not fill the page")
        self._boxes([Box(span, head, label=True) for span, head in zip(spans, heads, strict=True)])

    def cells(self, row: Sequence[str], spans: Sequence[int]) -> None:
        """One row of columns."""
        self._boxes([Box(span, value) for span, value in zip(spans, row, strict=True)])

    def signing(self, row: Sequence[str], spans: Sequence[int]) -> None:
        """One row of columns, of which an empty one has room for a signature by hand."""
        self._boxes([Box(span, value) for span, value in zip(spans, row, strict=True)], least=_INK)

    def blanks(self, *labels: str, lines_high: int = 4) -> None:
        """Empty boxes for ink and seals, side by side, each with its label at the top."""
        share = COLUMNS // len(labels)
        spans = [share] * len(labels)
        spans[-1] += COLUMNS - sum(spans)
        boxes = [Box(span, label) for span, label in zip(spans, labels, strict=True)]
        self._row(boxes, least=lines_high * _LINE, top=True)

    def gap(self) -> None:
        """A small vertical gap."""
        self._end_row(6)

    def save(self) -> bytes:
        """Return the workbook's bytes; the print area covers everything that was written."""
        self._sheet.print_area = f"A1:{get_column_letter(COLUMNS)}{max(self._next - 1, 1)}"
        self._sheet.print_title_rows = "1:2"
        out = io.BytesIO()
        self._book.save(out)
        return out.getvalue()

    # ---- rows

    def _line(self, text: str, *, size: int, height: int, bold: bool = False) -> None:
        cell = self._merge(self._next, 1, COLUMNS, _Look(size, bold=bold, centred=True))
        _write(cell, text)
        count = sum(1 for _ in lines(text, int(COLUMNS * _COLUMN_POINTS * _SLACK / size * SQUARE)))
        self._end_row(height * max(count, 1))

    def _boxes(self, boxes: Sequence[Box], *, bold: bool = False, least: float = 0.0) -> None:
        """One row of cells; if one text is too long for a row, all cells continue in the next row."""
        cut = [_chunks(box) for box in boxes]
        for at in range(max(len(chunks) for chunks in cut)):
            parts = [
                box._replace(text=chunks[at] if at < len(chunks) else "")
                for box, chunks in zip(boxes, cut, strict=True)
            ]
            self._row(parts, bold=bold, least=least)

    def _long(self, label: Box | None, box: Box) -> None:
        first = True
        for chunk in _chunks(box):
            parts = [box._replace(text=chunk)]
            if label is not None:
                parts.insert(0, label if first else label._replace(text=""))
            self._row(parts)
            first = False

    def _row(
        self, boxes: Sequence[Box], *, bold: bool = False, least: float = 0.0, top: bool = False
    ) -> None:
        column, high = 1, 1
        for box in boxes:
            look = _Look(box.size, bold=bold, shaded=box.label, top=top)
            _write(self._merge(self._next, column, box.span, look), box.text)
            high = max(high, sum(1 for _ in lines(box.text, _capacity(box))))
            column += box.span
        self._end_row(max(high * _LINE + _AROUND, least))

    def _end_row(self, height: float) -> None:
        """Give the row its height, and keep count of the page: a row that no longer fits begins the next page."""
        self._sheet.row_dimensions[self._next].height = height
        self._next += 1
        if self._used + height > _PAGE:
            self._used = self._heading
            self.page += 1
        self._used += height

    def _merge(self, row: int, column: int, span: int, look: "_Look") -> Cell:
        """Join cells of a row, and give them their look and lines; the headings in the first two rows have no lines.

        The library's own method searches all earlier joins for each new one, and copies lines cell by cell, so its time grows
        with the square of the rows. Here the parts of a row cannot overlap.
        """
        if span > 1:
            for at in range(column + 1, column + span):
                self._sheet._cells[row, at] = MergedCell(self._sheet, row, at)  # noqa: SLF001  as `merge_cells` does
            joined = CellRange(min_row=row, max_row=row, min_col=column, max_col=column + span - 1)
            self._sheet.merged_cells.ranges.add(joined)
        cell: Cell = self._sheet.cell(row, column)
        boxed = row > _HEADINGS
        self._dress(cell, look._replace(lines="box") if boxed else look)
        for at in range(column + 1, column + span if boxed else column):
            last = at == column + span - 1
            self._dress(self._sheet.cell(row, at), _Look(0, lines="last" if last else "between"))
        return cell

    def _dress(self, cell: Any, look: "_Look") -> None:
        """Give a cell a look. The style numbers of the first cell with that look are reused for later ones."""
        kept = self._looks.get(look)
        if kept is not None:
            cell._style = copy(kept)  # noqa: SLF001  the way that the library's own documentation shows
            return
        if look.lines:
            cell.border = _LINES[look.lines]
        if look.size:
            cell.font = Font(name=_FONT, size=look.size, bold=look.bold)
            cell.alignment = Alignment(
                horizontal="center" if look.centred else "left",
                vertical="top" if look.top else "center",
                wrap_text=True,
            )
            cell.quotePrefix = True
        if look.shaded:
            cell.fill = _SHADE
        self._looks[look] = copy(cell._style)  # noqa: SLF001  as above


def _capacity(box: Box) -> int:
    """Width that a line in a box is sure to have, in hundredths of the font's size."""
    return int((box.span * _COLUMN_POINTS - _PADDING) * _SLACK / box.size * SQUARE)


def _on_one_line(box: Box) -> bool:
    return sum(1 for _ in lines(box.text, _capacity(box))) == 1


def _fits(label: Box, value: Box) -> bool:
    """Whether a label and its value each take one line; a digest always has a row of its own."""
    return not _DIGEST.fullmatch(value.text) and _on_one_line(label) and _on_one_line(value)


def _chunks(box: Box) -> list[str]:
    """The text in pieces of a few lines each; joined they give the same text."""
    cut = list(lines(box.text, _capacity(box)))
    return [
        "".join(cut[at : at + _ROWS_AT_ONCE]).removesuffix("\n") if at + _ROWS_AT_ONCE < len(cut)
        else "".join(cut[at:])
        for at in range(0, len(cut), _ROWS_AT_ONCE)
    ]  # fmt: skip


def _write(cell: Cell, text: str) -> None:
    """Write a text as text: never a formula, a number or a date, and without control or hidden characters."""
    cell.value = guard(text, lines=True)
    cell.data_type = "s"


def _escaped(text: str) -> str:
    """Escape a header's or footer's text, in which an ampersand begins a command (ECMA-376, 18.3.1.39)."""
    return guard(text).replace("&", "&&")
