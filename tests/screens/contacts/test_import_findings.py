"""The findings at the screens: to the last row, what is hidden made visible, and a workbook that a clerk mends."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from console.contacts.pipeline import judge_rows, read_column, sort_out
from console.contacts.plan import newest_plan
from console.contacts.reasons import REPAIRABLE, Reason
from console.contacts.tables import MENDED_HEAD
from console.exports import list_book
from console.locale import words
from console.screens.contacts.import_findings import ImportFindingsPage
from console.views.contacts import FINDING, visible
from console.views.view import Viewer
from console.wire import shown
from console.wire.contacts import lists as list_calls
from console.wire.contacts.lists import FindingRow
from tests.screens.contacts.test_import import aged, read, sign, written
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House

PLAN = newest_plan()
ODD = [
    "=15400000002+1",
    "1540000000(3)",
    "154\u00a00000\u200b0004",
    " 15400000005 ",
    "@cmd",
    "+86 10 6232 2610",
]


def test_every_reason_says_what_to_do_in_both_languages() -> None:
    assert [one for one in Reason for lang in ("zh", "en") if not words.has(f"mend.{one}", lang)] == []


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("154 0000 0001", "154 0000 0001"),
        ("154\u00a00000", "154<00A0>0000"),
        ("\u3000154", "<3000>154"),
        (" 154  ", "\u2420154\u2420\u2420"),
        ("１５４", "１５４"),
    ],
)
def test_spaces_that_nobody_sees_are_shown(raw: str, seen: str) -> None:
    assert visible(raw) == seen


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_of_findings_comes_back_with_what_was_mended_alone(lang: str) -> None:
    viewer = Viewer(lang, ZoneInfo("Asia/Shanghai"), str, str)
    fields = FINDING.at(shown.BOOK)
    head = [FINDING.label(lang, one) for one in fields]
    assert MENDED_HEAD.fullmatch(head[-1])
    found = [FindingRow(n, "joined", f"154{n:07d}(3)", False) for n in range(2, 40)]
    cells = [[FINDING.cell(viewer, one, row) for one in fields] for row in found]
    cells[3][-1], cells[20][-1] = "15400000003", "154 0000 0020"
    out = BytesIO()
    list_book.write(out, head, cells)
    column = read_column(out.getvalue(), "a.xlsx", PLAN, lambda _: None, sheet=None, encoding=None)
    result = sort_out(judge_rows(column, PLAN, lambda _: None), PLAN, REPAIRABLE, lambda _: None)
    assert [*result.numbers] == [15400000003, 15400000020]
    assert (column.source.column, len(column.numbers)) == ("F", 39)


async def _exported(op: Operator, house: House, key: str, name: str) -> list[tuple[Any, ...]]:
    await op.press(key)
    await op.sees("改正后的手机号")
    await op.fill(line_name=name)
    await op.press("ctrl+s")
    await op.sees("已写 1,5", f"行 {name}.xlsx")
    book = openpyxl.load_workbook(BytesIO((house.folder / f"{name}.xlsx").read_bytes()))
    sheet: Any = book.worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)} == {
        "s"
    }
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


async def test_findings_are_read_to_the_last_and_written_for_a_clerk(house: House) -> None:
    rows = [f"{n:05d}" for n in range(1500)]
    path: Path = written(house, "\n".join(["15400000001", *ODD, *rows, ""]))
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, path)
        await op.press("t")
        await op.sees("为核改保存 30 天")
        await op.press("enter")
        await op.until(lambda: isinstance(op.app.screen, ImportFindingsPage), "the rows of a reason")
        await op.press("escape")
        page: Any = op.app.screen
        records = page.query_one("#reasons")
        records.move_to([one.reason for one in page._rows].index(Reason.BAD_LENGTH))
        await op.press("enter")
        await op.sees("位数不对：1,500 行")
        await op.press("end")
        await op.sees("1,507", "01499")
        await op.press("escape")
        cells = await _exported(op, house, "e", "甲")
        await sign(op)
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户")
    head, *found = cells
    assert head == ("行", "原因", "处理", "原文", "怎么改", "改正后的手机号")
    assert len(found) >= 1506
    raw = {row[0]: row[3] for row in found}
    assert raw[2] == "=15400000002+1"
    assert raw[4] == "154<00A0>0000<200B>0004"
    assert raw[5] == "\u242015400000005\u2420"
    assert {row[1]: row[4] for row in found}["数字被隔开，拼接就是猜测"] == "核对原号码，11 位连着写"
    assert {row[5] for row in found} <= {None, ""}


async def test_what_was_left_out_comes_back_mended_as_the_next_version(house: House) -> None:
    path: Path = written(house, "15400000001\n1540000000(2)\n15400000003x\n")
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, path)
        await op.press("e")
        await op.sees("改正后的手机号")
        await op.fill(line_name="问题")
        await op.press("ctrl+s")
        await op.sees("已写 3 行", "问题.xlsx")
        await signed(op)
        await op.press("escape")
        book = openpyxl.load_workbook(house.folder / "问题.xlsx")
        sheet: Any = book.worksheets[0]
        sheet["F3"], sheet["F4"] = "15400000002", "15400000001"
        book.save(house.folder / "改好.xlsx")
        aged(house.folder / "改好.xlsx")
        await op.sees("客户名单")
        await op.press("i")
        await op.until(lambda: bool(op.app.screen.query("#path")), "the first step")
        await op.fill(path="改好.xlsx")
        op.app.screen.query_one("#path").focus()
        await op.press("enter")
        await op.sees("哪一列是手机号")
        await op.press("enter")
        await op.sees("2 个号码可以导入")
        await signed(op)
        await op.sees("问题行改正后的号码", "原有 1 个，新增 1 个（另 1 个它已", "按 b 合并签名")
        await op.press("b")
        # What is merged how stands above the manifest that is signed.
        await op.sees("合并成 2 个，作它的下一版", "签名并导入")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("号的新版本")
    (row, *_) = house.core.call("zhaomin", list_calls.ListsPage()).rows
    assert (row.name, row.n, row.version, row.made) == ("客户", 2, 2, "merge")


async def signed(op: Operator) -> None:
    """Sign what was read."""
    await sign(op)
    await op.fill(passphrase="demo zhaomin")
    await op.press("ctrl+s")
    await op.sees("已导入：")
