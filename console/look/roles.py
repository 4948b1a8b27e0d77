"""What colours are for, and which colour each look has for it. No page names a colour.

The colours of the looks dark, light and contrast are members of the 256-colour table of xterm (the cube and the grey ramp), so that
they are the same with 256 colours and with all of them. Text has a ratio of at least 4.5 on every ground on which it is drawn.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Role(StrEnum):
    """What a colour is for. The first four carry no meaning; ACCENT says that one is here or can press this, and is never a state."""

    GROUND = "ground"
    """The page and its panels."""
    RAISED = "raised"
    """The ground of head, footer, bubbles, and of the current row of a list without the focus."""
    LINE = "line"
    """Borders without the focus, and what is not sent yet; never text."""
    TEXT = "text"
    STRONG = "strong"
    """Subjects and figures."""
    MUTED = "muted"
    """Labels, hints, what is past."""
    ACCENT = "accent"
    """Focus, keys, the current page."""
    OK = "ok"
    """Done, good, delivered."""
    WAIT = "wait"
    """Waits for others, or unknown."""
    WARN = "warn"
    """Somebody's turn, due soon, to be looked at."""
    DANGER = "danger"
    """Overdue, refused, lost, failed."""
    CURSOR = "cursor"
    """The ground of the current row, and of selected text."""
    ON_CURSOR = "on-cursor"
    INK = "ink"
    """Text on the grounds ACCENT, OK, WAIT, WARN and DANGER."""
    HIT = "hit"
    """The ground of words that screening found in a text."""
    ON_HIT = "on-hit"


Palette = Mapping[Role, str]


def _palette(*colours: str) -> Palette:
    return MappingProxyType(dict(zip(Role, colours, strict=True)))


DARK: Final = _palette(
    *("#121212", "#303030", "#6c6c6c", "#e4e4e4", "#ffffff", "#a8a8a8", "#5fafff"),
    *("#87d787", "#d7afff", "#ffd75f", "#ff8787", "#005f87", "#ffffff", "#000000", "#5f0000", "#ffd7d7"),
)
LIGHT: Final = _palette(
    *("#ffffff", "#eeeeee", "#767676", "#1c1c1c", "#000000", "#4e4e4e", "#005f87"),
    *("#005f00", "#5f00af", "#875f00", "#870000", "#005f87", "#ffffff", "#ffffff", "#ffd7d7", "#870000"),
)
CONTRAST: Final = _palette(
    *("#000000", "#000000", "#ffffff", "#ffffff", "#ffffff", "#e4e4e4", "#ffff00"),
    *("#5fff5f", "#87ffff", "#ffaf00", "#ffafaf", "#ffff00", "#000000", "#000000", "#ffafaf", "#000000"),
)
SIXTEEN: Final = _palette(
    *("black", "black", "white", "white", "bright_white", "white", "bright_cyan"),
    *("bright_green", "bright_magenta", "bright_yellow", "bright_red", "white", "black", "black"),
    *("red", "bright_white"),
)
"""The sixteen colours on a ground of its own, so that it does not depend on the person's."""
MONO: Final = _palette(*("default" for _ in Role))
"""The terminal's own two colours; the rest is bold and reverse."""
