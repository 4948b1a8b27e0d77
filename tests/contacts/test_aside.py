"""Nothing of a file is lost in silence: what is not in the list is a row with a reason, or counted by the place where it stands."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from console.contacts.reasons import REPAIRABLE, TAKEN, Reason
from console.contacts.tables import looks_like
from console.domain.contacts import aside
from console.locale import aside as words
from tests.contacts.test_pipeline import Read

ONE = 13800138000
HIDDEN, FILTERED = Reason.HIDDEN_ROW, Reason.FILTERED_ROW

Grid = list[list[object]]


class Sheet:
    """A sheet to be written: its cells, what of it is out of sight, and over which rows a filter lies."""

    def __init__(
        self,
        name: str,
        cells: Grid,
        *,
        rows: frozenset[int] = frozenset(),
        columns: frozenset[int] = frozenset(),
        state: str = "visible",
        filtered: str = "",
    ) -> None:
        self.name, self.cells, self.rows, self.columns = name, cells, rows, columns
        self.state, self.filtered = state, filtered

    def numbers(self, column: int) -> int:
        return sum(looks_like(_read_as(row[column])) for row in self.cells if column < len(row))


def _read_as(value: object) -> str | float:
    return float(value) if isinstance(value, int) else str(value or "")


def xlsx(*sheets: Sheet) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page: Worksheet = book.create_sheet(sheet.name)
        page.sheet_state = sheet.state  # type: ignore[assignment]
        for cells in sheet.cells:
            page.append(cells)
        for row in sheet.rows:
            page.row_dimensions[row].hidden = True
        for column in sheet.columns:
            page.column_dimensions[aside_letter(column)].hidden = True
        if sheet.filtered:
            page.auto_filter.ref = sheet.filtered
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def aside_letter(column: int) -> str:
    return chr(ord("A") + column)


def table(n: int, start: int = ONE, columns: int = 2) -> Grid:
    """A heading, and rows with a name and numbers."""
    heads = ["姓名", "手机号", "家属电话", "备用电话"]
    return [
        [*heads[: columns + 1]],
        *(
            [f"客户{chr(0x4E00 + nth)}", *(start + nth + 10_000 * c for c in range(columns))]
            for nth in range(n)
        ),
    ]


def test_a_second_column_another_sheet_and_what_is_hidden_are_counted_to_the_last() -> None:
    data = xlsx(
        Sheet("名单", table(40), rows=frozenset({5, 6}), filtered="A1:C4"),
        Sheet("底稿", table(7, ONE + 500_000), state="hidden"),
        Sheet("另一份", table(9, ONE + 600_000, 1)),
    )
    read = Read(data, "a.xlsx")
    assert read.source.aside == {"column:C": 40, "hidden_sheet:底稿": 14, "sheet:另一份": 9}
    assert (len(read.numbers), read.counts) == (38, {Reason.HEADER: 1, HIDDEN: 2})


def test_what_a_filter_hides_is_called_so_and_taken_only_where_it_is_asked_for() -> None:
    data = xlsx(Sheet("名单", table(40, columns=1), rows=frozenset(range(10, 20)), filtered="A1:B15"))
    read = Read(data, "a.xlsx")
    assert {reason: n for reason, n in read.counts.items() if reason is not Reason.HEADER} == {
        FILTERED: 6,
        HIDDEN: 4,
    }
    some = Read(data, "a.xlsx", frozenset({FILTERED}))
    assert (len(some.numbers), some.counts[Reason.FILTERED_TAKEN], some.counts[HIDDEN]) == (36, 6, 4)
    every = Read(data, "a.xlsx", frozenset({FILTERED, HIDDEN}))
    assert len(every.numbers) == 40
    assert {f.reason for f in every.findings if f.kept} == {Reason.FILTERED_TAKEN, Reason.HIDDEN_TAKEN}


WIDE = str.maketrans("0123456789+", "０１２３４５６７８９＋")
WRITINGS: dict[str, Callable[[int], str]] = {
    "full width": lambda number: str(number).translate(WIDE),
    "full width with the country's code": lambda number: f"+86{number}".translate(WIDE),
    "in a remark": lambda number: f"请改打{number}".translate(WIDE),
    "a nought before it": lambda number: f"0{number}",
    "the code of cheap calls before it": lambda number: f"17951{number}",
    "digits lost": lambda _number: "1.39E+10",
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_numbers_beside_the_list_are_counted_however_they_are_written(writing: str) -> None:
    written: list[object] = [WRITINGS[writing](13900139000 + nth) for nth in range(10)]
    cells: Grid = [
        ["姓名", "手机号", "家属电话"],
        *(["客户", ONE + nth, one] for nth, one in enumerate(written)),
    ]
    read = Read(xlsx(Sheet("名单", cells)), "a.xlsx")
    assert (len(read.numbers), read.source.aside) == (10, {"column:C": 10})
    other: Grid = [["家属电话"], *[[one] for one in written]]
    read = Read(xlsx(Sheet("名单", table(10, columns=1)), Sheet("二", other)), "a.xlsx")
    assert (len(read.numbers), read.source.aside) == (10, {"sheet:二": 10})
    pairs = "".join(f"{ONE + nth};{one}\n" for nth, one in enumerate(written))
    read = Read(pairs.encode(), "a.csv")
    # No heading says which is whose: such pairs are rows of two numbers, or a column beside the list.
    assert read.source.aside == {"column:B": 10} or len(read.named()) == 10
    # A row whose own column is empty has it as a reason.
    read = Read(xlsx(Sheet("名单", [*cells, ["客户", "", written[0]]])), "a.xlsx")
    assert read.named()[-1] == (12, Reason.OTHER_COLUMN)


def test_a_column_in_full_width_is_the_column_of_the_numbers_where_it_comes_first() -> None:
    cells: Grid = [["客户", str(ONE + nth).translate(WIDE), 13900139000 + nth] for nth in range(10)]
    read = Read(xlsx(Sheet("名单", cells)), "a.xlsx", REPAIRABLE)
    assert (read.source.column, read.numbers) == ("B", [ONE + nth for nth in range(10)])
    assert read.source.aside == {"column:C": 10}


def test_a_hidden_row_repeats_no_number_that_people_see() -> None:
    cells: Grid = [["手机号"], [ONE], [ONE], ["138 0013 8001"]]
    read = Read(xlsx(Sheet("名单", cells, rows=frozenset({2, 4}))), "a.xlsx", REPAIRABLE)
    assert read.numbers == [ONE]
    assert read.named() == [(1, Reason.HEADER), (2, HIDDEN), (4, HIDDEN)]
    taken = Read(xlsx(Sheet("名单", cells, rows=frozenset({2, 4}))), "a.xlsx", REPAIRABLE | set(TAKEN))
    assert taken.numbers == [ONE, ONE + 1]
    assert taken.named() == [
        (1, Reason.HEADER), (2, Reason.HIDDEN_TAKEN), (3, Reason.DUPLICATE), (4, Reason.SPACING), (4, Reason.HIDDEN_TAKEN),
    ]  # fmt: skip


def test_an_old_workbook_says_of_its_hidden_rows_whether_a_filter_hides_them() -> None:
    for filtered in (False, True):
        old = xlwt.Workbook()
        sheet = old.add_sheet("名单")
        for row in range(5):
            sheet.write(row, 0, ONE + row)
        sheet.row(3).hidden = True
        data = old.get_biff_data()
        if filtered:
            # FILTERMODE, which xlwt does not write, in place of a record that says nothing of cells.
            at = data.rindex(b"\x82\x00\x02\x00")
            data = data[:at] + b"\x9b\x00" + data[at + 2 :]
        from xlwt.CompoundDoc import XlsDoc

        out = BytesIO()
        XlsDoc().save(out, data)
        read = Read(out.getvalue(), "a.xls")
        assert (len(read.numbers), read.counts) == (4, {FILTERED if filtered else HIDDEN: 1})


def test_the_rest_of_a_long_sheet_is_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.contacts.tables.SURVEYED", 10)
    monkeypatch.setattr("console.contacts.tables.STEP", 5)
    data = xlsx(
        Sheet("名单", table(600, columns=1)), Sheet("二", table(83, ONE + 500_000)), Sheet("三", table(3))
    )
    read = Read(data, "a.xlsx", sheet="名单")
    assert read.source.aside == {"sheet:二": 166, "sheet:三": 6}


def test_several_columns_and_sheets_go_into_one_list() -> None:
    data = xlsx(
        Sheet("一", table(10)),
        Sheet("二", [*table(4, ONE + 500_000, 1), ["尾", f"{ONE}", None], ["赵", "1380013", None]]),
        Sheet("三", table(3, ONE + 900_000)),
    )
    both = Read(data, "a.xlsx", sheet="一", column="B", more=[("一", "C")])
    assert (len(both.numbers), both.rows) == (20, 22)
    assert both.source.place == "一!B + 一!C"
    assert both.source.aside == {"sheet:二": 5, "sheet:三": 6}
    every = Read(data, "a.xlsx", sheet="一", column="家属电话", more=[("二", "手机号"), ("三", "C")])
    assert every.source.place == "一!C + 二!B + 三!C"
    assert every.source.aside == {"column:一!B": 10, "column:三!B": 3}
    assert len(every.numbers) == 10 + 5 + 3
    said = {f.raw for f in every.findings if f.reason is Reason.BAD_LENGTH}
    assert said == {"二!B7: 1380013"}
    assert every.rows == sum(part.rows for part in every.source.parts)


def test_a_column_that_is_taken_as_well_is_no_other_column() -> None:
    text = f"姓名,手机号,备用\n张三,{ONE},\n李四,,{ONE + 1}\n王五,,\n".encode()
    alone = Read(text, "a.csv", column="B")
    assert alone.counts[Reason.OTHER_COLUMN] == 1
    both = Read(text, "a.csv", column="B", more=[(None, "C")])
    assert both.numbers == [ONE, ONE + 1]
    assert Reason.OTHER_COLUMN not in both.counts
    assert both.source.aside == {}
    assert "second_numbers" not in {one.code for one in both.source.remarks}


CELL = st.one_of(
    st.integers(ONE, ONE + 30), st.integers(ONE, ONE + 30).map(str), st.none(), st.text("甲乙 -1390", max_size=14),
    st.integers(ONE, ONE + 30).map("电话{}家".format), st.just("138 0013 8000"), st.floats(0, 1e9), st.just("010-88886666"),
)  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> list[Sheet]:
    made = []
    for nth in range(draw(st.integers(1, 3))):
        cells = draw(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=9))
        rows = draw(st.frozensets(st.integers(1, len(cells))))
        columns = draw(st.frozensets(st.integers(0, 3), max_size=2))
        state = draw(st.sampled_from(["visible", "hidden", "veryHidden"])) if nth else "visible"
        filtered = draw(st.sampled_from(["", "A1:D4", "B2:B9"]))
        made.append(Sheet(f"表{nth}", cells, rows=rows, columns=columns, state=state, filtered=filtered))
    return made


@given(sheets(), st.sets(st.sampled_from([*REPAIRABLE, *TAKEN])))
@settings(deadline=None, max_examples=150)
def test_what_is_read_and_what_is_left_aside_are_the_whole_file(
    made: list[Sheet], accept: set[Reason]
) -> None:
    read = Read(xlsx(*made), "a.xlsx", frozenset(accept))
    here = next((one for one in made if one.name == read.source.sheet), None)
    if here is None:
        assert (read.rows, read.source.aside) == (0, {}), "nothing stands in any sheet"
        return
    # Every row is in the list or has a reason why it is not.
    left_out = {f.row: f for f in read.findings if not f.kept}
    rows = sum(f.rows for f in left_out.values())
    assert rows + len(read.numbers) == read.rows
    # Every number of the file is in a cell of the column that was read, or counted where it stands.
    counted = {key: n for key, n in read.source.aside.items() if n}
    expected: dict[str, int] = {}
    for sheet in made:
        width = max(map(len, sheet.cells))
        if sheet is not here:
            kind = aside.SHEET if sheet.state == "visible" else aside.HIDDEN_SHEET
            expected[aside.key(kind, sheet.name)] = sum(map(sheet.numbers, range(width)))
            continue
        for column in range(width):
            if aside_letter(column) != (read.source.column or "A"):
                kind = aside.HIDDEN_COLUMN if column in sheet.columns else aside.COLUMN
                expected[aside.key(kind, aside_letter(column))] = sheet.numbers(column)
    assert counted == {key: n for key, n in expected.items() if n}
    # What nobody sees is in the list only where it was taken in.
    for row in here.rows:
        if not {Reason.HIDDEN_ROW, Reason.FILTERED_ROW} & accept and row <= read.rows:
            assert not [f for f in read.findings if f.row == row and f.kept]


def test_many_places_are_counted_together() -> None:
    many = {aside.key(aside.SHEET, f"表{nth}"): nth + 1 for nth in range(40)}
    capped = aside.capped(many)
    assert (len(capped), sum(capped.values())) == (aside.MOST + 1, sum(many.values()))
    assert aside.is_sound(capped)
    assert not aside.is_sound({"column:C": 0})
    assert not aside.is_sound({"x:C": 1})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_kind_of_place_that_is_not_known_here_is_told_as_a_sheet(lang: str) -> None:
    assert words.lines({"drawer:名单": 3}, lang) == words.lines({aside.key(aside.SHEET, "名单"): 3}, lang)
