"""Freezes (R12): what may be frozen, and which departments operate it; the second manager who lifts it must be from another one."""

import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from console.domain.people.people import Roster
from console.domain.requests.segments import hidden

if TYPE_CHECKING:  # avoids a cycle: policy uses acts, and acts use freezes
    from console.domain.policy import Policy


class Scope(StrEnum):
    """What a freeze covers. `all` has no subject; otherwise it is the id of a gateway, category, request or person."""

    ALL = "all"
    GATEWAY = "gateway"
    CATEGORY = "category"
    REQUEST = "request"
    PERSON = "person"  # everything that they signed stops


REASON_HOURS: Final = 1
"""Hours after a freeze within which its maker must give the reason."""


MOST_FROZEN: Final = 20
"""The most freezes in force that one person may have made, not counting those of everything and those after losses."""

MOST_PEOPLE: Final = 3
"""How many of those may freeze other people: one person must not be able to block the whole organisation."""

_LONGEST: Final = 200
_DIGITS: Final = 10


def fits(scope: str, subject: str) -> bool:
    """Whether a freeze is well formed: a known scope, with a subject if the scope needs one."""
    return scope in set(Scope) and (scope == Scope.ALL) == (subject == "")


def sayable(scope: str, subject: str) -> bool:
    """Whether two people could sign the lifting of such a freeze, even if nobody knows whether its subject exists."""
    return (
        fits(scope, subject)
        and len(subject) <= _LONGEST
        and unicodedata.is_normalized("NFC", subject)
        and not hidden(subject)
        and (scope != Scope.REQUEST or numbered(subject) > 0)
    )


def numbered(subject: str) -> int:
    """The number of the request that a freeze names, or 0 if it is not a number."""
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

    The releasing department operates a request. A category that every department's own operator releases is operated by all
    departments except the General Department. The departments of a person's posts operate the person. The General Department, which
    owns the contract (R7), operates gateways, `all`, and everything that nobody else operates.
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
    """The departments that operate a frozen person."""
    general = frozenset(d.id for d in (roster.general_department(),) if d is not None)
    own = frozenset(a.department for a in roster.posts if a.person == person and a.holds(at))
    return own - {""} or general
