"""The four steps of an import: what each shows at every size, the way back, and that nothing entered is lost by going elsewhere."""

import os
import unicodedata
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from console.contacts.importing import Imported
from console.contacts.reasons import Reason
from console.locale.words import text
from console.screens.contacts.import_check import ImportCheckPage
from console.screens.contacts.import_columns import ImportColumnsPage
from console.screens.contacts.import_done import ImportDonePage
from console.screens.contacts.import_file import ImportFilePage
from console.screens.contacts.import_step import ImportStep
from console.screens.idle import Idle
from console.screens.lock import LockPage
from console.store.contacts import contact_list
from console.widgets.line_input import LineInput
from console.widgets.record_list import RecordList
from console.widgets.show import cells
from console.wire import calls
from console.wire.base import Call
from console.wire.contacts import lists as list_calls
from tests.screens.contacts.test_import import page_of, turn, written
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House

ROWS = [
    "手机号码",
    *(f"1540000{nth:04d}" for nth in range(1, 58)),
    *(f"154-0001-{nth:04d}" for nth in range(24)),
    *("".join(chr(0xFEE0 + ord(c)) for c in f"154000200{nth:02d}") for nth in range(12)),
    *(f"+86154000300{nth:02d}" for nth in range(12)),
    *(f"1540000{nth:04d}" for nth in range(1, 13)),
    "张三 15400090000",
    "1540000900",
    "0898-66123444",
]
"""The file of the specification: 121 rows, 57 good as they are, 48 after a repair, 16 not."""

SIZES = [(80, 23), (80, 24), (120, 40)]
LANGUAGES = ["zh", "en"]


@pytest.fixture
def dirty(house: House) -> Path:
    return written(house, "\n".join(ROWS) + "\n", "客户.txt")


def on_step(op: Operator, step: type[ImportStep]) -> bool:
    return isinstance(op.app.screen, step)


async def at_file(op: Operator, lang: str = "zh") -> None:
    await op.press("4")
    await op.until(lambda: op.app.session.message is not None and op.app.screen.SCOPE == "contacts", "lists")  # type: ignore[attr-defined]
    await op.press("i")
    await op.sees(text("import_view.files", lang))
    await op.until(lambda: isinstance(op.app.screen, ImportFilePage), "the first step")


async def at_columns(op: Operator, lang: str = "zh") -> None:
    await at_file(op, lang)
    await op.press("enter")
    await op.sees(text("import_view.which", lang))


async def at_check(op: Operator, lang: str = "zh") -> None:
    await at_columns(op, lang)
    await op.press("enter")
    await op.sees(text("import_view.by_reason", lang))


def fits(screen: str, size: tuple[int, int]) -> None:
    """Every line is as wide as the screen, and the last one is the footer."""
    lines = screen.split("\n")
    assert len(lines) == size[1]
    assert {cells(line) for line in lines} == {size[0]}
    assert "F2" in lines[-1]


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_one_key_takes_every_repair_and_takes_it_back(house: House, dirty: Path, lang: str) -> None:
    del dirty
    async with sitting(house.app(lang, person="zhaomin")) as op:
        await at_check(op, lang)
        page = op.app.screen
        assert isinstance(page, ImportCheckPage)
        await op.until(lambda: page.reading.settled, "the first reading")
        await op.press("a")
        await op.until(lambda: page.reading.settled and bool(page.reading.ticked), "all repairs")
        assert page.reading.ticked == {one.reason for one in page._rows if one.repairable}
        assert len(page.reading.ticked) > 2
        await op.sees(text("import_view.importable", lang, n="105"))
        await op.press("up", "space")
        await op.until(lambda: page.reading.settled and len(page.reading.ticked) > 1, "one less")
        # While one is left out, the key takes it in again; after that it leaves all of them out.
        await op.press("a")
        await op.sees(text("import_view.importable", lang, n="105"))
        await op.press("a")
        await op.sees(text("import_view.importable", lang, n="57"))
        assert not page.reading.ticked


# ---- the steps at every size


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.usefixtures("dirty")
async def test_each_step_says_what_it_is_for_with_every_figure_whole(
    house: House, lang: str, size: tuple[int, int]
) -> None:
    def t(key: str, **params: object) -> str:
        return text(f"import_view.{key}", lang, **params)

    async with sitting(house.app(lang, "zhaomin"), size) as op:
        await at_file(op, lang)
        screen = await op.sees("客户.txt", "121", "1.8 KB")
        assert f"▸ 1 {t('step_file')}" in screen
        assert f"○ 2 {t('step_columns')}" in screen
        assert f"{t('files')} 1" in screen
        # Beside the files stand the first rows, masked, where there is room.
        if size[0] >= 100:
            screen = await op.sees("154****0001")
        fits(screen, size)
        await op.press("enter")
        screen = await op.sees(t("which"), f"☑ {t('mobile')}", t("rows", n="121"), t("heading", row=1))
        assert f"✓ 1 {t('step_file')}" in screen
        assert f"▸ 2 {t('step_columns')}" in screen
        assert "154****0001" in screen
        assert "15400000001" not in screen
        fits(screen, size)
        await op.press("enter")
        screen = await op.sees(t("importable", n="57"), t("whole", n="121"), f"{t('left_out')} 64")
        assert f"▸ 3 {t('step_check')}" in screen
        assert t("imports", n="57") in screen.split("\n")[-1]
        for reason in ("spacing", "fullwidth", "prefix"):
            await turn(op, reason)
            await op.until(lambda: page_of(op).reading.settled, "a settled result")
        screen = await op.sees(
            t("importable", n="105"), f"{t('as_is')} 57", f"{t('repaired')} 48", f"{t('left_out')} 16"
        )
        assert t("imports", n="105") in screen.split("\n")[-1]
        assert (t("example") in screen) is (size[0] >= 100)
        fits(screen, size)
        await op.press("ctrl+s")
        await op.sees("SHA-256")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        screen = await op.sees(t("finished", name="客户", n="105"), t("next_request"))
        assert f"✓ 4 {t('step_import')}" in screen
        fits(screen, size)


@pytest.mark.usefixtures("dirty")
async def test_every_step_lives_on_a_screen_of_twenty_by_five_and_with_sixty_columns(house: House) -> None:
    for size in ((20, 5), (60, 20)):
        async with sitting(house.app(person="zhaomin"), size) as op:
            await op.press("4")
            await op.press("i")
            await op.until(lambda: isinstance(op.app.screen, ImportFilePage), "the first step")
            await op.until(lambda: page_of(op).query_one("#files").row is not None, "the file")  # type: ignore[attr-defined]
            for step in (ImportColumnsPage, ImportCheckPage):
                await op.press("enter")
                await op.until(partial(on_step, op, step), step.__name__)
            assert page_of(op).reading.result is not None
            assert op.app._exception is None


# ---- the sum


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), st.integers(1, 200))
def test_the_bar_is_as_wide_as_its_panel_and_the_legend_adds_up(counts: list[int], width: int) -> None:
    from console.look.roles import Role
    from console.widgets.parts import Share, share_bar, share_legend

    roles = (Role.OK, Role.ACCENT, Role.DANGER)
    shares = [Share(role, "x", n) for role, n in zip(roles, counts, strict=True)]
    assert share_bar(shares, width).cell_len == (width if sum(counts) else 0)
    told = [int(one.plain.rpartition(" ")[2].replace(",", "")) for one in share_legend(shares)]
    assert told == counts


@pytest.mark.usefixtures("dirty")
async def test_the_parts_add_up_to_the_rows_of_the_file_whatever_is_ticked(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await at_check(op)
        for reason in ("spacing", "fullwidth", "spacing", "prefix"):
            await turn(op, reason)
            await op.until(lambda: page_of(op).reading.settled, "a settled result")
            result = page_of(op).reading.result
            assert isinstance(result, Imported)
            assert sum(result.parts.values()) == result.rows == len(ROWS)
            assert result.parts["as_is"] + result.parts["repaired"] == len(result.numbers)


# ---- the way back


@pytest.mark.usefixtures("dirty")
async def test_esc_goes_back_one_step_at_a_time_and_everything_entered_is_still_there(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await at_check(op)
        await turn(op, "spacing")
        await op.sees("81 个号码可以导入")
        await op.fill(name="十二月到期")
        await op.press("escape")
        await op.sees("哪一列是手机号")
        await op.press("escape")
        await op.sees("可导入的文件")
        assert page_of(op).query_one("#path", LineInput).value == "客户.txt"
        await op.press("escape")
        await op.sees("这次导入留着，在 4 通讯录 按 i 接着做")
        await op.press("i")
        await op.sees("可导入的文件")
        await op.until(lambda: page_of(op).query_one("#files").row is not None, "the file")  # type: ignore[attr-defined]
        page_of(op).query_one("#files").focus()
        await op.press("enter")
        await op.sees("哪一列是手机号")
        await op.press("enter")
        await op.sees("81 个号码可以导入", "☑ 夹有空格或横线", "十二月到期")


@pytest.mark.parametrize("reached", [ImportColumnsPage, ImportCheckPage])
@pytest.mark.usefixtures("dirty")
async def test_who_goes_to_another_tab_comes_back_to_the_step_that_was_left(
    house: House, reached: type[ImportStep]
) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await (at_check if reached is ImportCheckPage else at_columns)(op)
        if reached is ImportCheckPage:
            await turn(op, "prefix")
            await op.sees("69 个号码可以导入")
            await op.fill(name="十二月到期")
            op.app.screen.query_one("#reasons").focus()
        await op.press("5")
        await op.until(lambda: not isinstance(op.app.screen, ImportStep), "the sends")
        await op.press("4")
        await op.sees("客户名单")
        await op.press("i")
        await op.until(lambda: isinstance(op.app.screen, reached), "the step")
        if reached is ImportCheckPage:
            await op.sees("69 个号码可以导入", "☑ 带 +86、0086 等前缀", "十二月到期")
        await op.press("escape")
        await op.until(lambda: page_of(op).STEP == reached.STEP - 1, "the step before")


@pytest.mark.usefixtures("dirty")
async def test_a_change_of_language_keeps_path_ticks_name_and_focus_on_every_step(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await at_file(op)
        await op.fill(path="客")
        await op.press("f2")
        await op.sees("Files to import 1")
        assert page_of(op).query_one("#path", LineInput).value == "客"
        page_of(op).query_one("#files").focus()
        await op.press("enter")
        await op.sees("Which column")
        await op.press("f2")
        await op.sees("哪一列是手机号")
        await op.press("enter")
        await op.sees("57 个号码可以导入")
        await turn(op, "fullwidth")
        await op.sees("69 个号码可以导入")
        await op.fill(name="十二月到期")
        page_of(op).query_one("#name").focus()
        await op.press("f2")
        await op.sees("69 to import", "☑ full-width digits", "十二月到期")
        await op.until(lambda: op.app.focused is not None and op.app.focused.id == "name", "the focus")
        # The pages beneath are drawn anew as well, and open nothing.
        assert [type(one) for one in op.app.screen_stack[-3:]] == [
            ImportFilePage, ImportColumnsPage, ImportCheckPage
        ]  # fmt: skip


@pytest.mark.usefixtures("dirty")
async def test_the_lock_of_an_idle_console_keeps_the_import(house: House) -> None:
    async with sitting(house.app(person="zhaomin", idle=Idle(lock=8.0, leave=3600.0))) as op:
        await at_check(op)
        await turn(op, "fullwidth")
        await op.sees("69 个号码可以导入")
        await op.until(lambda: isinstance(op.app.screen, LockPage), "the lock")
        await op.until(lambda: bool(op.app.screen.query("#passphrase")), "its field")
        await op.fill(passphrase="demo zhaomin")
        await op.press("enter")
        await op.sees("69 个号码可以导入", "☑ 全角数字")


# ---- pasted numbers


async def test_pasted_numbers_are_read_like_a_file_and_lie_on_no_disk(house: House) -> None:
    app = house.app(person="zhaomin")
    app.session.kept_in = house.folder / "kept"
    app.session.kept_in.mkdir()
    async with sitting(app) as op:
        await at_file(op)
        await op.press("p")
        await op.sees("粘贴号码，一行一个")
        await op.fill(pasted="15400000001\n１５４０００００００２\n")
        await op.sees("2 行")
        await op.press("escape")
        await op.sees("可导入的文件")
        await op.press("p")
        await op.sees("15400000001")
        await op.press("ctrl+s")
        await op.sees("哪一列是手机号", "粘贴的号码.txt")
        await op.press("5")
        await op.until(lambda: not isinstance(op.app.screen, ImportStep), "the sends")
        await op.press("4")
        await op.sees("客户名单")
        await op.press("i")
        await op.sees("哪一列是手机号")
        await op.press("escape")
        await op.sees("15400000001")
        await op.press("ctrl+s")
        await op.sees("哪一列是手机号")
        await op.press("enter")
        await op.sees("1 个号码可以导入", "粘贴的号码 20")
        kept = "".join(one.read_text() for one in app.session.kept_in.rglob("*") if one.is_file())
        assert "154" not in kept
        await op.press("ctrl+s")
        await op.sees("签名并导入", "粘贴的号码.txt")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：粘贴的号码")
        assert not app.session.drafts._works
    assert not [one for one in app.session.kept_in.rglob("*") if one.is_file()]
    assert house.core.call("zhaomin", list_calls.ListsPage()).rows[0].n == 1


async def test_pasted_numbers_go_with_the_session_and_the_next_person_finds_none(house: House) -> None:
    app = house.app(person="zhaomin")
    async with sitting(app) as op:
        await at_file(op)
        await op.press("p")
        await op.sees("粘贴号码，一行一个")
        await op.fill(pasted="15400000001\n")
        await op.press("f9")
        await op.sees("还没填完")
        await op.press("y")
        await op.until(lambda: not app.session.person, "the choice of a person")
        assert not app.session.drafts._works


# ---- files


async def test_tab_completes_a_path_and_where_nothing_is_added_goes_on(house: House) -> None:
    below = house.folder / "名单"
    below.mkdir()
    written(house, "15400000001\n", "名单/客户甲.txt")
    written(house, "15400000002\n", "名单/客户乙.txt")
    written(house, "x", "名单/客户.md")
    async with sitting(house.app(person="zhaomin")) as op:
        await at_file(op)
        path = page_of(op).query_one("#path", LineInput)
        await op.press("slash")
        await op.until(lambda: op.app.focused is path, "the path")
        await op.fill(path=f"{house.folder}/名")
        await op.press("tab")
        await op.until(lambda: path.value == f"{house.folder}/名单/", path.value)
        await op.press("tab")
        await op.until(lambda: path.value == f"{house.folder}/名单/客户", path.value)
        await op.sees("客户甲.txt", "客户乙.txt", "可导入的文件 2")
        await op.press("tab")
        await op.until(lambda: op.app.focused is page_of(op).query_one("#files"), "the files")
        await op.press("enter")
        await op.sees("哪一列是手机号")


async def test_a_path_typed_from_the_root_on_keeps_its_first_character(house: House) -> None:
    written(house, "15400000001\n", "客户甲.txt")
    async with sitting(house.app(person="zhaomin")) as op:
        await at_file(op)
        await op.press(*f"{house.folder}/客户甲.txt")
        assert page_of(op).query_one("#path", LineInput).value == f"{house.folder}/客户甲.txt"
        await op.press("enter")
        await op.sees("哪一列是手机号")


async def test_the_own_folder_may_be_typed_after_the_key_that_begins_a_path(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await at_file(op)
        await op.press("slash", *"~/nowhere.txt")
        assert page_of(op).query_one("#path", LineInput).value == "~/nowhere.txt"


@pytest.mark.parametrize("name", ["名单/客户甲.txt", "客户甲.txt"])
async def test_a_path_begun_with_the_key_and_a_name_that_is_shown_is_meant_from_here(
    house: House, name: str
) -> None:
    (house.folder / "名单").mkdir()
    written(house, "15400000001\n", name)
    async with sitting(house.app(person="zhaomin")) as op:
        await at_file(op)
        await op.sees(name.partition("/")[0])
        await op.press("slash", *name, "enter")
        await op.sees("哪一列是手机号")


async def test_a_name_that_stands_at_the_root_too_is_meant_from_there(house: House) -> None:
    path = written(house, "15400000001\n", "客户甲.txt")
    (house.folder / path.parts[1]).mkdir()
    async with sitting(house.app(person="zhaomin")) as op:
        await at_file(op)
        await op.until(lambda: page_of(op).query_one("#files", RecordList).row is not None, "the files")
        await op.press("slash", *str(path)[1:], "enter")
        await op.sees("哪一列是手机号")


async def test_a_path_that_fails_is_written_over_by_the_next_one(house: House) -> None:
    written(house, "15400000001\n", "客户甲.txt")
    async with sitting(house.app(person="zhaomin")) as op:
        await at_file(op)
        await op.press("slash", *"nowhere/m1.txt", "enter")
        await op.sees("文件不存在", "怎么办")
        await op.press("escape")
        await op.until(lambda: isinstance(op.app.screen, ImportFilePage), "the page beneath")
        await op.press(*f"{house.folder}/客户甲.txt", "enter")
        await op.sees("哪一列是手机号")


async def test_a_file_that_vanishes_before_it_is_taken_is_told_in_words(house: House) -> None:
    gone = written(house, "15400000001\n", "客户.txt")
    async with sitting(house.app(person="zhaomin")) as op:
        await at_file(op)
        await op.sees("客户.txt")
        gone.unlink()
        await op.press("enter")
        await op.sees("文件不存在")
        await op.press("escape")
        assert isinstance(op.app.screen, ImportFilePage)
        assert page_of(op).query_one("#path", LineInput).value == "客户.txt"


async def test_a_file_that_vanishes_between_the_steps_is_imported_as_it_was_read(house: House) -> None:
    gone = written(house, "15400000001\n", "客户.txt")
    async with sitting(house.app(person="zhaomin")) as op:
        await at_columns(op)
        gone.unlink()
        await op.press("enter")
        await op.sees("1 个号码可以导入")
        await op.press("ctrl+s")
        await op.sees("签名并导入")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户")


ODD = [
    "a\tb\x1b[31m.txt",
    "右\u202e左\u200f.txt",
    "Ｗ宽ｗｉｄｅ" * 9 + ".txt",
    "-rf .txt",
    "[b]x.txt",
    "n\nl.txt",
]


@pytest.mark.parametrize("name", ODD)
async def test_a_file_of_any_name_is_listed_and_read_and_its_name_does_nothing(
    house: House, name: str
) -> None:
    written(house, "15400000001\n", name)
    async with sitting(house.app(person="zhaomin")) as op:
        await at_columns(op)
        await op.press("enter")
        screen = await op.sees("1 个号码可以导入")
        fits(screen, (80, 24))
        hidden = {c for c in screen if c != "\n" and unicodedata.category(c) in {"Cc", "Cf"}}
        assert not hidden


async def test_a_file_whose_name_is_no_text_is_listed_and_read(house: House) -> None:
    written(house, "15400000001\n", os.fsdecode(b"\xbf\xcd\xbb\xa7.txt"))
    app = house.app(person="zhaomin")
    app.session.kept_in = house.folder
    async with sitting(app) as op:
        await at_columns(op)
        await op.press("enter")
        await op.sees("1 个号码可以导入")
        await op.press("ctrl+s")
        await op.sees("签名并导入")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入")


async def test_an_empty_file_and_one_of_blank_lines_are_told_apart(house: House) -> None:
    empty = written(house, "", "客户.txt")
    async with sitting(house.app(person="zhaomin")) as op:
        await at_file(op)
        await op.press("enter")
        await op.sees("文件是空的")
        await op.press("escape")
        empty.write_text("\n\n\n")
        await op.press("enter")
        await op.sees("哪一列是手机号", "3 行")
        await op.press("enter")
        await op.sees("0 个号码可以导入", "未收录 3", "= 文件 3 行")
        await op.press("ctrl+s")
        await op.sees("一个号码也没有")


async def test_a_workbook_of_257_columns_is_refused_and_one_row_of_200_cells_is_no_table(
    house: House,
) -> None:
    book = openpyxl.Workbook()
    book.active.append([15400000001 + nth for nth in range(257)])  # type: ignore[union-attr]
    book.save(house.folder / "宽.xlsx")
    async with sitting(house.app(person="zhaomin")) as op:
        await at_file(op)
        await op.press("enter")
        await op.sees("列数太多")
        await op.press("escape")
        written(house, "\t".join(["15400000001", *["x"] * 199]) + "\n", "宽.txt")
        await op.press("ctrl+r")
        await op.sees("宽.txt")
        await op.fill(path="宽.txt")
        await op.press("enter")
        await op.sees("哪一列是手机号", "整行算一个号码")
        await op.press("enter")
        screen = await op.sees("0 个号码可以导入", "夹有别的文字")
        fits(screen, (80, 24))


@pytest.mark.parametrize("size", SIZES)
async def test_of_many_columns_the_first_is_raised_and_it_is_said_that_others_are_not_taken(
    house: House, size: tuple[int, int]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["手机号", *(f"栏{nth}" for nth in range(25))])
    sheet.append([15400000001, *(f"值{nth}" * 9 for nth in range(25))])
    book.create_sheet("备用").append([15400000002])
    book.save(house.folder / "多列.xlsx")
    async with sitting(house.app(person="zhaomin"), size) as op:
        await at_columns(op)
        screen = await op.sees("☑ 手机号", "不收", "列没有列出", "有 26 列", "工作表", "154****0001")
        fits(screen, size)
        assert "(c 换编码)" in screen
        await op.press("c")
        await op.sees("不是文本文件")
        await op.press("escape")
        await op.press("s")
        await op.sees("备用")
        await op.press("down", "enter")
        await op.sees("只有一列", "154****0002")
        await op.press("enter")
        await op.sees("1 个号码可以导入")


async def test_an_encoding_that_does_not_fit_costs_the_rows_that_it_cannot_read(house: House) -> None:
    (house.folder / "客户.txt").write_bytes("15400000001\n甲\n".encode("gb18030"))
    async with sitting(house.app(person="zhaomin")) as op:
        await at_columns(op)
        await op.sees("自动判断 gb18030", "甲")
        await op.press("c")
        await op.fill(filter="utf-8")
        await op.press("enter")
        await op.sees("utf-8", "\\xbc\\xd7")
        await op.press("enter")
        await op.sees("1 个号码可以导入", "有读不成文字的字节")


# ---- the end


def states(house: House) -> set[str]:
    with house.core.database.reader() as conn:
        return set(conn.execute(select(contact_list.c.state)).scalars())


@pytest.mark.usefixtures("dirty")
async def test_a_cancelled_import_leaves_nothing_at_the_desk_and_keeps_what_was_entered(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_calls, "NUMBERS", 5)
    async with sitting(house.app(person="zhaomin")) as op:
        await at_check(op)
        reading = page_of(op).reading
        real = op.app.session.desk().call

        def call(one: Call) -> object:
            if isinstance(one, list_calls.AddNumbers):
                # Esc comes while the rows are on their way.
                reading.stop.set()
            return real(one)

        monkeypatch.setattr(type(op.app.session.core), "call", lambda _self, one: call(one))
        await op.press("ctrl+s")
        await op.sees("已取消")
        await op.press("escape")
        await op.sees("57 个号码可以导入")
        assert isinstance(op.app.screen, ImportCheckPage)
        # Who leaves the result leaves no list that stood out beside it.
        await op.press("escape")
        await op.until(lambda: states(house) == {"ready"}, "no list that is not signed")
    assert not [row for row in house.core.call("zhaomin", list_calls.ListsPage()).rows if row.name == "客户"]


async def test_a_new_request_begins_with_the_list_that_was_just_imported(house: House) -> None:
    written(house, "15400000001\n", "客户.txt")
    async with sitting(house.app(person="zhaomin")) as op:
        await at_check(op)
        await op.press("ctrl+s")
        await op.sees("签名并导入")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.until(lambda: isinstance(op.app.screen, ImportDonePage), "the result")
        await op.sees("已导入：客户", "✓ 1 个号码无人退订")
        await op.press("n")
        await op.until(lambda: op.app.screen.SCOPE == "form", "the form")  # type: ignore[attr-defined]
        await op.sees("草稿已保存")
    draft = house.core.call("zhaomin", calls.RequestsPage()).rows[0]
    view = house.core.call("zhaomin", calls.RequestDetail(draft.id))
    (row, *_) = house.core.call("zhaomin", list_calls.ListsPage()).rows
    assert [slot.list_id for slot in view.draft.slots] == [row.id]


def test_a_repair_that_was_ticked_for_one_file_is_not_ticked_for_the_next() -> None:
    from console.screens.contacts.import_work import ImportWork

    work = ImportWork("business")
    work.read_file("a.txt")
    work.turn(Reason.FULLWIDTH)
    work.read_file("a.txt")
    assert work.ticked == {Reason.FULLWIDTH}
    work.read_file("b.txt")
    assert not work.ticked


def test_a_result_of_other_repairs_is_dropped_and_closed() -> None:
    from console.screens.contacts.import_work import ImportWork

    work, closed = ImportWork("business"), list[str]()
    late: Any = SimpleNamespace(
        accepted=frozenset({Reason.FULLWIDTH}),
        texts=work.texts,
        findings=SimpleNamespace(close=lambda: closed.append("x")),
    )
    assert not work.take(late)
    assert (work.result, closed) == (None, ["x"])


def test_every_choice_that_was_kept_comes_back_after_a_cut_line() -> None:
    from console.screens.contacts.import_work import ImportWork

    work = ImportWork("business")
    work.read_file("客户.xlsx")
    work.typed = "客户.xlsx"
    work.name, work.sheet, work.column, work.encoding = "客户名单", "名单", "C", "gb18030"
    work.turn(Reason.FULLWIDTH)
    again = ImportWork("credit")
    again.take_up(work.to_keep())
    assert again.to_keep() == work.to_keep()
    assert "" not in work.to_keep().values()
    fresh = ImportWork("credit")
    fresh.take_up({})
    assert (fresh.department, fresh.sheet, fresh.column, fresh.encoding) == ("credit", None, None, None)
