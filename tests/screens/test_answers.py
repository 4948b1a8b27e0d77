"""Answers that come late: a key is judged by the newest one, and none falls into a page that is being drawn anew."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

from textual.widgets import Static

from console.acting.steps import Core
from console.errors import ConsoleError
from console.screens.asking import Asking
from console.screens.desk_events import Changed
from console.screens.losses.loss import LossPage
from console.wire import calls
from console.wire.base import Call
from console.wire.credentials import losses
from tests.patience import PATIENCE
from tests.screens.driver import Operator, sitting
from tests.services.losses.test_losses import asked
from tests.terminal.sit import House, this_year


class Slow:
    """A desk whose answers to one kind of call wait until they are let go."""

    def __init__(self, core: Core, kind: type[Call]) -> None:
        self.core, self.kind = core, kind
        self.go = threading.Event()
        self.go.set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.core, name)

    def call(self, call: Call) -> Any:
        answer = self.core.call(call)
        if isinstance(call, self.kind):
            assert self.go.wait(PATIENCE)
        return answer


def slowed(app: Any, kind: type[Call]) -> Callable[[], Slow]:
    """Sits down at a desk that can be slow; gives its newest line."""
    lines: list[Slow] = []
    connect = app.session.connect

    def slow(person: str) -> Any:
        lines.append(Slow(connect(person), kind))
        return lines[-1]

    app.session.connect = slow
    return lambda: lines[-1]


def lost(house: House) -> None:
    house.core.call("zhaomin", losses.ReportLoss("gateway", "demo", "leak", ""))


async def to_the_case(op: Operator) -> None:
    await op.press("6")
    await op.sees(f"{this_year()}-L001")
    await op.press("down", "enter")
    await op.sees("provider phoned", "yours")


async def signs_as(op: Operator, whose: str) -> None:
    """Sign what the form holds."""
    await op.press("ctrl+s")
    await op.sees("sign and do it", "follows")
    await op.fill(passphrase=f"demo {whose}")
    await op.press("ctrl+s")


async def test_a_key_that_older_knowledge_refuses_waits_for_what_is_on_its_way(house: House) -> None:
    lost(house)
    app = house.app("en", person="wangfang")
    line = slowed(app, losses.LossDetail)
    async with sitting(app) as op:
        await to_the_case(op)
        page: Any = op.app.screen
        assert page.allowed["loss.told"] is None
        # What the page was told last is older than what the desk knows: the step before was signed just now.
        page.allowed["loss.told"] = page.allowed["loss.closed"]
        line().go.clear()
        page.reload()
        await op.press("t")
        assert "What to do" not in op.screen()
        line().go.set()
        await op.sees("spoke with")
    assert house.core.call("zhaomin", losses.LossesPage()).rows[0].waits_for


async def test_the_next_signature_waits_for_the_step_before_it(house: House) -> None:
    lost(house)
    app = house.app("en", person="wangfang")
    line = slowed(app, losses.LossDetail)
    async with sitting(app) as op:
        await to_the_case(op)
        await op.press("t")
        await op.sees("spoke with")
        await op.fill(control_provider="Provider", control_person="Chen")
        line().go.clear()
        await signs_as(op, "wangfang")
        await op.sees("Signed and in the ledger")
        # Still allowed by what the page knows, but that is the case before the step that was just signed.
        await op.press("a")
        assert isinstance(op.app.screen, LossPage)
        line().go.set()
        await op.sees("opinion")
        await signs_as(op, "wangfang")
        await op.sees("✓ acknowledged", "✓ provider phoned")


async def test_a_key_that_waits_is_forgotten_by_who_goes_on(house: House) -> None:
    lost(house)
    app = house.app("en", person="wangfang")
    line = slowed(app, losses.LossDetail)
    async with sitting(app) as op:
        await to_the_case(op)
        page: Any = op.app.screen
        line().go.clear()
        page.reload()
        await op.press("a")
        assert page._postponed
        op.app.push_screen(LossPage(page.case))
        line().go.set()
        await op.until(lambda: not page.unanswered, "the case")
        assert type(op.app.screen) is LossPage
        assert not page._postponed


async def test_a_form_follows_the_case_that_another_moved_on_and_keeps_what_was_typed(house: House) -> None:
    lost(house)
    (row,) = house.core.call("wangfang", losses.LossesPage()).rows
    async with sitting(house.app("en", person="fenglei")) as op:
        await to_the_case(op)
        await op.press("t")
        await op.sees("spoke with")
        await op.fill(control_provider="Provider", control_person="Chen")
        case = house.core.call("wangfang", losses.LossDetail(row.id))
        call = asked(case, "loss_acknowledged/1", exposed=True, opinion="so it is")
        house.core.enact("wangfang", house.core.call("wangfang", call))
        op.app.post_message(Changed(frozenset({"losses"})))
        await op.sees("Since then: acknowledged 王芳", "Chen")
        await signs_as(op, "fenglei")
        await op.sees("Signed and in the ledger")
    assert not {"told", "acknowledged"} & set(
        house.core.call("wangfang", losses.LossDetail(row.id)).row.waits_for
    )


async def test_a_key_on_a_list_is_about_the_row_that_was_seen(house: House) -> None:
    app = house.app("en", person="sunli")
    line = slowed(app, calls.RequestsPage)
    async with sitting(app) as op:
        await op.press("3")
        screen = await op.sees(f"▌ {house.year}-")
        number = next(text for text in screen.splitlines() if "▌ " in text).partition("▌ ")[2][:12].strip()
        line().go.clear()
        page: Any = op.app.screen
        page.reload()
        page.ask(calls.RequestsPage(queue=True), lambda _: None)
        await op.press("r")
        # Not after the reading, when another row may stand there.
        await op.sees("Esc leaves", number)
        line().go.set()


class Lingering(Static):
    """A widget that goes only after what was on its way has come in."""

    def __init__(self, come: Callable[[], None], here: Callable[[], bool]) -> None:
        super().__init__()
        self.come, self.here = come, here

    async def on_unmount(self) -> None:
        self.come()
        deadline = time.monotonic() + 5
        while not self.here():
            if time.monotonic() > deadline:
                break
            await asyncio.sleep(0.01)


async def test_an_answer_that_comes_while_the_page_is_drawn_anew_is_heard_afterwards(
    house: House,
) -> None:
    app = house.app("en", person="zhaomin")
    line = slowed(app, calls.PreviewDraft)
    async with sitting(app) as op:
        await op.press("2")
        await op.sees("new request")
        line().go.clear()
        await op.press("n")
        await op.sees("Enter next")
        page: Any = op.app.screen
        late = Lingering(line().go.set, lambda: bool(page._meanwhile or op.app._exception))
        await page.mount(late)
        await op.press("f2")
        await op.sees("用途", "还差")
        assert page.query("#live")
        assert not page._meanwhile


async def test_enter_before_the_first_rows_opens_the_row_that_comes(house: House) -> None:
    house.core.requested("notice")
    app = house.app("en", person="sunli")
    line = slowed(app, calls.Todo)
    async with sitting(app) as op:
        await op.sees(f"{house.year}-")
        line().go.clear()
        await op.press("2", "1")
        await op.sees("reading ...")
        await op.press("enter")
        line().go.set()
        await op.sees("Scale and cost")


async def test_a_notice_that_comes_before_the_page_stands_is_answered_by_its_first_reading(
    house: House,
) -> None:
    case = house.core.call("zhaomin", losses.ReportLoss("gateway", "demo", "leak", "")).id
    async with sitting(house.app("en", person="wangfang")) as op:
        await op.sees("Todo")
        op.app.push_screen(LossPage(case))
        op.app.on_changed(Changed(frozenset({"losses", "gateways"})))
        await op.sees("A loss case", "provider told")


async def test_what_comes_to_a_page_as_it_is_left_opens_nothing(house: House) -> None:
    """Its person may have left with it: the next one must not read a failure or a page that the one before asked for."""
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        page, opened = op.app.screen, list[Any]()
        assert isinstance(page, Asking)
        page.ask(calls.WhoAmI(), opened.append)
        call = page._newest["WhoAmI"]
        page.post_message(Asking.Answered("WhoAmI", call, "late", opened.append))
        page.post_message(Asking.Failed("WhoAmI", call, ConsoleError("desk_gone"), None))
        op.app.choose_person()
        await op.until(lambda: len(op.app.screen_stack) == 2 and not page.is_running, "the choice alone")
        assert not opened
        assert op.app.session.message == ""
        assert len(op.app.screen_stack) == 2
