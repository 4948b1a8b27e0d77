"""Complaints about messages, from 12321 or direct: received, answered, closed; who takes each step, and until when (R7, R13).

The department that sent answers, for it reviews and supervises its texts and lists (R7); where nobody knows which text it was,
the General Department does. The registrar closes, and never what they answered themselves.
"""

import hashlib
from enum import StrEnum
from typing import Final

from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse


class Source(StrEnum):
    """Where a complaint came from; 12321 is the public complaint centre."""

    CENTRE = "12321"
    DIRECT = "direct"
    OTHER = "other"


class State(StrEnum):
    """How far it has come."""

    RECEIVED = "received"
    ANSWERED = "answered"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What it turned out to be."""

    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"


ENTERED_BY: Final = (Post.REGISTRAR, Post.OPERATOR, Post.DEPARTMENT_MANAGER)
"""Who writes a complaint down: the registrar any, the others those about their own department."""

ANSWERED_BY: Final = (Post.OPERATOR, Post.DEPARTMENT_MANAGER)

CLOSED_BY: Final = (Post.REGISTRAR, Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER)


def commitment(salt: bytes, number: int) -> str:
    """Return what stands for a number in the ledger: with the salt it proves which number it was, without it nothing."""
    return hashlib.sha256(b"sms-number-1" + salt + str(number).encode()).hexdigest()


def home(roster: Roster, department: str) -> str:
    """Return the department that answers: the one whose text it is, else the General Department."""
    general = roster.general_department()
    return department or (general.id if general is not None else "")


def may_enter(person: str, roster: Roster, at: str, department: str) -> Refusal | None:
    """Return why `person` may not write down a complaint about that department (empty: about nobody knows whose), or None."""
    if roster.holds(person, Post.REGISTRAR, "", at):
        return None
    held = [a for a in roster.appointments(person, at) if a.post in ENTERED_BY]
    if not held:
        return refuse("complaint_not_yours_to_enter", "R7")
    if department and not any(a.department == department for a in held):
        return refuse("complaint_other_department", "R7", department=department)
    return None


def answerers(roster: Roster, at: str, department: str) -> list[str]:
    """Return who answers: operator and manager of the department, and the registrar where it is the General Department's."""
    answering = home(roster, department)
    people = [person for post in ANSWERED_BY for person in roster.holders(post, answering, at)]
    if not department:
        people += roster.holders(Post.REGISTRAR, answering, at)
    return list(dict.fromkeys(people))


def closers(roster: Roster, at: str, answered_by: str) -> list[str]:
    """Return who closes: registrar, manager and supervising manager of the General Department, but not the one who answered."""
    general = home(roster, "")
    people = [person for post in CLOSED_BY for person in roster.holders(post, general, at)]
    return [person for person in dict.fromkeys(people) if person != answered_by]


def may_answer(person: str, roster: Roster, at: str, department: str, state: str) -> Refusal | None:
    """Return why `person` may not answer, or None. What was answered may be answered again, until it is closed."""
    if state == State.CLOSED:
        return refuse("complaint_closed", "R7")
    if person not in answerers(roster, at, department):
        return refuse("complaint_not_yours_to_answer", "R7", department=home(roster, department))
    return None


def may_close(person: str, roster: Roster, at: str, answered_by: str, state: str) -> Refusal | None:
    """Return why `person` may not close it, or None."""
    if state == State.CLOSED:
        return refuse("complaint_closed", "R7")
    if state != State.ANSWERED:
        return refuse("complaint_unanswered", "R13")
    if person == answered_by:
        return refuse("complaint_own_answer", "R7")
    if person not in closers(roster, at, answered_by):
        return refuse("complaint_not_yours_to_close", "R7")
    return None
