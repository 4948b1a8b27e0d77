"""What a terminal shows in each look: every word legible on every page, in the colours that the look has and no others."""

import re
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from console.widgets.looks import PALETTES
from console.widgets.picture import Picture
from console.widgets.terminal import GuardedDriver
from tests.terminal.cells import decode
from tests.terminal.sit import this_year
from tests.terminal.test_scenarios import Terminal, terminal

__all__ = ["terminal"]

ENOUGH = 4.5
"""The least ratio of ink and ground for text (WCAG 2.1, 1.4.3)."""
MUCH = 7
"""The same where much contrast was asked for (WCAG 2.1, 1.4.6)."""
FAINT = 2
"""The style number of faint type (ECMA-48)."""


def styles(capture: str) -> set[int]:
    """Every number in the capture's style sequences."""
    return {
        int(part or 0)
        for found in re.findall(r"\x1b\[([\d;:]*)m", capture)
        for part in re.split("[;:]", found)
    }


TABS = {
    "zh": ["待办", "申请", "审批", "通讯录", "发送", "凭证", "归档", "人员", "台账"],
    "en": ["Todo", "Forms", "Sign", "Lists", "Sends", "Keys", "Filing", "Staff", "Log"],
}
LOOKS = {
    "mono": {"NO_COLOR": "1"},
    "ansi": {"TERM": "xterm", "COLORTERM": ""},
    "dark": {"SMS_TEST_THEME": "dark"},
    "light": {"SMS_TEST_THEME": "light"},
    "contrast": {"SMS_TEST_THEME": "contrast"},
}
FRAMES = {*"─│╭╮╰╯┃━┏┓┗┛█▌"}
"""Characters of frames, bars and the cursor, which are no text."""


def legible(at: Terminal, look: str) -> None:
    """Every word on the screen can be read, in the colours of the look."""
    least = MUCH if look == "contrast" else ENOUGH
    capture = at.screen("-e")
    used = styles(capture)
    if look == "mono":
        coloured = {code for code in used if 30 <= code <= 49 or 90 <= code <= 107}
        assert not coloured, (coloured, at.screen())
    # Faint type is a blend that nobody can measure.
    assert FAINT not in used, capture
    # In its own two colours a terminal may be light or dark.
    for light in (False, True) if look in {"mono", "ansi"} else (False,):
        seen = [cell for cell in decode(capture, 80, 24, light=light) if cell.text not in FRAMES]
        assert len(seen) > 90
        faint = [cell for cell in seen if cell.contrast < least]
        assert not faint, (sorted({(c.ink, c.ground) for c in faint}), "".join(c.text for c in faint))
    if look in {"dark", "light", "contrast"}:
        known = {colour.removeprefix("#") for colour in PALETTES[look].values()}
        drawn = {colour for cell in decode(capture, 80, 24) for colour in (cell.ink, cell.ground)}
        assert drawn <= known, drawn - known


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("look", [*LOOKS])
def test_every_page_and_the_dialog_are_legible(
    terminal: Callable[..., Terminal], look: str, lang: str
) -> None:
    at = terminal(lang, "sunli", **LOOKS[look])
    for nth, name in enumerate(TABS[lang], 1):
        at.press(str(nth))
        at.sees(name)
        shows(at, str(nth))
        legible(at, look)
    at.press("3")
    at.sees(f"▌ {this_year()}-")
    at.press("Enter")
    at.sees({"zh": "规模与费用", "en": "Scale and cost"}[lang])
    legible(at, look)
    at.press("a")
    at.sees("demo sunli")
    legible(at, look)


@pytest.mark.parametrize("look", [*LOOKS])
def test_every_section_of_the_entry_form_is_legible(terminal: Callable[..., Terminal], look: str) -> None:
    at = terminal("zh", "zhaomin", **LOOKS[look])
    at.sees("1 待办")
    at.press("2")
    at.sees(f"{this_year()}-业务部-0001")
    at.press("n")
    for name in ("事项", "对象", "短信", "时段", "自查"):
        at.sees(f"▸ {name}", "随写随算")
        legible(at, look)
        if name == "短信":
            at.types("到网点看世界级会议")
            at.sees("▲ 「世界级」")
            legible(at, look)
            # What was found is filled, in the text itself.
            shown = list(decode(at.screen("-e"), 80, 24))
            (row,) = {cell.row for cell in shown if cell.text == "议"}
            text = [cell for cell in shown if cell.row == row]
            ground = {cell.ground for cell in text if cell.text in "世界级"}
            rest = {cell.ground for cell in text if cell.text in "会议"}
            assert len(ground) == 1
            assert ground != rest
            at.press("C-o")
            at.sees("客户看到的样子", "第 1 段 17/70 字")
            legible(at, look)
            at.press("Escape")
            at.sees("▸ 短信")
        at.press("NPage")
    at.press("C-s")
    at.sees("✗ 还没有填 [R2]", "✗ 对象")
    legible(at, look)


"""The row on the screen in which the text of the message begins."""


def shows(at: Terminal, digit: str) -> None:
    """Wait until the tab with that digit is the current one."""
    at.until(lambda _: current(at) == digit, digit)


def current(at: Terminal) -> str:
    """The digit of the tab that stands out: on a ground that the others are not on."""
    cells = [cell for cell in decode(at.screen("-e"), 80, 24) if cell.row == 1]
    grounds = Counter(cell.ground for cell in cells if cell.text.isdigit())
    if len(grounds) < 2:
        return ""
    (least,) = [ground for ground, n in grounds.most_common()][-1:]
    return next(cell.text for cell in cells if cell.ground == least and cell.text.isdigit())


def test_colours_go_to_the_terminal_by_their_numbers() -> None:
    """A terminal with 256 colours that knows no more of them gets the very same."""
    made: list[str] = []
    driver = GuardedDriver.__new__(GuardedDriver)
    driver.picture = Picture()
    driver._writer_thread = SimpleNamespace(write=made.append)  # type: ignore[assignment]  # what is written is kept
    driver.write("\x1b[1;38;2;95;175;255;48;2;18;18;18mX\x1b[38;2;1;2;3mY 38;2;95;175;255")
    assert made == ["\x1b[1;38;5;75;48;5;233mX\x1b[38;2;1;2;3mY 38;2;95;175;255"]
