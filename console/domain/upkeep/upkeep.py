"""维护记录和支持申请: what the General Department does to keep the platform going, and what others ask of it (R7, R8).

Operators, the custodian and administrators write down what they maintained. Anybody may ask for support; the General Department answers.
"""

from enum import StrEnum
from typing import Final

from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse


class Kind(StrEnum):
    """What a record is."""

    MAINTENANCE = "maintenance"
    SUPPORT = "support"


class State(StrEnum):
    """A request for support is open until it is answered; maintenance is written down once it is done."""

    OPEN = "open"
    DONE = "done"


class Topic(StrEnum):
    """What it is about."""

    INSPECTION = "inspection"  # 日常检查
    UPGRADE = "upgrade"
    BACKUP = "backup"
    GATEWAY = "gateway"
    CREDENTIAL = "credential"
    HOST = "host"
    NETWORK = "network"
    FAULT = "fault"
    USE = "use"  # how something is done
    OTHER = "other"


MAINTAINED_BY: Final = (Post.OPERATOR, Post.CUSTODIAN, Post.ADMINISTRATOR)
"""The posts that maintain: the operators (R8), and who keeps the passwords and the machines."""

_HELPING: Final = (Post.OPERATOR, Post.DEPARTMENT_MANAGER)
"""Posts of the General Department that answer, besides administrators."""


def home(roster: Roster) -> str:
    """Return the id of the General Department; empty if the roster has none."""
    general = roster.general_department()
    return general.id if general is not None else ""


def department_of(person: str, roster: Roster, at: str) -> str:
    """Return the department that a person's record is about: their own, or the General Department for a post that has none."""
    own = (one.department for one in roster.appointments(person, at) if one.department)
    return next(own, home(roster))


def may_enter(person: str, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not write down maintenance, or None."""
    general = home(roster)
    for one in roster.appointments(person, at):
        managing = one.post is Post.DEPARTMENT_MANAGER and one.department == general
        if one.post in MAINTAINED_BY or managing:
            return None
    return refuse("upkeep_not_yours", "R8")


def helpers(roster: Roster, at: str) -> list[str]:
    """Return who answers: operator and manager of the General Department, and administrators."""
    general = home(roster)
    people = [person for post in _HELPING for person in roster.holders(post, general, at)]
    people += [one.person for one in roster.posts if one.post is Post.ADMINISTRATOR and one.holds(at)]
    return [one for one in dict.fromkeys(people) if any(True for _ in roster.appointments(one, at))]


def may_answer(person: str, roster: Roster, at: str, kind: str, state: str) -> Refusal | None:
    """Return why `person` may not answer a record, or None."""
    if kind != Kind.SUPPORT:
        return refuse("upkeep_no_question", "R7")
    if state == State.DONE:
        return refuse("support_answered", "R7")
    if person not in helpers(roster, at):
        return refuse("support_not_yours", "R7", department=home(roster))
    return None
