"""Several requests approved under one passphrase, at the screens."""

from datetime import timedelta

import pytest
from textual.widgets import Static

from console.domain.times import render
from console.screens.approvals.approvals import ApprovalsPage
from console.screens.approvals.batch import BatchPage
from console.widgets.line_input import LineInput
from console.widgets.secret_input import SecretInput
from console.wire.contacts import optouts
from tests import asking
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House, this_year

PROMOTION, NOTICE = 2, 3
"""Ids of what waits for sunli in a house: a promotion to 30 and a notice to 20."""


def state(house: House, request: int) -> str:
    return house.core.view("sunli", request).row.state


def summary(op: Operator) -> str:
    """All of the summary, also what is not in view."""
    page = op.app.screen
    assert isinstance(page, BatchPage)
    return "\n".join(str(one.render()) for one in page.query("#papers Static").results(Static))


async def queue(op: Operator) -> None:
    await op.press("3")
    await op.sees(f"▌ {this_year()}-业务部-0003")


async def both(op: Operator) -> None:
    await queue(op)
    await op.press("space", "space")
    await op.sees(f"✓ {this_year()}-业务部-0003", f"▌✓{this_year()}-业务部-0002", "选中了 2 件")
    await op.press("a")
    await op.sees("批准 2 件")


async def fill_in(op: Operator, *counts: str) -> None:
    for count in counts:
        await op.press("x", "x", *count, "enter")


async def test_two_are_signed_after_one_summary_that_shows_each_in_full(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await both(op)
        words = summary(op)
        for number in (
            f"1/2  {house.year}-业务部-0002 v1  [未看]",
            f"2/2  {house.year}-业务部-0003 v1  [未看]",
        ):
            assert number in words
        assert words.count("部门经理") >= 2
        assert "宣传推广" in words
        assert words.count("【云岭示范银行】您的定期存款将于12月1日到期,请及时办理。") == 2
        # What they have not read is shown with what the desk computed, which their signature cites.
        assert words.count("系统核对结果：") == words.count("抽样") == 2
        await fill_in(op, "30", "20")
        await op.press(*"demo sunli", "enter")
        await op.sees(
            "已签 2 件，没有签成 0 件", f"[签] {house.year}-业务部-0002", f"[签] {house.year}-业务部-0003"
        )
        await op.press("enter")
        await op.sees("没有等您审批的申请")
        assert not op.app.session.marked
    assert (state(house, PROMOTION), state(house, NOTICE)) == ("submitted", "cleared")
    for request in (PROMOTION, NOTICE):
        step = house.core.view("sunli", request).steps[-1]
        assert (step.kind, step.person, step.verdict) == ("approval", "sunli", "good")


async def test_one_that_was_withdrawn_meanwhile_is_told_and_stays_marked_while_the_other_is_signed(
    house: House,
) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await both(op)
        house.core.step("zhaomin", "withdrawal", PROMOTION, text="不发了")
        await fill_in(op, "30", "20")
        await op.press(*"demo sunli", "enter")
        await op.sees(
            "已签 1 件，没有签成 1 件",
            f"[--] {house.year}-业务部-0002  没有签成，还选着",
            f"[签] {house.year}-业务部-0003",
        )
        await op.sees("R2")
        assert op.app.session.marked == {PROMOTION}
        await op.press("escape", "a")
        await op.sees("不在这一批里", f"{house.year}-业务部-0002", "没有能签的了")
        assert not op.app.session.marked
    assert state(house, NOTICE) == "cleared"


async def test_nothing_is_signed_before_every_tick_and_count(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await both(op)
        await op.press("ctrl+s")
        await op.sees(f"还差：{house.year}-业务部-0002 内容已审")
        await fill_in(op, "20")
        await op.sees(f"{house.year}-业务部-0002: 与收件人数不符")
        page = op.app.screen
        assert isinstance(page, BatchPage)
        count = page.query_one("#count-2", LineInput)
        assert (count.value, page.focused) == ("", count)
        await op.press("3", "0", "enter")
        await op.until(lambda: "与收件人数不符" not in op.screen(), "the fault taken away")
        await fill_in(op, "20")
        # Wrong counts are found again when it is to be signed, and take the passphrase with them.
        await op.fill(count_2="31")
        await op.press(*"demo sunli", "enter")
        await op.sees(f"{house.year}-业务部-0002: 与收件人数不符")
        assert (count.value, page.query_one(SecretInput).value, page.focused) == ("", "", count)
        await op.press("3", "0", "enter")
        await op.press("ctrl+s")
        await op.sees("还差：签名口令")
        await op.press(*"demo")
        await op.until(lambda: "还差：" not in op.screen(), "nothing said to be missing")
        await op.press(*" sunli", "enter")
        await op.sees("已签 2 件")


async def test_a_wrong_passphrase_keeps_ticks_and_counts(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await both(op)
        await fill_in(op, "30", "20")
        await op.press(*"wrong", "enter")
        await op.sees("口令")
        await op.until(lambda: "正在办理" not in op.screen(), "the answer")
        page = op.app.screen
        assert isinstance(page, BatchPage)
        assert [page.typed_now(paper).count for paper in page.papers] == ["30", "20"]
        await op.press(*"demo sunli", "enter")
        await op.sees("已签 2 件")


async def test_a_count_takes_digits_alone_so_that_a_passphrase_typed_too_early_is_not_shown(
    house: House,
) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await both(op)
        await op.press("x", "x", *"demo sunli")
        await op.press("3", "0")
        await op.pilot.pause()
        page = op.app.screen
        assert isinstance(page, BatchPage)
        assert page.typed_now(page.papers[0]).count.strip() == "30"
        assert "sunli" not in op.screen()


async def test_what_was_read_is_marked_so_until_it_changes(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await queue(op)
        await op.press("enter")
        await op.sees("规模与费用", f"{house.year}-业务部-0003")
        await op.press("space")
        await op.sees("规模与费用", f"{house.year}-业务部-0002")
        await op.press("space")
        await op.sees(f"▌✓{house.year}-业务部-0003", f"✓ {house.year}-业务部-0002")
        await op.press("a")
        await op.sees(f"1/2  {house.year}-业务部-0002 v1  [已看]")
        assert "系统核对结果：" not in summary(op)
        # What is typed and signed next stands there again, in a few lines.
        for line in (
            "类别              宣传推广",
            "用途              提醒客户",
            "短信全文          【云岭",
            "总人数            30",
        ):
            assert line in summary(op)
        # The numbers of the promotion's list refuse to be written to: the card no longer says what was read.
        with house.core.database.reader() as conn:
            numbers = conn.exec_driver_sql("SELECT num FROM list_number LIMIT 3").scalars().all()
        house.core.call("qianwei", optouts.AddOptOuts(list(numbers), "all", "来电"))
        await op.press("ctrl+r")
        await op.until(lambda: "[看后有变]" in summary(op), "the change")
        assert "系统核对结果：" in summary(op)


async def test_a_request_is_left_out_and_what_was_typed_survives_language_and_card(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await both(op)
        await fill_in(op, "30")
        await op.press("f2")
        await op.sees("you sign as", "retype the count")
        await op.press("f5")
        await op.sees("Scale and cost", f"{house.year}-业务部-0003")
        await op.press("escape")
        await op.until(lambda: "[read]" in summary(op), "the mark of what was read")
        await op.press("f7")
        await op.sees("No longer marked; 1 still are.")
        await op.until(lambda: "2/2" not in summary(op), "one request alone")
        page = op.app.screen
        assert isinstance(page, BatchPage)
        assert [page.typed_now(paper).count for paper in page.papers] == ["30"]
        assert op.app.session.marked == {PROMOTION}
        await op.press(*"demo sunli", "enter")
        await op.sees("1 signed, 0 not signed")
    assert state(house, NOTICE) == "submitted"


async def test_without_marks_a_approves_the_row_under_the_cursor(house: House) -> None:
    async with sitting(house.app("en", person="sunli")) as op:
        await queue(op)
        await op.press("a")
        await op.sees("Approve 1", "[NOT OPENED]")
        await fill_in(op, "20")
        await op.press(*"demo sunli", "enter")
        await op.sees("1 signed, 0 not signed")
    assert state(house, NOTICE) == "cleared"


async def test_marks_survive_a_filter_and_go_with_the_person(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await queue(op)
        await op.press("space")
        await op.press("slash")
        await op.fill(search="0002")
        await op.press("enter")
        await op.sees("只看含")
        assert op.app.session.marked == {NOTICE}
        await op.press("escape")
        await op.sees(f"▌✓{house.year}-业务部-0003")
        await op.press("1", "3")
        await op.sees(f"▌✓{house.year}-业务部-0003")
        op.app.sit_down("liqiang")
        await op.until(lambda: op.app.session.person == "liqiang", "the other person")
        assert not op.app.session.marked


@pytest.mark.parametrize(("key", "done", "ended"), [("r", "已退回", "returned"), ("x", "已驳回", "rejected")])
async def test_one_is_returned_or_rejected_straight_from_the_queue(
    house: House, key: str, done: str, ended: str
) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await queue(op)
        await op.press(key)
        await op.sees("原因", "【云岭示范银行】您的定期存款")
        await op.press(*"wrong date", "tab", *"demo sunli", "enter")
        await op.sees(f"{done} {house.year}-业务部-0003", f"▌ {house.year}-业务部-0002")
        assert isinstance(op.app.screen, ApprovalsPage)
    view = house.core.view("sunli", NOTICE)
    assert (view.row.state, view.reason) == (ended, "wrong date")


async def test_a_deputy_is_told_in_whose_place_he_signs(house: House) -> None:
    core = house.core
    order = asking.order(
        "deputation",
        person="jiangbo",
        post="department_manager",
        department="business",
        since=render(core.at),
        until=render(core.at + timedelta(days=3)),
        reason="出差三天",
    )
    core.enact("sunli", core.call("sunli", order))
    async with sitting(house.app(person="jiangbo")) as op:
        await queue(op)
        await op.press("a")
        await op.sees("批准 1 件")
        assert "部门经理（代 孙丽）" in summary(op)
        await fill_in(op, "20")
        await op.press(*"demo jiangbo", "enter")
        await op.sees("已签 1 件")
    assert state(house, NOTICE) == "cleared"


async def test_leaving_with_ticks_and_counts_asks_and_keeps_what_is_marked(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await both(op)
        await op.press("escape")
        await op.until(
            lambda: isinstance(op.app.screen, ApprovalsPage), "the queue, for nothing was filled in"
        )
        await op.press("a")
        await op.sees("批准 2 件")
        await op.press("x", "escape")
        await op.sees("勾和人数还没签")
        await op.press("n")
        page = op.app.screen
        assert isinstance(page, BatchPage)
        assert page.typed_now(page.papers[0]).content
        await op.press("escape", "y")
        await op.until(lambda: isinstance(op.app.screen, ApprovalsPage), "the queue")
        assert op.app.session.marked == {PROMOTION, NOTICE}


async def test_the_outcomes_have_keys_of_their_own_and_lead_back_to_the_queue(house: House) -> None:
    async with sitting(house.app("en", person="sunli")) as op:
        await queue(op)
        await op.press("a")
        await op.sees("Space ticks, x ticks and goes on")
        await fill_in(op, "20")
        await op.press(*"demo sunli", "enter")
        screen = await op.sees("1 signed, 0 not signed", "↵ to the queue", "Esc back")
        assert "leave out" not in screen
        await op.press("f2")
        await op.sees("已签 1 件，没有签成 0 件", "↵ 回审批")
        await op.press("enter")
        await op.until(lambda: isinstance(op.app.screen, ApprovalsPage), "the queue")
        # What was said was about what was done before.
        await op.press("slash")
        await op.until(lambda: "已签" not in op.screen(), "another message")


async def test_what_was_said_of_a_mark_goes_with_the_next_action(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await queue(op)
        await op.press("space", "up", "space")
        await op.sees("不选这件了，还选着 0 件")
        await op.press("up", "enter")
        await op.sees("规模与费用")
        assert "不选这件了" not in op.screen()


async def test_who_goes_back_before_the_summary_is_there_goes_back_and_nothing_breaks(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await queue(op)
        page = BatchPage([PROMOTION, NOTICE])
        op.app.push_screen(page)
        await op.until(lambda: page.is_mounted, "the summary's page")
        page.post_message(BatchPage.Gathered([], None))
        await op.app.pop_screen()
        await op.until(lambda: isinstance(op.app.screen, ApprovalsPage), "the queue again")
        await op.press("1")
        await op.sees(" 1 待办")
