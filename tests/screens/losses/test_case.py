"""A loss case at the screens: its steps as a timeline with their time limits, whatever the size, the language and the colours."""

from datetime import timedelta
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widget import Widget

from console.domain.times import render
from console.look.senses import Sense
from console.screens.losses.loss import LossPage
from console.services.context import Caller
from console.views.losses import clock, lasting, passed
from console.views.view import Viewer
from console.widgets.panels import mark_panel
from console.wire.credentials import expiries
from tests.patience import Wait
from tests.screens.driver import sitting
from tests.services.core import AT
from tests.services.losses import test_losses as cases
from tests.terminal.sit import House
from tests.views.test_views import viewer

SIZES = [(80, 23), (80, 24), (120, 40)]


@pytest.fixture
def lost(house: House) -> House:
    """The gateway's password was reported lost; the provider was told after 8 minutes, and 40 more have passed."""
    core = house.core
    case = cases.report(core)
    core.at += timedelta(minutes=8)
    cases.step(core, case, "told")
    core.at += timedelta(minutes=40)
    return house


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["用时 8 分钟", "剩 11 分钟", "已用 49 分钟，共 1 小时", "已办 1 步，共 8 步"]),
        ("en", ["took 8 min", "11 min left", "49 min of 1 h used", "1 of 8 steps done"]),
    ],
)
async def test_the_open_case_of_a_gateway_stands_beneath_the_passwords(
    lost: House, lang: str, words: list[str], size: tuple[int, int]
) -> None:
    async with sitting(lost.app(lang, person="wangfang"), size) as op:
        await op.press("6")
        shown = await op.sees(f"{lost.year}-L001", *words)
        lines = [line.strip("│ ") for line in shown.split("\n")]
        # State is told by the mark: done, somebody's turn, later.
        assert any(line.startswith("✓") and words[0] in line for line in lines)
        assert any(line.startswith("▲") and words[1] in line for line in lines)
        assert any(line.startswith("○") for line in lines)
        assert op.app.screen.query_one("#pane").has_class("-danger")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_every_step_with_its_limit_and_all_that_is_affected_can_be_read_on_the_cases_page(
    lost: House, lang: str, size: tuple[int, int]
) -> None:
    lost.core.call("fenglei", expiries.SetProvider("demo", "云通信", "客服", "400-000-0000", "执照"))
    async with sitting(lost.app(lang, person="wangfang"), size) as op:
        await op.press("6")
        await op.sees(f"{lost.year}-L001")
        await op.press("enter")
        seen = [await op.sees("▲", "○", "R12")]
        # Hours from the report and working days as the policy has them, the card, and the send that waits for the gateway.
        with lost.core.context(Caller("wangfang"), write=False) as ctx:
            rule = ctx.policy.loss
        hours, days = ("小时", "个工作日") if lang == "zh" else ("h", "working days")
        stopped = "可放行" if lang == "zh" else "cleared"
        figures = {
            stopped,
            f"▲ {lost.year}-业务部",
            f"{rule.leak_hours} {hours}",
            f"{rule.reissue_days} {days}",
            "400-000-0000",
            "12",
        }

        def lacking() -> set[str]:
            seen.append(op.screen().replace("\n", " "))
            return {figure for figure in figures if not any(figure in screen for screen in seen)}

        # From the top to the end, and again for what was not there yet.
        keys, wait = cycle([*["pagedown"] * 8, "home"]), Wait()
        while lacking():
            assert not wait.over(), lacking()
            await op.press(next(keys))
            await op.pilot.pause(0.1)


async def test_a_case_is_scrolled_by_its_keys_after_the_language_changed_too(lost: House) -> None:
    async with sitting(lost.app(person="wangfang"), (80, 24)) as op:
        await op.press("6")
        await op.sees(f"{lost.year}-L001")
        await op.press("enter")
        await op.until(lambda: isinstance(op.app.screen, LossPage), "the case")
        await op.sees("已办 1 步，共 8 步")
        await op.press("f2")
        await op.sees("1 of 8 steps done")
        await op.press("end")
        await op.until(lambda: op.app.screen.query_one("#scroll").scroll_y > 0, "what is beneath")


async def test_whom_to_call_stands_beside_the_open_case(lost: House) -> None:
    lost.core.call("fenglei", expiries.SetProvider("demo", "云通信", "客服", "400-000-0000", "执照"))
    async with sitting(lost.app(person="wangfang"), (120, 40)) as op:
        await op.press("6")
        await op.sees(f"{lost.year}-L001", "云通信", "400-000-0000")


async def test_an_overdue_step_says_so_by_mark_and_word(lost: House) -> None:
    lost.core.at += timedelta(minutes=23)
    async with sitting(lost.app(person="zhaomin"), (80, 24)) as op:
        await op.press("6")
        shown = await op.sees("超时 12 分钟")
        late = next(line for line in shown.split("\n") if "超时 12 分钟" in line)
        assert "✗" in late


async def test_more_of_the_case_is_reached_by_the_keyboard_and_the_border_says_that_there_is_more(
    lost: House,
) -> None:
    async with sitting(lost.app(person="wangfang"), (80, 24)) as op:
        await op.press("6")
        await op.sees("Tab ↓ 还有", "报失")
        await op.press("tab", "end")
        await op.until(lambda: "还有" not in op.screen().split("牵连")[0], "the end of the pane")
        await op.sees("模拟网关 (demo)")


# ---- clocks


@given(st.integers(-(10**7), 10**7))
def test_a_clock_says_the_minutes_to_the_minute_in_at_most_two_units(seconds: int) -> None:
    at = render(AT + timedelta(seconds=seconds))
    seen: Viewer = viewer("en")._replace(now=render(AT))
    said = lasting(seen, passed(seen, at)).split()
    size = {"d": 86400, "h": 3600, "min": 60}
    shown = sum(int(n) * size[unit] for n, unit in zip(said[::2], said[1::2], strict=True))
    largest = size[said[1]]
    # Units below the second one are left out; less than a minute is a minute.
    assert len(said) <= 4
    assert shown == 60 or 0 <= abs(seconds) - shown < (60 if largest < 86400 else 3600)


def test_what_is_no_instant_ends_no_page() -> None:
    assert passed(viewer("zh"), "soon") == 0
    assert clock(viewer("zh"), "soon", late=False).startswith("soon")


def test_only_what_waits_or_went_wrong_colours_the_border_of_a_panel() -> None:
    panel = Widget()
    for sense, classes in ((Sense.YOURS, {"-warn"}), (Sense.BAD, {"-danger"}), (Sense.GOOD, set())):
        mark_panel(panel, sense)
        assert {*panel.classes} == classes
