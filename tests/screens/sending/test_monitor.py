"""The monitor as its reader sees it: no figure cut, and words for what stands still."""

import msgspec
import pytest

from console import actions
from console.domain.times import render
from console.locale import words
from console.nouns.sending import ToMonitor
from console.screens.sending import monitor, monitor_words
from console.screens.sending.monitor import MonitorPage, RecipientsPage
from console.screens.session import number
from console.widgets.lines import Lines
from console.widgets.modals import Notice
from console.wire import calls, dispatch
from console.wire.control import Question
from console.wire.sending import sends
from console.wire.sending.slots import Tally
from tests.screens.driver import Operator, sitting
from tests.screens.sending.test_holding import sending
from tests.services.two_person.test_pairs import doubtful, told
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
                if any(line[:36].rstrip("│ ").endswith(f" {n}") for line in op.screen().splitlines()):
                    break
                await op.press("down")
            else:
                pytest.fail(f"{n} is cut:\n{op.screen()}")


async def test_every_scroll_bar_of_the_house_is_one_column_wide(house: House) -> None:
    seen = 0
    async with sitting(house.app("zh", person="sunli"), (80, 23)) as op:
        for tab in "123456789":
            await op.press(tab)
            await op.sees(f" {tab} ", "▌ ")
            await op.press("enter")
            await op.pilot.pause(0.2)
            for widget in op.app.screen.query("*"):
                seen += widget.show_vertical_scrollbar
                assert widget.scrollbar_size_vertical in {0, 1}, widget
            await op.press("escape")
    assert seen > 0


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("witness_none", {"zh": "没有备查文件", "en": "There is no witness"}),
        ("witness_same_disk", {"zh": "在同一块盘", "en": "on the same disk"}),
        ("witness_unwritable", {"zh": "备查文件写不进去", "en": "The witness cannot be written"}),
        ("good", {}),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_monitor_says_when_nothing_outside_knows_how_far_the_dispatcher_is(
    house: House, lang: str, state: str, says: dict[str, str]
) -> None:
    core = house.core
    request = sending(house)
    core.call("dispatch-1", dispatch.Heartbeat({"demo": "up"}, witness=state))
    async with sitting(house.app(lang, person="qianwei"), (80, 23)) as op:
        await op.press("5", "down", "enter")
        await op.sees(f"{core.view('qianwei', request).row.number}.1", says.get(lang, ""))
        if not says:
            assert words.text("monitor.witness_none", lang)[:6] not in op.screen()


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
    assert house.core.call("dispatch-1", dispatch.PullReleased(["demo"])).rows[0].wish == "hold"


async def test_a_send_that_runs_is_anybody_s_to_hold_and_one_that_ended_is_nobody_s(house: House) -> None:
    request = house.core.cleared()
    house.core.step("qianwei", "release", request, slot=1, count=20)
    told(house.core, request, "started", queued=20)
    async with sitting(house.app("zh", person="shenyu")) as op:
        await op.press("5", "down", "enter")
        await op.sees(" h 暂停")
        told(house.core, request, "done", delivered=20)
        await op.press("ctrl+r")
        await op.sees("已完成")
        await op.press("h")
        await op.sees("没有可暂停的发送")


WAITS = (
    "line_down", "bind_refused", "not_armed", "disk_full", "dispatcher_gone", "dispatcher_failed", "window_passed",
    "window_ahead", "quiet_hours", "desk_silent", "vault_locked", "frozen",
)  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_what_a_send_waits_for_stands_whole_under_its_number(house: House, lang: str) -> None:
    request = house.core.cleared()
    house.core.step("qianwei", "release", request, slot=1, count=20)
    told(house.core, request, "started", queued=20)
    async with sitting(house.app(lang, person="qianwei"), (80, 23)) as op:
        for why in WAITS:
            counters = dispatch.Counters(
                request, 1, Tally(approved=20, queued=20), 0, 50, "", (-1, -1), [("timeout", 2)], why
            )
            house.core.call("dispatch-1", dispatch.ReportProgress([counters]))
            house.core.call("dispatch-1", dispatch.Heartbeat({"demo": "down"}))
            await op.press("5", "down", "enter")
            await whole(op, words.slot_reason(why, lang))
            assert {"zh": "0 条/秒", "en": "0 msg/s"}[lang] in op.screen()
            assert {"zh": "还要", "en": "s left"}[lang] not in op.screen()
            assert op.screen().count("timeout") == 1
            await op.press("escape")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 23), (120, 40)], ids=str)
@pytest.mark.parametrize("person", ["qianwei", "sunli"])
async def test_a_send_that_cannot_be_taken_in_says_so_in_to_do_list_and_monitor_with_what_to_do(
    house: House, lang: str, size: tuple[int, int], person: str
) -> None:
    request = house.core.cleared()
    house.core.step("qianwei", "release", request, slot=1, count=20)
    core, since = house.core, render(house.core.at)
    (row,) = core.call("dispatch-1", dispatch.PullReleased(["demo"])).rows
    left = dispatch.Untaken(request, 1, row.release, "continue_source", since)
    core.call("dispatch-1", dispatch.ReportUntaken([left]))
    core.call("dispatch-1", dispatch.Heartbeat({"demo": "up"}))
    said = words.slot_reason(f"untaken: {since} continue_source", lang)
    async with sitting(house.app(lang, person=person), size) as op:
        await op.sees(words.text("todo.untaken", lang))
        await op.press("enter")
        await whole(op, said)
        await op.press("escape", "5")
        await op.sees(row_number(house, request), words.state("untaken", lang, "slot"))
        await op.press("down", "enter")
        await whole(op, said)
        await op.sees(words.state("untaken", lang, "slot"))


def row_number(house: House, request: int) -> str:
    return str(house.core.view("qianwei", request).row.number)


async def whole(op: Operator, said: str) -> None:
    await op.until(lambda: flat(said) in flat(op.screen()), said)


def flat(text: str) -> str:
    """Without blanks and line ends: a long sentence goes on in the next line."""
    return "".join(text.split())


async def test_the_figures_stay_when_the_language_changes(house: House) -> None:
    """Nothing has happened in between, so the next reading brings nothing new that would draw them."""
    request = doubtful(house.core, delivered=11, unknown=9)
    form = f"{house.core.view('qianwei', request).row.number}.1"
    async with sitting(house.app("zh", person="qianwei"), (80, 23)) as op:
        await op.press("5", "down", "enter")
        await op.sees(form, "已发 11 / 批准 20")
        await op.press("f2")
        await op.sees(form, "sent 11 / approved 20")
        await op.press("f2")
        await op.sees(form, "已发 11 / 批准 20")


async def test_whoever_reads_of_a_hold_learns_that_it_can_be_resumed_only_where_they_may(
    house: House,
) -> None:
    request = sending(house)
    house.core.call("sunli", sends.HoldSlot(request, 1, "名单有误"))
    told(house.core, request, "held", "held", queued=20)
    for person, may in (("qianwei", True), ("zhaomin", False)):
        async with sitting(house.app("zh", person=person)) as op:
            await op.press("5", "down", "enter")
            await op.sees("暂停：名单有误")
            assert ("签名恢复" in op.screen()) is may, person


async def test_who_resumes_lifts_the_hold_that_they_saw_and_none_that_came_meanwhile(house: House) -> None:
    core = house.core
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    told(core, request, "started", queued=20)
    core.call("sunli", sends.HoldSlot(request, 1))
    told(core, request, "held", "held", queued=20)
    async with sitting(house.app("zh", person="qianwei")) as op:
        await op.press("5", "down", "enter")
        await op.sees("u 恢复")
        await op.press("u")
        await op.sees("Ctrl+S")
        # While they read, the first hold is lifted elsewhere, and somebody holds again.
        core.step("qianwei", "resume", request, slot=1, count=20)
        core.call("sunli", sends.HoldSlot(request, 1, "又有投诉"))
        assert core.call("qianwei", sends.SendDetail(request, 1)).hold == 2
        await op.fill(line_count="20", passphrase="demo qianwei")
        await op.press("ctrl+s")
        await op.sees("签的是恢复第 1 次暂停，现在是第 2 次")
    assert core.call("dispatch-1", dispatch.PullReleased(["demo"])).rows[0].wish == "hold"


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_figures_that_do_not_add_up_are_said_to_and_no_others(house: House, lang: str) -> None:
    said = {"zh": "各状态之和不等于批准数", "en": "the states do not add up"}[lang]
    request = doubtful(house.core, delivered=17, unknown=2)
    whole = doubtful(house.core, delivered=17, unknown=3)
    for which, wrong in ((request, True), (whole, False)):
        async with sitting(house.app(lang, person="qianwei")) as op:
            op.app.push_screen(MonitorPage(which, 1))
            await op.sees({"zh": "批准 20", "en": "approved 20"}[lang])
            if wrong:
                await op.sees(said)
            else:
                assert said not in op.screen()


async def test_a_send_that_runs_is_read_at_every_tick_and_one_that_ended_at_every_tenth(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitor, "_TICK", 3600)
    core = house.core
    ended = doubtful(core)
    running = core.cleared()
    core.step("qianwei", "release", running, slot=1, count=20)
    told(core, running, "started", queued=20)
    for request, every in ((running, 1), (ended, 10)):
        async with sitting(house.app("zh", person="qianwei")) as op:
            page = MonitorPage(request, 1)
            op.app.push_screen(page)
            await op.sees("批准 20")
            read: list[int] = []
            monkeypatch.setattr(page, "_look", lambda page=page, read=read: read.append(page._ticks))
            for _ in range(20):
                page._tick()
            assert read == list(range(every, 21, every))
            # What nobody sees is not read.
            await op.app.push_screen(RecipientsPage(request, 1, ""))
            assert op.app.screen is not page
            page._ticks = every - 1
            page._tick()
            assert len(read) == 20 // every


async def test_a_send_that_cannot_be_read_is_told_of_in_one_dialog_and_no_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitor, "_TICK", 3600)
    async with sitting(house.app("zh", person="qianwei")) as op:
        page = MonitorPage(house.core.requested(), 7)
        op.app.push_screen(page)
        await op.until(lambda: page.is_mounted and not page.unanswered, "its answers")
        assert [type(one) for one in op.app.screen_stack[-2:]] == [MonitorPage, Notice]
        for _ in range(20):
            page._tick()
        await op.until(lambda: not page.unanswered, "no more")
        assert [type(one) for one in op.app.screen_stack[-2:]] == [MonitorPage, Notice]
        # Who has closed it sees whether it can be read by now.
        await op.press("escape")
        await op.until(lambda: op.app.screen is page, "the page")
        for _ in range(20):
            page._tick()
        assert page.unanswered == 1


async def test_a_figure_opens_its_own_recipients_and_the_sum_above_them_everybody(house: House) -> None:
    request = doubtful(house.core, delivered=11, unknown=9)
    async with sitting(house.app(person="qianwei"), (120, 40)) as op:
        op.app.screen.go(ToMonitor(request, 1))  # type: ignore[attr-defined]  # a page
        await op.sees("▌ ○ 批准")
        for down, state in ((0, ""), (1, "queued")):
            await op.press(*["down"] * down, "enter")
            await op.until(lambda: isinstance(op.app.screen, RecipientsPage), "the recipients")
            assert op.app.screen.state == state  # type: ignore[attr-defined]  # of what stands there
            await op.press("escape")
            await op.until(lambda: isinstance(op.app.screen, MonitorPage), "the monitor")


async def test_the_custodian_sees_no_recipient_and_no_key_leads_to_one(house: House) -> None:
    request = sending(house)
    async with sitting(house.app(person="fenglei"), (80, 23)) as op:
        op.app.screen.go(ToMonitor(request, 1))  # type: ignore[attr-defined]  # a page
        page = op.app.screen
        assert isinstance(page, MonitorPage)
        await op.until(lambda: page.view is not None, "the monitor")
        for name in ("monitor.recipients", "monitor.results"):
            refusal = page.refusal(actions.find(name))
            assert refusal is not None
            assert refusal.code == "custodian_sees_no_number"


@pytest.mark.parametrize(
    ("lang", "lag", "said"),
    [
        ("zh", (3, 40), "状态报告：九成五在 0.1 秒内"),
        ("zh", (3, 140), "状态报告：一半在 0.1 秒内，九成五在 0.2 秒内"),
        ("zh", (400, 41_200), "状态报告：一半在 0.4 秒内，九成五在 42 秒内"),
        ("en", (0, 0), "receipts: 95 % within 0.1 s"),
    ],
)
async def test_within_how_long_receipts_came_is_never_nothing(
    house: House, lang: str, lag: tuple[int, int], said: str
) -> None:
    screen = await monitored(house, lang, lag)
    # A line that is too long for its panel goes on beneath.
    assert said.replace(" ", "") in screen.replace("\n", "").replace(" ", "")


async def test_since_when_somebody_is_in_doubt_stands_beside_the_line_and_waits(house: House) -> None:
    request = sending(house)
    view: sends.SendView = house.core.call("qianwei", sends.SendDetail(request, 1))
    since = render(house.core.at)
    doubtful_since = msgspec.structs.replace(view, oldest_unknown=since)
    async with sitting(house.app(person="qianwei")) as op:
        session = op.app.session
        said = session.t("monitor.oldest", time=session.when(since, year=False))
        lines = [monitor_words.link(session, one, "up", 200) for one in (view, doubtful_since)]
    before, after = ("\n".join(line.plain for line in one) for one in lines)
    assert said not in before
    assert f"● {said}" in after


@pytest.mark.parametrize(
    ("lang", "outage", "said"),
    [
        ("zh", ("", ""), ""),
        ("zh", ("2026-11-24T02:00:00Z", ""), "线路自 11-24 10:00 +08 断开"),
        ("zh", ("2026-11-24T02:00:00Z", "2026-11-24T02:01:07Z"), "线路 11-24 10:01:07 +08 恢复，此前自 11-24 10:00 +08 断开"),
        ("en", ("2026-11-24T02:00:00Z", "2026-11-24T02:01:07Z"), "line back at 11-24 10:01:07 +08, had been down since 11-24 10:00 +08"),
    ],
)  # fmt: skip
async def test_a_line_that_is_back_says_since_when_it_had_been_down(
    house: House, lang: str, outage: tuple[str, str], said: str
) -> None:
    request = sending(house)
    view: sends.SendView = house.core.call("qianwei", sends.SendDetail(request, 1))
    async with sitting(house.app(person="qianwei", lang=lang)) as op:
        one = msgspec.structs.replace(view, outage=outage)
        (line, *_) = monitor_words.link(op.app.session, one, "up", 200)
        assert monitor_words.outage_words(op.app.session, one) == said
    assert said in line.plain


async def test_a_fault_of_the_line_that_keeps_something_from_being_done_is_marked_and_no_other(
    house: House,
) -> None:
    request = sending(house)
    view: sends.SendView = house.core.call("qianwei", sends.SendDetail(request, 1))
    faulty = msgspec.structs.replace(view, wire=[("stray_answer", 4), ("replies_full", 2)])
    async with sitting(house.app(person="qianwei")) as op:
        said = "\n".join(one.plain for one in monitor_words.wire(op.app.session, faulty, 120))
    assert said.count("✗") == 1
    assert said.index("✗") > said.index("对不上的应答 4")


@pytest.mark.parametrize(
    ("rate", "lang", "said"),
    [
        (5, "zh", "申请上限 5"),
        (5, "en", "request's most 5"),
        (0, "zh", "网关上限 {cap}"),
        (20_000, "en", "gateway's most {cap}"),
    ],
)
async def test_the_speed_names_the_limit_that_binds(house: House, rate: int, lang: str, said: str) -> None:
    screen = await monitored(house, lang, (-1, -1), rate=rate)
    cap = house.core.call("qianwei", calls.Gateways())[0].rate
    assert said.format(cap=number(cap)) in screen
    assert screen.count("上限") + screen.count("'s most") == 1


async def test_the_limit_of_a_gateway_that_is_not_known_is_not_told(house: House) -> None:
    request = house.core.cleared()
    house.core.step("qianwei", "release", request, slot=1, count=20)
    told(house.core, request, "started", queued=20)
    async with sitting(house.app("zh", person="qianwei"), (120, 40)) as op:
        await op.press("5", "down", "enter")
        page = op.app.screen
        assert isinstance(page, MonitorPage)
        await op.until(
            lambda: page.view is not None and page.whole is not None and bool(page.gateways), "all"
        )
        assert page.view is not None
        await op.sees("网关上限")
        page.gateways.clear()
        page._draw(page.view)
        await op.pilot.pause()
        assert "上限" not in op.screen()


async def monitored(house: House, lang: str, lag: tuple[int, int], rate: int = 0) -> str:
    """The monitor of a send under way whose receipts took that long."""
    request = house.core.requested(rate=rate)
    house.core.step("sunli", "approval", request)
    house.core.step("qianwei", "release", request, slot=1, count=20)
    told(house.core, request, "started", queued=20)
    tally = Tally(approved=20, queued=20)
    counters = dispatch.Counters(request, 1, tally, 3, 50, "", lag, [], "")
    house.core.call("dispatch-1", dispatch.ReportProgress([counters]))
    async with sitting(house.app(lang, person="qianwei"), (120, 40)) as op:
        await op.press("5", "down", "enter")
        page = op.app.screen
        assert isinstance(page, MonitorPage)
        await op.until(
            lambda: page.view is not None and page.whole is not None and bool(page.gateways), "all of it"
        )
        await op.pilot.pause()
        panels = (page.query_one(name, Lines) for name in ("#speed", "#link"))
        return "\n".join(line.plain for panel in panels for line in panel._lines)
