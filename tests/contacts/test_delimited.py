"""Texts with several columns: what divides them, which column is taken, and which row is which."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.contacts.messages import Remark
from console.contacts.reasons import Reason
from console.contacts.texts import delimited
from tests.contacts.test_pipeline import Read

ONE, TWO, THREE = 13800138000, 13800138001, 13800138002


def read(text: str, name: str = "a.csv", codec: str = "utf-8", column: str | None = None) -> Read:
    return Read(text.encode(codec), name, column=column)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_the_column_is_found_whatever_divides_it(mark: str, codec: str, name: str) -> None:
    rows = [
        ["序号", "姓名", "手机号"],
        ["1", "张三丰，门", str(ONE)],
        ["2", "李四", str(TWO)],
        ["3", "王五", ""],
    ]
    found = read("\r\n".join(mark.join(row) for row in rows), name, codec)
    assert (found.numbers, found.source.column, found.source.heads) == (
        [ONE, TWO],
        "C",
        ("序号", "姓名", "手机号"),
    )
    assert found.named() == [(1, Reason.HEADER), (4, Reason.BLANK)]
    assert found.source.remarks == (Remark("no_number", "4", 1),)


def test_rows_are_those_of_excel_where_a_quoted_cell_has_line_breaks() -> None:
    found = read(f'姓名,地址,手机\n张三,"一楼\n\n二楼",{ONE}\n"李 ""四""",x,12345\n王五,,{TWO}\n')
    assert found.numbers == [ONE, TWO]
    assert found.named() == [(1, Reason.HEADER), (3, Reason.SHORT_CODE)]
    assert found.source.remarks == (Remark("joined_lines", "", 2),)


def test_a_quote_that_is_never_closed_takes_no_row_with_it() -> None:
    rows = "".join(f"客户,{ONE + nth}\n" for nth in range(100))
    found = read(f'姓名,手机\n"张三,{ONE - 1}\n{rows}')
    assert len(found.numbers) == 101
    assert found.named() == [(1, Reason.HEADER)]
    assert not found.source.remarks


def test_two_stray_quotes_take_no_row_between_them() -> None:
    rows = [f"{'' if nth % 4 else chr(34)}客户,{ONE + nth},备注" for nth in range(40)]
    found = read("姓名,手机,备注\n" + "\n".join(rows) + "\n")
    assert (len(found.numbers), found.named(), found.source.remarks) == (40, [(1, Reason.HEADER)], ())


def test_a_quote_within_a_cell_is_a_character() -> None:
    found = read(f'姓名,手机,尺寸\n张三,{ONE},5"\n李四,{TWO},6"\n')
    assert found.numbers == [ONE, TWO]


def test_what_is_written_for_excel_alone_is_read_as_excel_does() -> None:
    found = read(f'sep=;\n姓名;手机\n张三;="{ONE}"\n李四;"\t{TWO}"\n')
    assert found.numbers == [ONE]
    assert found.named() == [(1, Reason.HEADER), (3, Reason.SPACING)]


def test_a_cell_for_excel_whose_closing_quote_is_missing_loses_no_digit() -> None:
    found = read(f'姓名,手机\n张三,="{ONE}\n李四,{TWO}\n')
    assert found.numbers == [TWO]
    assert found.named() == [(1, Reason.HEADER), (2, Reason.JUNK)], "no number that is too short"


def test_lines_of_numbers_beside_each_other_are_no_table_unless_somebody_names_the_column() -> None:
    text = f"{ONE},{TWO}\n{TWO},{THREE}\n"
    assert read(text, "a.txt").named() == [(1, Reason.TWO_NUMBERS), (2, Reason.TWO_NUMBERS)]
    named = read(text, "a.txt", column="B")
    assert (named.numbers, named.source.remarks) == ([TWO, THREE], (Remark("second_numbers", "A", 2),))
    assert read(text).named() == [(1, Reason.TWO_NUMBERS), (2, Reason.TWO_NUMBERS)]
    # Each column is named by the heading: now it is a table.
    table = read(f"手机号,备用手机\n{text}")
    assert table.numbers == [ONE, TWO]
    assert table.source.remarks == (Remark("second_numbers", "B", 2),)


def test_one_line_alone_is_a_table_only_where_somebody_names_the_column() -> None:
    text = f"张三,{ONE}"
    assert (read(text).numbers, read(text).named()) == ([], [(1, Reason.EXTRA_COLUMN)])
    named = read(text, column="B")
    assert (named.numbers, named.source.column) == ([ONE], "B")


def test_a_text_of_one_column_with_a_few_commas_is_a_text_of_one_column() -> None:
    rows = "".join(f"{ONE + nth}\n" for nth in range(10))
    found = read(f"{rows}{TWO},张三\n{ONE};{THREE}\n", "a.txt")
    assert found.source.column == ""
    assert found.named() == [(11, Reason.EXTRA_COLUMN), (12, Reason.TWO_NUMBERS)]
    assert read(rows, "a.csv").numbers == [ONE + nth for nth in range(10)]


def test_more_cells_than_the_heading_has_are_no_reason_to_lose_a_row() -> None:
    found = read(f"手机,姓名\n{ONE},张三,x,y,z\n{TWO}\n{THREE},李四\n")
    assert (found.numbers, found.findings[1:]) == ([ONE, TWO, THREE], [])


CELLS = st.sampled_from(["\n", '"', '"\n"', "a\nb", 'a"\n', '\n"a']) | st.text(
    st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=6
)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=12),
    st.sampled_from([",", ";", "\t"]),
)
@settings(deadline=None)
def test_cells_are_those_that_a_program_wrote(rows: list[list[str]], mark: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\n").writerows(rows)
    lines = out.getvalue().encode().split(b"\n")[:-1]
    table = delimited.Delimited(lines, "utf-8", mark.encode(), 3)
    plain = [
        [
            cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell
            for cell in row
        ]
        for row in rows
    ]
    assert list(table.rows()) == plain


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
@pytest.mark.parametrize("head", ["", "手机号\n", "客户名单\n手机号\n"])
@pytest.mark.parametrize("pairs", [1, 3, 10])
def test_of_two_numbers_on_a_row_none_is_taken_whatever_the_file_is_called(
    mark: str, name: str, head: str, pairs: int
) -> None:
    rows = [f"{ONE + nth}" for nth in range(10 - pairs)]
    rows += [f"{ONE + 100 + nth}{mark}{ONE + 200 + nth}" for nth in range(pairs)]
    got = read(head + "\n".join(rows) + "\n", name)
    assert got.numbers == [ONE + nth for nth in range(10 - pairs)]
    left_out = [one.row for one in got.findings if one.reason is Reason.TWO_NUMBERS]
    first = len(head.splitlines()) + 11 - pairs
    assert left_out == list(range(first, first + pairs)), "each such row is named"


def test_a_single_row_of_two_numbers_is_no_table_either() -> None:
    got = read(f"{ONE};{ONE + 1}\n")
    assert not got.numbers
    assert [one.reason for one in got.findings] == [Reason.TWO_NUMBERS]
