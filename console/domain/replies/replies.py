"""Replies of subscribers at the desk: the state of each, who decides on it, and by when (R7, R11, R13).

The department that sent the text decides, because it answers for its texts and lists (R7). If the text is unknown, the General
Department decides. After the deadline the General Department may decide as well.
"""

from enum import StrEnum
from typing import Final

from console.domain.complaints.complaints import home
from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse


class State(StrEnum):
    """The state of a reply."""

    OPEN = "open"
    ACTED = "acted"  # refused automatically
    NOTED = "noted"  # needs no decision
    DECIDED = "decided"


class Decision(StrEnum):
    """A person's decision on a reply."""

    REFUSES = "refuses"
    COMPLAINT = "complaint"
    NOTHING = "nothing"


DECIDED_BY: Final = (Post.DRAFTER, Post.OPERATOR, Post.DEPARTMENT_MANAGER)

LATE_BY: Final = (Post.REGISTRAR, Post.OPERATOR, Post.DEPARTMENT_MANAGER)
"""The posts of the General Department that decide on late replies and on replies to unknown texts."""

DAYS: Final = 1
"""Working days within which a person must decide."""


def deciders(roster: Roster, at: str, department: str, *, late: bool) -> list[str]:
    """Return who decides on a reply to a text of that department (empty if unknown)."""
    people = [person for post in DECIDED_BY if department for person in roster.holders(post, department, at)]
    if late or not department:
        general = home(roster, "")
        people += [person for post in LATE_BY for person in roster.holders(post, general, at)]
    return list(dict.fromkeys(people))


def may_decide(
    person: str, roster: Roster, at: str, department: str, state: str, *, late: bool
) -> Refusal | None:
    """Return why `person` may not decide on a reply, or None. A reply that needed no decision may still be decided."""
    if state in {State.ACTED, State.DECIDED}:
        return refuse("reply_decided", "R13")
    if person not in deciders(roster, at, department, late=late):
        return refuse("reply_not_yours", "R7", department=home(roster, department))
    return None
