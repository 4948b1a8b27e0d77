"""A page that the desk refuses to show says why, and is left by its ordinary keys: only its own are bracketed."""

from tests.screens.driver import sitting
from tests.terminal.sit import House


async def test_the_way_back_stays_where_the_desk_shows_nothing(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        before = op.app.screen
        op.app.screen.open("chase")  # type: ignore[attr-defined]  # a page
        await op.sees("您没有要催办的人")
        await op.press("enter")
        await op.sees("(↵ 打开)")
        keys = op.screen().split("\n")[-1]
        assert "Esc 返回  ? 帮助  : 命令  F2 EN" in keys
        await op.press("escape")
        await op.until(lambda: op.app.screen is before, "the page before")
