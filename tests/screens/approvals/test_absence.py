"""Back from leave: what a deputy decided is listed, and leads to the request as it stands."""

from datetime import timedelta

from console.domain.times import render
from tests import asking
from tests.screens.driver import sitting
from tests.terminal.sit import House


async def test_a_manager_back_from_leave_sees_what_was_decided_in_his_place(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        for key in ("8", "d", "v"):
            await op.press(key)
        await op.sees("没有人替您办过事")
    call = asking.order(
        "deputation",
        person="jiangbo",
        principal="sunli",
        post="department_manager",
        department="business",
        since=render(house.core.at),
        until=render(house.core.at + timedelta(days=1)),
        reason="出差",
    )
    house.core.enact("sunli", house.core.call("sunli", call))
    house.core.step("jiangbo", "return", 3, text="请改到周三")
    house.core.step("jiangbo", "approval", 2, text="同意")
    async with sitting(house.app(person="sunli"), (120, 40)) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("d")
        await op.sees("蒋波 代 孙丽")
        await op.press("v")
        await op.sees("批准", "退回", "蒋波", f"{house.year}-业务部-0003", "请改到周三")
        await op.press("down")
        await op.sees("同意")
        await op.press("enter")
        await op.sees(f"{house.year}-业务部-0002")
        await op.press("end")
        await op.sees("（代 孙丽）")
