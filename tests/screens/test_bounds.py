"""What the person at the screens is told where the desk dates their act otherwise than their own clock does."""

import re
from datetime import timedelta

import pytest

from console.acting import clock
from console.domain.times import local, render
from console.locale import words
from tests.screens.driver import sitting
from tests.screens.requests.test_work import newest
from tests.terminal.sit import House

MACHINE = re.compile(r"[0-9]T[0-9:]+Z")


async def test_an_approval_that_is_not_dated_now_is_not_signed_and_both_clocks_are_shown(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = render(house.core.at + timedelta(minutes=8))
    monkeypatch.setattr(clock, "now", lambda: here)
    async with sitting(house.app("en", person="sunli"), (110, 30)) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("enter")
        await op.sees("【云岭示范银行】您的定期存款")
        await op.press("a")
        await op.press("x", "x")
        await op.fill(line_count="20", passphrase="demo sunli")
        await op.press("ctrl+s")
        zone = op.app.session.zone()
        shown = await op.sees("8 min apart", "Nothing was signed")
        assert local(render(house.core.at), zone) in shown
        assert local(here, zone) in shown
    assert house.core.view("sunli", newest(house)).row.state == "submitted"


async def test_the_words_go_by_the_clock_that_the_desk_names(house: House) -> None:
    words.use_zone("Asia/Kathmandu")
    async with sitting(house.app("en", person="sunli")) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        assert words.local_times("2026-11-24T08:30:15Z") == "2026-11-24 16:30 +08"


@pytest.mark.parametrize("person", ["sunli", "qianwei", "shenyu"])
async def test_no_page_shows_an_instant_as_programs_write_it(house: House, person: str) -> None:
    async with sitting(house.app("en", person=person), (160, 45)) as op:
        for tab in "123456789":
            await op.press(tab)
            assert not MACHINE.search(await op.sees(f"{tab} "))
            if tab == "9":
                # An opened entry shows its exact bytes: they are what is hashed.
                break
            await op.press("enter")
            await op.pilot.pause(0.3)
            assert not MACHINE.search(op.screen()), op.screen()
            await op.press("escape")
