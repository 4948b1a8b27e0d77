"""Whether a new organisation can be founded: findings about its first roster, for the people who are about to sign it.

A finding that blocks means that the platform could not be used as the regulation says; people weigh the others. Faults of any
version (`roster_rules`) and gaps of any version (`roster_alerts`) are judged in those modules and reported here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Final, Literal

import msgspec

from console.domain.contacts.phone import AFTER_MOBILE, FIRST_MOBILE
from console.domain.people.people import DepartmentKind, Person, Post, Roster
from console.domain.policy import Policy
from console.domain.requests.text import unseen
from console.domain.rosters import offices, roster_rules
from console.domain.rosters.alert import Alert
from console.domain.rosters.roster_alerts import alerts
from console.domain.telephones import telephone
from console.domain.times import ZONE, parse

LONGEST_DAYS: Final = 100
_SOON_DAYS: Final = 30
_ID: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LONGEST_NAME: Final = 200
_CLASH: Final = "offices_together"


class Finding(msgspec.Struct, frozen=True):
    """Something to put right (`blocks`) or to weigh; `code` keys its words, `clause` is the clause behind it, or empty.

    `kind` is the catalogue of its words: `finding`, or `refusal` and `alert` for what is judged about every version.
    """

    code: str
    clause: str
    blocks: bool
    params: dict[str, str] = {}
    kind: Literal["finding", "refusal", "alert"] = "finding"


def wrong(code: str, clause: str = "", **params: object) -> Finding:
    """Return a finding that must be put right."""
    return Finding(code, clause, True, {name: str(value) for name, value in params.items()})


def weigh(code: str, clause: str = "", **params: object) -> Finding:
    """Return a finding for people to weigh."""
    return Finding(code, clause, False, {name: str(value) for name, value in params.items()})


def called(person: Person) -> str:
    """Return a person as findings name them: `钱伟 (qianwei)`."""
    return f"{person.name} ({person.id})"


def judge(roster: Roster, policy: Policy) -> list[Finding]:
    """Return the findings about a first roster at its own instant, blocking ones first."""
    findings = [
        *_organisation(roster),
        *(Finding(one.code, one.clause, True, one.params, "refusal") for one in roster_rules.faults(roster)),
        # `_people` reports people without an account, whether or not they hold a post.
        # `_offices` judges the whole time of the version, as the desk does of every later one.
        *(_alert(one) for one in alerts(roster, policy, roster.at) if one.code not in {"no_account", _CLASH}),
        *_offices(roster, policy),
        *_people(roster),
        *_appointments(roster),
        *_departments(roster),
        *_validity(roster),
    ]
    return sorted(findings, key=lambda one: not one.blocks)


def _alert(alert: Alert) -> Finding:
    """A grave alert blocks; so does a missing custodian, because then nobody may hold the passwords (R12)."""
    blocks = alert.grave or alert.code == "custodian_missing"
    return Finding(alert.code, alert.clause, blocks, alert.params, "alert")


def _offices(roster: Roster, policy: Policy) -> Iterator[Finding]:
    """Two of the three offices with one person at any time; to weigh while the pack allows a small house to."""
    blocks = not policy.separation.allows(roster.at, ZONE)
    kind: Literal["refusal", "alert"] = "refusal" if blocks else "alert"
    for one in offices.clashes(roster):
        yield Finding(_CLASH, "R8", blocks, {name: str(value) for name, value in one._asdict().items()}, kind)


def _organisation(roster: Roster) -> Iterator[Finding]:
    if not _ID.fullmatch(roster.org):
        yield wrong("id_form", id=roster.org)
    named = [("organisation", roster.org, roster.org_name)]
    named += [("department", one.id, one.name) for one in roster.departments]
    named += [("person", one.id, one.name) for one in roster.people]
    for of, id_, name in named:
        if not name.strip() or len(name) > _LONGEST_NAME or unseen(name):
            yield wrong("name_unfit", of=of, id=id_)


def _people(roster: Roster) -> Iterator[Finding]:
    for person in roster.people:
        if not person.staff_no.strip() or unseen(person.staff_no):
            yield wrong("staff_no_missing", person=called(person))
        yield from _phone(person)
        if not roster.solo and person.uid < 0:
            yield weigh("no_account", person=called(person))
        if not roster.solo and person.uid == 0:
            yield weigh("root_account", person=called(person))
        if not any(one.person == person.id for one in roster.posts):
            yield weigh("no_post", person=called(person))
    for number, count in Counter(person.staff_no for person in roster.people).items():
        if number and count > 1:
            people = ", ".join(called(person) for person in roster.people if person.staff_no == number)
            yield wrong("staff_no_twice", number=number, people=people)


def _phone(person: Person) -> Iterator[Finding]:
    """A telephone of the office, as the form of an application takes it."""
    if not person.phone.strip() or unseen(person.phone):
        yield wrong("phone_missing", "A1", person=called(person))
    elif _is_mobile(person.phone):
        yield wrong("phone_mobile", person=called(person))
    elif not telephone(person.phone):
        yield wrong("phone_unfit", "A1", person=called(person))


def _appointments(roster: Roster) -> Iterator[Finding]:
    for one in roster.posts:
        person = roster.person(one.person)
        if person and one.until and one.since < one.until <= roster.at:
            yield weigh("post_over", person=called(person), post=one.post)


def _departments(roster: Roster) -> Iterator[Finding]:
    """Check the two departments that the regulation names, and the posts that no other check requires."""
    kinds = Counter(one.kind for one in roster.departments)
    if kinds[DepartmentKind.GENERAL] != 1:
        yield wrong("general_department", "R7", count=kinds[DepartmentKind.GENERAL])
    if kinds[DepartmentKind.BUSINESS] < 1:
        yield wrong("business_department", "R8")
    general = roster.general_department()
    if general and not roster.holders(Post.REGISTRAR, general.id, roster.at):
        yield wrong("registrar_missing", "R3", department=general.name)
    if not roster.holders(Post.AUDITOR, "", roster.at):
        yield weigh("auditor_missing", "R7")


def _validity(roster: Roster) -> Iterator[Finding]:
    lasting = parse(roster.expires) - parse(roster.at)
    if not timedelta(0) < lasting <= timedelta(days=LONGEST_DAYS):
        yield wrong("days_many", days=lasting.days, most=LONGEST_DAYS)
    elif lasting < timedelta(days=_SOON_DAYS):
        yield weigh("days_few", days=lasting.days)
    if roster.solo:
        yield weigh("solo", "R12")


def _is_mobile(phone: str) -> bool:
    """Whether it is a mobile number; the roster is kept in the ledger, which may not hold mobile numbers."""
    digits = re.sub(r"[^0-9]", "", phone)
    digits = digits.removeprefix("0086").removeprefix("86") if len(digits) > 11 else digits
    return len(digits) == 11 and FIRST_MOBILE <= int(digits) < AFTER_MOBILE
