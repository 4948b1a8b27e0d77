"""Bars and rate lines: their cells add up, and nothing that is there is without a cell."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from console.domain.sending import counts
from console.locale import words
from console.look.marks import ASCII, DRAWN, Marks
from console.screens.sending import monitor_words
from console.screens.session import Session
from console.widgets import paint
from console.widgets.looks import PALETTES, Look
from console.widgets.parts import share_bar, share_legend
from console.widgets.spark import bar, spark, stacked, thin_bar
from console.wire.sending.slots import Tally

COUNTS = st.lists(st.integers(0, 5_000_000), max_size=9)


@given(COUNTS, st.integers(-2, 200))
@example([1, 4_999_999], 2)
@example([1, 1, 1], 2)
@example([0, 0], 10)
def test_the_cells_of_a_stacked_bar_add_up_and_nothing_vanishes(parts: list[int], width: int) -> None:
    cells = stacked(parts, width)
    assert len(cells) == len(parts)
    if width <= 0 or not sum(parts):
        assert not any(cells)
        return
    assert sum(cells) == width
    assert not any(cell for part, cell in zip(parts, cells, strict=True) if not part)
    if width >= sum(map(bool, parts)):
        assert all(cell for part, cell in zip(parts, cells, strict=True) if part)


@given(COUNTS, st.integers(1, 200))
def test_a_larger_part_has_no_fewer_cells(parts: list[int], width: int) -> None:
    cells = stacked(parts, width)
    for one, mine in zip(parts, cells, strict=True):
        for other, theirs in zip(parts, cells, strict=True):
            # Where there are more parts than cells some have none.
            if one > other and width >= len(parts):
                assert mine >= theirs - 1, (parts, cells)


@given(st.integers(-5, 10**7), st.integers(-5, 10**7), st.integers(1, 60))
def test_a_thin_bar_is_as_long_as_its_share(value: int, top: int, width: int) -> None:
    drawn = thin_bar(value, top, width)
    if value <= 0 or top <= 0:
        assert drawn == ""
    elif value <= top:
        assert 1 <= len(drawn) <= width
        # Only the longest one is full; the smallest share has half a cell.
        assert value == top or len(drawn) < width or drawn == paint.marks().half


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(-1, 80))
def test_a_bar_is_full_only_at_the_end(done: int, total: int, width: int) -> None:
    drawn = bar(done, total, width)
    assert len(drawn) == max(1, width)
    full = paint.marks().to_do not in drawn
    assert full == (total > 0 and done >= total)


@given(st.lists(st.integers(0, 10**6), max_size=80), st.integers(-1, 60))
def test_a_rate_line_has_the_newest_levels(values: list[int], width: int) -> None:
    drawn = spark(values, width)
    assert len(drawn) == (min(len(values), width) if width > 0 else 0)
    if drawn and max(values[-width:]):
        newest, levels = values[-width:], paint.marks().levels
        height = [levels.index(mark) for mark in drawn]
        assert height[newest.index(max(newest))] == max(height) > 0
        assert all(
            height[a] <= height[b]
            for a in range(len(newest))
            for b in range(len(newest))
            if newest[a] <= newest[b]
        )


def test_a_rate_line_in_ascii_has_levels_too() -> None:
    before = paint.look_in_use()
    paint.use(Look("dark", ASCII))
    try:
        assert spark([0, 100], 9) == "_#"
    finally:
        paint.use(before)


def test_figures_that_no_honest_desk_sends_are_drawn_as_none() -> None:
    assert spark([-(10**9), 1], 2) == spark([0, 1], 2)
    assert stacked([-(10**9), 10**9 + 1], 10) == [0, 10]
    assert Session(connect=lambda _: None, roll=None, keys=Path).clock(10**15) == ""  # type: ignore[arg-type,return-value]


TALLY = Tally(
    approved=3_105,
    queued=1_137,
    in_flight=14,
    accepted=200,
    delivered=1_712,
    undelivered=20,
    refused=11,
    unknown=11,
)


@pytest.mark.parametrize("marks", [DRAWN, ASCII], ids=["drawn", "ascii"])
@pytest.mark.parametrize("theme", [*PALETTES])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_part_of_a_send_is_told_apart_in_every_look(lang: str, theme: str, marks: Marks) -> None:
    before = paint.look_in_use()
    paint.use(Look(theme, marks))
    try:
        session: Any = _Words(lang)
        told = counts.parts(TALLY)
        shares = monitor_words.shares(session, TALLY)
        drawn = share_bar(shares, 76)
        assert drawn.cell_len == 76
        # By its colour, or where there is none by its fill.
        colours = {str(span.style) for span in drawn.spans}
        fills = set(drawn.plain)
        assert len(fills if theme == "mono" else colours) == len(told)
        assert sum(drawn.plain.count(one) for one in fills) == 76
        if marks is ASCII:
            assert drawn.plain.isascii()
        for width in (76, 40, 16):
            parts = [piece.plain for piece in share_legend(shares)]
            assert all(f"{count:,}" in part for part, count in zip(parts, told.values(), strict=True))
            lines = [line.plain for line in monitor_words.parts(session, TALLY, width)[1:]]
            # A legend that has no room beside another stands on a line of its own, its figure whole.
            assert all(any(f"{count:,}" in line for line in lines) for count in told.values())
            assert all(cell_len(line) <= width for line in lines)
    finally:
        paint.use(before)


@dataclass
class _Words:
    """What the legend asks of a session."""

    lang: str

    def label(self, kind: str, code: str) -> str:
        return words.named(kind, code, self.lang)

    def t(self, key: str, /, **params: object) -> str:
        return words.text(key, self.lang, **params)


@pytest.mark.parametrize("width", [40, 76])
def test_the_line_of_the_rates_is_as_long_as_its_place(width: int) -> None:
    session: Any = _Words("zh")
    view: Any = _Rates([3, 50, 20])
    (line,) = monitor_words.speed(session, view, 100, 0, width)
    assert line.cell_len == width
    assert line.plain.endswith("100")


@dataclass
class _Rates:
    rates: list[int]
