"""Every row of my turn and of the chase board opens a page, by what it is about."""

from pathlib import Path

import pytest
from textual.screen import Screen

from console.screens.duties.duty_pages import page_for
from console.wire import calls
from console.wire.duties.deadlines import Chase
from tests.screens.driver import sitting
from tests.services.core import Core, one_clock, open_core
from tests.services.duties.test_one_stream import (  # noqa: F401 - fixtures
    board,
    everybody,
    furnished,
    house,
    secrets,
)
from tests.terminal.sit import House


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The pages are the same over either database."""
    return sqlite_url


def test_everything_that_is_owed_has_a_page_for_who_owes_it_and_for_who_asks(furnished: Core) -> None:  # noqa: F811 - the fixture
    owed = [(person, row) for person in everybody(furnished) for row in furnished.call(person, calls.Todo())]
    asked = [("shenyu", row) for row in board(furnished)]
    assert owed
    for person, row in [*owed, *asked]:
        assert isinstance(page_for(row), Screen), (person, row)


async def test_enter_opens_what_is_behind_each_row_of_the_board(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    core = open_core(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    one_clock(core, monkeypatch)
    secrets(core)
    rows = core.call("wangfang", Chase()).rows
    async with sitting(House(core, tmp_path).app(person="wangfang")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("c")
        await op.sees("欠办", "▌ ")
        here = op.app.screen
        for _ in rows:
            await op.press("enter")
            await op.until(lambda: op.app.screen is not here, "its page")
            await op.press("escape")
            await op.until(lambda: op.app.screen is here, "the board again")
            await op.press("down")
    core.database.close()
