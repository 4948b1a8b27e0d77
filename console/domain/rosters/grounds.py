"""The grounds of a roster version (filed applications, hand-overs): what the version must do for them, and what it does besides."""

from collections.abc import Sequence

from console.domain.credentials.custody import HandOver
from console.domain.people.enrolment_rules import APPLIED_FOR
from console.domain.people.people import Appointment, Post, Roster, Standing
from console.domain.refusals import Refusal, refuse
from console.domain.rosters.roster_differences import Difference, difference
from console.domain.rosters.rosters import (
    AddDepartment,
    AddKey,
    AddPerson,
    Appoint,
    Asked,
    ChangeError,
    EditPerson,
    EndPost,
    Paper,
    changes_of,
    made,
)

_Place = tuple[str, str, str]
"""Person, post, department."""


def not_carried_out(old: Roster, new: Roster, papers: Sequence[Paper]) -> Refusal | None:
    """Return why `new`, the version after `old`, does not do what its grounds (`papers`) ask for, or None.

    Other changes are not judged, as long as they do not undo the grounds: a newcomer may get an account, and a person who gives up
    a post may leave altogether.
    """
    try:
        expected = _with(old, new, papers)
    except ChangeError as error:
        return error.refusal
    for paper in papers:
        if not all(_done(change, new, expected) for change in changes_of(paper, old)):
            if isinstance(paper, HandOver):
                return refuse("hand_over_not_carried_out", "R12", number=paper.number, person=paper.incoming)
            return refuse("ground_not_carried_out", "R1", number=paper.number, person=paper.person)
    return None


def without_hand_over(old: Roster, new: Roster, papers: Sequence[Paper], *, in_force: bool) -> Refusal | None:
    """Return why `new` may not make somebody custodian, or None: they took over custody, or there was none to take over (R12).

    `in_force` says whether a password is in force: then it must be handed over, even if the version before names no custodian.
    """
    kept = {
        a.person
        for a in old.posts
        if a.post is Post.CUSTODIAN and not a.standby and (not a.until or a.until > new.at)
    }
    if not kept and not in_force:
        return None
    handed = {paper.incoming for paper in papers if isinstance(paper, HandOver)}
    for held in new.posts:
        if held.post is Post.CUSTODIAN and not held.standby and held.person not in kept | handed:
            return refuse("custody_not_handed_over", "R12", person=held.person)
    return None


def without_ground(old: Roster, new: Roster, papers: Sequence[Paper]) -> list[Difference]:
    """Return the changes in `new` that need an application but have none among the grounds (R1, R8, R9).

    The roster signers decide alone on other changes: suspensions, people who leave, revoked keys, posts of the whole organisation,
    policy packs, gateways. Raises ChangeError if the grounds cannot be carried out.
    """
    return [one for one in difference(_with(old, new, papers), new) if _comes_by_application(one, old, new)]


def _with(old: Roster, new: Roster, papers: Sequence[Paper]) -> Roster:
    """The version after `old` that carries the papers out and does nothing else."""
    return made(
        old,
        [change for one in papers for change in changes_of(one, old)],
        at=new.at,
        expires=new.expires,
        previous=new.previous,
        signers=new.signers,
        grounds=new.grounds,
    )


# ---- carried out


def _done(change: Asked, new: Roster, expected: Roster) -> bool:
    match change:
        case AddDepartment(department=name):
            return new.department(name) == expected.department(name)
        case AddPerson() | EditPerson():
            return _says(change, new)
        case AddKey(person=person, key=key):
            return _has_key(new, person, key)
        case Appoint(person=person, post=post, department=department):
            place = (person, str(post), department)
            return _held(new, place) == _held(expected, place)
        case EndPost(person=person, post=post, department=department):
            place = (person, str(post), department)
            return all(
                any(_within(one, other) for other in _held(expected, place)) for one in _held(new, place)
            )


def _says(change: AddPerson | EditPerson, new: Roster) -> bool:
    person = new.person(change.person)
    if person is None:
        return False
    names = ("name", "phone", "staff_no") if isinstance(change, AddPerson) else ("name", "phone")
    values = {name: getattr(change, name) for name in names if getattr(change, name) is not None}
    return all(getattr(person, name) == value for name, value in values.items()) and (
        isinstance(change, EditPerson) or _has_key(new, change.person, change.key)
    )


def _has_key(new: Roster, person_id: str, key: str) -> bool:
    person = new.person(person_id)
    return person is not None and any(k.public == key and not k.revoked for k in person.keys)


def _held(roster: Roster, place: _Place) -> list[Appointment]:
    held = [a for a in roster.posts if (a.person, str(a.post), a.department) == place]
    return sorted(held, key=lambda a: (a.since, a.until, a.standby))


def _within(one: Appointment, other: Appointment) -> bool:
    """Whether an appointment gives no more rights than the other."""
    return (
        one.standby == other.standby
        and one.since >= other.since
        and (not other.until or (bool(one.until) and one.until <= other.until))
    )


# ---- besides


def _comes_by_application(one: Difference, old: Roster, new: Roster) -> bool:
    values = one.after or one.before
    if one.code.startswith("post_"):
        return values.get("post") in {str(post) for post in APPLIED_FOR} and not _leaves(one, old, new)
    if one.code == "person_changed":
        return bool({"name", "phone"} & set(values))
    return one.code in _BY_APPLICATION


_BY_APPLICATION = frozenset(
    {
        "person_added",
        "person_removed",
        "key_added",
        "department_added",
        "department_changed",
        "department_removed",
    }
)


def _leaves(one: Difference, old: Roster, new: Roster) -> bool:
    """Whether a post ends because its holder leaves with this version."""
    return one.code == "post_removed" and _left(new, one.subject) and not _left(old, one.subject)


def _left(roster: Roster, person_id: str) -> bool:
    person = roster.person(person_id)
    return person is not None and person.standing is Standing.LEFT
