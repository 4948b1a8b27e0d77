"""The one painter: it turns roles and senses into text in the look in use. Pages name neither a colour nor a mark."""

from typing import Final

from rich.style import Style
from rich.text import Text

from console.look.marks import ROLES, Marks
from console.look.roles import Role
from console.look.senses import Sense
from console.widgets.looks import Look
from console.widgets.show import fit, line, show

_BOLD: Final = frozenset({Role.STRONG, Role.ACCENT})
"""Roles that are bold in every look."""
_BOLD_WITHOUT_COLOUR: Final = _BOLD | {Role.WARN, Role.DANGER}
_FILLED: Final = frozenset({Role.CURSOR, Role.ACCENT, Role.OK, Role.WAIT, Role.WARN, Role.DANGER, Role.HIT})
"""Grounds that are reversed where there are no colours."""


class _Using:
    """The look in use: one program draws on one terminal."""

    look: Look = Look("dark")
    styles: Final[dict[tuple[Role, Role | None, bool], Style]] = {}


def use(look: Look) -> None:
    """Paint everything in this look from now on."""
    _Using.look = look
    _Using.styles.clear()


def look_in_use() -> Look:
    """The look in use."""
    return _Using.look


def marks() -> Marks:
    """The marks of the look in use."""
    return _Using.look.marks


def fill(nth: int) -> str:
    """The fill of part `nth` of a bar: the same for all where their colours differ."""
    return marks().parts[nth] if _Using.look.colourless else marks().block


def box(ticked: object) -> str:
    """The box before a choice, ticked or not."""
    return marks().ticked if ticked else marks().unticked


def style(role: Role, ground: Role | None = None, *, bold: bool = False) -> Style:
    """The style of a role on a ground; None: on the ground of its widget. STRONG and ACCENT are always bold."""
    key = role, ground, bold
    if key not in _Using.styles:
        _Using.styles[key] = _made(role, ground, bold=bold)
    return _Using.styles[key]


def _made(role: Role, ground: Role | None, *, bold: bool) -> Style:
    look = _Using.look
    if look.colourless:
        heavy = bold or role in _BOLD_WITHOUT_COLOUR or ground in _FILLED - {Role.CURSOR}
        return Style(
            bold=heavy or None, reverse=ground in _FILLED or None, underline=ground is Role.HIT or None
        )
    return Style(
        color=look.palette[role],
        bgcolor=look.palette[ground] if ground is not None else None,
        # What is not said stays as it is where two styles meet.
        bold=bold or role in _BOLD or None,
        underline=ground is Role.HIT or None,
    )


def raised() -> Style | None:
    """The ground of what is raised; None where it is the page's own, so that something else must set it apart."""
    palette = _Using.look.palette
    if palette[Role.RAISED] == palette[Role.GROUND]:
        return None
    return Style(bgcolor=palette[Role.RAISED])


def ink(words: object, role: Role = Role.TEXT, ground: Role | None = None, *, bold: bool = False) -> Text:
    """Words in a role, on one line and guarded."""
    text = line(words)
    text.stylize(style(role, ground, bold=bold))
    return text


def coloured(words: object, role: Role) -> Text:
    """Words in a role, guarded; line breaks stay."""
    text = show(words)
    text.stylize(style(role))
    return text


def part_heading(words: object) -> Text:
    """The words above a part of a longer text."""
    return coloured(words, Role.ACCENT)


def strong(words: object) -> Text:
    """Words that stand out: a subject, a figure."""
    return coloured(words, Role.STRONG)


def joined(*parts: Text) -> Text:
    """Pieces one after the other, on one line."""
    text = line("")
    for part in parts:
        text.append_text(part)
    return text


def sensed(sense: Sense, words: str) -> Text:
    """The words of a state with its mark before them, in its colour."""
    return ink(with_mark(sense, words), ROLES[sense])


def with_mark(sense: Sense, words: str) -> str:
    """The words of a state with its mark before them."""
    return f"{marks().of(sense)} {words}" if sense and words else words


def chip(sense: Sense, words: str) -> Text:
    """The one filled state of a page, such as ` ▲ waits for you `; a page's name where there is no sense."""
    ground = ROLES[sense] if sense else Role.ACCENT
    return ink(f" {with_mark(sense, words)} ", Role.INK, ground, bold=True)


def spread(left: Text, right: Text, width: int) -> Text:
    """Two pieces at the ends of a line of `width` cells; the left one is cut if both do not fit."""
    room = width - right.cell_len
    if left.cell_len > room:
        left = left.copy()
        left.truncate(max(0, room - 1))
        left.append_text(line(fit("  ", 1)) if room > 0 else line(""))
    return joined(left, line(" " * max(0, room - left.cell_len)), right)
