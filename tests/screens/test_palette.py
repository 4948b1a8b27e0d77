"""The palette finds all that the caller may do or open, at once what this program knows, later what the desk finds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event
from typing import Any

import msgspec
import openpyxl
import pytest

from console import actions
from console.actions import ACTIONS
from console.app import ConsoleApp
from console.domain.refusals import refuse
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.locale.words import text
from console.screens import ways
from console.screens.palette import EXACT, PINYIN, WITHIN, Named, Palette
from console.screens.palette_objects import FEW, Objects
from console.wire import calls
from console.wire.base import Call
from console.wire.contacts import lists
from console.wire.credentials import losses
from console.wire.sending import sends
from tests.screens.driver import Operator, sitting
from tests.screens.test_hostile import HOSTILE, harmless, hostile_house
from tests.terminal.sit import House

__all__ = ["hostile_house"]


class Between:
    """The line to the desk, with something done to each call."""

    def __init__(self, line: Any, what: Callable[[Call, Callable[[], Any]], Any]) -> None:
        self._line, self._what = line, what

    def call(self, call: Call) -> Any:
        return self._what(call, lambda: self._line.call(call))


def between(app: ConsoleApp, what: Callable[[Call, Callable[[], Any]], Any]) -> ConsoleApp:
    connect = app.session.connect
    app.session.connect = lambda person: Between(connect(person), what)
    return app


def is_open(op: Operator, scope: str) -> bool:
    return getattr(op.app.screen, "SCOPE", "") == scope


async def find(op: Operator, typed: str) -> None:
    await op.press("ctrl+p")
    await op.until(lambda: bool(op.app.screen.query("#filter")), "the palette")
    await op.fill(filter=typed)


async def choose(op: Operator, *words: str) -> None:
    """Go down to the line with these words, and take it."""
    await op.sees(*words)

    def here() -> str:
        return next((line for line in op.screen().split("\n") if "▌" in line), "")

    for _ in range(40):
        if all(word in here() for word in words):
            break
        await op.press("down")
    assert all(word in here() for word in words), op.screen()
    await op.press("enter")


# ---- actions


def spelt(action: actions.Action) -> tuple[str, str]:
    """The pinyin of an action's name and its initials."""
    syllables = text(f"pinyin.{action.id}", "zh").split()
    return "".join(syllables), "".join(one[0] for one in syllables)


async def test_every_action_of_every_page_is_found_by_each_of_its_names(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        palette = Palette(op.app.screen, lambda _action: None)
        everything = {item.value for item in palette.known("", ())}
        # What empties a form is offered on forms only.
        offered = [action for action in ACTIONS if action.scope != actions.FORM]
        for action in offered:
            for typed in (action.label("zh"), action.label("en"), *spelt(action)):
                assert f"do {action.id}" in {item.value for item in palette.known(typed, ())}, typed
            assert f"do {action.id}" in everything
        assert len(everything) == len(offered)


async def test_names_that_begin_so_come_first_then_initials_then_the_rest_and_ones_own_page_before_others(
    house: House,
) -> None:
    async with sitting(house.app("en", person="sunli")) as op:
        await op.press("3")
        await op.until(partial(is_open, op, "approvals"), "approvals")
        palette = Palette(op.app.screen, lambda _action: None)
        typed = "re"
        ranks = []
        for item in palette.known(typed, ()):
            if not item.value.startswith("do "):
                continue
            action = actions.find(item.value.removeprefix("do "))
            begins = any(action.label(lang).lower().startswith(typed) for lang in ("zh", "en"))
            initials = any(one.startswith(typed) for one in spelt(action))
            own = action.scope in {"approvals", actions.ALL, actions.LIST}
            ranks.append((not own, 0 if begins else 1) if begins or initials else (True, 2))
        assert ranks == sorted(ranks)
        assert set(ranks) >= {(False, 0), (True, 0), (True, 1), (True, 2)}


async def test_the_very_name_initials_or_key_come_before_longer_ones(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        palette = Palette(op.app.screen, lambda _action: None)
        for typed, label in (("rd", "入档"), ("批准", "批准"), ("F12", "各页按键")):
            assert palette.known(typed, ())[0].words == label


@pytest.mark.parametrize("typed", ["tongji", "TongJi", "tong ji", "shiyongt", "shi'yong", "tj"])
async def test_a_name_is_found_by_its_whole_pinyin_as_by_its_initials(house: House, typed: str) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await find(op, typed)
        await op.sees("使用统计")


def test_pinyin_further_on_begins_with_a_syllable() -> None:
    resend = Named(("撤单",), ("che", "dan"))
    assert [resend.rank(typed) for typed in ("dan", "chedan", "ched", "cd", "an")] == [
        WITHIN, EXACT, PINYIN, EXACT, None,
    ]  # fmt: skip


async def test_an_action_of_another_page_leads_there_and_says_the_keys(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await find(op, "终止")
        await op.sees("发送 > 发送监视")
        await op.press("enter")
        await op.until(partial(is_open, op, "sends"), "sends")
        await op.sees("先在这里选定，再依次按 Enter 打开 > x 终止")
        await find(op, "rd")
        await op.sees("归档 > 档案簿")
        await op.press("enter")
        await op.until(partial(is_open, op, "archive"), "the archive book")
        await op.sees("在这里按 n 入档")


async def test_a_page_that_needs_only_keys_is_opened_and_esc_leads_back_along_its_way(house: House) -> None:
    async with sitting(house.app(person="zhengtao")) as op:
        for page in ("papers_owed", "keys"):
            by = ways.opener(page)
            assert by is not None
            await find(op, by.label("zh"))
            await choose(op, by.label("zh"))
            await op.until(partial(is_open, op, page), page)
        await op.press("escape")
        for page in ("papers_owed", "archive", "filing"):
            await op.until(partial(is_open, op, page), page)
            await op.press("escape")


async def test_what_is_not_allowed_now_is_muted_and_says_why(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("2")
        await op.until(partial(is_open, op, "requests"), "requests")
        label = actions.find("requests.new").label("zh")
        await find(op, label)
        await op.sees("(n)", label)
        await op.press("enter")
        await op.sees(text("trouble.why", "zh"), "起草专人")


# ---- what the desk finds


@pytest.mark.parametrize(
    ("typed", "seen", "scope"),
    [
        ("业务部-0003", ("申请", "{year}-业务部-0003"), "request"),
        ("到期存款", ("申请", "可放行"), "request"),
        ("李", ("人员", "李强"), "person"),
        ("liqiang", ("人员", "李强"), "person"),
        ("客户", ("通讯录", "客户名单"), "findings"),
        ("0001", ("发送", "#1"), "monitor"),
        ("-L0", ("遗失", "赵敏"), "loss"),
        ("赵敏", ("遗失", "赵敏"), "loss"),
    ],
)
async def test_a_thing_is_found_by_number_or_name_and_opened_over_the_page(
    house: House, typed: str, seen: tuple[str, ...], scope: str
) -> None:
    house.core.call("zhaomin", losses.ReportLoss("key", "zhaomin", "forgotten", render(house.core.at)))
    async with sitting(house.app(person="sunli")) as op:
        await find(op, typed)
        await choose(op, *(words.format(year=house.year) for words in seen))
        await op.until(partial(is_open, op, scope), scope)
        await op.press("escape")
        await op.until(partial(is_open, op, "todo"), "the page beneath")


async def test_help_on_any_page_is_found_by_its_name(house: House) -> None:
    async with sitting(house.app("en", person="sunli")) as op:
        await find(op, "approval card")
        await choose(op, "help", "Approval card")
        await op.sees(text("help.card.title", "en"), text("help.keys", "en"))


async def test_nothing_is_asked_for_one_letter_and_everything_for_one_character(house: House) -> None:
    asked: list[str] = []

    def told(call: Call, answer: Callable[[], Any]) -> Any:
        if isinstance(call, lists.ListsPage):
            asked.append(call.text)
        return answer()

    async with sitting(between(house.app(person="sunli"), told)) as op:
        await find(op, "a")
        await op.press("backspace", "x", "y")
        await op.until(lambda: "xy" in asked, "a search")
        await op.fill(filter="x")
        await op.fill(filter="客")
        await op.sees("客户名单")
        assert asked == ["xy", "客"]


async def test_a_person_finds_only_what_the_desk_shows_them(house: House) -> None:
    async with sitting(house.app(person="jiangbo")) as op:
        # Somebody of another department: the requests are hidden from them, the roster is not.
        await find(op, "到期存款")
        await op.sees(text("keys.pick_nothing", "zh"))
        found = Objects(op.app.session)
        assert not found.find("到期存款").items
        assert found.find("孙丽").items
        await op.fill(filter="孙丽")
        await op.sees("人员", "业务部 部门经理")


# ---- a desk that is slow, lies, or has nothing


@contextmanager
def waiting_for(typed: str) -> Iterator[tuple[Callable[[Call, Callable[[], Any]], Any], Event, Event]]:
    """A desk that holds the answer for one text until it is told to go on; it says when it was asked."""
    asked, go = Event(), Event()

    def held(call: Call, answer: Callable[[], Any]) -> Any:
        got = answer()
        if isinstance(call, calls.RequestsPage) and call.text == typed:
            asked.set()
            go.wait(30)
        return got

    try:
        yield held, asked, go
    finally:
        go.set()


async def test_typing_goes_on_while_the_desk_is_slow_and_its_late_answer_is_dropped(house: House) -> None:
    with waiting_for("到期存款") as (held, asked, go):
        async with sitting(between(house.app(person="sunli"), held)) as op:
            await find(op, "到期存款")
            await op.until(asked.is_set, "the call")
            await op.sees(text("palette.searching", "zh"))
            await op.fill(filter="李")
            await op.press("强")
            assert "李强" in op.screen()
            await op.fill(filter="台账")
            assert "▌ 9" in op.screen()
            await op.fill(filter="李强")
            go.set()
            await op.sees("人员", "业务部 主管经理")
            assert f"{house.year}-业务部-0003" not in op.screen()
            await op.press("enter")
            await op.until(partial(is_open, op, "person"), "person")


async def test_an_answer_never_moves_the_cursor_to_another_thing(house: House) -> None:
    with waiting_for("re") as (held, asked, go):
        async with sitting(between(house.app("en", person="sunli"), held)) as op:
            await find(op, "re")
            await op.until(asked.is_set, "the call")
            await op.press(*["down"] * 25)
            before = next(line for line in op.screen().split("\n") if "▌" in line)
            go.set()
            await op.until(lambda: text("palette.searching", "en") not in op.screen(), "the answer")
            assert before in op.screen()


async def test_the_palette_can_be_left_while_the_desk_is_slow(house: House) -> None:
    with waiting_for("到期存款") as (held, asked, go):
        async with sitting(between(house.app(person="sunli"), held)) as op:
            await find(op, "到期存款")
            await op.until(asked.is_set, "the call")
            await op.press("escape")
            await op.until(partial(is_open, op, "todo"), "my turn")
            go.set()
            await op.press("2")
            await op.until(partial(is_open, op, "requests"), "requests")


async def test_what_cannot_be_searched_is_named_on_one_line_and_the_rest_is_found(house: House) -> None:
    def failing(call: Call, answer: Callable[[], Any]) -> Any:
        if isinstance(call, lists.ListsPage):
            raise ConsoleError("bad_answer", call="ListsPage")
        if isinstance(call, losses.LossesPage):
            raise RefusedError(refuse("not_drafter", "R9", department="业务部"))
        return answer()

    async with sitting(between(house.app(person="sunli"), failing)) as op:
        await find(op, "到期存款")
        await op.sees("没查到 通讯录", f"{house.year}-业务部-0003")
        assert "遗失" not in op.screen()


async def test_a_desk_that_sends_more_than_was_asked_for_shows_a_few(house: House) -> None:
    def many(call: Call, answer: Callable[[], Any]) -> Any:
        got = answer()
        if isinstance(call, calls.RequestsPage) and call.text and got.rows:
            return msgspec.structs.replace(got, rows=[got.rows[0]] * 5000)
        if isinstance(call, sends.SendsPage):
            return msgspec.structs.replace(got, rows=[])
        return got

    async with sitting(between(house.app(person="sunli"), many)) as op:
        await find(op, "到期存款")
        await op.until(lambda: op.screen().count(f"申请     {house.year}-业务部-000") == FEW, "a few")
        found = Objects(op.app.session)
        assert len([item for item in found.find("到期存款").items if item.value.startswith("request")]) == FEW


async def test_names_from_outside_are_drawn_harmlessly(hostile_house: House) -> None:
    async with sitting(hostile_house.app(person="zhaomin"), (120, 40)) as op:
        await find(op, "[/red]")
        await op.sees("通讯录", "[red]x[/red]")
        assert harmless(op.screen())
        await op.fill(filter=HOSTILE)
        await op.until(lambda: text("palette.searching", "zh") not in op.screen(), "the answer")
        assert harmless(op.screen())
        await op.fill(filter="x" * 5000)
        await op.sees(text("keys.pick_nothing", "zh"))


# ---- how it is drawn


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 23), (60, 20), (120, 40)])
async def test_the_whole_dialog_is_seen_on_every_screen_and_in_both_languages(
    house: House, size: tuple[int, int], lang: str
) -> None:
    async with sitting(house.app(lang, person="sunli"), size) as op:
        for typed in ("", "re"):
            await find(op, typed)
            await op.press("f2", "f2")
            await op.sees("╭", "╰", "▌ ", "F1")
            lines = op.screen().split("\n")
            assert sum("╭" in line for line in lines) == sum("╰" in line for line in lines) == 1
            assert len({len(line.rstrip()) for line in lines if "│" in line}) >= 1
            await op.press("escape")
            await op.until(partial(is_open, op, "todo"), "my turn")


# ---- help, and the keys of all pages


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_help_names_the_palette_and_leads_to_the_keys_of_all_pages(house: House, lang: str) -> None:
    async with sitting(house.app(lang, person="sunli"), (120, 40)) as op:
        await op.press("question_mark")
        await op.sees(text("help.todo.title", lang))
        await op.press("pagedown")
        await op.sees("Ctrl+P")
        await op.press("end")
        await op.sees("F12")
        await op.press("f12")
        await op.until(partial(is_open, op, "keys"), "the keys")
        await op.sees(text("keys.all", lang))
        await op.press("slash")
        await op.fill(search="zt")
        await op.press("enter")
        await op.sees(ways.path("monitor", lang), actions.find("monitor.hold").label(lang))


async def test_the_keys_of_all_pages_go_into_a_workbook(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("f12")
        await op.until(partial(is_open, op, "keys"), "the keys")
        await op.press("f4")
        await op.sees("列表存为表格文件")
        await op.fill(line_name="按键")
        await op.press("ctrl+s")
        await op.sees("按键.xlsx")
        await op.until((house.folder / "按键.xlsx").exists, "the workbook")
    _, *rows = openpyxl.load_workbook(house.folder / "按键.xlsx").worksheets[0].iter_rows(values_only=True)
    assert len(rows) == len(ACTIONS)
    assert ("发送 > 发送监视", "h", "暂停", "R2") in {row[:4] for row in rows}


async def test_enter_on_a_key_goes_to_its_page(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("f12")
        await op.until(partial(is_open, op, "keys"), "the keys")
        await op.press("slash")
        await op.fill(search="档案簿")
        await op.press("enter")
        await op.sees("归档 > 档案簿")
        await op.press("end", "enter")
        await op.until(lambda: not is_open(op, "keys"), "another page")
