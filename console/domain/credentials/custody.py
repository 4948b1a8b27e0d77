"""Custody that changes hands (R12): the hand-over, the sealed envelope of the B角, and what must be changed afterwards.

Both are acts of several people (`domain.pairing`). Who knew a secret knows it for ever: so whatever passes it on, or shows it
to somebody, makes a change of that secret due, with a day on which it is late.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final

import msgspec

from console.domain.asks import ask
from console.domain.people.people import Appointment, Post, Roster, Standing
from console.domain.reads import reads
from console.domain.refusals import Refusal, refuse
from console.domain.shapes import DepartmentId, Digest, MaybeTime, PersonId, Short
from console.domain.times import Time

_Print = Annotated[str, msgspec.Meta(max_length=200)]
_Named = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
_Day = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]

HAND_OVER_DAYS: Final = 2
"""Working days after a hand-over within which every password, and the phrase, is another."""
OPENED_DAYS: Final = 1
"""The same after an envelope was opened, or found open: somebody has just read it."""
AHEAD_DAYS: Final = 30
"""A hand-over takes effect so many days ahead at most."""
CHECK_DAYS: Final = 92
"""An envelope's seal is looked at once a quarter."""


class Holds(StrEnum):
    """What an envelope holds."""

    PHRASE = "phrase"
    PASSWORD = "password"  # noqa: S105 - the name of a kind


class Handed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A password that is passed on: of which gateway, its keyed fingerprint, since when it is in force; empty for none."""

    gateway: Short
    fingerprint: _Print
    installed: MaybeTime


class HandOver(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="hand_over/1", tag_field="act"):
    """Custody goes from `outgoing`, empty where nobody holds it any more, to `incoming` on `effective`.

    It is the ground of the roster version that carries it out. Until `rotate_by` every password is to be another.
    """

    CLAUSE: ClassVar[str] = "R12"

    number: _Named
    outgoing: PersonId
    incoming: Annotated[str, msgspec.Meta(min_length=1, max_length=200), reads("person"), ask(option="to")]
    department: DepartmentId
    effective: Annotated[Time, ask("now")]
    passwords: list[Handed]
    envelopes: list[_Named]
    rotate_by: Time


class SealEnvelope(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="seal_envelope/1", tag_field="act"
):
    """A phrase or a password was put into an envelope and sealed before a witness; `check` is the next day to look at it.

    `fingerprint` is that of the password inside; of a phrase there is none.
    """

    CLAUSE: ClassVar[str] = "R12"

    number: _Named
    holds: Annotated[Holds, ask()]
    gateway: Annotated[Short, ask("gateway", needed=False)]
    fingerprint: _Print
    seal: Annotated[_Named, ask()]
    place: Annotated[_Named, ask()]
    check: Annotated[_Day, ask("day")]

    @classmethod
    def between(cls, said: Mapping[str, Any]) -> Iterator[tuple[str, Refusal]]:
        """Yield what is missing if a password was sealed: whose it is."""
        if said.get("holds") == Holds.PASSWORD and not said.get("gateway"):
            yield "gateway", refuse("field_missing", cls.CLAUSE, field="seal_envelope.gateway")


class OpenEnvelope(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="open_envelope/1", tag_field="act"
):
    """A sealed envelope is opened: `sealing` is the digest of the statement by which it was sealed."""

    CLAUSE: ClassVar[str] = "R12"

    number: _Named
    sealing: Digest
    seal: Annotated[_Named, ask()]


CustodyAct = HandOver | SealEnvelope | OpenEnvelope
"""What several people sign about custody; the desk carries it out, no dispatcher does."""

CLASHES: Final = frozenset(
    {
        Post.DRAFTER,
        Post.OPERATOR,
        Post.DEPARTMENT_MANAGER,
        Post.SUPERVISING_MANAGER,
        Post.GENERAL_MANAGER,
        Post.REGISTRAR,
        Post.AUDITOR,
    }
)
"""Posts that nobody holds beside custody: who keeps the passwords neither drafts, approves, accepts nor releases (R12)."""


def keepers(roster: Roster, at: str) -> list[Appointment]:
    """The custodian's appointments that hold at `at` by their dates, also of somebody suspended."""
    return [a for a in roster.posts if a.post is Post.CUSTODIAN and a.holds(at)]


def may_take(person: str, roster: Roster, at: str) -> Refusal | None:
    """Return why custody cannot go to `person` at `at`, or None."""
    entry = roster.person(person)
    if entry is None or entry.standing is not Standing.ACTIVE:
        return refuse("hand_over_unknown", "R12", person=person)
    if not any(not key.revoked for key in entry.keys):
        return refuse("hand_over_no_key", "R12", person=person)
    if any(a.person == person for a in keepers(roster, at)):
        return refuse("hand_over_same", "R12", person=person)
    for held in roster.posts:
        if held.person == person and held.post in CLASHES and (not held.until or at < held.until):
            return refuse("hand_over_clash", "R12", person=person, post=held.post)
    return None


def handed_by(act: HandOver, roster: Roster) -> list[Appointment]:
    """Appointments that a hand-over ends: the outgoing custodian's, and the incoming one's as B角."""
    return [
        a
        for a in roster.posts
        if a.post is Post.CUSTODIAN
        and (not a.until or act.effective < a.until)
        and ((a.person == act.outgoing and not a.standby) or (a.person == act.incoming and a.standby))
    ]
