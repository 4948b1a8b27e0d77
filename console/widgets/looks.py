"""The look that a terminal gets, chosen once at the start: its theme, and its marks. State is never shown by colour alone."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from textual.theme import Theme

from console.errors import ConsoleError
from console.look.marks import ASCII, DRAWN, Marks
from console.look.roles import CONTRAST, DARK, LIGHT, MONO, SIXTEEN, Palette, Role

PALETTES: Final[dict[str, Palette]] = {
    "dark": DARK,
    "light": LIGHT,
    "contrast": CONTRAST,
    "ansi": SIXTEEN,
    "mono": MONO,
}
"""The themes by name; `ansi` has sixteen colours, `mono` none."""

_OF_THE_TERMINAL: Final = frozenset({"ansi", "mono"})
"""Themes in the terminal's own colours."""
_HEAVY: Final = frozenset({"contrast", "mono"})
"""Themes in which the focus has a heavy frame, because its colour says nothing."""
_MANY_COLOURS: Final = ("256color", "kitty", "alacritty", "foot", "wezterm", "ghostty")
"""Parts of the names of terminals that draw 256 colours or more."""
_NO_MARKS: Final = ("linux", "vt", "dumb")
"""How the names of terminals begin that lack the usual marks."""


@dataclass(frozen=True)
class Look:
    """A theme by name, and the marks."""

    theme: str
    marks: Marks = DRAWN

    @property
    def palette(self) -> Palette:
        """The colour of each role."""
        return PALETTES[self.theme]

    @property
    def ansi(self) -> bool:
        """Whether it uses the terminal's own colours."""
        return self.theme in _OF_THE_TERMINAL

    @property
    def colourless(self) -> bool:
        """Whether it has no colour at all."""
        return self.theme == "mono"


def chosen(asked: str, environment: Mapping[str, str] | None = None, *, wide: bool = False) -> Look:
    """Return the look for a terminal: no colours if NO_COLOR is set, otherwise the one `asked` for, otherwise what it can show.

    NO_COLOR that is set but empty counts as not set (no-color.org). `wide`: the terminal draws the usual marks two cells wide.
    Raises ConsoleError("unknown_theme").
    """
    env = os.environ if environment is None else environment
    if asked and asked not in PALETTES:
        raise ConsoleError("unknown_theme", theme=asked, known=", ".join(PALETTES))
    name = env.get("TERM", "")
    many = env.get("COLORTERM") in {"truecolor", "24bit"} or any(one in name for one in _MANY_COLOURS)
    theme = "mono" if env.get("NO_COLOR") else asked or ("dark" if many else "ansi")
    return Look(theme, ASCII if wide or name.startswith(_NO_MARKS) or not _utf8(env) else DRAWN)


def _utf8(env: Mapping[str, str]) -> bool:
    """Whether the locale's encoding is UTF-8; the first of the three variables that is set decides (POSIX, 8.2)."""
    locale = next((env[one] for one in ("LC_ALL", "LC_CTYPE", "LANG") if env.get(one)), "")
    return not locale or "utf8" in locale.lower().replace("-", "") or locale in {"C", "POSIX"}


def theme_of(name: str) -> Theme:
    """The theme for the terminal library, with each role as a variable `$c-<role>` and the library's own variables set from them."""
    palette = PALETTES[name]
    ansi = name in _OF_THE_TERMINAL

    def colour(role: Role) -> str:
        return f"ansi_{palette[role]}" if ansi else palette[role]

    return Theme(
        name=name,
        ansi=ansi,
        dark=name != "light",
        primary=colour(Role.ACCENT),
        secondary=colour(Role.ACCENT),
        accent=colour(Role.ACCENT),
        warning=colour(Role.WARN),
        error=colour(Role.DANGER),
        success=colour(Role.OK),
        foreground=colour(Role.TEXT),
        background=colour(Role.GROUND),
        surface=colour(Role.GROUND),
        panel=colour(Role.GROUND),
        boost=colour(Role.GROUND),
        variables={
            **{f"c-{role}": colour(role) for role in Role},
            **{one: colour(role) for one, role in _variables(ansi=ansi)},
            "c-focus": "heavy" if name in _HEAVY else "round",
            # In the terminal's own colours the cursor is only seen reversed.
            "input-cursor-text-style": "reverse" if ansi else "none",
        },
    )


def _variables(*, ansi: bool) -> Iterator[tuple[str, Role]]:
    """The library's own variables: its defaults are blends, which no table of colours has, and grey on grey with sixteen."""
    yield from dict.fromkeys(("text", "foreground", "ansi-foreground"), Role.TEXT).items()
    yield from dict.fromkeys(("text-muted", "text-disabled", "foreground-muted"), Role.MUTED).items()
    yield from dict.fromkeys(("ansi-background", "background", "surface", "panel"), Role.GROUND).items()
    yield "border", Role.ACCENT
    yield "border-blurred", Role.LINE
    yield "text-error", Role.DANGER
    for part in ("input-selection", "screen-selection", "block-cursor"):
        yield f"{part}-background", Role.CURSOR
        yield f"{part}-foreground", Role.ON_CURSOR
    # With the cursor reversed the two are not swapped.
    yield "input-cursor-background", Role.GROUND if ansi else Role.TEXT
    yield "input-cursor-foreground", Role.TEXT if ansi else Role.GROUND
    for state in ("", "-hover", "-active"):
        yield f"scrollbar-background{state}", Role.GROUND
        yield f"scrollbar{state}", Role.LINE
