"""Choosing a file: in the import and from every line of a form into which a path is typed, by keys or mouse, at every size."""

from pathlib import Path

import openpyxl
import pytest

from console.acting.contacts.browsing import Entry
from console.screens.choosing.chooser import FileChooser
from console.screens.choosing.dialog import FileDialog
from console.screens.contacts.import_columns import ImportColumnsPage
from console.screens.contacts.import_file import ImportFilePage
from console.widgets.line_input import LineInput
from console.widgets.path_input import PathInput
from console.widgets.record_list import RecordList
from console.widgets.show import cells
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House


def laid(house: House) -> Path:
    """A drop box with a list in a folder, a workbook, and things that are no lists."""
    box = house.folder / "box"
    (box / "十一月").mkdir(parents=True)
    (box / "十一月" / "客户.txt").write_text("15400000001\n15400000002\n", "utf-8")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "手机号"])
    sheet.append(["张三", 15400000003])
    book.save(box / "到期.xlsx")
    (box / "照片.png").write_bytes(b"\x89PNG")
    (box / "空.txt").write_bytes(b"")
    (box / ".暗.txt").write_text("15400000001\n", "utf-8")
    return box


def files(op: Operator) -> RecordList:
    return op.app.screen.query_one("#files", RecordList)


async def to_import(op: Operator) -> None:
    await op.press("4", "i")
    await op.until(lambda: isinstance(op.app.screen, ImportFilePage), "the first step")
    await op.until(lambda: files(op).row is not None, "the files")


def fits(screen: str, size: tuple[int, int]) -> None:
    lines = screen.split("\n")
    assert (len(lines), {cells(line) for line in lines}) == (size[1], {size[0]})


async def test_an_import_goes_through_folders_and_says_what_can_be_no_list(house: House) -> None:
    app = house.app(person="zhaomin")
    app.session.inbox = laid(house)
    async with sitting(app, (120, 40)) as op:
        await to_import(op)
        # The cursor stands on the file that can be chosen, and beside it are its first rows, masked.
        screen = await op.sees(
            "▌ 到期.xlsx", "十一月/", "文件夹", "可导入的文件 1", "姓名 | 手机号", "张三 | 154****0003"
        )
        assert ".暗" not in screen
        fits(screen, (120, 40))
        assert (
            next(line for line in screen.split("\n") if "照片.png" in line).rstrip("│ ").count("名字不像")
            == 1
        )
        await op.reach("空.txt")
        await op.sees("文件是空的")
        await op.press("enter")
        await op.sees("文件是空的。")
        await op.press("escape")
        files(op).action_edge(0)
        await op.reach("十一月/")
        await op.press("enter")
        await op.sees("▌ 客户.txt", "可导入的文件 1", "2 行", "../  上一级", "收件箱")
        assert op.app.screen.query_one("#path", LineInput).value == "十一月/"
        await op.press("enter")
        await op.sees("哪一列是手机号")
        page = op.app.screen
        assert isinstance(page, ImportColumnsPage)
        assert page.reading.path == str(app.session.inbox / "十一月/客户.txt")
        # Whoever has read it finds it again from the drop box.
        await op.press("escape")
        await op.until(lambda: isinstance(op.app.screen, ImportFilePage), "the first step")
        await op.fill(path="")
        await op.sees("最近读过")


async def test_the_beginning_of_a_file_of_another_kind_is_never_read_or_shown(house: House) -> None:
    app = house.app(person="zhaomin")
    app.session.inbox = box = laid(house)
    (box / "甲.key").write_text("15400000008\n-----BEGIN OPENSSH PRIVATE KEY-----\n", "utf-8")
    async with sitting(app, (120, 40)) as op:
        await to_import(op)
        await op.sees("张三 | 154****0003")
        chooser = op.app.screen.query_one(FileChooser)
        files(op).action_edge(0)
        await op.reach("甲.key")
        here = files(op).row
        assert isinstance(here, Entry)
        # However long the cursor rests on it.
        chooser._peek(here)
        assert chooser._peeking is None
        assert [one.name for one in chooser._peeks] == ["到期.xlsx"]
        assert "OPENSSH" not in op.screen()
        assert "0008" not in op.screen()


async def test_no_file_is_opened_where_there_is_no_room_to_show_its_beginning(house: House) -> None:
    app = house.app(person="zhaomin")
    app.session.inbox = laid(house)
    async with sitting(app, (60, 20)) as op:
        await to_import(op)
        await op.reach("到期.xlsx")
        chooser, here = op.app.screen.query_one(FileChooser), files(op).row
        assert isinstance(here, Entry)
        chooser._peek(here)
        assert (chooser._peeking, chooser._peeks) == (None, {})


@pytest.mark.parametrize("size", [(80, 23), (60, 20), (20, 5)])
async def test_the_choice_from_a_form_lives_at_every_size_and_needs_no_mouse(
    house: House, size: tuple[int, int]
) -> None:
    app = house.app(person="zhaomin")
    app.session.inbox = laid(house)
    async with sitting(app, size) as op:
        await opt_out_form(op)
        line = op.app.screen.query_one("#line-file", PathInput)
        # Enter on the empty line opens the choice.
        await op.press("enter")
        await op.until(
            lambda: isinstance(op.app.screen, FileDialog) and files(op).row is not None, "the choice"
        )
        assert files(op).row.name == "到期.xlsx"
        fits(op.screen(), size)
        await op.press(*"十一", "tab")
        await op.until(lambda: files(op).row is not None and files(op).row.name == "客户.txt", "the folder")
        await op.press("enter")
        await op.until(lambda: not isinstance(op.app.screen, FileDialog), "the form")
        assert line.value == "十一月/客户.txt"
        assert op.app.focused is line
        await op.press("f4", "escape")
        await op.until(lambda: not isinstance(op.app.screen, FileDialog), "the form")
        assert line.value == "十一月/客户.txt"
        assert op.app._exception is None


async def opt_out_form(op: Operator) -> None:
    """Go to the form that asks for a list of opt-outs."""
    await op.press("4", "o")
    await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "optouts", "the opt-outs")
    await op.press("i")
    for _ in ("what it covers", "whose it is"):
        await op.until(lambda: bool(op.app.screen.query("#filter")), "a choice")
        await op.press("enter")
    await op.until(lambda: bool(op.app.screen.query("#line-file")), "the form")


async def test_tab_in_a_line_of_a_form_completes_and_then_goes_on_and_f2_keeps_what_stands_there(
    house: House,
) -> None:
    app = house.app(person="zhaomin")
    app.session.inbox = laid(house)
    async with sitting(app) as op:
        await opt_out_form(op)
        line = op.app.screen.query_one("#line-file", PathInput)
        await op.sees("F4 选文件", "Tab 补全路径")
        await op.press(*"十", "tab", *"客", "tab")
        assert line.value == "十一月/客户.txt"
        await op.press("tab")
        assert op.app.focused is not line
        await op.pilot.click("_Opener")
        await op.until(lambda: isinstance(op.app.screen, FileDialog), "the choice")
        await op.press("f2")
        await op.sees("Files to choose 1", "arrows, Tab completes")
        assert op.app.screen.query_one("#path", LineInput).value == "十一月/客户.txt"
        await op.press("escape")
        await op.sees("F4 files")


async def test_a_click_moves_and_a_second_one_goes_in_or_takes(house: House) -> None:
    app = house.app(person="zhaomin")
    app.session.inbox = laid(house)
    async with sitting(app) as op:
        await opt_out_form(op)
        line = op.app.screen.query_one("#line-file", PathInput)
        await op.pilot.click("_Opener")
        await op.until(
            lambda: isinstance(op.app.screen, FileDialog) and files(op).row is not None, "the choice"
        )
        names = [files(op).row_at(nth).name for nth in range(files(op).total)]
        for _ in range(2):
            await op.pilot.click("#files", offset=(6, 2 + names.index("十一月")))
        await op.until(lambda: files(op).row is not None and files(op).row.name == "客户.txt", "the folder")
        await op.pilot.click("#files", offset=(6, 2 + files(op).cursor))
        await op.until(lambda: not isinstance(op.app.screen, FileDialog), "the form")
        assert line.value == "十一月/客户.txt"


async def test_what_the_choice_has_not_is_taken_as_typed_and_the_form_says_what_it_is(house: House) -> None:
    app = house.app(person="zhaomin")
    app.session.inbox = laid(house)
    async with sitting(app) as op:
        await opt_out_form(op)
        await op.press("f4")
        await op.until(
            lambda: isinstance(op.app.screen, FileDialog) and files(op).row is not None, "the choice"
        )
        await op.fill(path="空")
        await op.until(lambda: files(op).row is not None and files(op).row.name == "空.txt", "the file")
        await op.press("enter")
        await op.sees("文件是空的")
        assert isinstance(op.app.screen, FileDialog)
        await op.fill(path="没有这份.txt")
        await op.sees("没有名字含这些字的文件")
        await op.press("enter")
        await op.until(lambda: not isinstance(op.app.screen, FileDialog), "the form")
        await op.fill(line_source="移动", line_dated="2026-11-28")
        await op.press("ctrl+s")
        await op.sees("文件不存在")


@pytest.mark.parametrize("first", ["/nowhere/m1.txt", "客户.txt"])
async def test_a_second_path_from_the_root_takes_the_place_of_one_that_names_a_file(
    house: House, first: str
) -> None:
    app = house.app(person="zhaomin")
    app.session.inbox = laid(house)
    async with sitting(app) as op:
        await opt_out_form(op)
        await op.fill(line_file=first)
        await op.press("f4")
        await op.until(lambda: isinstance(op.app.screen, FileDialog), "the choice")
        chooser = op.app.screen.query_one(FileChooser)
        await op.until(lambda: chooser.line.value == first and files(op).total >= 0, "the path of before")
        await op.press(*"/srv/b.xlsx")
        assert chooser.line.value == "/srv/b.xlsx"
        # A folder goes on.
        await op.fill(path="/srv")
        await op.press(*"/b.xlsx")
        assert chooser.line.value == "/srv/b.xlsx"
