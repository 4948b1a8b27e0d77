"""A list of opt-outs brought in and handed over at the screens: what is read is seen before it is recorded (R13)."""

import os
from array import array
from pathlib import Path

import pytest
from openpyxl import Workbook

from console.domain.contacts.packing import pack_numbers
from console.wire.contacts import optouts
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House

ROWS = ("手机号", "16100000003", "161 0000 0004", "张三", "16100000003", "010-62322610", "16100000005")


def aged(path: Path, text: str) -> None:
    """Write a file that was whole a minute ago."""
    path.write_text(text, "utf-8")
    os.utime(path, (path.stat().st_mtime - 60, path.stat().st_mtime - 60))


def opted(house: House) -> int:
    page: optouts.OptOutPage = house.core.call("wangfang", optouts.OptOutsPage())
    return page.page.total


@pytest.mark.parametrize(
    ("lang", "seen", "done"),
    [
        ("zh", ("文件 7 行：新增 3", "重复 1", "不是号码 2", "夹有别的文字 1  4: …"), "已登记 3 个"),
        ("en", ("7 rows: 3 new", "1 repeated", "2 no number", "other characters 1  4: …"), "3 recorded"),
    ],
)
async def test_a_list_is_looked_at_and_then_recorded(
    house: House, tmp_path: Path, lang: str, seen: tuple[str, ...], done: str
) -> None:
    path = tmp_path / "refusals.txt"
    aged(path, "\n".join(ROWS) + "\n")
    async with sitting(house.app(lang, person="wangfang"), (80, 24)) as op:
        await op.press("4")
        await op.sees("4")
        await op.press("o")
        await op.sees({"zh": "没有退订", "en": "No opt-outs"}[lang])
        await op.press("i", "down", "enter", "enter")
        await op.sees({"zh": "来自哪里", "en": "where it came from"}[lang])
        await op.press(*str(path), "tab", *"CMCC", "tab", *"2026-11-01", "ctrl+s")
        await op.sees(*seen)
        assert opted(house) == 0
        assert "16100000003" not in op.screen()
        assert "张三" not in op.screen(), "a name is no number"
        assert "(x " in op.screen(), "nothing is read any more that could be stopped"
        await op.press("ctrl+s")
        await op.sees(done)
        assert opted(house) == 3
        await op.press("escape")
        await op.sees("161****0003", "2026-11-01 CMCC")


async def reading(op: Operator, path: Path) -> None:
    """Bring a file in as a carrier's list."""
    await op.press("4", "o")
    await op.sees("没有退订")
    await op.press("i", "enter", "enter")
    await op.sees("来自哪里")
    await op.press(*str(path), "tab", *"CMCC", "tab", *"2026-11-01", "ctrl+s")


async def test_of_a_file_that_may_be_cut_off_it_is_asked_whether_it_is_whole(
    house: House, tmp_path: Path
) -> None:
    path = tmp_path / "r.txt"
    aged(path, "\n".join(ROWS))
    async with sitting(house.app("zh", person="wangfang"), (80, 24)) as op:
        await reading(op, path)
        await op.sees("新增 3")
        await op.press("ctrl+s")
        await op.sees("文件可能未传完", "最后一行没有换行")
        await op.press("enter")
        assert opted(house) == 0
        await op.press("ctrl+s")
        await op.sees("确认共 7 行")
        await op.press("down", "enter")
        await op.sees("已登记 3 个")
    assert opted(house) == 3


@pytest.mark.parametrize("taken", [True, False])
async def test_other_columns_of_a_list_are_asked_about_before_it_is_recorded(
    house: House, tmp_path: Path, *, taken: bool
) -> None:
    path = tmp_path / "r.csv"
    aged(path, "手机号,家属电话\n" + "".join(f"1610000000{n},1610000001{n}\n" for n in range(5)))
    async with sitting(house.app("zh", person="wangfang"), (80, 24)) as op:
        await reading(op, path)
        await op.sees("新增 5")
        await op.press("ctrl+s")
        await op.sees("文件其他位置还有 5 个号码")
        await op.press(*["down"] * taken, "enter")
        if taken:
            await op.sees("新增 10", "重新读取")
            assert opted(house) == 0
            await op.press("ctrl+s")
        await op.sees(f"已登记 {10 if taken else 5} 个")
    assert opted(house) == (10 if taken else 5)


async def test_other_sheets_of_a_workbook_are_asked_about_too(house: House, tmp_path: Path) -> None:
    path, book = tmp_path / "r.xlsx", Workbook()
    for nth, sheet in enumerate((book.active, book.create_sheet("旧"))):
        assert sheet is not None
        sheet.append(["手机号"])
        for n in range(5):
            sheet.append([f"161000000{nth}{n}"])
    book.save(path)
    os.utime(path, (path.stat().st_mtime - 60, path.stat().st_mtime - 60))
    async with sitting(house.app("zh", person="wangfang"), (80, 24)) as op:
        await reading(op, path)
        await op.sees("新增 5")
        await op.press("ctrl+s")
        await op.sees("文件其他位置还有 5 个号码")


async def test_a_file_that_is_not_there_is_said_and_nothing_begins(house: House, tmp_path: Path) -> None:
    async with sitting(house.app("zh", person="wangfang"), (80, 24)) as op:
        await op.press("4")
        await op.press("o")
        await op.sees("没有退订")
        await op.press("i", "enter", "enter")
        await op.sees("来自哪里")
        await op.press(*str(tmp_path / "no.txt"), "tab", *"CMCC", "tab", *"2026-11-01", "ctrl+s")
        await op.sees("文件不存在")
        assert opted(house) == 0


async def test_who_may_neither_record_nor_export_sees_why(house: House) -> None:
    async with sitting(house.app("zh", person="shenyu"), (80, 24)) as op:
        await op.press("4")
        await op.press("o")
        await op.sees("没有退订", "(a ")
        await op.press("a")
        await op.sees("您的岗位不登记退订")
        await op.press("enter")
        await op.press("e")
        await op.sees("您的岗位不导出退订号码")


async def test_numbers_are_handed_over_with_a_reason(house: House) -> None:
    house.core.call("wangfang", optouts.AddOptOuts([16100000003, 16100000004], "promotion", "来电"))
    app = house.app("zh", person="wangfang")
    async with sitting(app, (80, 24)) as op:
        await op.press("4")
        await op.press("o")
        await op.sees("161****0003")
        await op.press("e")
        await op.sees("号码交给谁")
        await op.press(*"to CMCC", "ctrl+s")
        await op.sees("文件名")
        await op.fill(line_name="out.txt")
        await op.press("ctrl+s")
        await op.sees("2 个号码")
    (path,) = app.session.inbox.glob("*.txt")
    assert path.read_text("ascii").split() == ["16100000003", "16100000004"]
    assert path.stat().st_mode & 0o777 == 0o600


async def test_opt_outs_of_one_scope_and_the_lists_that_came_in_are_shown(house: House) -> None:
    core = house.core
    core.call("wangfang", optouts.AddOptOuts([16100000003], "promotion", "来电"))
    core.call("wangfang", optouts.AddOptOuts([16100000004], "department", "来电", "credit"))
    begin = optouts.BeginOptOutList(
        "optional", "", "carrier", "中国移动", "2026-11-01", "a.txt", "0" * 64, 1, 2
    )
    which = core.call("wangfang", begin).id
    core.call("wangfang", optouts.AddListedOptOuts(which, pack_numbers(array("q", [16100000005]))))
    core.call("wangfang", optouts.EndOptOutList(which))
    async with sitting(house.app("zh", person="wangfang"), (80, 24)) as op:
        await op.press("4")
        await op.press("o")
        await op.sees("161****0003", "161****0004", "161****0005", "不收推广", "只收必须发送的")
        await op.press("v", "enter")
        await op.sees("161****0004")
        await op.until(lambda: "161****0003" not in op.screen(), "the others are hidden")
        await op.press("l")
        await op.sees("登记过的退订名单", "2026-11-01", "中国移动", "运营商名单")
        await op.press("enter")
        await op.sees("a.txt", "王芳")


async def test_of_a_list_that_refuses_everything_the_count_is_typed_again(
    house: House, tmp_path: Path
) -> None:
    path = tmp_path / "refusals.txt"
    aged(path, "\n".join(ROWS) + "\n")
    async with sitting(house.app("zh", person="wangfang"), (80, 24)) as op:
        await op.press("4", "o")
        await op.sees("没有退订")
        await op.press("i")
        await op.sees("一律不收")
        await op.press("down", "down", "down", "enter", "enter")
        await op.sees("来自哪里")
        await op.press(*str(path), "tab", *"CMCC", "tab", *"2026-11-01", "ctrl+s")
        await op.sees("退订范围：一律不收", "新增 3")
        await op.press("ctrl+s")
        await op.sees("重打新增的号码数")
        await op.press("4", "ctrl+s")
        await op.sees("与新增的号码数不符")
        assert opted(house) == 0
        await op.press("3", "ctrl+s")
        await op.sees("已登记 3 个")
    assert opted(house) == 3
