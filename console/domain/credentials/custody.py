"""Changes of custody (R12): the hand-over, the sealed envelope for the B角, and what must be changed afterwards.

Both are acts of several people (`pairing`). A person who has known a secret knows it for ever. So every act that passes on
or shows a secret requires a change of that secret by a certain day.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Final

import msgspec

from console.domain.asks import ask
from console.domain.pair import PairAct, Part, Rule
from console.domain.people.people import Appointment, Post, Roster, Standing
from console.domain.reads import reads
from console.domain.refusals import Refusal, refuse
from console.domain.shapes import DepartmentId, Digest, MaybeTime, PersonId, Short
from console.domain.times import Time

_Print = Annotated[str, msgspec.Meta(max_length=200)]
_Named = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
_Day = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]

HAND_OVER_DAYS: Final = 2
"""Working days after a hand-over within which every password and the phrase must be changed."""
OPENED_DAYS: Final = 1
"""The same after an envelope was opened, or found open, because somebody has just read it."""
AHEAD_DAYS: Final = 30
"""A hand-over takes effect at most this many days ahead."""
CHECK_DAYS: Final = 92
"""An envelope's seal is checked once a quarter."""


class Holds(StrEnum):
    """What an envelope holds."""

    PHRASE = "phrase"
    PASSWORD = "password"  # noqa: S105 - the name of a kind


class Handed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A password that is handed over: its gateway, its keyed fingerprint, since when it is in force; empty for none."""

    gateway: Short
    fingerprint: _Print
    installed: MaybeTime


class HandOver(PairAct, frozen=True, tag="hand_over/1"):
    """Custody goes from `outgoing` (empty if nobody holds it any more) to `incoming` on `effective`.

    It is the ground of the roster version that carries it out. Every password must be changed by `rotate_by`.
    """

    RULE = Rule(
        "hand_over", "R12", Part.CUSTODIAN_OR_SUPERIOR, (Part.INCOMING_CUSTODIAN, Part.GENERAL_WITNESS)
    )

    number: _Named
    outgoing: PersonId
    incoming: Annotated[str, msgspec.Meta(min_length=1, max_length=200), reads("person"), ask(option="to")]
    department: DepartmentId
    effective: Annotated[Time, ask("now")]
    passwords: list[Handed]
    envelopes: list[_Named]
    rotate_by: Time


class SealEnvelope(PairAct, frozen=True, tag="seal_envelope/1"):
    """A phrase or a password was put into an envelope and sealed before a witness; `check` is the day of the next check.

    `fingerprint` is that of the password inside; a phrase has none.
    """

    RULE = Rule("seal_envelope", "R12", Part.CUSTODIAN, (Part.GENERAL_WITNESS,))

    number: _Named
    holds: Annotated[Holds, ask()]
    gateway: Annotated[Short, ask("gateway", needed=False)]
    fingerprint: _Print
    seal: Annotated[_Named, ask()]
    place: Annotated[_Named, ask()]
    check: Annotated[_Day, ask("day")]

    @classmethod
    def between(cls, said: Mapping[str, Any]) -> Iterator[tuple[str, Refusal]]:
        """Yield a fault if a password was sealed without naming its gateway."""
        if said.get("holds") == Holds.PASSWORD and not said.get("gateway"):
            yield "gateway", refuse("field_missing", cls.RULE.clause, field="seal_envelope.gateway")


class OpenEnvelope(PairAct, frozen=True, tag="open_envelope/1"):
    """A sealed envelope is opened: `sealing` is the digest of the statement by which it was sealed."""

    RULE = Rule("open_envelope", "R12", Part.CUSTODIAN_OR_STANDBY, (Part.GENERAL_MANAGER_OF_DEPARTMENT,))

    number: _Named
    sealing: Digest
    seal: Annotated[_Named, ask()]


CustodyAct = HandOver | SealEnvelope | OpenEnvelope
"""Acts about custody that several people sign; the desk carries them out, not the dispatcher."""

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
"""Posts that a custodian may not hold: the keeper of the passwords does not draft, approve, accept or release (R12)."""


def keepers(roster: Roster, at: str) -> list[Appointment]:
    """The custodian's appointments in force at `at` by their dates, including those of suspended people."""
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
