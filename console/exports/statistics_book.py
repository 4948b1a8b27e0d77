"""Usage figures (R8) as a workbook: tables whose cells are numbers, and charts that the office program draws itself.

Names and reasons are written as text, even if they begin like a formula. Every figure is a number, so that people can calculate
with it. Money is in yuan.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from console.domain import times
from console.domain.categories import Category
from console.domain.filing.statistics import Dimension, Figures
from console.exports.shapes import Printing, printed_at
from console.locale import words
from console.locale.guard import guard
from console.wire.filing.statistics import FiguresRow, StatisticsView

COLUMNS: Final = (
    "submitted", "approved", "returned", "rejected", "withdrawn", "expired", "lapsed", "median", "p90", "sends",
    "recipients", "suppressed", "opted_out", "reply_open", "same_text", "over_day", "over_30_days", "unsaid", "delivered", "undelivered", "refused", "no_receipt", "unknown", "not_sent", "running",
    "settled", "parts", "fen", "optouts", "complaints", "emergencies", "reply_refuse", "reply_human", "reply_ignore",
)  # fmt: skip
"""Figures in the order of the tables' columns, after the name of the row."""
_DELIVERY: Final = ("delivered", "undelivered", "refused", "no_receipt", "unknown", "not_sent", "suppressed")
_COLOURS: Final = ("2F6B9A", "C8553D", "8A8A8A", "E0A030", "7A4E9A", "BBBBBB", "5B8C5A")
_FONT: Final = "宋体"
_THIN: Final = Side(style="thin", color="444444")
_BOX: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADE: Final = PatternFill("solid", start_color="EEEEEE")
_HEAD: Final = 4
"""The row with the columns' names; the rows above it hold the title, the subject, and who made it."""


class Statistics(msgspec.Struct, frozen=True):
    """The content of the workbook.

    `views` are the period's tables, one for each dimension; `crossed` are the figures by `<month> <category>`; `department` and
    `category` are the only ones shown, or empty for all; `departments` are names by id.
    """

    views: list[StatisticsView]
    months: list[str]
    crossed: dict[str, Figures]
    departments: dict[str, str]
    department: str
    category: str


class _Book:
    """The workbook being made."""

    def __init__(self, of: Statistics, printing: Printing) -> None:
        self._of, self._printing, self._lang = of, printing, printing.language
        self._book = Workbook()
        self._book.properties.creator = "sms-console"
        at = times.parse(printing.at).replace(tzinfo=None)
        self._book.properties.created = self._book.properties.modified = at
        self._months: Any = None
        self._crossed: Any = None

    def t(self, key: str, /, **params: object) -> str:
        """A text of the catalogue in the workbook's language."""
        return words.text(key, self._lang, **params)

    def make(self) -> bytes:
        """Make every sheet, and return the workbook's bytes."""
        first = self._book.active
        if first is not None:
            self._book.remove(first)
        charts = self._sheet(self.t("statistics.sheet.charts"))
        for view in sorted(self._of.views, key=lambda one: one.by != Dimension.MONTH):
            sheet = self._table(view)
            if view.by == Dimension.MONTH:
                self._months = sheet
        self._crossed = self._crossing()
        self._reasons()
        self._draw(charts)
        out = io.BytesIO()
        self._book.save(out)
        return out.getvalue()

    # ---- sheets

    def _sheet(self, name: str) -> Any:
        sheet: Any = self._book.create_sheet("".join(c for c in name if c not in "[]:*?/\\")[:31])
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = "landscape"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.oddFooter.center.text = "&P / &N"
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        _text(sheet.cell(1, 1), f"{self._printing.organisation}  {self.t('statistics.title')}  {name}")
        sheet.cell(1, 1).font = Font(name=_FONT, size=14, bold=True)
        _text(sheet.cell(2, 1), self._about())
        _text(sheet.cell(3, 1), self.t("statistics.note"))
        for row in (2, 3):
            sheet.cell(row, 1).font = Font(name=_FONT, size=9)
        return sheet

    def _about(self) -> str:
        only = [self._of.department] if self._of.department else []
        only += [words.named("category", self._of.category, self._lang)] if self._of.category else []
        if not only and not self._of.views[0].house:
            only = list(self._of.departments.values())
        return self.t(
            "statistics.about",
            period=self._of.views[0].period,
            of=self.t("statistics.and").join(only) or self.t("statistics.house"),
            by=self._printing.by,
            at=printed_at(self._printing),
        )

    def _table(self, view: StatisticsView) -> Any:
        by = words.named("statistics_by", view.by, self._lang)
        sheet = self._sheet(by)
        self._heads(sheet, [by, *(self.t(f"figure.{name}") for name in COLUMNS)])
        rows = [(self._name(view.by, row.key), row) for row in view.rows]
        rows.append((self.t("statistics.total"), view.total))
        for nth, (name, row) in enumerate(rows, _HEAD + 1):
            _text(sheet.cell(nth, 1), name)
            for column, figure in enumerate(COLUMNS, 2):
                _number(sheet.cell(nth, column), figure, row)
            self._ruled(sheet, nth, len(COLUMNS) + 1, bold=row is view.total)
        self._finish(sheet, len(COLUMNS) + 1, _HEAD + len(rows))
        return sheet

    def _crossing(self) -> Any:
        """Write the sheet of recipients by month and category."""
        sheet = self._sheet(self.t("statistics.sheet.crossed"))
        categories = [str(one) for one in Category]
        month = words.named("statistics_by", Dimension.MONTH, self._lang)
        self._heads(sheet, [month, *(words.named("category", one, self._lang) for one in categories)])
        for nth, name in enumerate(self._of.months, _HEAD + 1):
            _text(sheet.cell(nth, 1), name)
            for column, category in enumerate(categories, 2):
                figures = self._of.crossed.get(f"{name} {category}", Figures())
                sheet.cell(nth, column).value = figures.recipients
                sheet.cell(nth, column).number_format = "#,##0"
            self._ruled(sheet, nth, len(categories) + 1)
        self._finish(sheet, len(categories) + 1, _HEAD + len(self._of.months))
        return sheet

    def _reasons(self) -> None:
        """Write the sheet of reasons for which requests were returned."""
        sheet = self._sheet(self.t("statistics.sheet.reasons"))
        self._heads(sheet, [self.t("statistics.reason"), self.t("statistics.times")])
        reasons = self._of.views[0].reasons
        for nth, (reason, n) in enumerate(reasons, _HEAD + 1):
            _text(sheet.cell(nth, 1), reason)
            sheet.cell(nth, 2).value = n
            self._ruled(sheet, nth, 2)
        self._finish(sheet, 2, _HEAD + len(reasons))
        sheet.column_dimensions["A"].width = 70
        for nth in range(_HEAD + 1, _HEAD + len(reasons) + 1):
            sheet.cell(nth, 1).alignment = Alignment(wrap_text=True, vertical="top")

    def _heads(self, sheet: Any, heads: Iterable[str]) -> None:
        for column, head in enumerate(heads, 1):
            cell = sheet.cell(_HEAD, column)
            _text(cell, head)
            cell.font = Font(name=_FONT, size=9, bold=True)
            cell.fill, cell.border = _SHADE, _BOX
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
            sheet.column_dimensions[get_column_letter(column)].width = 16 if column == 1 else 10

    def _ruled(self, sheet: Any, row: int, columns: int, *, bold: bool = False) -> None:
        for column in range(1, columns + 1):
            cell = sheet.cell(row, column)
            cell.border = _BOX
            cell.font = Font(name=_FONT, size=9, bold=bold)

    def _finish(self, sheet: Any, columns: int, last: int) -> None:
        sheet.print_area = f"A1:{get_column_letter(columns)}{last}"
        sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
        sheet.freeze_panes = sheet.cell(_HEAD + 1, 2)

    def _name(self, by: str, key: str) -> str:
        if by == Dimension.DEPARTMENT:
            return self._of.departments.get(key, key)
        return words.named("category", key, self._lang) if by == Dimension.CATEGORY else key

    # ---- charts

    def _draw(self, sheet: Any) -> None:
        """Draw the charts below one another: recipients by category and month, their results, and the cost."""
        n = len(self._of.months)
        crossed = self._chart("statistics.chart.crossed", self._crossed, range(2, 2 + len(Category)), n)
        delivery = [2 + COLUMNS.index(name) for name in _DELIVERY]
        delivered = self._chart("statistics.chart.delivery", self._months, delivery, n)
        cost = self._chart("statistics.chart.cost", self._months, [2 + COLUMNS.index("fen")], n)
        cost.dataLabels = DataLabelList(
            showVal=True, showSerName=False, showCatName=False, showLegendKey=False
        )
        cost.legend = None
        for place, chart in (("A5", crossed), ("J5", delivered), ("A27", cost)):
            sheet.add_chart(chart, place)
        sheet.print_area = "A1:R48"
        sheet.page_setup.fitToHeight = 1

    def _chart(self, title: str, source: Any, columns: Sequence[int], n: int) -> BarChart:
        chart = BarChart()
        chart.type, chart.grouping, chart.overlap = "col", "stacked", 100
        chart.title, chart.width, chart.height = self.t(title), 16, 10
        # Without these the office program draws no axis: the library marks axes as deleted by default.
        chart.x_axis.delete = chart.y_axis.delete = False
        for nth, column in enumerate(columns):
            data = Reference(source, min_col=column, min_row=_HEAD, max_row=_HEAD + n)
            chart.add_data(data, titles_from_data=True)
            chart.series[nth].graphicalProperties.solidFill = _COLOURS[nth % len(_COLOURS)]
        chart.set_categories(Reference(source, min_col=1, min_row=_HEAD + 1, max_row=_HEAD + n))
        chart.legend.position = "b"
        return chart


def make(of: Statistics, printing: Printing) -> bytes:
    """Return the workbook of a period's figures."""
    return _Book(of, printing).make()


def _text(cell: Any, text: str) -> None:
    """Write a text as text: never a formula, a number or a date, and without control or hidden characters."""
    cell.value = guard(text, lines=True)
    cell.data_type = "s"
    cell.quotePrefix = True


def _number(cell: Any, figure: str, row: FiguresRow) -> None:
    """Write a figure as a number; a missing figure leaves the cell empty."""
    value, shape = value_of(figure, row)
    cell.value, cell.number_format = value, shape


def value_of(figure: str, row: FiguresRow) -> tuple[float | int | None, str]:
    """A figure's value and cell format: fen as yuan, seconds as hours, None for an unknown figure."""
    if figure == "optouts":
        return (None if row.optouts < 0 else row.optouts), "#,##0"
    value: int = getattr(row.figures, figure)
    if figure == "fen":
        return value / 100, "#,##0.00"
    if figure in _TIMES:
        return (None if value < 0 else round(value / 3600, 2)), "0.00"
    return value, "#,##0"


_TIMES: Final = frozenset({"median", "p90"})
