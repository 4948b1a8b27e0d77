"""The chase board at the screens: what is beside requests, who stands in, what helps where nobody can, by department and by kind."""

from datetime import timedelta

from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint
from console.domain.times import render
from console.wire import calls
from tests.screens.driver import Operator, sitting
from tests.screens.personnel import handed_in, pick, proposed, suspended
from tests.services.duties.test_chase import _clone
from tests.services.people.test_orders import deputy
from tests.services.people.test_pledges import pledge
from tests.terminal.sit import House
from tests.terminal.unpledged import without_pledge


async def board(op: Operator) -> None:
    await op.press("8")
    await op.sees("▌ 赵敏")
    await op.press("c")
    await op.sees("哪一件", "▌ ")


async def test_applications_versions_and_rules_stand_on_the_board_and_open(house: House) -> None:
    handed_in(house)
    proposed(house, Appoint("zhaomin", Post.AUDITOR, "", render(house.core.at)))
    # At the beginning of a quarter the board is longer: every department has the last one to file.
    async with sitting(house.app(person="wangfang"), (80, 40)) as op:
        await board(op)
        await op.sees("操作员申请：授权", "何青", "名册待第二人签", "第 2 版", "杨帆")
        await op.press("t")
        await pick(op, "授权")
        await op.sees("只看：操作员申请：授权", "▌ ")
        assert "名册待第二人签" not in op.screen()
        await op.press("enter")
        await op.sees("签名的申请表（附件3）", "何青")
        await op.press("escape")
        await op.sees("只看：操作员申请：授权")
        await op.press("t")
        await pick(op, "待第二人")
        await op.sees("第 2 版")
        await op.press("enter")
        await op.sees("第一签署人", "韩雪")
        await op.press("escape")
        await op.sees("第 2 版")
        await op.press("escape")
        await op.sees("操作员申请：授权", "第 2 版", "已取消筛选")


async def test_a_row_that_nobody_can_do_says_what_helps_and_a_departments_rules_how_they_are_signed(
    house: House,
) -> None:
    house.core.requested("other", "credit")
    house.core.at += timedelta(minutes=1)
    suspended(house, "jiangbo", "wangfang")
    async with sitting(house.app(person="wangfang")) as op:
        await board(op)
        await op.press("s")
        await pick(op, "信贷")
        await op.sees("只看：信贷部", "▌ ", "缺岗或冲突", "无人")
        await op.press("t")
        await pick(op, "审批")
        await op.until(lambda: "缺岗或冲突" not in op.screen() and "无人" in op.screen(), "decisions alone")
        await op.press("v")
        await op.sees("怎么办", "蒋波 已停用", "韩雪, 杨帆")
        await op.press("escape", "t")
        await pick(op, "管理规定")
        await op.until(lambda: "无人" in op.screen() and "▌ " in op.screen(), "the rules alone")
        await op.press("enter")
        await op.sees("信贷部", "还没有签署管理规定")


async def test_an_open_board_tells_when_nobody_can_do_a_row_any_more(house: House) -> None:
    house.core.requested("other", "credit")
    async with sitting(house.app(person="wangfang")) as op:
        await board(op)
        await op.press("s")
        await pick(op, "信贷")
        await op.sees("只看：信贷部", "▌ ")
        assert "无人" not in op.screen()
        house.core.at += timedelta(minutes=1)
        suspended(house, "jiangbo", "wangfang")
        op.app.heard(frozenset({"roster"}))
        await op.sees("缺岗或冲突", "无人")


async def test_an_open_board_lets_a_pledge_go_once_it_is_signed(house: House) -> None:
    without_pledge(house, "sunli")
    async with sitting(house.app(person="wangfang")) as op:
        await board(op)
        await op.press("t")
        await pick(op, "保证书")
        await op.sees("只看：", "孙丽")
        pledge(house.core, "sunli")
        op.app.heard(frozenset({"pledges"}))
        await op.until(lambda: "孙丽" not in op.screen(), "no pledge that somebody owes")


async def test_a_row_that_somebody_can_do_says_who_and_what_is_next(house: House) -> None:
    house.core.requested("notice")
    async with sitting(house.app(person="wangfang")) as op:
        await board(op)
        await op.press("t")
        await pick(op, "审批")
        await op.until(lambda: "孙丽" in op.screen() and "管理规定" not in op.screen(), "decisions alone")
        await op.press("v")
        await op.sees("孙丽 的下一步：看审批单，批准或退回")


async def test_a_deputy_is_named_with_the_one_whom_he_stands_in_for(house: House) -> None:
    deputy(house.core, person="jiangbo")
    async with sitting(house.app(person="wangfang"), size=(120, 40)) as op:
        await board(op)
        await op.sees("孙丽/蒋波(代)")
        await op.press("t")
        await pick(op, "审批")
        await op.sees("孙丽/蒋波（代 孙丽）")


async def test_a_long_board_is_read_page_by_page_to_its_end(house: House) -> None:
    rows = house.core.call("zhoujian", calls.RequestsPage(state="submitted")).rows
    _clone(house.core, rows[0].id, 260)
    async with sitting(house.app(person="wangfang")) as op:
        await board(op)
        await op.press("t")
        await pick(op, "审批")
        await op.sees(f"{house.year}-业务部-0003")
        await op.press("end")
        await op.until(lambda: op.app.screen.records.row is not None, "the last row")  # type: ignore[attr-defined]  # a list page
        assert op.app.screen.records.total == 262  # type: ignore[attr-defined]  # a list page
        await op.press("slash", *"-260", "enter")
        await op.sees("-260")


async def test_the_key_for_rules_opens_those_of_every_department_where_none_are_owed(house: House) -> None:
    async with sitting(house.app(person="wangfang")) as op:
        await board(op)
        await op.press("d")
        await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "department_rules", "the rules")
