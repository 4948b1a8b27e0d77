"""The pane of a list: beside it only where every column has room, beneath it else, and never where it would cut a figure."""

import pytest

from tests.screens.driver import sitting
from tests.terminal.sit import House


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_pane_stands_beside_where_the_columns_have_room(house: House, lang: str) -> None:
    async with sitting(house.app(lang, "sunli"), (80, 24)) as op:
        await op.press("2")
        await op.sees("▌ ")
        records = op.app.screen.records  # type: ignore[attr-defined]
        seen = set()
        for width in range(72, 170, 3):
            await op.pilot.resize_terminal(width, 40)
            await op.pilot.pause(0.02)
            pane = op.app.screen.query_one("#pane")
            beside = pane.region.y == records.region.y
            seen.add(beside)
            assert beside == (width >= 100 and width - records.needs() >= 38), width
            if beside:
                assert records.size.width + 2 >= records.needs()
                assert 38 <= pane.region.width <= 47
            else:
                assert pane.region.width == width
            # The number of the request under the cursor is whole in either place.
            assert f"{house.year}-业务部-0003" in op.screen()
        assert seen == {True, False}
