"""The message line: a refusal is read to its last word, and the page has its line back afterwards."""

import pytest

from console.domain.refusals import Refusal
from console.look.senses import Sense
from console.screens.failures import in_full
from tests.screens.driver import sitting
from tests.terminal.sit import House


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_refusal_longer_than_the_line_takes_more_of_them(house: House, lang: str) -> None:
    app = house.app(lang, person="wangfang")
    async with sitting(app, (80, 23)) as op:
        await op.press("2")
        refusal = Refusal("opt_out_mute", "R13", {"gateway": "main"})
        said = in_full(refusal, app.session)
        page = app.screen
        page.say(said, Sense.BAD)  # type: ignore[attr-defined]
        await op.until(lambda: page.query_one("#message").size.height > 1, "a higher message line")
        rows = op.screen().split("\n")
        assert len(rows) == 23
        shown = "".join(row.strip() for row in rows[-5:-1]).replace(" ", "")
        assert said.replace(" ", "")[-30:] in shown
        page.say("short")  # type: ignore[attr-defined]
        await op.until(lambda: page.query_one("#message").size.height == 1, "one line again")


@pytest.mark.parametrize(("lang", "said"), [("zh", "退出请按 Ctrl+Q"), ("en", "Ctrl+Q leaves")])
async def test_the_key_that_interrupts_elsewhere_says_how_to_leave(
    house: House, lang: str, said: str
) -> None:
    async with sitting(house.app(lang, person="wangfang")) as op:
        await op.press("ctrl+c")
        await op.sees(said)


async def test_no_hint_of_a_page_that_was_left_stays_on_the_page_that_a_digit_opens(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("7", "s")
        await op.sees("使用统计", "按部门")
        await op.press("enter")
        await op.sees("的申请")
        await op.press("2")
        await op.sees("新申请")
        for _ in range(20):
            await op.pilot.pause()
        assert op.app.session.message == ""


async def test_what_a_list_is_limited_to_is_said_in_the_other_language_too(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("2")
        await op.sees("▌ ")
        await op.press("slash", *"-0003", "enter")
        await op.sees("只看含“-0003”的")
        await op.press("f2")
        await op.sees("Only those with", "-0003")
