"""The marks: one character for each sense and for each part that is drawn. No page names a mark.

Each mark takes one cell. Some terminals draw the usual ones two cells wide, so that columns no longer line up; there, and on
consoles without these characters, the ASCII set stands in for all of them.
"""

from typing import Final, NamedTuple

from console.look.roles import Role
from console.look.senses import Sense


class Marks(NamedTuple):
    """A set of marks. `parts` are the fills of a stacked bar without colours, `levels` those of a rate line, lowest first."""

    good: str
    bad: str
    yours: str
    waiting: str
    later: str
    now: str
    cursor: str
    tail: str
    side: str
    ticked: str
    unticked: str
    block: str
    parts: str
    done: str
    to_do: str
    half: str
    levels: str
    enter: str
    below: str
    hidden: str

    def of(self, sense: Sense) -> str:
        """The mark of a sense; PLAIN has none."""
        mark: str = getattr(self, sense) if sense else ""
        return mark


DRAWN: Final = Marks(
    good="✓",
    bad="✗",
    yours="▲",
    waiting="●",
    later="○",
    now="▸",
    cursor="▌",
    tail="◂",
    side="│",
    ticked="☑",
    unticked="☐",
    block="█",
    parts="█▓▒░·",
    done="━",
    to_do="─",
    half="╸",
    levels="▁▂▃▄▅▆▇█",
    enter="↵",
    below="↓",
    hidden="•",
)

ASCII: Final = Marks(
    good="+",
    bad="x",
    yours="!",
    waiting="*",
    later="o",
    now=">",
    cursor=">",
    tail="<",
    side="|",
    ticked="[x]",
    unticked="[ ]",
    block="#",
    parts="#=-.o",
    done="=",
    to_do="-",
    half="=",
    levels="_.-=+*%#",
    enter="Enter",
    below="v",
    hidden="*",
)

ROLES: Final[dict[Sense, Role]] = {
    Sense.PLAIN: Role.TEXT,
    Sense.GOOD: Role.OK,
    Sense.BAD: Role.DANGER,
    Sense.YOURS: Role.WARN,
    Sense.WAITING: Role.WAIT,
    Sense.LATER: Role.MUTED,
    Sense.NOW: Role.OK,
}
"""The colour of each sense."""
