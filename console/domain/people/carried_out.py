"""What happened after a roster version carried out an application (Attachment 3), by the signed versions since (R1, R8)."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from console.domain.people.enrolment import Application, ApplicationKind
from console.domain.people.people import Appointment, Key, Person, Roster, Standing


class Course(StrEnum):
    """The present state of the post that an application was about."""

    LATER = "later"  # the post begins on a later day
    HELD = "held"
    SUSPENDED = "suspended"  # an order or a version stops every right of the person for now
    OVER = "over"  # its term ended
    ENDED = "ended"  # a version took it away
    LEFT = "left"  # its person left the organisation


_GONE = frozenset({Course.OVER, Course.ENDED, Course.LEFT})


class Ending(msgspec.Struct, frozen=True):
    """The end of a post: the instant, and the version that set it, or 0 if its term ended."""

    at: str
    version: int
    left: bool = False


class Voided(msgspec.Struct, frozen=True):
    """A key that is invalid from an instant on, with the version that says so: revoked, or its person has left (`left`)."""

    public: str
    at: str
    version: int
    left: bool = False


class Followed(msgspec.Struct, frozen=True):
    """What the versions say: `since` is when the right begins or began, `uid` is the person's last account, -1 for none.

    `ending` may be an end in the future.
    """

    course: Course
    since: str
    uid: int
    ending: Ending | None
    keys: list[Voided]


def follow(
    act: Application, before: Roster | None, chain: Sequence[Roster], now: Roster, at: str
) -> Followed:
    """Follow an application through `chain`, the signed versions beginning with the one that carried it out.

    `before` is the version before these, `now` the newest with the personnel orders applied, `at` the instant of asking.
    """
    ending = _ending(act, chain)
    spans = _spans(act, chain[-1])
    held = [one for one in spans if one.since <= at and (not one.until or at < one.until)]
    coming = [one.since for one in spans if one.since > at]
    since = min(coming) if coming and not held else max(act.since, chain[0].at)
    people = [one for one in (version.person(act.person) for version in chain) if one is not None]
    here = [one for one in people if one.standing is not Standing.LEFT]
    return Followed(
        course=_course(act, ending, now, since, at),
        since=since,
        uid=here[-1].uid if here else -1,
        ending=ending,
        keys=_voided(act.person, before, chain),
    )


def state(act: Application, course: Course) -> str:
    """The word for the state of an application that was carried out: `active`, `suspended`, `ended`, or `carried_out`.

    The last is for acts without duration: a change, or giving up a post.
    """
    if act.kind in {ApplicationKind.CHANGE, ApplicationKind.REVOKE}:
        return "carried_out"
    if course in _GONE:
        return "ended"
    return "suspended" if course is Course.SUSPENDED else "active"


def _course(act: Application, ending: Ending | None, now: Roster, since: str, at: str) -> Course:
    if ending is not None and ending.at <= at:
        if ending.left:
            return Course.LEFT
        return Course.ENDED if ending.version else Course.OVER
    person = now.person(act.person)
    if person is not None and person.standing is Standing.SUSPENDED:
        return Course.SUSPENDED
    return Course.LATER if since > at else Course.HELD


def _ending(act: Application, chain: Sequence[Roster]) -> Ending | None:
    """The first end of the post; a later version that gives the post again does so for another application or on its own."""
    end, setter = _asked_until(act, chain[0]), 0
    tracked = act.kind is not ApplicationKind.CHANGE or bool(_spans(act, chain[0]))
    for version in chain:
        if end and end <= version.at:
            break
        person = version.person(act.person)
        if person is not None and person.standing is Standing.LEFT:
            return Ending(version.at, version.version, left=True)
        if not tracked:
            continue
        spans = _spans(act, version)
        if not spans:
            return Ending(version.at, version.version)
        last = _last(spans)
        if last != end:
            setter = version.version if last and (not end or last < end) else 0
            end = last
    return Ending(end, setter) if end else None


def _asked_until(act: Application, carrying: Roster) -> str:
    """The end of the post before anybody shortened it; empty for an application to give up a post."""
    if act.kind is ApplicationKind.REVOKE:
        return ""
    return _last(_spans(act, carrying)) if act.kind is ApplicationKind.CHANGE else act.until


def _spans(act: Application, version: Roster) -> list[Appointment]:
    return [
        held
        for held in version.posts
        if (held.person, held.post, held.department) == (act.person, act.post, act.department)
        and (act.kind is ApplicationKind.REVOKE or held.standby == act.standby)
    ]


def _last(spans: Sequence[Appointment]) -> str:
    """The latest end of the appointments; empty if one of them has no end."""
    ends = [held.until for held in spans]
    return "" if not ends or "" in ends else max(ends)


def _voided(person_id: str, before: Roster | None, chain: Sequence[Roster]) -> list[Voided]:
    """The person's keys that these versions revoked, and all their other keys if they have left."""
    was = before.person(person_id) if before is not None else None
    known = {key.public for key in was.keys if key.revoked} if was is not None else set()
    voided: list[Voided] = []
    for version in chain:
        person = version.person(person_id)
        for key in person.keys if person is not None else []:
            if key.revoked and key.public not in known:
                known.add(key.public)
                voided.append(Voided(key.public, key.revoked, version.version))
    last = chain[-1].person(person_id)
    if last is not None and last.standing is Standing.LEFT:
        leaving = _leaving(person_id, chain)
        voided += [Voided(k.public, leaving.at, leaving.version, left=True) for k in _good(last)]
    return voided


def _good(person: Person) -> list[Key]:
    return [key for key in person.keys if not key.revoked]


def _leaving(person_id: str, chain: Sequence[Roster]) -> Roster:
    """The version with which a person who has left did so."""
    left = chain[-1]
    for version in reversed(chain):
        person = version.person(person_id)
        if person is None or person.standing is not Standing.LEFT:
            break
        left = version
    return left
