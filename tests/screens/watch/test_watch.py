"""Unusual sends at the screens: found in the to-do list, narrowed, acknowledged with words; a stranger's key is greyed (R7)."""

from datetime import timedelta

from tests.screens.driver import sitting
from tests.services.quarters import sent
from tests.services.watch.test_watch import looked, owed
from tests.terminal.sit import House


def bad(house: House) -> int:
    """A send of which a third failed."""
    house.core.at -= timedelta(minutes=5)
    request = sent(house.core, "notice", n=600, delivered=400, undelivered=200)
    looked(house.core)
    return request


async def test_what_is_unusual_is_in_the_todo_of_the_general_department_and_ends_with_words(
    house: House,
) -> None:
    request = bad(house)
    async with sitting(house.app("zh", person="wangfang"), (80, 24)) as op:
        await op.sees("看异常发送")
        await op.press("5")
        await op.press("u")
        await op.sees("未看", "失败", "失败 200 条，占提交 600 条的 33.33%；以往没有可比的")
        await op.press("enter")
        await op.sees("由谁看", "王芳")
        await op.press("a")
        await op.sees("看了什么", "后续怎么办")
        await op.press(*"codes", "tab", *"new list", "ctrl+s")
        await op.sees("已看", "codes", "new list")
    assert owed(house.core) == []
    async with sitting(house.app("en", person="sunli"), (100, 30)) as op:
        await op.press("5", "u")
        await op.sees("looked", "failures")
        await op.press("enter")
        await op.sees("what follows")
        await op.press("a")
        await op.sees("Somebody looked at this already.")
    assert request


async def test_the_list_is_narrowed_by_what_is_unusual(house: House) -> None:
    bad(house)
    async with sitting(house.app("en", person="shenyu"), (100, 30)) as op:
        await op.press("5", "u")
        await op.sees("33.33%")
        await op.press("v")
        await op.sees("unlike list")
        for letter in "early":
            await op.press(letter)
        await op.press("enter")
        await op.until(lambda: "33.33%" not in op.screen(), "the other kind is left out")
