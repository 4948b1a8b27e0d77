"""A desk that falls silent: pages keep what they show and say since when it is old, and a hold's answer outlives what fails after it."""

import asyncio
import time
from threading import Event
from typing import Any

import pytest
from textual.screen import ModalScreen

from console.errors import ConsoleError
from console.screens import lock
from console.screens.hearing import PATIENCE
from console.screens.idle import Idle
from console.screens.page import Page
from console.widgets.lines import Lines
from console.wire.base import Call
from console.wire.control import Question
from console.wire.credentials.losses import LossDetail
from console.wire.sending import sends
from tests.patience import Wait
from tests.screens.driver import Operator, sitting
from tests.screens.sending.test_holding import sending
from tests.screens.test_answers import lost, to_the_case
from tests.terminal.sit import House

SILENT = {"zh": "业务台没有应答，数字截至", "en": "the desk is silent, figures of"}
SURE = {"zh": "立刻暂停", "en": "Hold now?"}


class Dead:
    """The line of a person to a desk that can die and come back."""

    def __init__(self, core: Any) -> None:
        self._call, self.dead = core.call, False
        core.call = self.call

    def call(self, call: Call) -> Any:
        if self.dead:
            raise ConsoleError("desk_gone")
        return self._call(call)


def line(op: Operator) -> Dead:
    return Dead(op.app.session.core)


def takes(question: Question) -> dict[str, int]:
    return {question.verb: 1}


async def no_dialog(op: Operator) -> None:
    """Wait until what fails by itself has failed, and see that nothing of it stands in front."""
    await op.pilot.pause(1.5)
    assert not isinstance(op.app.screen, ModalScreen), op.screen()


async def to_monitor(op: Operator, number: str) -> None:
    await op.press("5")
    await op.reach(number)
    await op.press("enter")
    await op.until(lambda: getattr(op.app.screen, "view", None) is not None, "the monitor")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", ["list", "monitor", "running"])
async def test_a_hold_while_the_desk_is_dead_is_answered_and_the_answer_stays(
    house: House, page: str, lang: str
) -> None:
    number = house.core.view("qianwei", sending(house)).row.number
    app = house.app(lang, person="qianwei")
    app.session.custody = takes
    async with sitting(app, (80, 23)) as op:
        if page == "monitor":
            await to_monitor(op, number)
        else:
            await op.press("5")
            await op.reach(number)
            if page == "running":
                await op.press("f")
                await op.sees("20")
        desk = line(op)
        desk.dead = True
        await op.press("h")
        await op.sees(SURE[lang])
        await op.press("y")
        await op.until(lambda: any("✓" in row for row in op.screen().split("\n")[-4:-1]), "that it is held")
        await no_dialog(op)
        assert any("✓" in row for row in op.screen().split("\n")[-4:-1])
        assert SILENT[lang] in op.screen().split("\n")[0]


@pytest.mark.parametrize("key", ["1", "2", "4", "5", "6", "8", "9"])
async def test_every_page_says_since_when_it_is_old_and_reads_again_when_the_desk_is_back(
    house: House, key: str
) -> None:
    async with sitting(house.app("zh", person="qianwei"), (80, 23)) as op:
        await op.press(key)
        await op.until(lambda: not getattr(op.app.screen, "unanswered", 1), "the page")
        desk = line(op)
        desk.dead = True
        op.app.refresh_head()
        await op.sees(SILENT["zh"])
        op.app.screen.reload()  # type: ignore[attr-defined]
        await no_dialog(op)
        assert "网关" not in op.screen().split("\n")[0]
        desk.dead = False
        await op.until(lambda: SILENT["zh"] not in op.screen(), "the desk is heard again")
        assert "网关" in op.screen().split("\n")[0]


async def test_the_monitor_shows_neither_speed_nor_a_good_link_of_a_silent_desk(house: House) -> None:
    number = house.core.view("qianwei", sending(house)).row.number
    async with sitting(house.app("zh", person="qianwei"), (120, 40)) as op:
        await to_monitor(op, number)
        await op.sees("条/秒")
        line(op).dead = True
        await op.sees(SILENT["zh"])
        assert "预计" not in op.screen()
        await no_dialog(op)


async def test_a_desk_that_lets_the_question_wait_is_silent_too(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.app.PATIENCE", 0.5)
    async with sitting(house.app("zh", person="qianwei", idle=Idle(3600, 7200)), (80, 23)) as op:
        desk = line(op)
        real = desk._call
        go = Event()
        desk._call = lambda call: (go.wait(30), real(call))[1]
        op.app.refresh_head()
        await op.sees(SILENT["zh"])
        go.set()
        await op.until(lambda: SILENT["zh"] not in op.screen(), "the desk is heard again")


async def test_a_key_that_asks_a_silent_desk_still_says_why_it_did_nothing(house: House) -> None:
    async with sitting(house.app("zh", person="qianwei"), (80, 23)) as op:
        await op.press("5")
        await op.until(lambda: not getattr(op.app.screen, "unanswered", 1), "the sends")
        line(op).dead = True
        await op.press("9")
        await op.sees("连不上业务台")


async def test_what_is_told_to_all_pages_is_not_drawn_on_one_that_ends(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = house.core.view("qianwei", sending(house)).row.number
    gone = list[str]()

    async with sitting(house.app(person="qianwei"), (120, 40)) as op:
        await op.press("8")
        await op.until(lambda: not getattr(op.app.screen, "unanswered", 1), "the page")
        await to_monitor(op, number)

        async def end(panel: Lines) -> None:
            # The page's widgets go before it does, one after the other.
            await asyncio.sleep(0.1)
            gone.append(panel.id or "")
            op.app.hear(ConsoleError("desk_gone") if len(gone) % 2 else None)
            op.app.say("…")

        monkeypatch.setattr(Lines, "on_unmount", end, raising=False)
    assert len(gone) > 2


async def test_a_page_whose_own_question_alone_meets_silence_says_so(house: House) -> None:
    number = house.core.view("qianwei", sending(house)).row.number
    async with sitting(house.app("zh", person="qianwei"), (80, 23)) as op:
        await op.press("5")
        await op.reach(number)
        core: Any = op.app.session.core
        answers = core.call

        def call(asked: Call) -> Any:
            if isinstance(asked, sends.SendDetail):
                # Behind all else that the page asks.
                wait = Wait()
                while op.app.screen.unanswered > 1 and not wait.over():  # type: ignore[attr-defined]
                    time.sleep(0.02)
                raise ConsoleError("desk_gone")
            return answers(asked)

        core.call = call
        await op.press("enter")
        await op.until(lambda: isinstance(op.app.screen, ModalScreen), "why the page is empty")
        await op.sees("连不上业务台")


async def test_a_page_whose_reading_met_a_moment_of_silence_reads_again_once_the_desk_is_heard(
    house: House,
) -> None:
    lost(house)
    async with sitting(house.app("en", person="wangfang")) as op:
        await to_the_case(op)
        await op.until(lambda: not getattr(op.app.screen, "unanswered", 1), "the case")
        core: Any = op.app.session.core
        answers, asked = core.call, []

        def call(question: Call) -> Any:
            if isinstance(question, LossDetail):
                asked.append(question)
                if len(asked) == 1:
                    raise ConsoleError("desk_gone")
            return answers(question)

        core.call = call
        op.app.screen.reload()  # type: ignore[attr-defined]
        await op.until(lambda: len(asked) > 1, "the second reading")


async def test_the_lock_says_since_when_its_counters_are_old(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_EVERY", 0.1)
    async with sitting(house.app(person="wuhong", idle=Idle(lock=6.0, leave=3600.0))) as op:
        desk = line(op)
        await op.until(lambda: isinstance(op.app.screen, lock.LockPage), "the lock")
        await op.sees("久未按键，已锁")
        assert SILENT["zh"] not in op.screen()
        desk.dead = True
        await op.sees(SILENT["zh"])


async def test_a_page_waits_long_only_once_most_answers_would_have_come(house: House) -> None:
    async with sitting(house.app(person="wuhong")) as op:
        page = op.app.screen
        assert isinstance(page, Page)
        page._asked_at = time.monotonic()
        assert not page.waits_long()
        page._asked_at = time.monotonic() - PATIENCE - 1.0
        assert page.waits_long()
