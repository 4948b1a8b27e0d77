"""A slot that passed unreleased, and what is late below one, at the screens."""

from datetime import timedelta

from console.domain.times import parse, render
from console.services.context import Caller
from console.services.requests import deadlines
from console.wire import calls
from console.wire.requests.drafts import SlotDraft
from console.wire.requests.rows import RequestView
from tests.screens.driver import sitting
from tests.terminal.sit import House


def pass_by(house: House, hours: float) -> None:
    house.core.at += timedelta(hours=hours)
    with house.core.context(Caller("", "desk"), write=True) as ctx:
        deadlines.sweep(ctx)


def first(house: House) -> RequestView:
    """The request of the house that is cleared."""
    rows = house.core.call("zhoujian", calls.RequestsPage(state="cleared")).rows
    return house.core.view("zhoujian", rows[0].id)


async def test_the_last_approver_finds_a_lapsed_slot_in_his_todo_and_gives_it_a_new_window(
    house: House,
) -> None:
    pass_by(house, 9)
    async with sitting(house.app(person="sunli")) as op:
        await op.sees("过期，等您延期")
        await op.press("enter")
        await op.sees("t 延期", "申请内容")
        await op.press("t")
        await op.sees("原时段", "如 2026-12-01 09:00")
        await op.fill(
            line_closes="2099-01-01 18:00", line_count="12", line_reason="系统检修", passphrase="demo sunli"
        )
        await op.press("ctrl+s")
        await op.sees("R2", "时段")
        opens = house.core.at + timedelta(hours=1)
        closes = render(opens + timedelta(hours=2))
        await op.fill(
            line_opens=f"{opens + timedelta(hours=8):%Y-%m-%d %H:%M}",
            line_closes=f"{opens + timedelta(hours=10):%Y-%m-%d %H:%M}",
            passphrase="demo sunli",
        )
        await op.press("ctrl+s")
        await op.sees("已延期")
    slot = first(house).slots[0]
    assert (slot.state, slot.closes[:16]) == ("cleared", closes[:16])


async def test_who_is_not_the_last_approver_is_told_why_he_may_not_extend(house: House) -> None:
    pass_by(house, 9)
    async with sitting(house.app("en", person="zhaomin"), size=(120, 40)) as op:
        await op.press("2")
        await op.sees("cleared")
        await op.press("down", "down", "enter")
        await op.sees("as it is signed")
        await op.press("t")
        await op.sees("What next:", "R2")


async def test_the_superior_sees_whom_a_late_decision_waits_for(house: House) -> None:
    listed = house.core.add_list()
    window = SlotDraft(listed, render(house.core.at), render(house.core.at + timedelta(days=20)))
    house.core.submit(house.core.draft(listed, slots=[window]))
    house.core.at += timedelta(days=1)
    with house.core.context(Caller("sunli"), write=False) as ctx:
        until = ctx.calendar.closing(render(house.core.at - timedelta(days=1)), 5, ctx.desk.timezone)
    house.core.at = parse(until) - timedelta(hours=1)
    async with sitting(house.app("en", person="liqiang"), size=(120, 40)) as op:
        await op.sees("late below you", "waits for 孙丽 since", "name a deputy")
