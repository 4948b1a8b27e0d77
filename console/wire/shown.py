"""How people see a field of a row or of a whole answer, said once, where the field is declared; nothing of its bytes changes by it."""

from typing import Final, NamedTuple

import msgspec

LIST: Final = "l"
PANE: Final = "p"
TABLE: Final = "t"
WHOLE: Final = "w"
SHOW: Final = "ws"
"""Places: the list of a page, the pane beside it, the table of the command line, the page of one, and the command `show`."""


class Shown(NamedTuple):
    """What `shown` says of a field."""

    how: str
    width: tuple[int, int]
    places: str
    label: str
    beside: str
    section: int
    right: bool


def shown(
    how: str = "",
    width: int | tuple[int, int] = 0,
    places: str = "lptw",
    *,
    label: str = "",
    beside: str = "",
    section: int = 0,
    right: bool = False,
) -> msgspec.Meta:
    """Say that people see this field, and how; said again where other places show it otherwise.

    `how` it is read: a reader of the noun's view by name, a common one (`time`, `person`, `department`, `count`, `some`, `plain`),
    `state:<of>`, or the catalogue's prefix of its words; told by the type where it is empty. `width` in cells of its column in the
    list of a page, in both languages or in (Chinese, English); 0 takes what is left. `places` where it stands: `l`, `p`, `t`, `w`, or
    `s` for what the command `show` alone says.
    `label` is the name by which its label is found, if not its own. `beside` is another field whose reading follows behind it, as
    the time behind who did it. `section` is the part of the whole that it belongs to; `right` sets its column to the right, as a count is.
    """
    widths = (width, width) if isinstance(width, int) else width
    said = Shown(how, widths, places, label, beside, section, right)
    return msgspec.Meta(extra={f"{SHOWN}{places}:{how}": said})


SHOWN: Final = "shown:"
"""How what is said here is named in a field's annotation, with places and reading: a field may be shown in several ways."""
