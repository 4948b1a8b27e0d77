"""Before a list is signed its importer says what becomes of numbers beside it, and whether the file is whole."""

import os
from pathlib import Path

import pytest

from console.contacts.errors import ImportCancelledError
from console.screens.contacts.import_work import ImportWork
from tests.contacts.test_aside import Sheet, table, xlsx
from tests.screens.contacts.test_import import aged, finished, on_file, page_of, read, written
from tests.screens.driver import sitting
from tests.terminal.sit import House

START = 15400000000


def book(house: House) -> Path:
    path = house.folder / "客户.xlsx"
    path.write_bytes(xlsx(Sheet("名单", table(40, START), rows=frozenset({5, 6}))))
    return aged(path)


async def test_rows_out_of_sight_and_other_columns_are_asked_about_and_named_in_what_is_signed(
    house: House,
) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, book(house))
        await op.sees("C 列另有 40 个号码，未收录")
        await op.press("ctrl+s")
        await op.sees("打开文件时看不到")
        await op.press("enter")
        await op.sees("请选择处理方式")
        await op.press("enter")
        await op.sees("签名并导入", "文件里另有号码", "C 列另有 40 个号码")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户", "C 列另有 40 个号码，未收录")
    assert finished(house) == [(38, {})]


async def test_both_columns_and_the_hidden_rows_go_into_one_list(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, book(house))
        await op.press("ctrl+s")
        await op.sees("打开文件时看不到")
        await op.press("down", "enter")
        await op.sees("40 个号码可以导入")
        await op.press("o")
        await op.sees("请选择处理方式")
        await op.press("down", "enter")
        await op.sees("80 个号码可以导入")
        await op.press("ctrl+s")
        await op.sees("打开文件时看不到")
        await op.press("down", "enter")
        await op.sees("签名并导入", "名单!B + 名单!C")


async def test_the_step_before_names_every_column_that_was_taken_as_well(house: House) -> None:
    path = house.folder / "客户.xlsx"
    path.write_bytes(xlsx(Sheet("名单", table(40, START))))
    aged(path)
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, path)
        await op.press("o")
        await op.sees("请选择处理方式")
        await op.press("down", "enter")
        await op.sees("80 个号码可以导入")
        await op.press("escape")
        await op.sees("哪一列是手机号", "只收 B + C 列的号码")


async def test_the_columns_that_were_chosen_stay_chosen_where_the_file_changes_meanwhile(
    house: House,
) -> None:
    path = house.folder / "客户.xlsx"
    rows = table(40, START)
    path.write_bytes(xlsx(Sheet("名单", rows)))
    aged(path)
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, path)
        await op.press("o")
        await op.sees("请选择处理方式")
        await op.press("down", "enter")
        await op.sees("80 个号码可以导入")
        # Now the program would begin with the other column.
        path.write_bytes(xlsx(Sheet("名单", [["姓名", "家属电话", "手机号"], *rows[1:]])))
        aged(path)
        await op.press("ctrl+s")
        await op.sees("读取之后文件变了")
        await op.press("enter")
        await op.sees("可导入的文件")
        await op.press("enter")
        await op.sees("哪一列是手机号", "只收 B + C 列的号码")
        assert "没有收录" not in op.screen()
        assert op.screen().count("☑ 手机号") == 2
        await op.press("enter")
        await op.sees("80 个号码可以导入")


async def test_who_chose_none_of_columns_that_are_as_likely_is_told_of_them_by_the_next_such_file_too(
    house: House,
) -> None:
    path = house.folder / "客户.xlsx"
    path.write_bytes(xlsx(Sheet("名单", [["姓名", "手机号", "手机号"], *table(40, START)[1:]])))
    aged(path)
    told = ("只收 B 列的号码", "C 列也像号码列，取了靠前的一列")
    async with sitting(house.app(person="zhaomin")) as op:
        await on_file(op)
        await op.sees("客户.xlsx")
        await op.press("enter")
        await op.sees(*told)
        await op.press("enter")
        await op.sees("40 个号码可以导入")
        await op.press("ctrl+s")
        await op.sees("请选择处理方式")
        await op.press("enter")
        await op.sees("签名并导入")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户")
        await op.press("escape")
        await op.until(lambda: op.app.screen.SCOPE == "contacts", "the lists")  # type: ignore[attr-defined]
        await op.press("i")
        await op.sees("客户.xlsx")
        await op.press("enter")
        await op.sees(*told)


async def test_a_file_without_its_last_line_end_is_asked_about_with_its_rows(house: House) -> None:
    path = written(house, f"{START + 1}\n{START + 2}")
    os.utime(path, (path.stat().st_mtime - 60, path.stat().st_mtime - 60))
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, path)
        await op.press("ctrl+s")
        await op.sees("文件可能未传完", "最后一行没有换行", "已读取 2 行")
        await op.press("enter")
        await op.sees("按原因")
        await op.press("ctrl+s")
        await op.sees("文件可能未传完")
        await op.press("down", "enter")
        await op.sees("签名并导入")


async def test_text_beside_numbers_is_dropped_unless_it_is_kept_for_mending(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, written(house, f"{START + 1}\n欧阳 {START + 2} 欠款\n"))
        await op.sees("不保存")
        await op.press("t")
        await op.sees("为核改保存 30 天")


def of_hidden(house: House) -> Path:
    """A workbook whose one column of numbers nobody sees."""
    path = house.folder / "客户.xlsx"
    path.write_bytes(xlsx(Sheet("名单", table(30, START, 1), columns=frozenset({1}))))
    return aged(path)


async def test_numbers_of_a_hidden_column_are_taken_only_knowingly(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, of_hidden(house))
        await op.press("ctrl+s")
        await op.sees("隐藏的 B 列有 30 个号码：是否收录？")
        await op.press("enter")
        await op.sees("按原因")
        await op.press("ctrl+s")
        await op.sees("隐藏的 B 列有 30 个号码：是否收录？")
        await op.press("down", "enter")
        await op.sees("签名并导入")


async def test_who_stops_the_reading_of_further_columns_is_asked_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = house.folder / "客户.xlsx"
    path.write_bytes(xlsx(Sheet("名单", table(40, START))))
    aged(path)
    stop = monkeypatch.context()

    def stopped(_work: ImportWork) -> None:
        raise ImportCancelledError

    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, path)
        with stop as patch:
            patch.setattr(ImportWork, "judge_more", stopped)
            await op.press("ctrl+s")
            await op.sees("C 列", "请选择处理方式")
            await op.press("down", "enter")
            await op.sees("导入已取消")
            await op.press("enter")
            await op.until(lambda: not page_of(op).reading.running, "the end of the reading")
        await op.press("ctrl+s")
        await op.sees("请选择处理方式")
        await op.press("enter")
        await op.sees("签名并导入", "C 列另有 40 个号码")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户", "C 列另有 40 个号码，未收录")
    assert finished(house) == [(40, {})]
