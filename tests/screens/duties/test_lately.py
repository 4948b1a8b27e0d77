"""My turn at the screens: the columns, and beneath them what became of what one did, where there is room for it."""

from datetime import timedelta

import pytest

from console.widgets.record_list import RecordList
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House


@pytest.fixture
def busy(house: House) -> House:
    """The department's manager returned a request with many recipients, after another one was cleared."""
    core = house.core
    core.at += timedelta(minutes=1)
    request = core.requested("notice", n=1200, purpose="国债发行通知")
    core.step("sunli", "return", request, text="写明到期日")
    return house


@pytest.mark.parametrize("size", [(80, 23), (80, 24), (120, 40)])
@pytest.mark.parametrize(
    ("lang", "head", "words"),
    [
        ("zh", ["期限", "要办的事", "编号", "哪一件", "人数"], ["您最近办过的", "▲ 已退回", "● 等赵敏修改"]),
        (
            "en",
            ["due", "what", "number", "of what", "people"],
            ["you did lately", "▲ returned", "● 赵敏 changes"],
        ),
    ],
)
async def test_my_turn_with_its_columns_in_order_and_what_became_of_what_one_did(
    busy: House, lang: str, head: list[str], words: list[str], size: tuple[int, int]
) -> None:
    async with sitting(busy.app(lang, person="sunli"), size) as op:
        shown = await op.sees(*words, f"{busy.year}-业务部-0004", "✓")
        heads = next(line for line in shown.split("\n") if all(word in line for word in head))
        assert [heads.index(word) for word in head] == sorted(heads.index(word) for word in head)
        # Numbers and counts are whole.
        assert f"{busy.year}-业务部-0003" in shown
        row = next(line for line in shown.split("\n") if "▌" in line)
        assert "20" in row.split() or "20│" in row.replace(" ", "") or " 20 " in row


async def test_a_row_of_what_one_did_opens_its_request_and_a_running_send_its_monitor(busy: House) -> None:
    async with sitting(busy.app(person="sunli"), (120, 40)) as op:
        await op.sees("您最近办过的", "● 等赵敏修改")
        op.app.screen.query_one("#lately", RecordList).focus()
        await op.press("enter")
        await op.sees(f"{busy.year}-业务部-0004", "国债发行通知")
        await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "request", "the request")
        await op.press("escape")
        await op.sees("您最近办过的")


async def test_tab_leads_from_the_list_to_what_one_did(busy: House) -> None:
    async with sitting(busy.app(person="sunli"), (120, 40)) as op:
        await op.sees("您最近办过的", "● 等赵敏修改")
        await op.press("tab")
        assert op.app.focused is not None
        assert op.app.focused.id == "lately"


def read(op: Operator, name: str) -> bool:
    """Whether the list of that name has rows by now."""
    return any(one.total > 0 for one in op.app.screen.query(f"#{name}").results(RecordList))


@pytest.mark.parametrize("size", [(80, 20), (60, 20), (20, 5)])
async def test_without_room_the_list_and_its_pane_have_it_all(busy: House, size: tuple[int, int]) -> None:
    async with sitting(busy.app(person="sunli"), size) as op:
        for name in ("records", "lately"):
            await op.until(lambda name=name: read(op, name), name)  # type: ignore[misc]  # the name of this turn
        await op.pilot.pause(0.2)
        assert "您最近办过的" not in op.screen()


async def test_who_did_nothing_yet_has_no_panel_for_it(house: House) -> None:
    async with sitting(house.app(person="fenglei"), (80, 24)) as op:
        await op.until(lambda: bool(op.app.screen.query("#lately")), "the page")
        lately = op.app.screen.query_one("#lately", RecordList)
        await op.until(lambda: lately.total == 0, "what was done")
        await op.until(lambda: not lately.display, "the room for the list")
