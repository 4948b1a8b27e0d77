"""A clerk's table from file to signed list: the column of the numbers is found, shown, changed, and remembered."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select

from console.locale.words import text
from console.store.contacts import contact_list
from console.wire.contacts import lists as list_calls
from tests.screens.contacts.test_import import aged, page_of
from tests.screens.contacts.test_import_steps import at_columns, at_file
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House


def typical(path: Path) -> None:
    """序号, 姓名, 手机号, 备注: a cover, a title above, a sum below, a row without a number, and one written with blanks."""
    new = openpyxl.Workbook()
    cover = new.active
    assert isinstance(cover, Worksheet)
    cover.title = "说明"
    cover["A1"] = "客户名单，联系电话 15400099999"
    sheet = new.create_sheet("名单")
    sheet.append(["2026年11月客户名单"])
    sheet.merge_cells("A1:E1")
    sheet.append(["序号", "姓名", "手机号", "备用手机", "备注"])
    for nth in range(1, 41):
        sheet.append([nth, "张三", 15400000000 + nth, 15400001000 + nth if nth < 4 else None, "贵宾"])
    sheet.append([41, "李四", None, None, "号码待补"])
    sheet.append([42, "王五", "154 0000 0042", None, None])
    for _ in range(3):
        sheet.append([])
    sheet.cell(48, 1, "合计")
    sheet.cell(48, 3, 42)
    new.save(path)
    aged(path)


@pytest.fixture
def table(house: House) -> Path:
    path = house.folder / "客户.xlsx"
    typical(path)
    return path


class Keys:
    """Presses keys and counts them."""

    def __init__(self, op: Operator) -> None:
        self.op, self.n = op, 0

    async def press(self, key: str) -> None:
        self.n += 1
        await self.op.press(key)


@pytest.mark.usefixtures("table")
async def test_a_typical_table_goes_from_file_to_signed_list_in_eight_keys(house: House) -> None:
    async with sitting(house.app(person="zhaomin"), (80, 24)) as op:
        await at_file(op)
        await op.sees("客户.xlsx")
        keys = Keys(op)
        await keys.press("enter")
        screen = await op.sees("哪一列是手机号", "C  手机号", "第 2 行是表头")
        assert "只收 C 列的号码" in screen
        await keys.press("enter")
        await op.sees("40 个号码可以导入", "夹有空格或横线")
        await keys.press("ctrl+s")
        # Those of the second column and the one on the cover are left out by intent.
        await op.sees("文件其他位置还有 4 个号码", "▌ 只收录 C 列，其余 4 个号码不收录")
        await keys.press("enter")
        await op.sees("SHA-256")
        # The passphrase is typed, whatever its length; it is no key of the way.
        await op.fill(passphrase="demo zhaomin")
        await keys.press("ctrl+s")
        await op.sees(text("import_view.finished", "zh", name="客户", n="40"))
    assert keys.n <= 8
    with house.core.database.reader() as conn:
        rows = conn.execute(select(contact_list.c.n, contact_list.c.sheet)).all()
    assert [tuple(row) for row in rows][-1] == (40, "名单!C")
    lists = house.core.call("zhaomin", list_calls.ListsPage())
    found = house.core.call("zhaomin", list_calls.FindingsPage(lists.rows[0].id))
    # The blank rows are one finding, from the row without a number to the last one before the sum.
    assert [(one.row, one.reason, one.first) for one in found.rows if one.reason != "unassigned"] == [
        (1, "header", 0),
        (2, "header", 0),
        (43, "blank", 0),
        (44, "spacing", 0),
        (45, "blank", 47),
        (48, "junk", 0),
    ]


@pytest.mark.usefixtures("table")
async def test_another_column_can_be_taken_and_is_taken_again_from_the_next_such_file(house: House) -> None:
    async with sitting(house.app(person="zhaomin"), (80, 24)) as op:
        await at_columns(op)
        await op.press("l")
        await op.sees("D  备用手机")
        await op.press("down", "enter")
        await op.sees("只收 D 列的号码", "C 列还有 41 个手机号")
        await op.press("enter")
        await op.sees("3 个号码可以导入", "号码在别的列")
        await op.press("ctrl+s")
        await op.sees("文件其他位置还有 42 个号码")
        await op.press("enter")
        await op.sees("SHA-256")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees(text("import_view.finished", "zh", name="客户", n="3"))
        await op.press("escape")
        await op.until(lambda: op.app.screen.SCOPE == "contacts", "the lists")  # type: ignore[attr-defined]
        await op.press("i")
        await op.sees("客户.xlsx")
        await op.press("enter")
        await op.sees("只收 D 列的号码")
        assert page_of(op).reading.column == "D"
