"""Faults that no roster version may have, whoever signs it: names or keys shared by two people, posts that nobody can hold."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from console.domain.people.people import EVERYWHERE, Appointment, Post, Roster, Standing
from console.domain.refusals import Refusal, refuse
from console.domain.rosters.offices import together as at_once


def unsound(roster: Roster) -> Refusal | None:
    """Return why a version is invalid as a whole, or None: names or keys shared by two people, posts that nobody can hold."""
    return next(faults(roster), None)


def faults(roster: Roster) -> Iterator[Refusal]:
    """Yield every fault for which `unsound` refuses a version, so that the founders of an organisation can correct all at once."""
    return (refusal for rule in _RULES for refusal in rule(roster))


def _names(roster: Roster) -> Iterator[Refusal]:
    people = [person.id for person in roster.people]
    for name in people:
        if not _ID.fullmatch(name):
            yield refuse("roster_bad_id", "R8", name=name)
    years = [str(one.year) for one in roster.calendars]
    plans = [one.version for one in roster.plans]
    for names in (people, [d.id for d in roster.departments], [g.id for g in roster.gateways], years, plans):
        for name in sorted({n for n in names if names.count(n) > 1}):
            yield refuse("roster_name_twice", "R8", name=name)
    for department in roster.departments:
        if not _ID.fullmatch(department.id):
            yield refuse("roster_bad_id", "R8", name=department.id)


def _accounts(roster: Roster) -> Iterator[Refusal]:
    uids = [person.uid for person in roster.people if person.uid >= 0]
    for uid in sorted({u for u in uids if uids.count(u) > 1}):
        yield refuse("account_shared", "R12", uid=uid)


def _keys(roster: Roster) -> Iterator[Refusal]:
    owners = [(key.public, person.id) for person in roster.people for key in person.keys]
    owners += [(service.public, service.id) for service in roster.services]
    seen: dict[str, str] = {}
    for public, owner in owners:
        if public in seen:
            yield refuse("roster_key_taken", "R12", person=seen[public])
        seen[public] = owner


def _posts(roster: Roster) -> Iterator[Refusal]:
    departments = {d.id for d in roster.departments}
    for held in roster.posts:
        person = roster.person(held.person)
        if person is None:
            yield refuse("roster_unknown_person", "R8", person=held.person)
        elif person.standing is Standing.LEFT:
            yield refuse("roster_person_left", "R8", person=held.person)
        if held.department not in departments and (held.department or held.post not in _UNBOUND):
            yield refuse("roster_unknown_department", "R1", department=held.department)
        if held.until and held.since >= held.until:
            yield refuse("roster_post_dates", "R8", person=held.person)
        if held.standby and held.post not in _STANDBY:
            yield refuse("roster_no_standby", "R8", post=held.post)


def _twice(roster: Roster) -> Iterator[Refusal]:
    for one, other in _together(roster.posts):
        if (one.person, one.post, one.department) == (other.person, other.post, other.department):
            yield refuse(
                "roster_post_held", "R8", person=one.person, post=one.post, department=one.department
            )


def _operators(roster: Roster) -> Iterator[Refusal]:
    active = {person.id for person in roster.people if person.standing is Standing.ACTIVE}
    operators = [h for h in roster.posts if h.post is Post.OPERATOR and not h.standby and h.person in active]
    for one, other in _together(operators):
        if one.department == other.department and one.person != other.person:
            people = ", ".join(sorted({one.person, other.person}))
            yield refuse("roster_two_operators", "R8", department=one.department, people=people)


def _together(posts: Sequence[Appointment]) -> Iterator[tuple[Appointment, Appointment]]:
    """Pairs of appointments that are in force at the same time."""
    for one, other in combinations(posts, 2):
        if at_once(one, other):
            yield one, other


_RULES: Final = (_names, _accounts, _keys, _posts, _twice, _operators)
_ID: Final = re.compile(r"[a-z][a-z0-9_-]{1,31}")
_UNBOUND: Final = EVERYWHERE | {Post.ADMINISTRATOR}
_STANDBY: Final = frozenset({Post.OPERATOR, Post.CUSTODIAN})
