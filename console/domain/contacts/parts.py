"""A part of a list (R10): the numbers that begin with given digits, or a share of the people.

What is not in the part is the list with the part subtracted, so one send can go through two gateways without a number in both.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Annotated, Final

import msgspec

from console.domain.refusals import Refusal, refuse

MOST_PREFIXES: Final = 40
"""Prefixes of one part."""
Prefix = Annotated[str, msgspec.Meta(pattern=r"\A1[0-9]{2,6}\Z")]
"""The first three to seven digits of a mobile number."""
Share = Annotated[int, msgspec.Meta(ge=1, le=99)]
"""How many of a hundred."""

_PREFIX: Final = re.compile(r"1[0-9]{2,6}")
_SHARE: Final = re.compile(r"[0-9]{1,3}")
_BETWEEN: Final = re.compile(r"[\s,、;]+")
_MARK: Final = b"part"
_OCTETS: Final = 8


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which numbers are in the part: those with one of the prefixes, or a share in percent; 0 for none."""

    prefixes: list[str] = []
    share: int = 0


def typed(prefixes: str, share: str) -> Rule | Refusal:
    """Return the rule that a person typed (`138、139`, or `30`, `30%`), digits of full width too, or why it is none."""
    given = [one for one in _BETWEEN.split(_plain(prefixes)) if one]
    percent = _plain(share).removesuffix("%").strip()
    if percent and not _SHARE.fullmatch(percent):
        return _share_wrong(percent)
    rule = Rule(given, int(percent or 0))
    if percent and not rule.share:
        return _share_wrong(percent)
    return fault(rule) or rule


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _share_wrong(share: object) -> Refusal:
    return refuse("list_part_share", "R10", share=_begins(str(share)))


def _begins(entry: str) -> str:
    """A wrong entry as it is said again: cut, because a whole mobile number may have been pasted."""
    return entry if len(entry) <= _SHOWN else f"{entry[:_SHOWN]}…"


_SHOWN: Final = 7


def fault(rule: Rule) -> Refusal | None:
    """Return why nothing can be made by a rule, or None."""
    if bool(rule.prefixes) == bool(rule.share):
        return refuse("list_part_rule", "R10")
    if rule.share and not 0 < rule.share < _HUNDRED:
        return _share_wrong(rule.share)
    if len(rule.prefixes) > MOST_PREFIXES:
        return refuse("list_part_prefixes", "R10", n=len(rule.prefixes), most=MOST_PREFIXES)
    for nth, one in enumerate(rule.prefixes):
        if not _PREFIX.fullmatch(one):
            return refuse("list_part_prefix", "R10", prefix=_begins(one))
        within = next((other for other in _others(rule.prefixes, nth) if one.startswith(other)), None)
        if within is not None:
            return refuse("list_part_prefix_twice", "R10", prefix=one, other=within)
    return None


def _others(prefixes: Sequence[str], nth: int) -> Iterable[str]:
    return (one for at, one in enumerate(prefixes) if at != nth)


_HUNDRED: Final = 100


def chosen(rule: Rule, salt: bytes, numbers: Iterable[int]) -> list[int]:
    """Return those of the numbers that are in the part, in their order; `salt` is the one of the whole list's root.

    A share decides on each number by itself: the first 8 octets of SHA-256(salt | "part" | 11 digits), modulo 100, are less than
    the share. So the same share of the same list is always the same people, a share of 30 lies within a share of 40, who is in it
    does not follow the order of the numbers, and nobody can tell without the salt. A part has a salt of its own, so a share of it
    is drawn anew. Of few numbers a share is only roughly that many of a hundred.
    """
    if rule.prefixes:
        begins = tuple(rule.prefixes)
        return [number for number in numbers if str(number).startswith(begins)]
    return [number for number in numbers if _place(salt, number) < rule.share]


def _place(salt: bytes, number: int) -> int:
    drawn = sha256(salt + _MARK + b"%011d" % number).digest()
    return int.from_bytes(drawn[:_OCTETS]) % _HUNDRED
