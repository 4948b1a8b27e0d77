"""补录: a send that was made on paper in an emergency is entered afterwards, and never sent by the console (R2, R3).

It stays visible as an exception: it is entered with the number of its paper, and the department's manager acknowledges it.
"""

from enum import StrEnum
from typing import Annotated, Final

import msgspec

from console.domain.asks import ask
from console.domain.people.people import Post, Roster
from console.domain.refusals import Refusal, refuse
from console.domain.shapes import Digest, Long, Reason, Short, SignedAct
from console.domain.times import Time

ENTERED_WITHIN: Final = 3
"""Working days within which an emergency send must be entered; a later entry must say why."""


class EmergencyState(StrEnum):
    """The state of an entry; only the department's manager can end the first state."""

    ENTERED = "entered"
    ACKNOWLEDGED = "acknowledged"


class Approver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One signature on the paper: the post, and the name as it is written there."""

    post: Post
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Emergency(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="emergency/1", tag_field="type"):
    """A send approved and made on paper alone, as entered afterwards. `channel` says how it was sent, `late` why the entry is late.

    `text` is the whole message as it went out. It contains no recipient's number: the numbers are kept with the paper.
    """

    org: Short
    number: Short
    department: Short
    category: Annotated[str, msgspec.Meta(pattern=r"\A(notice|promotion|other)\Z")]
    sent_at: Time
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=1100)]
    recipients: Annotated[int, msgspec.Meta(ge=1, le=10_000_000)]
    approvers: Annotated[list[Approver], msgspec.Meta(max_length=6)]
    channel: Reason
    reason: Reason
    late: Long
    paper: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    by: Short
    at: Time


class EmergencyAcknowledgement(SignedAct, frozen=True, tag="emergency_acknowledgement/1"):
    """The department's manager has seen the paper and confirms it: the entry's digest, number and count, the manager's words."""

    emergency: Digest
    number: Short
    count: Annotated[int, msgspec.Meta(ge=1, le=10_000_000), ask("again")]
    opinion: Annotated[Reason, ask(option="words")]


def may_enter(person: str, department: str, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not enter an emergency send of a department, or None.

    The department's operator enters it (R8). The General Department's operator or registrar may too, for departments without an
    operator and for its own sends. The custodian may not handle content (R12), whatever other posts they hold.
    """
    posts = list(roster.appointments(person, at))
    if any(held.post is Post.CUSTODIAN for held in posts):
        return refuse("emergency_custodian", "R12")
    general = roster.general_department()
    home = general.id if general is not None else ""
    own = any(held.post is Post.OPERATOR and held.department == department for held in posts)
    theirs = any(held.post in {Post.OPERATOR, Post.REGISTRAR} and held.department == home for held in posts)
    if own or theirs:
        return None
    return refuse("emergency_not_yours", "R8", department=department)


def may_acknowledge(person: str, emergency: Emergency, roster: Roster, at: str) -> Refusal | None:
    """Return why `person` may not acknowledge an entry, or None: the department's manager does, otherwise the one above (R7)."""
    if person == emergency.by:
        return refuse("emergency_own", "R7", person=person)
    if person in acknowledging(emergency, roster, at):
        return None
    return refuse("emergency_not_manager", "R7", department=emergency.department)


def acknowledging(emergency: Emergency, roster: Roster, at: str) -> list[str]:
    """Return who may acknowledge an entry: the department's managers except the one who entered it, or its supervising managers."""
    for post in (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER):
        people = [one for one in roster.holders(post, emergency.department, at) if one != emergency.by]
        if people:
            return sorted(people)
    return []


def lacking(emergency: Emergency, route: list[Post]) -> list[Post]:
    """Return the posts of a category's route whose signatures are missing on the paper (R2)."""
    signed = {approver.post for approver in emergency.approvers}
    return [post for post in route if post not in signed]
