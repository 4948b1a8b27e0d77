"""Frames beside each other, and below each other."""

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical

from console.widgets.fields import Field, FieldRow, LinesInput
from console.widgets.line_input import LineInput
from console.widgets.looks import theme_of


class Framed(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.register_theme(theme_of("dark"))
        self.theme = "dark"

    def compose(self) -> ComposeResult:
        with Vertical(classes="-boxed"):
            yield FieldRow(
                [Field("short", "一行", LineInput()), Field("long", "几行", LinesInput(), several=3)]
            )


@pytest.mark.parametrize(("width", "beside"), [(60, True), (8, False)])
async def test_frames_beside_each_other_are_equally_high_and_those_below_each_other_are_not(
    width: int, beside: bool
) -> None:
    app = Framed()
    async with app.run_test(size=(80, 24)) as pilot:
        row = app.query_one(FieldRow)
        row.stack(width)
        row.level(boxed=True)
        await pilot.pause()
        short, long = (one.outer_size.height for one in row.fields)
        assert long == 5
        assert (short == long) is beside
