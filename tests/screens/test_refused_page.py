"""A page that the desk refuses to show says why, and is left by its ordinary keys: only its own are bracketed."""

from typing import Any

import pytest

from console.domain.refusals import refuse
from console.errors import RefusedError
from console.screens import pages
from console.screens.failures import explain
from console.screens.lists import ListPage
from console.widgets.modals import Notice
from console.wire.calls import WhoAmI
from console.wire.control import Question
from console.wire.sending.sends import SendsPage
from tests.screens.driver import sitting
from tests.screens.sending.test_holding import sending
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


@pytest.mark.parametrize(
    ("page", "lang"),
    [("chase", "zh"), ("chase", "en"), ("requests", "zh"), ("people", "zh"), ("statistics", "zh")],
)
async def test_a_list_that_was_not_read_does_not_say_that_it_is_empty(
    house: House, page: str, lang: str
) -> None:
    app = house.app(lang, person="qianwei")
    async with sitting(app, (80, 24)) as op:
        core: Any = op.app.session.core
        call, refused = core.call, refuse("not_your_department", "R7", department="business")

        def refusing(question: Any) -> Any:
            if isinstance(question, WhoAmI):
                return call(question)
            raise RefusedError(refused)

        core.call = refusing
        op.app.push_screen(pages.make(page))
        await op.until(lambda: isinstance(op.app.screen, Notice), "why it is not shown")
        listed = next(one for one in reversed(op.app.screen_stack) if isinstance(one, ListPage))
        await op.until(lambda: listed.records.total == 0 and not listed.unanswered, "that nothing was read")
        while isinstance(op.app.screen, Notice):
            await op.press("enter")
        said = [line for line in listed.empty().split("\n") if line]
        screen = op.screen()
        assert not [line for line in said if line in screen]
        assert explain(refused, app.session).what in screen


async def test_a_list_that_comes_to_be_refused_does_not_take_away_the_hold(house: House) -> None:
    number = house.core.view("qianwei", sending(house)).row.number
    asked: list[Question] = []

    def takes(question: Question) -> dict[str, int]:
        asked.append(question)
        return {question.verb: 1}

    app = house.app(person="qianwei")
    app.session.custody = takes
    async with sitting(app, (80, 23)) as op:
        await op.press("5")
        await op.reach(number)
        core: Any = op.app.session.core
        call = core.call

        def refusing(question: Any) -> Any:
            if isinstance(question, SendsPage):
                raise RefusedError(refuse("not_your_department", "R7", department="business"))
            return call(question)

        core.call = refusing
        await op.press("ctrl+r")
        await op.sees("您无权查看")
        await op.press("enter")
        await op.sees("(↵ 打开)")
        await op.press("h")
        await op.sees("立刻暂停")
        await op.press("y")
        await op.until(lambda: "hold" in [one.verb for one in asked], "that it is held")
