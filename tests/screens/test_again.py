"""From a request to its paper and to the next one: printing from every page, a new one from any, what came back and what was begun."""

from console.domain.archive.check_code import check_code
from console.wire import calls
from console.wire.archive.forms import PrintForm
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House


def newest(house: House, person: str = "zhaomin") -> int:
    return max(int(row.id) for row in house.core.call(person, calls.RequestsPage()).rows)


def printed(house: House) -> "list[str]":
    return sorted(path.name for path in house.folder.glob("*.xlsx"))


async def open_request(op: Operator, number: str) -> None:
    await op.press("2")
    await op.sees(number)
    await op.press("slash")
    await op.press(*number[-4:], "enter")
    await op.sees(number)
    await op.press("enter")


async def test_a_request_is_printed_from_its_page_and_the_code_on_it_is_said(house: House) -> None:
    request = house.core.requested()
    view = house.core.view("zhaomin", request)
    app = house.app(person="zhaomin")
    app.session.inbox = house.folder
    async with sitting(app) as op:
        await open_request(op, view.row.number)
        await op.sees("审批流程")
        await op.press("p")
        await op.sees("已打印", check_code(view.digest))
    assert printed(house) == [f"{view.row.number}-v1.xlsx"]


async def test_attachment_1_is_printed_from_my_turn_and_from_the_card_whose_acceptance_asks_for_its_code(
    house: House,
) -> None:
    request = house.core.requested("other", "credit")
    house.core.step("jiangbo", "approval", request)
    view = house.core.view("wangfang", request)
    app = house.app(person="wangfang")
    app.session.inbox = house.folder
    async with sitting(app) as op:
        await op.sees("等您接收", view.row.number)
        await op.press("p")
        await op.sees("已打印")
        await op.press("enter")
        await op.sees("规模与费用")
        await op.press("p")
        await op.sees("已打印", check_code(view.digest))
        await op.press("c")
        await op.sees("纸上的核对码", "再按 p 打印")
    assert printed(house) == [f"{view.row.number}-v1-2.xlsx", f"{view.row.number}-v1.xlsx"]


async def test_a_draft_is_not_printed_and_says_what_comes_first(house: House) -> None:
    draft = house.core.draft(house.core.add_list())
    request = house.core.call("zhaomin", calls.SaveDraft(draft)).id
    house.core.refuses("nothing_to_print", "zhaomin", PrintForm("request", str(request)))
    async with sitting(house.app(person="zhaomin")) as op:
        await op.sees("草稿，没提交")
        await op.press("p")
        await op.sees("没有可打印的申请表")


async def test_a_withdrawn_request_is_no_dead_end_a_new_one_begins_with_what_it_said(house: House) -> None:
    request = house.core.requested(remarks="第一份")
    house.core.step("zhaomin", "withdrawal", request, text="名单不对")
    view = house.core.view("zhaomin", request)
    assert view.row.state == "withdrawn"
    async with sitting(house.app(person="zhaomin")) as op:
        await open_request(op, view.row.number)
        await op.sees("名单不对")
        await op.press("e")
        await op.sees("不能再修改", "按 n 以此新建")
        await op.press("escape")
        await op.press("n")
        await op.sees("短信群发申请表（附件1）", "草稿已保存")
    copy = house.core.view("zhaomin", newest(house))
    assert (copy.row.state, copy.row.number, copy.row.version) == ("draft", "", 0)
    assert (copy.draft.remarks, copy.draft.body) == ("第一份", view.draft.body)
    assert not copy.steps
    assert (copy.draft.harmless, copy.draft.unclassified) == (False, False)
    assert house.core.view("zhaomin", request).row.state == "withdrawn"


async def test_who_drafts_nowhere_is_told_why_there_is_no_new_one(house: House) -> None:
    request = house.core.requested()
    number = house.core.view("sunli", request).row.number
    async with sitting(house.app(person="sunli")) as op:
        await open_request(op, number)
        await op.sees(number)
        await op.press("n")
        await op.sees("起草人")
    assert newest(house, "sunli") == request


async def test_the_form_of_a_request_that_came_back_says_why(house: House) -> None:
    request = house.core.requested()
    house.core.step("sunli", "return", request, text="日期写错，请改成 12 月")
    number = house.core.view("zhaomin", request).row.number
    async with sitting(house.app(person="zhaomin")) as op:
        await open_request(op, number)
        await op.press("e")
        await op.sees("退回原因：日期写错，请改成 12 月", "短信群发申请表")


async def test_an_unfinished_draft_waits_on_its_drafter_and_enter_goes_on_with_it(house: House) -> None:
    draft = house.core.draft(house.core.add_list(), purpose="春节前提醒")
    house.core.call("zhaomin", calls.SaveDraft(draft))
    async with sitting(house.app(person="zhaomin")) as op:
        await op.sees("草稿，没提交", "春节前提醒")
        await op.press("enter")
        await op.sees("短信群发申请表（附件1）", "春节前提醒")
    assert house.core.call("sunli", calls.Todo()) == [
        row for row in house.core.call("sunli", calls.Todo()) if row.what != "draft"
    ]


async def test_what_one_began_oneself_rings_no_bell(house: House) -> None:
    before = house.core.call("zhaomin", calls.WhoAmI())
    house.core.call("zhaomin", calls.SaveDraft(house.core.draft(house.core.add_list())))
    after = house.core.call("zhaomin", calls.WhoAmI())
    assert set(after.waits) <= set(before.waits)
    assert after.todo == before.todo + 1


async def test_two_lists_of_one_name_are_told_apart_and_typing_filters_them(house: House) -> None:
    lists = [house.core.add_list(), house.core.add_list()]
    draft = house.core.draft(0, purpose="选名单")
    request = house.core.call("zhaomin", calls.SaveDraft(draft)).id
    async with sitting(house.app(person="zhaomin")) as op:
        await op.sees("草稿，没提交")
        await op.press("end", "enter")
        await op.sees("短信群发申请表（附件1）", "选名单")
        await op.press("f5")
        screen = await op.sees("选通讯录", "list.txt", "输入文字筛选")
        rows = [line for line in screen.splitlines() if "客户名单" in line and "list.txt" in line]
        assert len(set(rows)) == len(rows)
        assert {str(one) for one in lists} <= {word for line in rows for word in line.split()}
        await op.press(*"none")
        await op.until(lambda: "客户名单  " not in op.screen().split("选通讯录")[1], "nothing that fits")
        await op.press(*["backspace"] * 4)
        await op.sees("▌ ")
        await op.press("down", "enter")
        await op.until(lambda: f"客户名单 ({lists[0]})" in op.screen(), "the list below the newest")
        await op.sees("草稿已保存")
    assert house.core.view("zhaomin", request).draft.slots[0].list_id == lists[0]
