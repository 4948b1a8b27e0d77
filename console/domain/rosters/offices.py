"""The three offices that keep one another in check (三员): who runs the machines, who signs the roster, who audits.

One person in two of them could give themselves a right and hide it. A new roster version keeps them apart; one in force stays good
until it expires, so the dispatcher never asks.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Final, NamedTuple

from console.domain.people.people import Appointment, Post, Roster, Standing
from console.domain.policy import SeparationRule
from console.domain.refusals import Refusal, refuse
from console.domain.times import ZONE

OFFICES: Final = (Post.ADMINISTRATOR, Post.ROSTER_SIGNER, Post.AUDITOR)


class Clash(NamedTuple):
    """A person who holds two offices at the same time."""

    person: str
    post: Post
    second_post: Post


def clashes(roster: Roster) -> Iterator[Clash]:
    """Yield whoever holds two of the offices at some time under this version, each pair once; nobody where one account does all."""
    if roster.solo:
        return
    here = {person.id for person in roster.people if person.standing is not Standing.LEFT}
    held = [one for one in roster.posts if one.post in OFFICES and one.person in here]
    found = (
        Clash(one.person, *sorted((one.post, other.post), key=OFFICES.index))
        for one, other in combinations(held, 2)
        if one.person == other.person and one.post is not other.post and together(one, other)
    )
    yield from dict.fromkeys(found)


def together(one: Appointment, other: Appointment) -> bool:
    """Whether two appointments are in force at the same time."""
    return (not one.until or other.since < one.until) and (not other.until or one.since < other.until)


def clash(roster: Roster, rule: SeparationRule, timezone: str = ZONE) -> Refusal | None:
    """Return why a new version leaves two offices with one person, or None; a small house may until the day in its pack."""
    found = None if rule.allows(roster.at, timezone) else next(clashes(roster), None)
    return refuse("offices_together", "R8", **found._asdict()) if found else None
