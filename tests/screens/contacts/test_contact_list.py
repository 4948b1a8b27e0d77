"""The page of one list: compared, merged with another, noted, deleted, at the real screens."""

from array import array

import pytest

from console import actions
from console.screens.contacts.contact_list import ContactListPage
from console.wire.contacts import list_assets as wire
from console.wire.contacts import lists
from tests.screens.contacts.test_import import read, sign, written
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House
from tests.world import numbers


async def on_list(op: Operator) -> ContactListPage:
    """Open the newest list."""
    await op.press("4")
    await op.sees("客户名单")
    await op.press("l")
    await op.sees("一眼看", "连号")
    page = op.app.screen
    assert isinstance(page, ContactListPage)
    return page


def rows(house: House) -> list[lists.ListRow]:
    found: list[lists.ListRow] = house.core.call("zhaomin", lists.ListsPage(current=False)).rows
    return found


async def test_lists_that_a_newer_version_replaced_come_and_go_at_a_key(house: House) -> None:
    first, second = (house.core.add_list(n=n) for n in (1_234, 2_345))
    house.core.call("zhaomin", wire.ReplaceList(second, first))
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("4")
        assert "1,234" not in await op.sees("客户名单", "2,345")
        await op.press("v")
        await op.sees("连同已由新版本替换的一起列出", "1,234", "2,345")
        await op.press("v")
        await op.sees("只列最新一版")
        await op.until(lambda: "1,234" not in op.screen(), "the newest alone")


async def test_a_part_of_a_difference_is_written_masked_into_the_own_folder(house: House) -> None:
    house.core.add_list(nums=numbers(30, 16100000010))
    house.core.add_list(nums=numbers(30))
    async with sitting(house.app(person="zhaomin")) as op:
        await on_list(op)
        await op.press("d")
        await op.sees("30")
        await op.press("enter")
        await op.sees("两份都有", "只在第一份")
        await op.press("enter")
        await op.sees("只在第一份")
        await op.press("ctrl+s")
        await op.sees("已写 10 行")
    assert masked(op) == [f"161****{nth:04d}" for nth in range(10)]


def masked(op: Operator) -> list[str]:
    """What was written into the person's own folder."""
    (file,) = op.app.session.inbox.glob("比较*.txt")
    return file.read_text().split()


async def test_two_lists_are_merged_and_the_manifest_that_is_signed_names_both(house: House) -> None:
    first = house.core.add_list(nums=numbers(30, 16100000010))
    second = house.core.add_list(nums=numbers(30))
    digests = [house.core.call("zhaomin", wire.ListDetail(one)).digest for one in (second, first)]
    async with sitting(house.app(person="zhaomin")) as op:
        await on_list(op)
        await op.press("m")
        await op.sees("合并")
        await op.press("enter")
        await op.sees("名称")
        await op.fill(line_name="两份合并")
        await op.press("ctrl+s")
        await op.sees("签名并导入", digests[0][:20], digests[1][:20])
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已签名导入")
    row = rows(house)[0]
    assert (row.name, row.n, row.made, row.parents) == ("两份合并", 40, "merge", [second, first])


async def test_a_list_that_is_not_signed_leaves_nothing(house: House) -> None:
    house.core.add_list(nums=numbers(30, 16100000010))
    house.core.add_list(nums=numbers(30))
    before = len(rows(house))
    async with sitting(house.app(person="zhaomin")) as op:
        await on_list(op)
        await op.press("u")
        await op.sees("扣除")
        await op.press("enter")
        await op.sees("名称")
        await op.fill(line_name="余下")
        await op.press("ctrl+s")
        await op.sees("签名并导入")
        await op.press("escape")
        await op.sees("没有签名，新名单没有做成")
    assert len(rows(house)) == before


@pytest.mark.parametrize(
    ("field", "typed", "rule", "said"),
    [
        ("line_prefixes", "161001、1611", (["161001", "1611"], 0), "取号段 161001、1611"),
        ("line_share", "30", ([], 30), "取 30%"),
    ],
)
async def test_a_part_is_taken_at_its_key_and_its_rule_is_read_before_and_after(
    house: House, field: str, typed: str, rule: tuple[list[str], int], said: str
) -> None:
    nums = array("q", [*numbers(200), *numbers(60, 16100100000), *numbers(20, 16110000000)])
    whole = house.core.add_list(nums=nums)
    async with sitting(house.app(person="zhaomin")) as op:
        await on_list(op)
        await op.press("p")
        await op.sees("取一部分", "280 个号码", "只填一种")
        await op.fill(line_name="一部分", **{field: typed})
        await op.press("ctrl+s")
        await op.sees("签名并导入", said)
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已签名导入", f"{whole} 号{said}")
    row = rows(house)[0]
    assert (row.name, row.made, row.parents, (row.prefixes, row.share)) == ("一部分", "part", [whole], rule)
    assert 0 < row.n < 280


async def test_a_wrong_rule_is_refused_in_the_dialog_and_can_be_corrected_there(house: House) -> None:
    house.core.add_list(nums=array("q", [*numbers(40), *numbers(20, 16110000000)]))
    before = len(rows(house))
    async with sitting(house.app(person="zhaomin")) as op:
        await on_list(op)
        await op.press("p")
        await op.sees("取一部分")
        await op.fill(line_name="一部分")
        await op.press("ctrl+s")
        await op.sees("没有写明取哪一部分", "R10", "另一项留空")
        await op.fill(line_prefixes="1610", line_share="30")
        await op.press("ctrl+s")
        await op.sees("没有写明取哪一部分")
        await op.fill(line_share="", line_prefixes="161")
        await op.press("ctrl+s")
        await op.sees("取出的就是整份")
        await op.fill(line_prefixes="1610")
        await op.press("ctrl+s")
        await op.sees("签名并导入", "取号段 1610")
        await op.press("escape")
        await op.sees("没有签名，新名单没有做成")
    assert len(rows(house)) == before


@pytest.mark.parametrize("needed", [True, False])
async def test_a_list_is_deleted_only_if_nothing_needs_it(house: House, needed: bool) -> None:
    listed = house.core.add_list(nums=numbers(30))
    if needed:
        house.core.submit(house.core.draft(listed))
    async with sitting(house.app(person="zhaomin")) as op:
        await on_list(op)
        await op.press("x")
        await op.sees("号码清除")
        await op.fill(line_count="30")
        await op.press("ctrl+s")
        await op.sees("用着这份名单" if needed else "已删除")
    assert house.core.call("zhaomin", wire.ListDetail(listed)).state == ("ready" if needed else "erased")


async def test_a_wrong_count_of_a_list_to_be_deleted_is_said(house: House) -> None:
    house.core.add_list(nums=numbers(30))
    async with sitting(house.app(person="zhaomin")) as op:
        await on_list(op)
        await op.press("x")
        await op.sees("号码清除")
        await op.fill(line_count="31")
        await op.press("ctrl+s")
        await op.sees("与这份名单的号码数不符")


async def test_what_stands_out_is_said_on_the_page(house: House) -> None:
    house.core.add_list(nums=numbers(30, 16100000010))
    house.core.add_list(nums=numbers(30))
    async with sitting(house.app(person="zhaomin")) as op:
        await on_list(op)
        await op.sees("▲ 连号 1 段共 30 个，最长 30 个", "的重号：客户名单 ")


async def test_what_stands_out_is_said_before_the_importer_signs(house: House) -> None:
    house.core.add_list(nums=numbers(30))
    path = written(house, "".join(f"{number}\n" for number in numbers(25)))
    async with sitting(house.app(person="zhaomin")) as op:
        await read(op, path)
        await sign(op)
        await op.press("pagedown", "pagedown", "pagedown")
        await op.sees("▲ 连号 1 段共 25 个，最长 25 个")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户", "连号 1 段")


async def test_the_custodian_is_told_at_the_key_that_no_difference_is_theirs(house: House) -> None:
    house.core.add_list(nums=numbers(30, 16100000010))
    house.core.add_list(nums=numbers(30))
    async with sitting(house.app(person="fenglei")) as op:
        page = await on_list(op)
        refusal = page.refusal(actions.find("contact_list.compare"))
        assert refusal is not None
        assert refusal.code == "custodian_sees_no_number"
        await op.press("d")
        await op.sees("R12")
        assert "两份都有" not in op.screen()
