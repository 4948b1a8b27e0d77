"""What an opt-out (退订) covers (R13): whom it may keep back from which messages, and its number at the dispatcher."""

import hashlib
from functools import lru_cache
from typing import Final

from console.domain.categories import Category

PROMOTION: Final = "promotion"
ALL: Final = "all"
OPTIONAL: Final = "optional"
DEPARTMENT: Final = "department"

SCOPES: Final = (PROMOTION, ALL, OPTIONAL, DEPARTMENT)
"""Promotion of the whole bank; every message, mandatory ones too; whatever is not mandatory; one department's promotion."""
CHOICES: Final = (DEPARTMENT, PROMOTION, OPTIONAL, ALL)
"""The same from the narrowest to the widest, as people choose them."""

SOURCES: Final = ("carrier", "system", "paper")
"""Whom a list of opt-outs comes from: a carrier or provider, another system of the bank, or it was typed from paper."""

ACTIVE: Final = "active"
ENDED: Final = "ended"
"""Whether an opt-out holds, or two people ended it because the person wants messages again."""

_FIXED: Final = {PROMOTION: 0, ALL: 1, OPTIONAL: 2}
_DEPARTMENTS: Final = 1 << 32
"""Numbers of departments' scopes begin here."""


def number_of(scope: str, department: str = "") -> int:
    """The number of a scope at the dispatcher: 0 promotion, 1 all, 2 optional; a department's is 2^32 and 48 bits of its hash.

    The number needs no table that could be lost, and is below 2^53. Raises KeyError for a word that is no scope.
    """
    if scope != DEPARTMENT:
        return _FIXED[scope]
    return _DEPARTMENTS + int.from_bytes(hashlib.sha256(department.encode()).digest()[:6])


def known_number(number: int) -> int:
    """The number of a scope as told by another program; what is no scope's number is taken as the widest one."""
    return number if number in _FIXED.values() or number >= _DEPARTMENTS else _FIXED[ALL]


def covers(scope: str, whose: str, category: Category, department: str, *, mandatory: bool) -> bool:
    """Whether an opt-out of that scope (`whose`: its department) keeps back a message of a category and department."""
    if scope == OPTIONAL:
        return not mandatory
    if scope == PROMOTION:
        return category is Category.PROMOTION
    if scope == DEPARTMENT:
        return category is Category.PROMOTION and whose == department
    return True


@lru_cache(maxsize=1024)
def covering(category: Category, department: str, *, mandatory: bool) -> tuple[int, ...]:
    """The numbers of the scopes that keep back a message of a category and department."""
    return tuple(
        number_of(scope, department)
        for scope in SCOPES
        if covers(scope, department, category, department, mandatory=mandatory)
    )


def of_reply(said: str, *, promotion_alone: bool) -> str:
    """The scope of a refusal by reply: what was said, but never narrower than the messages that it may answer.

    A bare word refuses what was sent: all promotion, if nothing else was sent lately; else whatever is not mandatory.
    """
    return OPTIONAL if said == PROMOTION and not promotion_alone else said
