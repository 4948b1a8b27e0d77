"""Back where one was: the line is cut on some page, and the next start opens the same page, with the same filter and row."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from console.domain import times
from console.nouns.approvals import ToCard
from console.nouns.templates import ToTemplateForm
from console.screens import pages
from tests.screens.driver import Operator
from tests.screens.driver import sitting as sitting_at
from tests.terminal.sit import House

BACK = {"zh": "已回到断线或退出前打开的页面", "en": "Back at the page"}


@asynccontextmanager
async def sitting(house: House, person: str = "sunli", lang: str = "zh") -> AsyncIterator[Operator]:
    app = house.app(lang, person)
    app.session.kept_in = house.folder
    async with sitting_at(app) as op:
        yield op


def scopes(op: Operator) -> list[str]:
    """The open pages, without the library's screen and the choice of a person."""
    return [str(getattr(one, "SCOPE", "")) for one in op.app.screen_stack][2:]


def kept(house: House, person: str = "sunli") -> Path:
    return house.folder / "unfinished" / f"{person}.places.json"


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_cut_line_leads_back_to_the_same_pages(house: House, lang: str) -> None:
    async with sitting(house, lang=lang) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-")
        await op.press("enter")
        await op.until(lambda: scopes(op) == ["approvals", "card"], "the card")
        purpose = op.screen().split("\n")[2]
        op.app._cut()  # what SIGHUP calls
    assert kept(house).stat().st_mode & 0o777 == 0o600
    async with sitting(house, lang=lang) as op:
        await op.until(lambda: scopes(op) == ["approvals", "card"], "the card again")
        await op.sees(BACK[lang], purpose.strip())
        await op.press("escape")
        await op.until(lambda: scopes(op) == ["approvals"], "the queue beneath")
        assert not kept(house).exists()


async def test_filter_and_row_are_the_same_again(house: House) -> None:
    async with sitting(house) as op:
        await op.press("2")
        await op.sees("▌ ")
        await op.press("slash", *str(house.year), "enter")
        await op.sees("筛选")
        await op.press("down")
        await op.pilot.pause(0.1)
        row = next(line for line in op.screen().split("\n") if "▌" in line)
        op.app._cut()
    async with sitting(house) as op:
        await op.sees(row)
        await op.press("escape")
        # The first Esc takes the filter away, as it did before.
        await op.until(lambda: not op.app.screen.query_one("#records").filter, "no filter")  # type: ignore[attr-defined]
        assert scopes(op) == ["requests"]


@pytest.mark.parametrize(
    "typed", ["16100000003", "161 0000 0003", "+86-1610000-0003", "１６１０００００００３"]
)
async def test_a_number_in_a_filter_is_not_kept_on_disk(house: House, typed: str) -> None:
    async with sitting(house) as op:
        await op.press("2")
        await op.sees("▌ ")
        op.app.screen.records.ask(typed)  # type: ignore[attr-defined]
        op.app._cut()
    assert typed not in json.loads(kept(house).read_text("utf-8"))["pages"]
    assert "requests" in kept(house).read_text("utf-8")


async def test_who_left_begins_at_my_turn(house: House) -> None:
    async with sitting(house) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-")
        await op.press("ctrl+q")
        await op.press("y")
    assert not kept(house).exists()
    async with sitting(house) as op:
        await op.until(lambda: scopes(op) == ["todo"], "my turn")


async def test_another_person_is_led_nowhere(house: House) -> None:
    async with sitting(house) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-")
        op.app._cut()
    async with sitting(house, "qianwei") as op:
        await op.until(lambda: scopes(op) == ["todo"], "my turn")
    assert kept(house).exists()


def write(house: House, at: str, found: object) -> None:
    kept(house).parent.mkdir(exist_ok=True)
    kept(house).write_text(json.dumps({"at": at, "pages": json.dumps(found)}), "utf-8")


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("2020-01-01T00:00:00Z", [{"page": "approvals"}]),
        ("yesterday", [{"page": "approvals"}]),
        ("now", [{"page": "no_such_page"}]),
        ("now", [{"page": "card", "given": [1]}]),
        ("2099-01-01T00:00:00Z", [{"page": "approvals"}]),
        ("now", [{"page": "requests"}, {"page": "request", "given": [10**30]}]),
        ("now", [{"page": "approvals", "given": [[1]]}]),
        ("now", {"page": "approvals"}),
        ("now", []),
    ],
)
async def test_what_is_old_or_odd_is_not_followed(house: House, at: str, found: object) -> None:
    write(house, times.now() if at == "now" else at, found)
    async with sitting(house) as op:
        await op.until(lambda: scopes(op) == ["todo"], "my turn")
        assert not kept(house).exists()
        assert BACK["zh"] not in op.screen()


async def test_a_page_that_is_gone_says_so_and_the_one_beneath_stays(house: House) -> None:
    found = [
        {"page": "requests"},
        {"page": "request", "given": [987_654]},
        {"page": "difference", "given": [1]},
    ]
    write(house, times.now(), found)
    async with sitting(house) as op:
        await op.until(lambda: scopes(op)[0] == "requests", "the requests")
        await op.sees("没有")
        assert "difference" not in scopes(op)


@pytest.mark.parametrize(("page", "given"), [("request", [1, 2, 3, 4, 5]), ("expiry_form", ["a word"])])
async def test_a_page_that_takes_something_else_now_is_left_out(
    house: House, page: str, given: list[int | str]
) -> None:
    write(house, times.now(), [{"page": "requests"}, {"page": page, "given": given}])
    async with sitting(house) as op:
        await op.sees(BACK["zh"])
        assert scopes(op) == ["requests"]


def test_a_page_knows_what_it_was_opened_with() -> None:
    assert pages.make("requests").opened == ()  # type: ignore[attr-defined]
    assert pages.showing(ToCard(7)).opened == (7,)  # type: ignore[attr-defined]
    assert pages.showing(ToTemplateForm("business")).opened == ("business",)  # type: ignore[attr-defined]
    assert pages.again("quarter", ("business", "2026-Q3")).opened == ("business", "2026-Q3")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("page", "given"),
    [("card", ["7"]), ("card", [7, 8]), ("quarter", ["business"]), ("requests", [1]), ("rosters", [2])],
)
def test_a_page_is_not_opened_again_with_what_it_does_not_take(page: str, given: list[int | str]) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        pages.again(page, given)
