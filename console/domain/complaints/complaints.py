"""Complaints about messages, from 12321 or direct: received, answered, closed; who takes each step, and by when (R7, R13).

The department that sent the message answers, because it reviews and supervises its texts and lists (R7). If the text is unknown,
the General Department answers. The registrar closes complaints, but never one that they answered themselves.
"""

import hashlib
from enum import StrEnum
from typing import Final

from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse


class Source(StrEnum):
    """Where a complaint came from; 12321 is the public complaint centre, a reply opens its complaint itself."""

    CENTRE = "12321"
    DIRECT = "direct"
    OTHER = "other"
    REPLY = "reply"


ENTERED: Final = (Source.CENTRE, Source.DIRECT, Source.OTHER)
"""Sources that a person names who enters a complaint."""


class State(StrEnum):
    """The state of a complaint."""

    RECEIVED = "received"
    ANSWERED = "answered"
    CLOSED = "closed"


class Outcome(StrEnum):
    """The result of a complaint."""

    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"


ENTERED_BY: Final = (Post.REGISTRAR, Post.OPERATOR, Post.DEPARTMENT_MANAGER)
"""The posts that enter complaints: the registrar any complaint, the others only those about their own department."""

ANSWERED_BY: Final = (Post.OPERATOR, Post.DEPARTMENT_MANAGER)

CLOSED_BY: Final = (Post.REGISTRAR, Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER)


def commitment(salt: bytes, number: int) -> str:
    """Return the digest that replaces a number in the ledger; with the salt it proves the number, without it nothing."""
    return hashlib.sha256(b"sms-number-1" + salt + str(number).encode()).hexdigest()


def home(roster: Roster, department: str) -> str:
    """Return the department that answers: the sender of the text, otherwise the General Department."""
    general = roster.general_department()
    return department or (general.id if general is not None else "")


def may_enter(person: str, roster: Roster, at: str, department: str) -> Refusal | None:
    """Return why `person` may not enter a complaint about that department (empty if unknown), or None."""
    if roster.holds(person, Post.REGISTRAR, "", at):
        return None
    held = [a for a in roster.appointments(person, at) if a.post in ENTERED_BY]
    if not held:
        return refuse("complaint_not_yours_to_enter", "R7")
    if department and not any(a.department == department for a in held):
        return refuse("complaint_other_department", "R7", department=department)
    return None


def answerers(roster: Roster, at: str, department: str) -> list[str]:
    """Return who answers: operator and manager of the department, and the registrar if the department is unknown."""
    answering = home(roster, department)
    people = [person for post in ANSWERED_BY for person in roster.holders(post, answering, at)]
    if not department:
        people += roster.holders(Post.REGISTRAR, answering, at)
    return list(dict.fromkeys(people))


def closers(roster: Roster, at: str, answered_by: str) -> list[str]:
    """Return who closes: registrar, manager and supervising manager of the General Department, except the person who answered."""
    general = home(roster, "")
    people = [person for post in CLOSED_BY for person in roster.holders(post, general, at)]
    return [person for person in dict.fromkeys(people) if person != answered_by]


def may_answer(person: str, roster: Roster, at: str, department: str, state: str) -> Refusal | None:
    """Return why `person` may not answer, or None. A complaint may be answered again until it is closed."""
    if state == State.CLOSED:
        return refuse("complaint_closed", "R7")
    if person not in answerers(roster, at, department):
        return refuse("complaint_not_yours_to_answer", "R7", department=home(roster, department))
    return None


def may_close(person: str, roster: Roster, at: str, answered_by: str, state: str) -> Refusal | None:
    """Return why `person` may not close a complaint, or None."""
    if state == State.CLOSED:
        return refuse("complaint_closed", "R7")
    if state != State.ANSWERED:
        return refuse("complaint_unanswered", "R13")
    if person == answered_by:
        return refuse("complaint_own_answer", "R7")
    if person not in closers(roster, at, answered_by):
        return refuse("complaint_not_yours_to_close", "R7")
    return None
