"""The import at the screens: what is shown is what is signed, whatever is pressed how quickly, and nothing is lost unasked."""

import os
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from console.acting.contacts import lists
from console.contacts.importing import Imported, Reading
from console.contacts.reasons import Reason
from console.screens.contacts.import_check import ImportCheckPage
from console.screens.contacts.import_file import ImportFilePage
from console.screens.contacts.import_step import ImportStep
from console.site import Sftp
from console.store.contacts import contact_list
from console.widgets.record_list import RecordList
from console.wire.contacts import lists as list_calls
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House

AWKWARD = "15400000001\n１５４０００００００２\n+8615400000003\nnot a number\n15400000001\n"


def page_of(op: Operator) -> ImportStep:
    page = op.app.screen
    assert isinstance(page, ImportStep)
    return page


async def on_file(op: Operator) -> None:
    """Go to the first step."""
    await op.press("4")
    await op.sees("客户名单")
    await op.press("i")
    await op.sees("文件路径", "可导入的文件")


async def read(op: Operator, path: Path) -> None:
    """Go to the findings of a file."""
    await on_file(op)
    await op.fill(path=str(path))
    op.app.screen.query_one("#path").focus()
    await op.press("enter")
    await op.sees("哪一列是手机号")
    await op.press("enter")
    await op.sees("个号码可以导入", "按原因")


async def turn(op: Operator, reason: str, times: int = 1) -> None:
    """Press Space on a reason so many times, without waiting."""
    page = op.app.screen
    assert isinstance(page, ImportCheckPage)
    records = page.query_one("#reasons", RecordList)
    at = [one.reason for one in page._rows].index(Reason(reason))
    for _ in range(times):
        records.focus()
        records.move_to(at)
        await op.press("space")


async def sign(op: Operator) -> None:
    await op.press("ctrl+s")
    await op.sees("签名并导入", "SHA-256")


def finished(house: House) -> "list[tuple[int, dict[str, int]]]":
    return [
        (row.n, row.repaired)
        for row in house.core.call("zhaomin", list_calls.ListsPage()).rows
        if row.name == "客户"
    ]


def written(house: House, rows: str, name: str = "客户.txt") -> Path:
    made = house.folder / name
    made.write_text(rows, "utf-8")
    return aged(made)


def aged(path: Path) -> Path:
    """The file as one that nobody has written to for a minute: a younger one is asked about."""
    before = path.stat().st_mtime - 60
    os.utime(path, (before, before))
    return path


@pytest.fixture
def path(house: House) -> Path:
    return written(house, AWKWARD)


async def test_space_twice_on_a_repair_signs_what_the_screen_shows(house: House, path: Path) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, path)
        await turn(op, "fullwidth", 2)
        await op.until(lambda: page_of(op).reading.settled, "a settled result")
        assert "☐ 全角数字" in op.screen()
        await sign(op)
        assert "全角数字 1" in op.screen().split("未收录原因")[1]
        assert "自动修正后收录" not in op.screen()
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户")
    assert finished(house) == [(1, {})]


async def test_beside_each_reason_stands_whether_its_rows_are_in_the_list(house: House, path: Path) -> None:
    async with sitting(house.app(person="zhaomin"), (120, 40)) as op:
        await read(op, path)
        lines = op.screen().split("\n")
        for reason, said in ((Reason.UNASSIGNED, "已收录"), (Reason.DUPLICATE, "未收录")):
            label = op.app.session.label("reason", reason)
            assert [said in line for line in lines if label in line] == [True], reason


async def test_every_quick_turn_of_the_boxes_ends_in_the_list_of_the_boxes_that_are_ticked(
    house: House, path: Path
) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, path)
        for turns in (1, 2, 3, 5, 4):
            await turn(op, "fullwidth", turns)
            await op.until(lambda: page_of(op).reading.settled, "a settled result")
            ticked = "☑ 全角数字" in op.screen()
            result = page_of(op).reading.result
            assert result is not None
            assert (Reason.FULLWIDTH in result.accepted) is ticked
            assert len(result.numbers) == (2 if ticked else 1)


async def test_ctrl_s_between_two_readings_signs_nothing_and_says_why(
    house: House, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, path)
        go = Event()
        real = Reading.judge

        def judge(self: Reading, accept: frozenset[Reason], *rest: object) -> Imported:
            assert go.wait(60)
            return real(self, accept, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(Reading, "judge", judge)
        await turn(op, "fullwidth")
        await op.press("ctrl+s")
        await op.sees("算完才能签名")
        go.set()
        await op.until(lambda: page_of(op).reading.settled, "a settled result")
        assert op.app._exception is None
        await sign(op)
        await op.sees("全角数字 1")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户")
    assert finished(house) == [(2, {"fullwidth": 1})]


async def test_the_signature_names_every_accepted_repair_with_its_count(house: House, path: Path) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, path)
        for reason in ("fullwidth", "prefix"):
            await turn(op, reason)
        await op.until(lambda: page_of(op).reading.settled, "a settled result")
        await sign(op)
        screen = op.screen()
        for told in ("全角数字 1", "带 +86、0086 等前缀 1", "文件行数", "未收录", "夹有别的文字 1", "重复 1"):
            assert told in screen, told


async def test_a_file_without_a_good_number_is_refused_in_words_and_the_console_goes_on(house: House) -> None:
    path = written(house, "not a number\n", "空.txt")
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, path)
        await op.press("ctrl+s")
        await op.sees("一个号码也没有")
        await op.press("escape")
        assert isinstance(op.app.screen, ImportCheckPage)
    with house.core.database.reader() as conn:
        assert set(conn.execute(select(contact_list.c.state)).scalars()) == {"ready"}


async def test_the_fault_of_a_path_is_not_said_on_the_page_of_the_right_one(house: House, path: Path) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await on_file(op)
        for tried in (path.with_name("没有.txt"), path):
            await op.fill(path=str(tried))
            op.app.screen.query_one("#path").focus()
            await op.press("enter")
            if tried != path:
                await op.sees("文件不存在", "核对路径")
                await op.press("escape")
                await op.sees("✗ 文件不存在", "可导入的文件")
        await op.sees("哪一列是手机号")
        assert "文件不存在" not in op.screen()


async def test_rows_are_counted_as_rows_and_reasons_as_reasons(house: House) -> None:
    path = written(house, "15400000001\n＋８６15400000002 \n17000000000\nx\n")
    async with sitting(house.app(person="zhaomin"), (120, 40)) as op:
        await read(op, path)
        await op.sees("2 个号码可以导入", "原样合格 2", "修正后收录 0", "未收录 2", "= 文件 4 行")
        await sign(op)
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户")
        (row,) = [
            one for one in house.core.call("zhaomin", list_calls.ListsPage()).rows if one.name == "客户"
        ]
        assert sum(row.counts.values()) > row.rows - row.n
        await op.press("escape")
        await op.sees("客户名单 ")
        await op.press("enter")
        await op.sees("文件 4 行，号码 2 个，未收录 2 行", "虚拟运营商（已收录）")


async def test_a_file_that_grew_after_it_was_read_is_not_signed_and_stays_in_the_drop_box(
    house: House,
) -> None:
    box = house.folder / "in"
    box.mkdir(mode=0o700)
    file = box / "客户.txt"
    file.write_text("15400000001\n", "utf-8")
    aged(file)
    app = house.app(person="zhaomin")
    app.session.inbox, app.session.drop_box = box, True
    async with sitting(app) as op:
        await read(op, Path("客户.txt"))
        with file.open("a") as more:
            more.write("15400000002\n")
        aged(file)
        await op.press("ctrl+s")
        await op.sees("读取之后文件变了")
        await op.press("escape")
        await op.until(lambda: isinstance(op.app.screen, ImportFilePage), "the first step")
        assert page_of(op).reading.preview is None
        await op.press("enter")
        await op.sees("哪一列是手机号")
        await op.press("enter")
        await op.sees("2 个号码可以导入")
        await sign(op)
        with file.open("a") as more:
            more.write("15400000003\n")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("读取之后文件变了")
        await op.press("escape")
        await op.until(lambda: isinstance(op.app.screen, ImportFilePage), "the first step")
        await op.sees("文件变了，没有导入")
    assert finished(house) == []
    assert file.read_text() == "15400000001\n15400000002\n15400000003\n"


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_the_first_step_says_by_which_line_files_come_here(house: House, size: tuple[int, int]) -> None:
    app = house.app(person="zhaomin")
    app.session.upload = Sftp("zhaomin", "10.1.1.2", 2022)
    async with sitting(app, size) as op:
        await on_file(op)
        await op.sees(
            "sftp -P 2022 zhaomin@10.1.1.2", "WinSCP 选 SFTP，主机 10.1.1.2，端口 2022，用户名 zhaomin"
        )


async def test_what_came_into_the_box_while_the_list_was_signed_stays_there(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = house.folder / "in"
    box.mkdir(mode=0o700)
    file = box / "客户.txt"
    file.write_text("15400000001\n", "utf-8")
    aged(file)
    app = house.app(person="zhaomin")
    app.session.inbox, app.session.drop_box = box, True
    real = lists.finish

    def then_it_grows(*given: object) -> object:
        done = real(*given)  # type: ignore[arg-type]
        with file.open("a") as more:
            more.write("15400000002\n")
        return done

    monkeypatch.setattr(lists, "finish", then_it_grows)
    async with sitting(app) as op:
        await read(op, Path("客户.txt"))
        await sign(op)
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户", "客户.txt 没有删除")
    assert file.read_text() == "15400000001\n15400000002\n"


async def test_a_file_that_was_named_by_its_path_is_not_taken_away_though_there_is_a_drop_box(
    house: House,
) -> None:
    box, file = house.folder / "in", house.folder / "客户.txt"
    box.mkdir(mode=0o700)
    file.write_text("15400000001\n", "utf-8")
    aged(file)
    app = house.app(person="zhaomin")
    app.session.inbox, app.session.drop_box = box, True
    async with sitting(app) as op:
        await read(op, file)
        await sign(op)
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户")
        assert "删除" not in op.screen()
    assert file.read_text() == "15400000001\n"


async def test_an_import_that_was_cut_off_goes_on_where_it_was(house: House, path: Path) -> None:
    app = house.app(person="zhaomin")
    app.session.kept_in = house.folder
    async with sitting(app) as op:
        await read(op, path)
        await turn(op, "fullwidth")
        await op.until(lambda: page_of(op).reading.settled, "a settled result")
        await op.fill(name="老客户")
        await op.pilot.pause()
    app = house.app(person="zhaomin")
    app.session.kept_in = house.folder
    async with sitting(app) as op:
        await op.press("4")
        await op.sees("客户名单")
        await op.press("i")
        await op.sees("已恢复上次没做完的导入")
        await op.press("enter")
        await op.sees("哪一列是手机号")
        await op.press("enter")
        await op.sees("2 个号码可以导入", "老客户", "☑ 全角数字")
        await sign(op)
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：老客户")
        await op.press("escape")
        await op.sees("客户名单")
        await op.press("i")
        await op.sees("文件路径")
        assert "已恢复" not in op.screen()
