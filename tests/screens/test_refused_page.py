"""A page that the desk refuses to show is left by its ordinary keys, and says why; only its own keys are bracketed."""

from tests.screens.driver import sitting
from tests.terminal.sit import House


async def test_the_way_back_and_the_other_language_stay_where_the_desk_shows_nothing(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        before = op.app.screen
        op.app.screen.open("chase")  # type: ignore[attr-defined]  # a page
        await op.sees("您没有要催办的人")
        await op.press("enter")
        await op.sees("(↵ 打开)")
        keys = op.screen().split("\n")[-1]
        assert "Esc 返回" in keys
        assert "(Esc 返回)" not in keys
        await op.press("f2")
        await op.sees("F2 中文")
        await op.press("escape")
        await op.until(lambda: op.app.screen is before, "the page before")
