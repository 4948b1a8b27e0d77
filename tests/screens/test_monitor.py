"""The monitor as its reader sees it: no figure cut, and words for what stands still."""

import pytest

from console.locale import words
from console.wire import calls, views
from console.wire.control import Question
from tests.screens.driver import sitting
from tests.services.test_pairs import doubtful, told
from tests.terminal.sit import House

LANGUAGES = ("zh", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_no_figure_of_the_monitor_loses_a_digit_beside_its_scroll_bar(house: House, lang: str) -> None:
    request = doubtful(house.core, delivered=11, unknown=9)
    async with sitting(house.app(lang, person="qianwei"), (80, 20)) as op:
        await op.press("5", "down", "enter")
        await op.sees(f"{house.core.view('qianwei', request).row.number}.1")
        states = op.app.screen.query_one("#states")
        await op.until(lambda: states.show_vertical_scrollbar, "a scroll bar")
        for n in ("20", "11", "9"):
            await op.press("home")
            for _ in range(11):
                if any(line[:33].rstrip().endswith(f" {n}") for line in op.screen().splitlines()):
                    break
                await op.press("down")
            else:
                pytest.fail(f"{n} is cut:\n{op.screen()}")


async def test_every_scroll_bar_of_the_house_is_one_column_wide(house: House) -> None:
    seen = 0
    async with sitting(house.app("zh", person="sunli"), (80, 23)) as op:
        for tab in "123456789":
            await op.press(tab)
            await op.sees(f"[{tab} ")
            await op.press("enter")
            await op.pilot.pause(0.2)
            for widget in op.app.screen.query("*"):
                seen += widget.show_vertical_scrollbar
                assert widget.scrollbar_size_vertical in {0, 1}, widget
            await op.press("escape")
    assert seen > 0


async def test_hold_by_key_takes_both_roads_and_says_which(house: House) -> None:
    request = house.core.cleared()
    house.core.step("qianwei", "release", request, slot=1, count=20)
    told(house.core, request, "started", queued=20)
    asked: list[Question] = []
    app = house.app("zh", person="zhaomin")

    def takes(question: Question) -> dict[str, int]:
        asked.append(question)
        return {"hold": 1}

    app.session.custody = takes
    async with sitting(app) as op:
        await op.press("5", "down", "enter")
        await op.sees("h 暂停")
        await op.press("h")
        await op.sees("立刻暂停")
        await op.press("y")
        await op.sees("发送台已当即停下")
        assert [(one.verb, one.request, one.slot, one.person) for one in asked] == [
            ("hold", request, 1, "zhaomin")
        ]
    assert house.core.call("dispatch-1", calls.PullReleased(["demo"])).rows[0].wish == "hold"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "why",
    [
        "line_down", "bind_refused", "not_armed", "disk_full", "dispatcher_gone", "dispatcher_failed", "window_passed",
        "window_ahead", "quiet_hours", "desk_silent", "vault_locked", "frozen",
    ],
)  # fmt: skip
async def test_what_a_send_waits_for_stands_whole_under_its_number(house: House, lang: str, why: str) -> None:
    request = house.core.cleared()
    house.core.step("qianwei", "release", request, slot=1, count=20)
    told(house.core, request, "started", queued=20)
    counters = calls.Counters(
        request, 1, views.Tally(approved=20, queued=20), 0, 50, "", (-1, -1), [("timeout", 2)], why
    )
    house.core.call("dispatch-1", calls.ReportProgress([counters]))
    house.core.call("dispatch-1", calls.Heartbeat({"demo": "down"}))
    async with sitting(house.app(lang, person="qianwei"), (80, 23)) as op:
        await op.press("5", "down", "enter")
        said = words.slot_reason(why, lang)
        await op.until(lambda: flat(said) in flat(op.screen()), said)
        assert {"zh": "0 条/秒", "en": "0 msg/s"}[lang] in op.screen()
        assert {"zh": "还要", "en": "s left"}[lang] not in op.screen()
        assert op.screen().count("timeout") == 1


def flat(text: str) -> str:
    """Without blanks and line ends: a long sentence goes on in the next line."""
    return "".join(text.split())


async def test_the_figures_stay_when_the_language_changes(house: House) -> None:
    """Nothing has happened in between, so the next reading brings nothing new that would draw them."""
    request = doubtful(house.core, delivered=11, unknown=9)
    form = f"{house.core.view('qianwei', request).row.number}.1"
    async with sitting(house.app("zh", person="qianwei"), (80, 23)) as op:
        await op.press("5", "down", "enter")
        await op.sees(form, "已发 20 / 批准 20")
        await op.press("f2")
        await op.sees(form, "sent 20 / approved 20")
        await op.press("f2")
        await op.sees(form, "已发 20 / 批准 20")
