"""A tab whose page the desk refuses stands in brackets, is told by key, letters and click, and no other tab does (R12)."""

import pytest

from console import actions
from console.screens import pages
from tests.screens.driver import Operator
from tests.services.core import one_clock
from tests.terminal.sit import House
from tests.walks import pressing
from tests.walks.test_keys import KINDS
from tests.walks.test_pages import AWAKE, Samples, lived, settled, until

__all__ = ["lived"]


@pytest.mark.parametrize("person", KINDS)
async def test_a_tab_is_bracketed_for_those_whom_its_page_refuses_and_for_nobody_else(
    lived: tuple[House, Samples], monkeypatch: pytest.MonkeyPatch, person: str
) -> None:
    house = lived[0]
    one_clock(house.core, monkeypatch)
    app = house.app("zh", person, idle=AWAKE)
    async with app.run_test(size=(120, 30)) as pilot:
        op = Operator(app, pilot)
        await until(op, lambda: app.session.core is not None and len(app.screen_stack) > 2)
        await settled(op, app.screen)
        front = app.screen
        drawn = {name: piece.plain.strip() for name, piece in front._tab_pieces(120)}  # type: ignore[attr-defined]
        bracketed = {name for name, words in drawn.items() if words.startswith("(")}
        refused = set()
        for name in actions.TABS:
            page = pages.kind(name)()
            if not await pressing.arrive(op, page) or page.unread is not None:
                refused.add(name)
            await pressing.leave(op)
        assert bracketed == refused
