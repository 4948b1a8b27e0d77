"""The way to every page: what is declared is what the keys do, and nothing is left out."""

import inspect
from functools import partial
from itertools import pairwise

import msgspec
import pytest

from console import actions, noun
from console.actions import TABS
from console.screens import pages, ways
from console.screens.frame import FrameLine
from console.screens.lists import ListPage
from console.screens.requests.request_form import FormPage
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House


def test_every_page_but_the_choice_of_a_person_is_reached_in_one_way() -> None:
    reached = [*TABS, *ways.ALONE, *ways.WITHIN]
    assert len(reached) == len(set(reached))
    assert set(reached) == set(noun.pages()) - {"choose"}


@pytest.mark.parametrize("page", [*ways.ALONE, *ways.WITHIN])
def test_every_way_begins_at_a_tab_and_each_step_is_a_key_of_the_page_before(page: str) -> None:
    way = ways.way(page)
    assert way[0] in TABS or way == ["keys"]
    for before, after in pairwise(way):
        by = ways.opener(after)
        assert by is not None
        assert by.scope == before
        assert ways.opened(by) == after or callable(getattr(pages.kind(before), f"do_{by.name}"))


def test_a_row_opens_the_page_that_is_declared_for_it() -> None:
    checked = 0
    for page, by in ways.WITHIN.items():
        opener = actions.find(by)
        kind = pages.kind(opener.scope)
        if opener.name == "open" and issubclass(kind, ListPage) and kind.OPENS:
            assert page in {noun.shown()[kind.OPENS], "statistics_requests"}
            checked += 1
    assert checked > 5


def test_what_stands_alone_needs_nothing_and_what_stands_within_needs_something_or_is_a_form() -> None:
    for page in ways.ALONE:
        inspect.signature(pages.kind(page)).bind()
    for page, by in ways.WITHIN.items():
        needs = [
            one
            for one in inspect.signature(pages.kind(page)).parameters.values()
            if one.default is inspect.Parameter.empty
        ]
        opener = actions.find(by)
        assert needs or opener.danger or opener.name == "open", page


def _is_open(op: Operator, scope: str) -> bool:
    return getattr(op.app.screen, "SCOPE", "") == scope


@pytest.mark.parametrize("tab", TABS)
async def test_the_keys_of_a_way_lead_to_its_page(house: House, tab: str) -> None:
    async with sitting(house.app(person="zhengtao")) as op:
        for page in ways.ALONE:
            way = ways.way(page)
            if way[0] != tab:
                continue
            op.app.open_tab(tab)
            await op.until(partial(_is_open, op, tab), tab)
            for one in way[1:]:
                by = ways.opener(one)
                assert by is not None
                await op.press(by.keys[0])
                await op.until(partial(_is_open, op, one), one)


async def test_a_form_that_one_comes_back_to_says_what_changed_meanwhile(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("2", "n")
        await op.sees("▸ 事项")
        form = op.app.screen
        assert isinstance(form, FormPage)
        session = form.session
        assert session.me is not None
        form.open("people")
        await op.until(lambda: op.app.screen is not form, "another page")
        session.me = msgspec.structs.replace(session.me, gateway_state="secret_gone")
        said = session.label("gateway", "secret_gone")
        head = form.get_child_by_id("head", FrameLine)
        assert said not in str(head.visual)
        await op.press("escape")
        await op.until(lambda: op.app.screen is form, "the form")
        await op.until(lambda: said in str(head.visual), "what changed")
