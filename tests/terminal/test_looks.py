"""What a terminal with no colours, or with sixteen, shows: every word legible on every page, nothing on a ground of its own colour."""

import re
from collections.abc import Callable

import pytest

from tests.terminal.cells import decode
from tests.terminal.test_scenarios import Terminal, terminal

__all__ = ["terminal"]

ENOUGH = 4.5
"""The least ratio of ink and ground for text (WCAG 2.1, 1.4.3)."""
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
    "en": ["Todo", "Requests", "Queue", "Contacts", "Sends", "Keys", "Filing", "People", "Ledger"],
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("look", ["none", "sixteen"])
def test_every_page_and_the_dialog_are_legible(
    terminal: Callable[..., Terminal], look: str, lang: str
) -> None:
    environment = {"NO_COLOR": "1"} if look == "none" else {"TERM": "xterm", "COLORTERM": ""}
    at = terminal(lang, "sunli", **environment)

    def legible() -> None:
        capture = at.screen("-e")
        if look == "none":
            coloured = {code for code in styles(capture) if 30 <= code <= 49 or 90 <= code <= 107}
            assert not coloured, (coloured, at.screen())
        # Faint type is a blend that nobody can measure.
        assert FAINT not in styles(capture), capture
        for light in (False, True):
            seen = list(decode(capture, 80, 24, light=light))
            assert len(seen) > 100
            faint = [cell for cell in seen if cell.contrast < ENOUGH]
            assert not faint, (sorted({(c.ink, c.ground) for c in faint}), "".join(c.text for c in faint))

    for nth, name in enumerate(TABS[lang], 1):
        at.press(str(nth))
        at.sees(f"[{nth} {name}]")
        legible()
    at.press("3")
    at.sees("[3 ")
    at.press("Enter")
    at.sees({"zh": "申请内容", "en": "as it is signed"}[lang])
    legible()
    at.press("a")
    at.sees("demo sunli")
    legible()
