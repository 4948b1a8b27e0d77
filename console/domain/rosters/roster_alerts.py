"""Gaps and conflicts of a roster version, as `doctor` reports them and as a roster signer sees them before signing."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Final

from console.domain.authority import departments_without_operator
from console.domain.categories import Category
from console.domain.people.people import Department, Post, Roster, Standing
from console.domain.policy import Policy
from console.domain.rosters import offices
from console.domain.rosters.alert import Alert
from console.domain.times import ZONE, parse

APPLIED: Final = {
    "operator_missing": Post.OPERATOR,
    "drafter_missing": Post.DRAFTER,
    "approver_only_drafter": Post.DRAFTER,
}
"""Alerts that an Operator Application (Attachment 3) can resolve, each with the post to apply for."""

_SOON: Final = timedelta(days=14)
_DECIDES: Final = frozenset({Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER})
_ACTS: Final = _DECIDES | {Post.DRAFTER, Post.OPERATOR}


def alerts(
    roster: Roster, policy: Policy, at: str, pledged: Collection[str] | None = None, timezone: str = ZONE
) -> list[Alert]:
    """Return conflicts and gaps at `at`, the grave ones first. `pledged` are the people with a valid pledge, None if unknown."""
    rows = [
        *_operators(roster, at),
        *(alert for d in roster.departments for alert in _department(roster, policy, d, at)),
        *_custodians(roster, at),
        *_signers(roster, at),
        *_offices(roster, policy, at, timezone),
        *_expiry(roster, at),
        *_pledges(roster, policy, at, pledged),
        *_accounts(roster, at),
    ]
    return sorted(rows, key=lambda alert: not alert.grave)


def _alert(code: str, clause: str, *, grave: bool = True, **params: object) -> Alert:
    return Alert(code, clause, {name: str(value) for name, value in params.items()}, grave)


def _operators(roster: Roster, at: str) -> Iterator[Alert]:
    for department in departments_without_operator(roster, at):
        yield _alert("operator_missing", "R8", department=department)
    for d in roster.departments:
        holders = roster.holders(Post.OPERATOR, d.id, at)
        if len(holders) > 1:
            yield _alert("operators_two", "R8", department=d.id, people=", ".join(holders))


def _department(roster: Roster, policy: Policy, department: Department, at: str) -> Iterator[Alert]:
    here = department.id
    if not any(h.department == here and h.holds(at) and _active(roster, h.person) for h in roster.posts):
        yield _alert("department_empty", "R1", department=here)
        return
    drafters = roster.holders(Post.DRAFTER, here, at)
    if not drafters:
        yield _alert("drafter_missing", "R9", department=here)
    posts = sorted(
        {post for rule in policy.category.values() for post in rule.route} | {Post.DEPARTMENT_MANAGER}
    )
    for post in posts:
        holders = roster.holders(post, here, at)
        if not holders:
            yield _alert("approver_missing", "R2", department=here, post=post)
        elif len(drafters) == 1 and holders == drafters:
            yield _alert("approver_only_drafter", "R2", department=here, post=post, person=drafters[0])
    yield from _together(roster, policy, here, at)


def _together(roster: Roster, policy: Policy, department: str, at: str) -> Iterator[Alert]:
    """Posts held by one person (兼): one signature counts for both, as long as enough people remain for the category."""
    both = set(roster.holders(Post.SUPERVISING_MANAGER, department, at)) & set(
        roster.holders(Post.GENERAL_MANAGER, department, at)
    )
    for person in sorted(both):
        yield _alert("supervisor_is_general_manager", "R5", grave=False, department=department, person=person)
    for category in Category:
        rule = policy.category[category]
        holders = [roster.holders(post, department, at) for post in rule.route]
        people = {person for held in holders for person in held}
        if all(holders) and len(people) < rule.least_approvers:
            yield _alert(
                "approvers_too_few",
                rule.clause,
                department=department,
                category=category,
                least=rule.least_approvers,
            )


def _custodians(roster: Roster, at: str) -> Iterator[Alert]:
    custodians = roster.holders(Post.CUSTODIAN, "", at)
    if not custodians:
        yield _alert("custodian_missing", "R12", grave=False)
    if len(custodians) > 1:
        yield _alert("custodians_two", "R12", people=", ".join(custodians))
    for person in custodians:
        for held in roster.appointments(person, at):
            if held.post in _ACTS:
                yield _alert("custodian_acts", "R12", person=person, post=held.post)


def _signers(roster: Roster, at: str) -> Iterator[Alert]:
    if len(roster.holders(Post.ROSTER_SIGNER, "", at)) < 2:
        yield _alert("roster_signers_few", "R2")


def _offices(roster: Roster, policy: Policy, at: str, timezone: str) -> Iterator[Alert]:
    """Two of the three offices with one person; only information while the pack allows a small house to."""
    for found in offices.clashes(roster):
        if all(any(h.post is post for h in roster.appointments(found.person, at)) for post in found[1:]):
            yield _alert(
                "offices_together", "R8", grave=not policy.separation.allows(at, timezone), **found._asdict()
            )


def _expiry(roster: Roster, at: str) -> Iterator[Alert]:
    if roster.expires <= at:
        yield _alert("roster_over", "R2", expires=roster.expires)
    elif parse(roster.expires) - parse(at) < _SOON:
        days = (parse(roster.expires) - parse(at)).days
        yield _alert("roster_expiring", "R2", grave=False, expires=roster.expires, days=days)


def _pledges(roster: Roster, policy: Policy, at: str, pledged: Collection[str] | None) -> Iterator[Alert]:
    if pledged is None:
        return
    bound = sorted({h.person for h in roster.posts if h.post in policy.pledge.posts and h.holds(at)})
    for person in bound:
        if _active(roster, person) and person not in pledged:
            yield _alert("pledge_missing", "A2", grave=False, person=person)


def _accounts(roster: Roster, at: str) -> Iterator[Alert]:
    """If people have accounts of their own, a person without one cannot use the desk, whatever post they hold."""
    if roster.solo:
        return
    for person in roster.people:
        held = any(h.person == person.id and (not h.until or at < h.until) for h in roster.posts)
        if held and person.standing is Standing.ACTIVE and person.uid < 0:
            yield _alert("no_account", "R12", grave=False, person=person.id)


def _active(roster: Roster, person_id: str) -> bool:
    person = roster.person(person_id)
    return person is not None and person.standing is Standing.ACTIVE
