"""Every page at every size: no figure is cut, nothing lies where no key leads, and the smallest terminal ends nothing."""

import re
import time
from collections.abc import Iterator
from typing import Final

import pytest
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from console.screens.page import Page
from console.widgets.lines import Lines
from console.widgets.modals import Dialog
from console.widgets.record_list import RecordList
from tests.screens.driver import Operator
from tests.services.core import one_clock
from tests.terminal.sit import Dispatcher, House
from tests.walks.test_pages import (
    AWAKE,
    POSTS,
    SIZE,
    Samples,
    Walk,
    codes,
    lived,
    opened_by,
    opens,
    settled,
    sitting,
)

__all__ = ["lived"]

SIZES: Final = ((80, 23), (80, 24), (100, 30), (120, 40), (60, 20))
WHOLE: Final = (200, 120)
"""A terminal on which nothing has to be cut."""
LEAST: Final = (20, 5)
SOON: Final = 3.0
"""Seconds in which a page lies as it will."""
ROWS: Final = 3
"""Rows of each list that are looked at."""
FIGURE: Final = re.compile(r"(?<![0-9A-Za-z_,.:])\d[\d,.:]*(?![A-Za-z0-9])", re.ASCII)
"""A figure, and no part of a digest or of a name such as `cn_70_67`."""


def figures(picture: str) -> set[str]:
    """Every figure that stands on a screen, the clock in its head left out."""
    found = {one.rstrip(",.:") for one in FIGURE.findall("\n".join(picture.split("\n")[1:]))}
    # Four figures without a separator are a year, or a group of a digest.
    return {one for one in found if not (one.isdigit() and len(one) >= 4)}


def region(op: Operator, widget: Widget) -> str:
    """What stands where a widget is."""
    place = widget.region
    lines = op.app.screen._compositor.render_strips()[place.y : place.bottom]
    return "\n".join("".join(one.text for one in line.crop(place.x, place.right)) for line in lines)


async def told(op: Operator, page: Page, *, everything: bool) -> set[str]:
    """The figures of the page; of a list those of its first rows, each in the pane while the cursor is on it.

    `everything`: with the columns of the list, which may leave out what the pane has.
    """
    if page.query("FileChooser #lists"):
        # A narrow screen has no room beside the names of files; the frame of the list says it of the one under the cursor.
        place = page.query_one("FileChooser #lists").region
        lines = op.screen().split("\n")
        return figures("\n".join(lines[: place.y] + lines[place.bottom :]))
    if page.query("#steps"):
        # How much of each step is done stands beside the form only where there is room for both.
        text = _below_the_head(op)
        for line in region(op, page.query_one("#steps")).split("\n"):
            text = text.replace(line.strip(), "", 1)
        return figures(text)
    lists = [*page.query("#records").results(RecordList)]
    if not lists or not page.query("#pane") or lists[0].total <= 0:
        return figures(_below_the_head(op))
    found = set()
    for nth in range(min(ROWS, lists[0].total)):
        lists[0].move_to(nth)
        await settled(op, page)
        # The pane has its new height one layout later.
        await op.pilot.pause()
        found |= figures(_below_the_head(op) if everything else region(op, page.query_one("#pane")))
    return found


def _below_the_head(op: Operator) -> str:
    """The screen without its first line, whose clock goes on while sizes are tried."""
    return op.screen().partition("\n")[2]


def hidden(page: Page) -> Iterator[str]:
    """What of a page lies outside of what is shown and can be scrolled to by no key."""
    for widget in page.walk_children(Widget):
        if not widget.is_on_screen and not widget.display:
            continue
        if widget.children or not widget.display or not all(one.display for one in _above(widget)):
            continue
        if isinstance(widget, Static | Lines) and not widget.is_vertical_scrollbar_grabbed:
            room = widget.content_size
            needs = widget.get_content_height(page.size, page.size, room.width) if room.width else 0
            if needs > room.height and not any(map(_scrolls, [widget, *_above(widget)])):
                yield f"#{widget.id} needs {needs} lines and has {room.height}"
        geometry = page._compositor.full_map.get(widget)
        if geometry is None:
            continue
        seen = geometry.region.intersection(geometry.clip)
        if seen.size != Size(*geometry.region.size) and not any(map(_scrolls, _above(widget))):
            yield f"#{widget.id} is {geometry.region.size} and shows {seen.size}"


def _above(widget: Widget) -> list[Widget]:
    return [one for one in widget.ancestors if isinstance(one, Widget)]


def _scrolls(widget: Widget) -> bool:
    """Whether keys scroll it: it takes them itself, or something in it does that moves on by Tab."""
    return widget.allow_vertical_scroll and (
        widget.can_focus or any(one.can_focus for one in widget.walk_children(Widget))
    )


async def at_size(op: Operator, page: Page, size: tuple[int, int]) -> str:
    """Give the terminal another size; what stands on it then."""
    await op.pilot.resize_terminal(*size)
    return await settled(op, page)


async def still_hidden(op: Operator, page: Page) -> list[str]:
    """What stays hidden: a list gives its pane another height some layouts after it has its own."""
    deadline = time.monotonic() + SOON
    while (found := [*hidden(page)]) and time.monotonic() < deadline:
        await op.pilot.pause(0.05)
    return found


async def judged(op: Operator, page: Page) -> list[str]:
    """What is wrong with an open page at any size."""
    await at_size(op, page, WHOLE)
    whole = await told(op, page, everything=False)
    wrong = []
    for size in SIZES:
        # As high as need be: whether keys scroll to it is asked below.
        await at_size(op, page, (size[0], WHOLE[1]))
        missing = whole - await told(op, page, everything=True)
        if missing:
            # A text of a hundred long lines has several times as many where they are folded.
            await at_size(op, page, (size[0], 5 * WHOLE[1]))
            missing = whole - await told(op, page, everything=True)
        if missing:
            wrong.append(f"{size}: figures are missing: {sorted(missing)}")
        await at_size(op, page, size)
        wrong += [f"{size}: {one}" for one in await still_hidden(op, page)]
    await op.pilot.resize_terminal(*LEAST)
    for key in ("tab", "down", "pagedown", "up", "question_mark", "escape"):
        await op.press(key)
        while isinstance(op.app.screen, Dialog):
            await op.app.pop_screen()
    return wrong


DAILY: Final = {
    "todo", "card", "form", "import", "monitor", "running", "loss", "statistics",
}  # fmt: skip
"""Pages that CI looks at, in Chinese; at night it is all of them, in English too (test_sizes_in_english)."""


# All pages in all sizes take five minutes alone.
@pytest.mark.parametrize(
    "scopes", [DAILY, pytest.param(None, marks=[pytest.mark.nightly, pytest.mark.timeout(1800)])]
)
async def test_pages_are_whole_at_every_size(
    lived: tuple[House, Samples], monkeypatch: pytest.MonkeyPatch, scopes: set[str] | None
) -> None:
    await walked(lived, monkeypatch, "zh", scopes)


async def walked(
    lived: tuple[House, Samples], monkeypatch: pytest.MonkeyPatch, lang: str, scopes: set[str] | None
) -> None:
    """Open the pages of these scopes, or all, in a language, and give each every size."""
    house, samples = lived
    one_clock(house.core, monkeypatch)
    person, walk, coded = "wangfang", Walk(), codes()
    wrong: list[str] = []
    app = house.app(lang, person, idle=AWAKE)
    app.session.custody = Dispatcher(house)
    kinds = [kind for kind in opened_by(person, "zh") if scopes is None or kind.SCOPE in scopes]
    async with sitting(app) as op:
        for kind in kinds:
            page = kind(**samples.of(kind, [*POSTS].index(person)))
            await op.pilot.resize_terminal(*SIZE)
            await opens(op, page, lang, coded, walk)
            if op.app.screen is page:
                wrong += [f"{page.SCOPE} {lang} {one}" for one in await judged(op, page)]
    assert not wrong, "\n".join(wrong)
    # A few are not for their reader, who is told so.
    assert walk.shown > len(kinds) * 2 // 3
