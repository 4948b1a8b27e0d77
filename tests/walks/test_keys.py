"""No key that stands in a footer without brackets refuses for right or state: every page, by every kind of person, in every state.

Every page is opened by everybody with everything that it may be opened with, at a row of each kind and state, and every such key is pressed.
CI presses those of each page once, by another kind of person each time; the night presses all.
"""

from typing import Any, Final

import pytest

from console.screens.dialogs import Dialogs
from console.screens.page import Page
from tests.screens.driver import Operator
from tests.services.core import one_clock
from tests.terminal.sit import Dispatcher, House
from tests.walks import pressing
from tests.walks.test_pages import AWAKE, POSTS, Samples, lived, pages, settled, until

__all__ = ["lived"]

KINDS: Final = [one for one, posts in POSTS.items() if next(o for o, p in POSTS.items() if p == posts) == one]
"""One of each set of posts."""
PARTS: Final = 30
"""Tests in which one of them presses all keys."""


async def pressed(
    place: tuple[House, Samples],
    monkeypatch: pytest.MonkeyPatch,
    person: str,
    jobs: list[tuple[type[Page], dict[str, Any]]],
) -> pressing.Pressed:
    """What one person meets on these pages."""
    house, done, whole = place[0], pressing.Pressed(), Dialogs.trouble
    one_clock(house.core, monkeypatch)

    def trouble(self: Dialogs, error: Any) -> None:
        done.tell(error)
        whole(self, error)

    monkeypatch.setattr(Dialogs, "trouble", trouble)
    app = house.app("zh", person, idle=AWAKE)
    app.session.custody = Dispatcher(house)
    async with app.run_test(size=(80, 23)) as pilot:
        op = Operator(app, pilot)
        await until(op, lambda: app.session.core is not None and len(app.screen_stack) > 2)
        await settled(op, app.screen)
        for page, given in jobs:
            await pressing.walk(op, page, given, done, person)
    print(  # noqa: T201 - figures for who asks with -s
        f"{person}: {len(done.pages)} pages, {len(done.states)} states, {done.keys} keys pressed, {done.bracketed} bracketed"
    )
    return done


@pytest.mark.parametrize("nth", range(len(KINDS)))
async def test_no_key_of_any_page_refuses_somebody(
    lived: tuple[House, Samples],
    monkeypatch: pytest.MonkeyPatch,
    nth: int,
) -> None:
    mine = [
        (page, opened[which // len(KINDS) % len(opened)])
        for which, page in enumerate(pages())
        if which % len(KINDS) == nth and (opened := [*pressing.openings(lived[1], page)])
    ]
    done = await pressed(lived, monkeypatch, KINDS[nth], mine)
    assert done.wrong == []
    assert done.keys > 0


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("person", KINDS)
async def test_no_key_refuses(
    lived: tuple[House, Samples],
    monkeypatch: pytest.MonkeyPatch,
    person: str,
    part: int,
) -> None:
    every = [(page, given) for page in pages() for given in pressing.openings(lived[1], page)]
    done = await pressed(lived, monkeypatch, person, every[part::PARTS])
    assert done.wrong == []
