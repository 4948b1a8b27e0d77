"""Who can do what is owed, who acts in their place, and the remedy if nobody can (R2, R7, R8)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from console.domain.authority import Act, Facts
from console.domain.people.people import EVERYWHERE, Post, Standing
from console.domain.people.standing import SUPERIOR
from console.domain.refusals import Refusal
from console.services.context import Context

KEEPERS = (Post.REGISTRAR, Post.OPERATOR, Post.DEPARTMENT_MANAGER)
"""Posts of the General Department that accept and file."""

_STILL_THEIRS = frozenset({"no_pledge", "roster_expired"})
"""Refusals that the person can clear up themselves, or that stop everybody: the duty is still theirs."""


class Who(NamedTuple):
    """Who can do a duty, in which post, and in whose place; and the remedy (see `ChaseRow`).

    `informed` are those who do nothing themselves: superiors because it is late, approvers of a text complained about, or those who
    make sure that others act.
    """

    who: list[str]
    post: str
    in_place: tuple[tuple[str, str], ...] = ()
    remedy: str = ""
    about: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()

    def bears(self, person: str) -> bool:
        """Whether the duty is that person's, or theirs as a deputy."""
        return person in self.who or any(person == deputy for deputy, _ in self.in_place)


class _Remedy(NamedTuple):
    what: str
    about: tuple[str, ...]
    helpers: tuple[str, ...]


def able(people: Iterable[str], refusal_of: dict[str, Refusal | None]) -> list[str]:
    """Return the people who are not refused, or only for a reason that they can clear up themselves or that stops everybody."""
    return [p for p in people if (refusal := refusal_of[p]) is None or refusal.code in _STILL_THEIRS]


def keepers(ctx: Context) -> set[str]:
    """Ids of the people of the General Department who accept and file."""
    general = ctx.roster.general_department()
    if general is None:
        return set()
    return {one for post in KEEPERS for one in ctx.roster.holders(post, general.id, ctx.at)}


def deciding(ctx: Context, facts: Facts, post: Post, *, late: bool) -> Who:
    """Who decides on a request at the level of `post`: holders and active deputies; if late, also those who could name a deputy."""
    holders = ctx.roster.holders(post, facts.department, ctx.at)
    who = able(holders, _judged(ctx, facts, holders, Act.APPROVE))
    deputies = sorted({d.deputy for d in ctx.authority.deputations if d.post is post} - set(who))
    standing_in = able(deputies, _judged(ctx, facts, deputies, Act.APPROVE))
    pairs = tuple((p, ctx.authority.for_whom(p, facts)) for p in standing_in)
    pairs = tuple(pair for pair in pairs if pair[1])
    above = [
        p for higher in SUPERIOR.get(post, ()) for p in ctx.roster.holders(higher, facts.department, ctx.at)
    ]
    bearers = Who(sorted(who), str(post), pairs, informed=tuple(above) if late else ())
    if not who and not pairs:
        return _helped(bearers, _remedy(ctx, post, facts.department, blocked=holders))
    if late and not pairs and above and post in ctx.policy.orders.deputised:
        return bearers._replace(remedy="deputy", about=tuple(sorted(who)), helpers=tuple(sorted(above)))
    return bearers


def accepting(ctx: Context, facts: Facts) -> Who:
    """Who accepts a request for the General Department."""
    people = sorted(keepers(ctx))
    who = able(people, _judged(ctx, facts, people, Act.ACCEPT))
    return filled(ctx, Who(who, "accept"), Post.REGISTRAR, "", blocked=people)


def releasing(ctx: Context, facts: Facts, slot: int) -> Who:
    """Which operator releases a slot."""
    people = ctx.roster.holders(Post.OPERATOR, facts.releasing_department, ctx.at)
    who = able(people, _judged(ctx, facts, people, Act.RELEASE, slot))
    return filled(
        ctx, Who(sorted(who), "operator"), Post.OPERATOR, facts.releasing_department, blocked=people
    )


def extending(ctx: Context, facts: Facts, slot: int) -> Who:
    """Who gives a slot another window: the last approver, or the current holder of that post."""
    post = facts.route[-1]
    people = sorted({facts.signed[-1][0], *ctx.roster.holders(post, facts.department, ctx.at)})
    who = able(people, _judged(ctx, facts, people, Act.EXTEND, slot))
    return filled(ctx, Who(who, str(post)), post, facts.department, blocked=people)


def filled(ctx: Context, bearers: Who, post: Post, department: str, *, blocked: Iterable[str] = ()) -> Who:
    """Return `bearers`; if it names nobody, add the remedy for `post`, the post that somebody must hold for it."""
    if bearers.who or bearers.in_place:
        return bearers
    return _helped(bearers, _remedy(ctx, post, department, blocked=blocked))


def signing(ctx: Context, besides: str = "") -> Who:
    """Roster signers, without the person who has signed already."""
    signers = set(ctx.roster.holders(Post.ROSTER_SIGNER, "", ctx.at))
    return filled(ctx, Who(sorted(signers - {besides}), str(Post.ROSTER_SIGNER)), Post.ROSTER_SIGNER, "")


def _judged(
    ctx: Context, facts: Facts, people: Iterable[str], act: Act, slot: int = 0
) -> dict[str, Refusal | None]:
    return {p: ctx.authority.may(p, act, facts, slot=slot) for p in people}


def _helped(bearers: Who, remedy: _Remedy) -> Who:
    return bearers._replace(remedy=remedy.what, about=remedy.about, helpers=remedy.helpers)


def _remedy(ctx: Context, post: Post, department: str, *, blocked: Iterable[str]) -> _Remedy:
    """The remedy if nobody can act in a post: activate its standby, end a suspension, or appoint somebody."""
    standbys = sorted(_standbys(ctx, post, department))
    managers = ctx.roster.holders(Post.DEPARTMENT_MANAGER, department, ctx.at)
    if standbys and managers:
        return _Remedy("standby", tuple(standbys), tuple(sorted(managers)))
    signers = tuple(sorted(ctx.roster.holders(Post.ROSTER_SIGNER, "", ctx.at)))
    if held_up := sorted(set(blocked)):
        return _Remedy("hands", tuple(held_up), signers)
    suspended = sorted(set(_suspended(ctx, post, department)))
    return _Remedy("lift" if suspended else "appoint", tuple(suspended), signers)


def _standbys(ctx: Context, post: Post, department: str) -> Iterator[str]:
    for held in ctx.roster.posts:
        known = ctx.roster.person(held.person)
        if (
            held.standby
            and (held.post, held.department) == (post, department)
            and held.since <= ctx.at
            and (not held.until or ctx.at < held.until)
            and known is not None
            and known.standing is Standing.ACTIVE
        ):
            yield held.person


def _suspended(ctx: Context, post: Post, department: str) -> Iterator[str]:
    for held in ctx.roster.posts:
        known = ctx.roster.person(held.person)
        if (
            held.post is post
            and (held.department == department or post in EVERYWHERE)
            and held.holds(ctx.at)
            and known is not None
            and known.standing is Standing.SUSPENDED
        ):
            yield held.person
