"""What personnel orders do to a roster, and who may give them (architecture section 5).

The roster names people and posts; orders suspend, wake a standby, or let a deputy sign. Desk and verifier both judge acts by the
roster with these orders applied, so neither can be misled.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

import msgspec

from console.domain.people.orders import Activation, Deputation, Recall, Suspension
from console.domain.people.people import Appointment, Post, Roster, Standing
from console.domain.policy import OrderRule
from console.domain.refusals import Refusal, refuse
from console.domain.times import parse

Order = Deputation | Recall | Suspension | Activation

SUPERIOR = {
    Post.DEPARTMENT_MANAGER: (Post.SUPERVISING_MANAGER,),
    Post.SUPERVISING_MANAGER: (Post.GENERAL_MANAGER,),
}
"""For each post, the posts above it, which may appoint a deputy if its holder named none."""

_WAKES = frozenset({Post.OPERATOR, Post.CUSTODIAN})
NO_BUSINESS = frozenset({Post.ADMINISTRATOR, Post.AUDITOR})
"""Posts that maintain the system or audit others: a person who holds one may not sign as a deputy."""

_NOT_BELOW = frozenset({Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER, Post.AUDITOR})
"""Posts above a department manager, or that audit them: the manager may not suspend a person who holds one."""


class Brought(NamedTuple):
    """An order with the digest by which a recall names it."""

    digest: str
    order: Order


def after_recalls(orders: Iterable[Brought]) -> list[Brought]:
    """Return deputations, activations and suspensions; a recalled one ends at its recall.

    A deputation or activation begins no earlier than it was given, even if it names an earlier day: the past must not change.
    """
    given = list(orders)
    ends: dict[str, str] = {}
    for _, order in given:
        if isinstance(order, Recall):
            ends[order.order] = min(order.at, ends.get(order.order, order.at))
    standing_orders: list[Brought] = []
    for digest, order in given:
        if isinstance(order, Recall):
            continue
        if isinstance(order, Suspension):
            standing_orders.append(Brought(digest, order))
            continue
        since = max(order.since, order.at)
        until = max(since, min(order.until, ends.get(digest, order.until)))
        standing_orders.append(Brought(digest, msgspec.structs.replace(order, since=since, until=until)))
    return standing_orders


def loses(roster: Roster, order: Order, orders: Iterable[Brought]) -> tuple[frozenset[str], str]:
    """Return the people from whom an order takes a right (empty if it takes none), and the instant from which it does.

    A suspension names nobody here: what the suspended person signed is judged by their current standing, whatever its date.
    """
    if isinstance(order, Activation):
        held = roster.holders(order.post, order.department, order.at)
        return frozenset(held) - {order.person}, max(order.since, order.at)
    if isinstance(order, Recall):
        recalled = next((one for digest, one in orders if digest == order.order), None)
        if isinstance(recalled, Deputation):
            return frozenset({recalled.deputy}), order.at
        if isinstance(recalled, Activation):
            return frozenset({recalled.person}), order.at
    return frozenset(), order.at


def under(roster: Roster, orders: Iterable[Brought]) -> Roster:
    """Return the roster with the orders applied: suspended people have no rights, standbys are active on their days.

    A suspension applies to roster versions made before it; a later version states the person's standing itself.
    """
    standing = after_recalls(orders)
    suspended = {o.person for _, o in standing if isinstance(o, Suspension) and o.at >= roster.at}
    people = [
        msgspec.structs.replace(p, standing=Standing.SUSPENDED)
        if p.id in suspended and p.standing is Standing.ACTIVE
        else p
        for p in roster.people
    ]
    posts = list(roster.posts)
    for _, order in standing:
        if isinstance(order, Activation) and any(
            p.id == order.person and p.standing is Standing.ACTIVE for p in people
        ):
            posts = _woken(posts, order)
    return msgspec.structs.replace(roster, people=people, posts=posts)


def _woken(posts: list[Appointment], order: Activation) -> list[Appointment]:
    """The standby holds the post from `since` to `until`; its usual holder has it before and after."""
    named = (order.person, order.post, order.department)
    if not any(h.standby and (h.person, h.post, h.department) == named for h in posts):
        # A later roster version no longer names this standby, so the order changes nothing.
        return posts
    appointments: list[Appointment] = []
    for held in posts:
        if (held.post, held.department) != (order.post, order.department):
            appointments.append(held)
        elif held.standby:
            appointments.append(held)
            if held.person == order.person:
                until = min(order.until, held.until or order.until)
                awake = msgspec.structs.replace(
                    held, since=max(held.since, order.since), until=until, standby=False
                )
                appointments.append(awake)
        else:
            appointments += _around(held, order)
    return appointments


def _around(held: Appointment, order: Activation) -> list[Appointment]:
    before = msgspec.structs.replace(held, until=min(order.since, held.until or order.since))
    after = msgspec.structs.replace(held, since=max(held.since, order.until))
    return [before, after]


def may_order(roster: Roster, rule: OrderRule, order: Order, orders: Iterable[Brought]) -> Refusal | None:
    """Return why the signer of an order may not give it, or None; `roster` is in force, with earlier `orders` applied."""
    if not any(True for _ in roster.appointments(order.by, order.at)):
        return refuse("not_in_roster", "R8", person=order.by)
    match order:
        case Deputation():
            return _may_deputise(roster, rule, order)
        case Activation():
            return _may_wake(roster, rule, order)
        case Suspension():
            return _may_suspend(roster, order)
        case Recall():
            return _may_recall(roster, order, orders)


def _may_deputise(roster: Roster, rule: OrderRule, order: Deputation) -> Refusal | None:
    if order.post not in rule.deputised:
        return refuse("not_deputised", "R2", post=order.post)
    if not roster.holds(order.principal, order.post, order.department, order.at):
        return refuse("principal_without_post", "R2", person=order.principal, post=order.post)
    if not _over(roster, order.by, order.principal, order.post, order.department, order.at):
        return refuse("not_yours_to_deputise", "R2", person=order.principal)
    if order.deputy == order.principal:
        return refuse("own_deputy", "R2", person=order.deputy)
    if not any(True for _ in roster.appointments(order.deputy, order.at)):
        return refuse("no_such_deputy", "R2", person=order.deputy)
    if any(a.post in NO_BUSINESS for a in roster.appointments(order.deputy, order.at)):
        return refuse("deputy_without_business", "R2", person=order.deputy)
    return _dates(rule, order.since, order.until)


def _may_wake(roster: Roster, rule: OrderRule, order: Activation) -> Refusal | None:
    if order.post not in _WAKES:
        return refuse("not_woken", "R8", post=order.post)
    if not roster.holds(order.by, Post.DEPARTMENT_MANAGER, order.department, order.at):
        return refuse("not_the_manager", "R8", department=order.department)
    if not any(
        a.standby
        and (a.person, a.post, a.department) == (order.person, order.post, order.department)
        and a.since <= order.at
        and (not a.until or order.at < a.until)
        for a in roster.posts
    ):
        return refuse("no_standby", "R8", person=order.person)
    if not any(p.id == order.person and p.standing is Standing.ACTIVE for p in roster.people):
        return refuse("standby_not_active", "R8", person=order.person)
    return _dates(rule, order.since, order.until)


def _may_suspend(roster: Roster, order: Suspension) -> Refusal | None:
    person = roster.person(order.person)
    if person is None or person.standing is not Standing.ACTIVE:
        return refuse("not_active", "R8", person=order.person)
    if order.by == order.person:
        return None
    general = roster.general_department()
    if general is not None and any(
        a.department == general.id and a.post in {Post.REGISTRAR, Post.DEPARTMENT_MANAGER}
        for a in roster.appointments(order.by, order.at)
    ):
        return None
    # Standbys and people who take a post later belong to the department too; people who have left it do not.
    held = [a for a in roster.posts if a.person == order.person and (not a.until or order.at < a.until)]
    own = [a for a in held if roster.holds(order.by, Post.DEPARTMENT_MANAGER, a.department, order.at)]
    if not own:
        return refuse("may_not_suspend", "R7", person=order.person)
    if any(a.post in _NOT_BELOW for a in held) or any(a.post is Post.DEPARTMENT_MANAGER for a in own):
        return refuse("suspends_no_superior", "R7", person=order.person)
    return None


def _may_recall(roster: Roster, order: Recall, orders: Iterable[Brought]) -> Refusal | None:
    recalled = next((o for digest, o in orders if digest == order.order), None)
    if isinstance(recalled, Deputation):
        if order.by == recalled.by or _over(
            roster, order.by, recalled.principal, recalled.post, recalled.department, order.at
        ):
            return None
    elif isinstance(recalled, Activation):
        if roster.holds(order.by, Post.DEPARTMENT_MANAGER, recalled.department, order.at):
            return None
    else:
        return refuse("no_such_order", "R2")
    return refuse("not_yours_to_recall", "R2")


def _over(roster: Roster, by: str, principal: str, post: Post, department: str, at: str) -> bool:
    """Whether `by` is the principal or holds the post above the principal's in that department."""
    return by == principal or any(roster.holds(by, above, department, at) for above in SUPERIOR.get(post, ()))


def _dates(rule: OrderRule, since: str, until: str) -> Refusal | None:
    if not since < until or parse(until) - parse(since) > timedelta(days=rule.deputy_days):
        return refuse("order_dates", "R2", days=rule.deputy_days)
    return None


def subordinates(roster: Roster, person: str, at: str) -> frozenset[str]:
    """Everyone below the person: the people of departments that they manage or are in charge of; for the general manager, all."""
    departments: set[str] = set()
    for held in roster.appointments(person, at):
        if held.post is Post.GENERAL_MANAGER:
            return frozenset(p.id for p in roster.people) - {person}
        if held.post in {Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER}:
            departments.add(held.department)
    return frozenset(
        a.person for a in roster.posts if a.department in departments and a.holds(at) and a.person != person
    )
