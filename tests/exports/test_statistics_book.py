"""The workbook of figures as LibreOffice shows it: charts drawn, A4, every number the one that the service told."""

import io
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from console.domain.filing.statistics import Dimension, Figures
from console.exports import statistics_book
from console.exports.statistics_book import Statistics, value_of
from console.locale import words
from console.wire.filing.statistics import FiguresRow, StatisticsView
from tests.exports import office
from tests.exports.test_request_form import printing

MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]


def figures(nth: int) -> Figures:
    n = 1000 * nth + 7
    return Figures(
        submitted=nth, approved=nth, returned=1, median=7200 * nth, p90=9000 * nth, sends=nth, recipients=n,
        delivered=n - 6, undelivered=1, refused=1, no_receipt=1, unknown=1, not_sent=1, suppressed=1, parts=n - 4,
        fen=(n - 4) * 4,
    )  # fmt: skip


def view(by: Dimension, keys: list[str]) -> StatisticsView:
    rows = [
        FiguresRow(key, figures(nth), nth if by is Dimension.MONTH else -1) for nth, key in enumerate(keys, 1)
    ]
    reasons = [("=1+1", 3), ("@SUM(A1)", 2), ("写明到期日" * 60, 1)]
    return StatisticsView("2026", by, "", "", rows, FiguresRow("", figures(99), 78), reasons, True)


def book() -> Statistics:
    departments = {"business": "业务部", "credit": "=信贷部"}
    quarters = [f"2026Q{nth}" for nth in range(1, 5)]
    return Statistics(
        views=[
            view(Dimension.DEPARTMENT, list(departments)), view(Dimension.CATEGORY, ["notice", "promotion", "other"]),
            view(Dimension.MONTH, MONTHS), view(Dimension.QUARTER, quarters),
        ],
        months=MONTHS,
        crossed={f"{month} notice": figures(nth) for nth, month in enumerate(MONTHS, 1)},
        departments=departments,
        department="",
        category="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "clock"), [("zh", "北京时间 2026-11-24 11:00"), ("en", "2026-11-24 11:00 +08")]
)
def test_it_says_once_whose_clock_it_is_on(lang: str, clock: str) -> None:
    said = " ".join(office.cells_of(statistics_book.make(book(), printing(lang))))
    assert clock in said
    assert ("+08" in said) == (lang == "en")


def test_nothing_that_people_wrote_is_a_formula() -> None:
    loaded = openpyxl.load_workbook(io.BytesIO(statistics_book.make(book(), printing("zh"))))
    cells = [cell for sheet in loaded for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert {"=1+1", "@SUM(A1)", "=信贷部"} <= {cell.value for cell in cells}
    # The mark stays in the cell: who edits it in a program does not make a formula of it.
    assert all(cell.quotePrefix for cell in cells if cell.data_type == "s")
    for sheet in loaded:
        assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
        assert sheet.print_area


def test_every_column_of_the_reasons_has_its_head() -> None:
    loaded = openpyxl.load_workbook(io.BytesIO(statistics_book.make(book(), printing("zh"))))
    heads, first = list(loaded["退回原因"].iter_rows(values_only=True))[3:5]
    assert (heads[:2], first[:2]) == (("原因", "次数"), ("=1+1", 3))


def test_every_figure_has_a_column() -> None:
    assert sorted(statistics_book.COLUMNS) == sorted([*Figures.__struct_fields__, "optouts"])


def test_every_table_is_printed_whole() -> None:
    loaded = openpyxl.load_workbook(io.BytesIO(statistics_book.make(book(), printing("zh"))))
    for sheet in loaded.worksheets[1:]:
        assert sheet.print_area.endswith(f"$A$1:${get_column_letter(sheet.max_column)}${sheet.max_row}")


def test_the_recipients_of_a_category_stand_beside_their_month() -> None:
    loaded = openpyxl.load_workbook(io.BytesIO(statistics_book.make(book(), printing("zh"))))
    sheet = loaded[words.text("statistics.sheet.crossed", "zh")]
    rows = list(sheet.iter_rows(min_row=5, max_col=2, values_only=True))
    assert rows == [(month, figures(nth).recipients) for nth, month in enumerate(MONTHS, 1)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_charts_are_native_and_refer_to_the_tables(lang: str) -> None:
    with zipfile.ZipFile(io.BytesIO(statistics_book.make(book(), printing(lang)))) as packed:
        charts = [
            packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/charts/chart")
        ]
    assert [chart.count("<ser>") for chart in charts] == [3, 7, 1]
    month = words.named("statistics_by", "month", lang)
    assert all(f"'{month}'!$" in chart for chart in charts[1:])
    assert all("$A$5:$A$16" in chart for chart in charts)


def test_libreoffice_draws_charts_and_tables_with_these_very_numbers(tmp_path: Path) -> None:
    made = {lang: statistics_book.make(book(), printing(lang)) for lang in ("zh", "en")}
    for lang, pdf in office.render(tmp_path, made).items():
        text = office.text_of(pdf)
        for key in ("statistics.chart.crossed", "statistics.chart.delivery", "statistics.chart.cost"):
            assert office.squeezed(words.text(key, lang)) in text
        for nth in range(1, 13):
            assert f"{figures(nth).recipients:,}" in text
            assert f"{figures(nth).fen / 100:,.2f}" in text
        assert office.squeezed("写明到期日" * 20) in text
        assert office.pages_of(pdf) <= 8
        office.picture(pdf, tmp_path / f"statistics-{lang}")


def test_a_time_is_written_in_hours_and_one_that_is_unknown_is_left_empty() -> None:
    row: Any = SimpleNamespace(optouts=-1, figures=SimpleNamespace(median=7200, p90=-1))
    assert value_of("median", row) == (2.0, "0.00")
    assert value_of("p90", row) == (None, "0.00")
