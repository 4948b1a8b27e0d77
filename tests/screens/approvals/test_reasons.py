"""A reason of several lines takes no passphrase: Enter goes on to the next field, Ctrl+J breaks the line."""

from console.wire import calls
from tests.screens.driver import sitting
from tests.terminal.sit import House


async def test_what_is_typed_after_enter_in_a_reason_is_not_part_of_it(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("r")
        await op.sees("原因", "签名口令")
        await op.press(*"late", "ctrl+j", *"again", "enter")
        await op.press(*"demo", "space", *"sunli")
        assert "sunli" not in op.app.screen.query_one("#line-reason").text  # type: ignore[attr-defined]
        await op.press("enter")
        await op.sees(f"已退回 {house.year}-业务部-0003")
    view = house.core.call("zhaomin", calls.RequestDetail(3))
    assert (view.row.state, view.reason) == ("returned", "late\nagain")
