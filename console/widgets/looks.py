"""The choice of a terminal's look, made once at the start. State is never shown by colour alone, so every look shows everything."""

import os
from dataclasses import dataclass
from typing import Final

from textual.theme import Theme

_MANY_COLOURS: Final = ("kitty", "alacritty", "foot", "wezterm", "ghostty")
"""Terminals that draw all colours although their names do not say so."""

_VARIABLES: Final = {
    # Without these two a theme with the terminal's own colours does not start.
    "ansi-background": "ansi_black",
    "ansi-foreground": "ansi_white",
    "input-cursor-text-style": "reverse",
    # The library's own values are blends, which a terminal with sixteen colours shows as grey on grey.
    "text-muted": "{ink}",
    "text-disabled": "{ink}",
    "foreground-muted": "{ink}",
    "border-blurred": "{ink}",
    "input-cursor-background": "{ground}",
    "input-cursor-foreground": "{ink}",
    "input-selection-background": "{ink}",
    "input-selection-foreground": "{ground}",
    "screen-selection-background": "{ink}",
    "screen-selection-foreground": "{ground}",
    "block-cursor-background": "{ink}",
    "block-cursor-foreground": "{ground}",
    "scrollbar-background": "{ground}",
    "scrollbar-background-hover": "{ground}",
    "scrollbar-background-active": "{ground}",
    "scrollbar": "{ink}",
    "scrollbar-hover": "{ink}",
    "scrollbar-active": "{ink}",
}


def _own(name: str, ink: str, ground: str, accent: str) -> Theme:
    return Theme(
        name=name,
        ansi=True,
        primary=accent,
        secondary=accent,
        accent=accent,
        warning=ink,
        error=ink,
        success=ink,
        foreground=ink,
        background=ground,
        surface=ground,
        panel=ground,
        boost=ground,
        variables={key: value.format(ink=ink, ground=ground) for key, value in _VARIABLES.items()},
    )


MONO: Final = _own("mono", "ansi_default", "ansi_default", "ansi_default")
"""No colour: bold, reverse and underline in the terminal's default colours."""

SIXTEEN: Final = _own("ansi", "ansi_white", "ansi_black", "ansi_bright_cyan")
"""The sixteen colours on a fixed background, so that it does not depend on the person's."""

OWN: Final = (MONO, SIXTEEN)

USUAL: Final = "textual-dark"


@dataclass(frozen=True)
class Look:
    """The name of a theme, and whether it uses the terminal's own colours."""

    theme: str
    ansi: bool


def chosen(asked: str, environment: dict[str, str] | None = None) -> Look:
    """Return the look for a terminal: no colours if NO_COLOR is set, otherwise the one `asked` for, otherwise what it can show.

    NO_COLOR that is set but empty counts as not set (no-color.org).
    """
    env = dict(os.environ) if environment is None else environment
    if env.get("NO_COLOR"):
        return Look(MONO.name, ansi=True)
    if asked:
        return Look(asked, ansi=asked in {one.name for one in OWN} or asked.startswith("ansi-"))
    name = env.get("TERM", "")
    many = env.get("COLORTERM") in {"truecolor", "24bit"} or "256color" in name
    if many or any(one in name for one in _MANY_COLOURS):
        return Look(USUAL, ansi=False)
    return Look(SIXTEEN.name, ansi=True)
