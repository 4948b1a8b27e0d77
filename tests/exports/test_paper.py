"""The paper that every form is written on: nothing that a program would read otherwise, and no heading left alone."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import openpyxl
import pytest

from console.exports.measure import lines
from console.exports.paper import COLUMNS, Foot, Paper

POINTS = (11.69 - 0.5 - 0.7) * 72
"""Points of rows that an A4 page takes between its margins (ISO 216: 297 mm)."""


def paper() -> Paper:
    foot = Foot("2026-业务部-0001", "AB12-CD34")
    return Paper("云岭示范银行", "短信群发申请表（附件1）", foot, datetime(2026, 11, 27, 9, 0, tzinfo=UTC))


def pages(made: Paper) -> Iterator[tuple[str, int]]:
    """The first cell of every row and the page that it comes to, as a program that prints counts the heights of rows."""
    sheet = openpyxl.load_workbook(io.BytesIO(made.save())).active
    assert sheet is not None
    heights = [sheet.row_dimensions[row].height or 15.0 for row in range(1, sheet.max_row + 1)]
    breaks = {one.id for one in sheet.row_breaks.brk}
    repeated = sum(heights[:2])
    page, used = 1, 0.0
    for row, height in enumerate(heights, 1):
        if row - 1 in breaks or used + height > POINTS:
            page, used = page + 1, repeated
        used += height
        yield str(sheet.cell(row, 1).value or ""), page


@pytest.mark.parametrize("before", range(0, 60, 4))
def test_a_section_stands_on_the_page_of_what_it_heads(before: int) -> None:
    made = paper()
    for _ in range(before):
        made.gap()
    for _ in range(24):
        made.section("一节")
        made.text("说明", "一行")
    found = list(pages(made))
    headed = [(found[at][1], found[at + 1][1]) for at in range(len(found) - 1) if found[at][0] == "一节"]
    assert len(headed) == 24
    assert max(last for _, last in headed) > 1
    assert all(first == second for first, second in headed), headed


def test_what_people_wrote_is_text_for_every_program_that_opens_it() -> None:
    """The mark of a text stays in the cell: who edits it there does not make a formula or a number of it."""
    made = paper()
    made.text("用途", "=1+1")
    made.table(["号码", "次数"], [["00123", "'7"]], [12, 12])
    sheet = openpyxl.load_workbook(io.BytesIO(made.save())).active
    assert sheet is not None
    written = [cell for row in sheet.iter_rows() for cell in row if cell.value not in {None, ""}]
    assert {"=1+1", "00123", "'7"} <= {cell.value for cell in written}
    assert all(cell.quotePrefix and cell.data_type == "s" for cell in written)


def test_the_grid_is_laid_out_and_nothing_beside_it() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(paper().save())).active
    assert sheet is not None
    assert [one.width for one in sheet.column_dimensions.values()] == [3.8] * COLUMNS


@pytest.mark.parametrize("digest", ["9f" * 32, " ".join(["9f9f"] * 16)])
def test_a_digest_stands_on_one_line(digest: str) -> None:
    made = paper()
    made.text("校验值", digest)
    made.text("校验值", f"{digest} 和别的")
    sheet = openpyxl.load_workbook(io.BytesIO(made.save())).active
    assert sheet is not None
    at, beside = sheet.max_row - 1, sheet.max_row
    assert (sheet.cell(at, 5).value, sheet.row_dimensions[at].height) == (digest, 15)
    assert (sheet.cell(at, 5).font.size, sheet.cell(beside, 5).font.size) == (7, 9)


def test_a_line_ends_where_a_program_would_end_it() -> None:
    assert list(lines("supervising manager", 800)) == ["supervising ", "manager"]
    assert list(lines("附件 sha", 300)) == ["附件 ", "sha"]
    assert list(lines("abc附件", 300)) == ["abc附", "件"]
    # A word that is longer than a line is cut anywhere.
    assert list(lines("kkkkkk kk", 200)) == ["kkk", "kkk ", "kk"]
    # A narrow letter takes less room than a wide one.
    assert len(list(lines("i" * 60, 1800))) < len(list(lines("w" * 60, 1800)))


def test_short_pairs_stand_beside_one_another_and_none_is_lost() -> None:
    made = paper()
    made.packed(
        *[(f"项{nth}", str(nth)) for nth in range(4)],
        ("说明", "长" * 60),
        ("备注", "中" * 12),
        ("同一", "1"),
        ("同一", "1"),
    )
    sheet = openpyxl.load_workbook(io.BytesIO(made.save())).active
    assert sheet is not None
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert [row[::2] for row in rows] == [["项0", "项1", "项2"], ["项3", "同一", "同一"], ["说明"], ["备注"]]
