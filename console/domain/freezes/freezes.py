"""Freezes (R12): what may be frozen, and which departments operate it, outside of which the second manager must stand to lift it."""

import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from console.domain.people.people import Roster
from console.domain.requests.segments import hidden

if TYPE_CHECKING:  # a policy is made of acts, and acts speak of freezes
    from console.domain.rosters.policy import Policy


class Scope(StrEnum):
    """What a freeze covers. `all` has no subject; of the others it is the id of a gateway, category, request or person."""

    ALL = "all"
    GATEWAY = "gateway"
    CATEGORY = "category"
    REQUEST = "request"
    PERSON = "person"  # nothing goes on that they signed


REASON_HOURS: Final = 1
"""Hours after a freeze within which whoever froze says why."""


MOST_FROZEN: Final = 20
"""Freezes in force that one person may have made, those of everything and of losses not counted."""

MOST_PEOPLE: Final = 3
"""How many of them may be of other people: one person alone must not silence a whole house."""

_LONGEST: Final = 200
_DIGITS: Final = 10


def fits(scope: str, subject: str) -> bool:
    """Whether a freeze can be so: of a known scope, with a subject where it needs one."""
    return scope in set(Scope) and (scope == Scope.ALL) == (subject == "")


def sayable(scope: str, subject: str) -> bool:
    """Whether two people could sign of it that it is lifted, where nobody knows whether there is such a thing."""
    return (
        fits(scope, subject)
        and len(subject) <= _LONGEST
        and unicodedata.is_normalized("NFC", subject)
        and not hidden(subject)
        and (scope != Scope.REQUEST or numbered(subject) > 0)
    )


def numbered(subject: str) -> int:
    """The request's number that a freeze names, 0 for what is none."""
    plain = subject.isascii() and subject.isdecimal() and len(subject) <= _DIGITS
    return int(subject) if plain else 0


def operating(
    scope: str,
    subject: str,
    roster: Roster,
    policy: "Policy",
    at: str,
    releasing: str = "",
) -> frozenset[str]:
    """Return the departments that operate what is frozen; `releasing` is the one that releases the frozen request, if known.

    A request is operated by who releases it, a category likewise: one that every department's own operator releases is operated
    by all but the General Department. A person is operated by the departments of their posts. Gateways, and everything, are the
    General Department's, which owns the contract (R7); and so is what nobody else operates.
    """
    general = frozenset(d.id for d in (roster.general_department(),) if d is not None)
    if scope == Scope.REQUEST and releasing:
        return frozenset({releasing})
    if scope == Scope.CATEGORY:
        rule = next((rule for name, rule in policy.category.items() if name == subject), None)
        if rule is not None and rule.released_by == "own":
            return frozenset(d.id for d in roster.departments) - general
    if scope == Scope.PERSON:
        return operating_of(subject, roster, at)
    return general


def operating_of(person: str, roster: Roster, at: str) -> frozenset[str]:
    """The departments that operate a person."""
    general = frozenset(d.id for d in (roster.general_department(),) if d is not None)
    own = frozenset(a.department for a in roster.posts if a.person == person and a.holds(at))
    return own - {""} or general
