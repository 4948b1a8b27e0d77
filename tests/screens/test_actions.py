"""The registry: every action is reachable, named in both languages, findable, and explained."""

import importlib
import pkgutil
from functools import partial
from unicodedata import east_asian_width

import pytest

import console.screens
from console import actions
from console.actions import ACTIONS, TABS
from console.domain.authority import Act
from console.domain.two_person.pairing import PAIR_ACTS
from console.locale.words import has, text
from console.screens import frame, ways
from console.screens.failures import explain
from console.screens.fields_page import FieldsPage
from console.screens.help import help_text
from console.screens.lists import ListPage
from console.screens.page import Page
from console.screens.palette import named
from console.widgets.show import cells, show
from tests.locale.texts import keys
from tests.screens.driver import Operator, sitting
from tests.screens.test_palette import spelt
from tests.terminal.sit import House
from tools.check_locale import load

SAFE = {
    "enter",
    "escape",
    "space",
    "question_mark",
    "colon",
    "slash",
    "full_stop",
    "ctrl+s",
    "ctrl+p",
    "ctrl+r",
    "ctrl+q",
    "ctrl+o",
    "ctrl+t",
    "pagedown",
    "pageup",
    "ctrl+pagedown",
    "ctrl+pageup",
}


def pages() -> dict[str, type[Page]]:
    for found in pkgutil.walk_packages(console.screens.__path__, "console.screens."):
        importlib.import_module(found.name)

    def below(kind: type[Page]) -> list[type[Page]]:
        return [kind, *(deeper for sub in kind.__subclasses__() for deeper in below(sub))]

    return {page.SCOPE: page for page in below(Page) if page.SCOPE}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_method_words_pinyin_and_a_judged_act(action: actions.Action) -> None:
    page = {actions.ALL: Page, actions.LIST: ListPage, actions.FORM: FieldsPage}.get(action.scope) or pages()[
        action.scope
    ]
    # Either a door to a page that needs nothing else, or a method; never both.
    door = action.name in TABS if action.scope == actions.ALL else bool(ways.opened(action))
    assert door is not callable(getattr(page, f"do_{action.name}", None))
    for lang in ("zh", "en"):
        assert has(f"action.{action.id}")
        assert action.label(lang)
    for typed in (*spelt(action), action.label("en"), action.label("zh")):
        assert named(action).rank(typed) is not None
    assert action.act in {"", *Act, *PAIR_ACTS}


def test_every_key_passes_a_plain_terminal_and_tmux_and_no_page_uses_one_twice() -> None:
    for scope in {action.scope for action in ACTIONS}:
        page = pages().get(scope)
        everywhere = [
            one for shared in (page.COMMON if page else actions.SHARED) for one in actions.of(shared)
        ]
        keys = [key for action in (*actions.of(scope), *everywhere) for key in action.keys]
        if scope not in actions.SHARED:
            assert len(keys) == len(set(keys)), scope
        # It begins the way to another page, on every page.
        assert "g" not in keys, scope
        for key in keys:
            assert len(key) == 1 or key in SAFE or key.removeprefix("f").isdigit(), key


def test_what_releases_messages_or_ends_a_send_alone_has_the_key_of_what_cannot_be_taken_back() -> None:
    assert {one.id for one in ACTIONS if one.danger > actions.SIGNS} == {
        "monitor.release", "monitor.resume", "monitor.stop",
    }  # fmt: skip


def test_whatever_bars_a_key_is_beside_what_the_key_does() -> None:
    barred = [
        (page.SCOPE, name.removeprefix("bar_"))
        for page in pages().values()
        for name in dir(page)
        if name.startswith("bar_")
    ]
    assert len(barred) > 20
    for scope, name in barred:
        assert name in {one.name for one in actions.of(scope)}, (scope, name)


def test_every_page_has_its_help() -> None:
    for scope in pages():
        assert has(f"help.{scope}.title"), scope
        assert has(f"help.{scope}.body"), scope


def test_the_words_of_frame_and_keys_hold_no_character_of_ambiguous_width() -> None:
    frame = {key for key in keys("screen") if key.startswith(("frame.", "tab.", "keys.", "column."))}
    catalogue = load()
    for key in frame | keys("action", "pinyin"):
        pair = catalogue[key]
        assert not [c for words in pair for c in words if east_asian_width(c) == "A"], key


async def test_help_says_why_a_key_of_the_page_cannot_be_used_now(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("3")
        await op.sees("没有等您审批的申请")
        page = op.app.screen
        assert isinstance(page, Page)
        barred = {
            one.id: page.refusal(one) for one in actions.of(page.SCOPE) if page.refusal(one) is not None
        }
        assert barred
        said = "".join(help_text(page, page.SCOPE).plain.split())
        for refusal in barred.values():
            assert refusal is not None
            assert "".join(show(explain(refusal, page.session).what).plain.split()) in said


async def test_the_palette_finds_an_action_by_pinyin_initials_and_help_names_the_clause(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("enter")
        await op.sees("规模与费用")
        page = op.app.screen
        assert isinstance(page, Page)
        await op.press("question_mark")
        await op.sees("R2 逐级审批", "批准")
        # Some keys rest on no clause.
        assert "[]" not in help_text(page, "card").plain
        await op.press("escape", "colon")
        await op.sees("拼音、首字母")
        await op.fill(filter="th")
        await op.sees("退回")
        await op.press("enter")
        await op.sees("签名口令")


def _is_open(op: Operator, scope: str) -> bool:
    return getattr(op.app.screen, "SCOPE", "") == scope


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_footer_that_has_no_room_for_every_key_says_that_there_are_more(
    house: House, lang: str
) -> None:
    async with sitting(house.app(lang, person="sunli")) as op:
        for key, scope in (("1", "todo"), ("3", "approvals"), ("8", "people"), ("9", "ledger")):
            await op.press(key)
            await op.until(partial(_is_open, op, scope), scope)
            keys = op.screen().split("\n")[-1]
            asked = [one for one in actions.of(scope) if one.name not in frame.RARE]
            there = [one.label(lang) in keys for one in asked]
            assert all(there) or text("frame.more", lang) in keys, keys
            assert keys.rstrip().endswith("F2 EN" if lang == "zh" else "F2 中文")


async def test_tabs_and_keys_can_be_clicked_and_the_lines_that_are_read_do_nothing(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.reach("等您审批")
        for line in ("#head", "#message"):
            await op.pilot.click(line, offset=(2, 0))
            await op.pilot.pause()
            assert op.app.screen.SCOPE == "todo"  # type: ignore[attr-defined]  # a page
        tabs = op.screen().splitlines()[1]
        await op.pilot.click("#tabs", offset=(cells(tabs[: tabs.index("审批")]), 0))
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.pilot.click("#keys", offset=(2, 0))
        await op.sees("规模与费用")
