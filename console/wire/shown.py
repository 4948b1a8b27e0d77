"""How people see a field of a row or of a whole answer, declared once at the field; it does not change the encoded bytes."""

from typing import Final, NamedTuple

import msgspec

LIST: Final = "l"
PANE: Final = "p"
TABLE: Final = "t"
WHOLE: Final = "w"
SHOW: Final = "ws"
BOOK: Final = "x"
"""Places: the list of a page, the pane beside it, the table of the command line, the page of one, the command `show`, and a workbook
of rows that are not those of the table."""


class Shown(NamedTuple):
    """What `shown` declares about a field."""

    how: str
    width: tuple[int, int]
    places: str
    label: str
    beside: str
    section: int
    right: bool
    spare: bool


def shown(
    how: str = "",
    width: int | tuple[int, int] = 0,
    places: str = "lptw",
    *,
    label: str = "",
    beside: str = "",
    section: int = 0,
    right: bool = False,
    spare: bool = False,
) -> msgspec.Meta:
    """Declare that people see this field, and how; may be repeated if other places show it differently.

    `how` names the reader: one of the noun's view, a common one (`time`, `person`, `department`, `count`, `some`, `plain`),
    `state:<of>`, or the catalogue's prefix of its words; empty: derived from the type. `width` is its column's width in cells in
    the list of a page, for both languages or as (Chinese, English); 0 takes the rest. `places` is where it is shown: `l`, `p`,
    `t`, `w`, `s` for the command `show` only, or `x` for a workbook only.
    `label` is the name of its label, if not its own. `beside` is another field whose text follows it, such as the time after
    the person. `section` is the part of the whole that it belongs to; `right` aligns its column right, like a count; `spare` columns
    are left out of a list that has no room for them, the last one first.
    """
    widths = (width, width) if isinstance(width, int) else width
    said = Shown(how, widths, places, label, beside, section, right, spare)
    return msgspec.Meta(extra={f"{SHOWN}{places}:{how}": said})


SHOWN: Final = "shown:"
"""Prefix of the key under which a field's annotation holds `Shown`, followed by places and reader; a field may have several."""
