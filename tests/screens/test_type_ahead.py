"""Keys that arrive together, as over a slow line, do what they do when they arrive one by one."""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from textual import events

from console.screens.approvals.card import CardPage
from console.screens.credentials.credentials import CredentialsPage
from console.screens.sending.monitor import MonitorPage
from console.widgets import turns
from console.wire.answers import Done
from console.wire.requests import approvals
from tests.patience import IN_VAIN, Wait
from tests.screens.credentials.test_credentials import installed
from tests.screens.driver import Operator, sitting
from tests.screens.sending.test_running import running
from tests.terminal.sit import House, this_year

_NAMED = {" ": "space"}


@pytest.fixture(autouse=True)
def _each_key_has_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a page may need longer than a person is let wait for their keyboard."""
    monkeypatch.setattr(turns, "_PATIENCE", IN_VAIN)


def burst(op: Operator, *keys: str, then: str = "") -> None:
    """Have these keys arrive at once, and after them the letters of `then`, nothing of the program running in between."""
    for key in (*keys, *(_NAMED.get(one, one) for one in then)):
        char = " " if key == "space" else key if len(key) == 1 else None
        op.app._driver.send_message(events.Key(key, char))  # type: ignore[union-attr]


async def on_the_list(op: Operator) -> None:
    await op.press("3")
    await op.sees(f"▌ {this_year()}-业务部-0003")


async def test_a_whole_approval_typed_at_once_is_that_approval(house: House) -> None:
    async with sitting(house.app("zh", "sunli"), (80, 23)) as op:
        await on_the_list(op)
        burst(op, "enter", "a", "x", "x", "2", "0", "enter", then="demo sunli")
        burst(op, "ctrl+s")
        await op.sees(f"✓ 已批准 {house.year}-业务部-0003")
        assert house.core.call("sunli", approvals.Scope(3)).steps[-1].kind == "approval"


async def test_no_key_of_an_approval_rejects(house: House) -> None:
    """`x` rejects on the card and ticks in the dialog."""
    async with sitting(house.app("zh", "sunli"), (80, 23)) as op:
        await on_the_list(op)
        await op.press("enter")
        await op.until(lambda: getattr(op.app.screen, "shown", None) is not None, "the card")
        burst(op, "a", "x", "x")
        await op.sees("☑ 内容已审", "☑ 名单已审", "重打收件人数")
        assert "驳回" not in op.screen()


async def test_the_language_may_be_changed_in_the_middle(house: House) -> None:
    async with sitting(house.app("zh", "sunli"), (80, 23)) as op:
        await on_the_list(op)
        burst(op, "enter", "a", "x", "f2", "x", "2", "f2", "0", "enter", then="demo sunli")
        burst(op, "ctrl+s")
        await op.sees(f"✓ 已批准 {house.year}-业务部-0003")


async def test_escape_leaves_a_key_that_waits_and_drops_what_was_typed_after_it(house: House) -> None:
    async with sitting(house.app("zh", "sunli"), (80, 23)) as op:
        await on_the_list(op)
        await op.press("enter")
        await op.until(lambda: getattr(op.app.screen, "shown", None) is not None, "the card")
        page = op.app.screen
        assert isinstance(page, CardPage)
        # An answer that does not come: the key waits for it.
        page.unanswered += 1
        await op.press("a", "r", "x")
        assert page.holds
        assert "口令" not in op.screen()
        await op.press("escape")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("enter")
        await op.until(lambda: getattr(op.app.screen, "shown", None) is not None, "the card again")
        await op.press("a")
        await op.sees("☐ 内容已审", "☐ 名单已审")


async def test_marking_several_quickly_marks_each_of_them(house: House) -> None:
    house.core.requested("notice", n=21)
    house.core.requested("notice", n=22)
    async with sitting(house.app("zh", "sunli"), (80, 23)) as op:
        await op.press("3")
        await op.sees(f"{house.year}-业务部-0005")
        burst(op, "enter", "space", "space", "space")
        await op.until(lambda: len(op.app.session.marked) == 3, "three marked")


async def test_a_key_after_the_signature_does_not_mark_the_signed_request(house: House) -> None:
    async with sitting(house.app("zh", "sunli"), (80, 23)) as op:
        await on_the_list(op)
        await op.press("enter")
        await op.until(lambda: getattr(op.app.screen, "shown", None) is not None, "the card")
        page = op.app.screen
        assert isinstance(page, CardPage)
        number = page.request
        page._decided("card.approved", Done(1, number=f"{house.year}-业务部-0003"))
        page.do_mark()
        assert number not in op.app.session.marked


async def monitor_that_waits(op: Operator) -> MonitorPage:
    """The monitor of a running send whose stop waits for an answer that does not come."""
    await op.press("5")
    await op.sees("▌ ")
    while not op.app.screen.here or op.app.screen.here.state != "sending":  # type: ignore[attr-defined]
        await op.press("down")
    await op.press("enter")
    page = op.app.screen
    assert isinstance(page, MonitorPage)
    await op.until(lambda: page.whole is not None and not page.unanswered, "the send")
    page._postponed, page.unanswered = "monitor.stop", 1
    return page


async def test_a_hold_waits_for_no_answer(house: House) -> None:
    running(house.core)
    async with sitting(house.app("zh", "qianwei"), (80, 23)) as op:
        page = await monitor_that_waits(op)
        assert page.holds
        await op.press("h")
        await op.sees("立刻暂停")


async def test_a_letter_of_what_is_typed_ahead_is_no_hold(house: House) -> None:
    running(house.core)
    async with sitting(house.app("zh", "qianwei"), (80, 23)) as op:
        await monitor_that_waits(op)
        burst(op, "1", "2", "enter", then="hush")
        await op.pilot.pause(0.3)
        assert "立刻暂停" not in op.screen()


async def test_a_freeze_waits_for_its_row_but_for_no_key_that_waits(house: House) -> None:
    """Without its row it would be lost without a word."""
    installed(house)
    async with sitting(house.app("zh", "fenglei"), (80, 23)) as op:
        burst(op, "6", "f")
        await op.sees("马上停住")
        await op.press("n")
        page: Any = op.app.screen
        await op.until(lambda: isinstance(page, CredentialsPage), "the gateways")
        freeze, other = events.Key("f", "f"), events.Key("x", "x")
        assert not page.early(freeze)
        page.records.total, read = -1, page.records.total
        assert page.early(freeze)
        page.records.total, page._postponed = read, "credentials.lock"
        assert not page.early(freeze)
        assert page.early(other)


class Front:
    """What stands in front, by itself: it has handled what it was sent once `seconds` have passed."""

    is_mounted = True

    def __init__(self, seconds: float) -> None:
        self.ready, self._seconds = False, seconds

    @property
    def ancestors_with_self(self) -> list["Front"]:
        return [self]

    def call_later(self, then: Callable[[], object]) -> bool:
        def handled() -> None:
            self.ready = True
            then()

        asyncio.get_running_loop().call_later(self._seconds, handled)
        return True


async def test_a_key_waits_until_what_came_in_front_has_placed_its_focus() -> None:
    dialog, given, tasks = Front(0.3), list[tuple[str, bool]](), list[object]()

    def later(then: Callable[[], Awaitable[None] | None]) -> bool:
        async def handled() -> None:
            found = then()
            if found is not None:
                await found

        tasks.append(asyncio.create_task(handled()))
        return True

    # As much of an application as keys need.
    app: Any = SimpleNamespace(
        screen=Front(0.0), focused=None, screen_stack=[], is_running=True, call_later=later
    )

    async def hand_on(typed: turns.Typed) -> None:
        given.append((getattr(typed, "key", ""), dialog.ready))
        app.screen = dialog

    keys = turns.Turns(app, hand_on)
    for key in "ab":
        await keys.take(events.Key(key, key))
    wait = Wait()
    while len(given) < 2:
        assert not wait.over()
        await asyncio.sleep(0.01)
    assert given == [("a", False), ("b", True)]
    await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}))


async def test_escape_drops_what_waits_only_behind_a_key_that_is_waited_for() -> None:
    front: Any = SimpleNamespace()
    app: Any = SimpleNamespace(screen=front, focused=None, screen_stack=[], is_running=True)

    async def hand_on(_typed: turns.Typed) -> None:
        """None is handed on: a key is under way."""

    for holds, left in ((False, ["a", "escape"]), (True, ["escape"])):
        keys: Any = turns.Turns(app, hand_on)
        keys._holds = lambda holds=holds: holds
        keys._under_way = asyncio.get_running_loop().create_future()
        for key in ("a", "escape"):
            await keys.take(events.Key(key, None))
        assert [one.key for one in keys._waiting] == left
