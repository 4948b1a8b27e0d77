"""Replies of subscribers at the desk: how far each has come, and who decides on it, until when (R7, R11, R13).

The department that sent decides, for it answers for its texts and lists (R7); where nobody knows what is answered, the General
Department does. Once the time is over the General Department may as well.
"""

from enum import StrEnum
from typing import Final

from console.domain.complaints.complaints import home
from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse


class State(StrEnum):
    """How far a reply has come."""

    OPEN = "open"
    ACTED = "acted"  # refused by itself
    NOTED = "noted"  # needs nobody
    DECIDED = "decided"


class Decision(StrEnum):
    """What a person makes of a reply."""

    REFUSES = "refuses"
    COMPLAINT = "complaint"
    NOTHING = "nothing"


DECIDED_BY: Final = (Post.DRAFTER, Post.OPERATOR, Post.DEPARTMENT_MANAGER)

LATE_BY: Final = (Post.REGISTRAR, Post.OPERATOR, Post.DEPARTMENT_MANAGER)
"""Who of the General Department decides on what is late, or answers nothing that is known."""

DAYS: Final = 1
"""Working days until a person has decided."""


def deciders(roster: Roster, at: str, department: str, *, late: bool) -> list[str]:
    """Return who decides on a reply to a text of that department (empty: nobody knows whose)."""
    people = [person for post in DECIDED_BY if department for person in roster.holders(post, department, at)]
    if late or not department:
        general = home(roster, "")
        people += [person for post in LATE_BY for person in roster.holders(post, general, at)]
    return list(dict.fromkeys(people))


def may_decide(
    person: str, roster: Roster, at: str, department: str, state: str, *, late: bool
) -> Refusal | None:
    """Return why `person` may not decide on a reply, or None. What needed nobody may be decided otherwise."""
    if state in {State.ACTED, State.DECIDED}:
        return refuse("reply_decided", "R13")
    if person not in deciders(roster, at, department, late=late):
        return refuse("reply_not_yours", "R7", department=home(roster, department))
    return None
