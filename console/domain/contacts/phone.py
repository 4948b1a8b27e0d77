"""Numbers of mainland China: classifies digit strings by a dated table of heads (R10).

The table is data (`data/numbers/*.toml`); this module is given its text and reads no file.
"""

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any

FIRST_MOBILE = 13_000_000_000
"""The least eleven-digit number of mobile form (`1[3-9]` and nine digits)."""
AFTER_MOBILE = 20_000_000_000
"""One more than the greatest eleven-digit number of mobile form."""

_STEP = 1_000_000
_FIRST_HEAD = FIRST_MOBILE // _STEP
_AFTER_HEAD = AFTER_MOBILE // _STEP


class NumberClass(StrEnum):
    """The class of a digit string; domain.md, section 5."""

    MOBILE = "mobile"
    VIRTUAL_OPERATOR = "virtual_operator"
    DATA_CARD = "data_card"
    SATELLITE = "satellite"
    EMERGENCY = "emergency"
    UNASSIGNED = "unassigned"
    IOT13 = "iot13"
    LANDLINE = "landline"
    SHORT_CODE = "short_code"
    SERVICE_NUMBER = "service_number"
    BAD_HEAD = "bad_head"
    BAD_LENGTH = "bad_length"

    @property
    def sendable(self) -> bool:
        """Whether a list may hold a number of this class (a warning may go with it)."""
        return self in _SENDABLE


_SENDABLE = frozenset(
    {
        NumberClass.MOBILE,
        NumberClass.VIRTUAL_OPERATOR,
        NumberClass.DATA_CARD,
        NumberClass.SATELLITE,
        NumberClass.EMERGENCY,
        NumberClass.UNASSIGNED,
    }
)
_HEAD_CLASSES = _SENDABLE - {NumberClass.UNASSIGNED}
_REFUSED_CLASSES = frozenset(
    {NumberClass.IOT13, NumberClass.LANDLINE, NumberClass.SHORT_CODE, NumberClass.SERVICE_NUMBER}
)


class Carrier(StrEnum):
    """The carrier to which a head was first assigned: only a hint, because numbers are portable."""

    MOBILE = "china_mobile"
    UNICOM = "china_unicom"
    TELECOM = "china_telecom"
    BROADNET = "china_broadnet"
    SATELLITE = "satellite"
    EMERGENCY = "emergency"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring numbers `first <= n < after` that share a class and an original carrier."""

    first: int
    after: int
    number_class: NumberClass
    carrier: Carrier


_FIRST = attrgetter("first")


@dataclass(frozen=True, slots=True)
class RefusedForm:
    """Digit strings of these lengths that begin with one of these heads are not mobile numbers."""

    number_class: NumberClass
    lengths: frozenset[int]
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberPlan:
    """One dated table of number ranges.

    `spans` are ascending and cover every number of mobile form without a gap.
    """

    version: str
    effective_from: date
    sources: tuple[str, ...]
    spans: tuple[Span, ...]
    refused: tuple[RefusedForm, ...]

    @classmethod
    def from_toml(cls, text: str) -> "NumberPlan":
        """Read a table from the text of its file.

        Raises ValueError if a key is missing, a class is unknown, or a head is out of range or occurs twice.
        """
        try:
            raw = tomllib.loads(text)
            effective_from = raw["effective_from"]
            if type(effective_from) is not date:
                raise ValueError("effective_from is not a date")
            return cls(
                version=str(raw["version"]),
                effective_from=effective_from,
                sources=tuple(str(s) for s in raw["sources"]),
                spans=tuple(_spans(raw["heads"])),
                refused=tuple(_refused(entry) for entry in raw["refused"]),
            )
        except (KeyError, TypeError, AttributeError, tomllib.TOMLDecodeError) as error:
            raise ValueError(f"number plan: {error!r}") from error

    def span(self, number: int) -> Span:
        """Return the span of a number of mobile form; ValueError for any other number."""
        if not FIRST_MOBILE <= number < AFTER_MOBILE:
            raise ValueError("not of mobile form")
        return self.spans[bisect_right(self.spans, number, key=_FIRST) - 1]

    def number_class(self, number: int) -> NumberClass:
        """Return the class of a number of mobile form; ValueError for any other number."""
        return self.span(number).number_class

    def carrier(self, number: int) -> Carrier:
        """Return the *original* carrier of a number of mobile form; ValueError for any other number."""
        return self.span(number).carrier

    def judge(self, digits: str) -> NumberClass:
        """Return the class of a string of ASCII digits; ValueError if it contains anything else."""
        if not (digits.isascii() and digits.isdigit()):
            raise ValueError("not a string of ASCII digits")
        if is_mobile_form(digits):
            return self.number_class(int(digits))
        for form in self.refused:
            if len(digits) in form.lengths and digits.startswith(form.heads):
                return form.number_class
        return NumberClass.BAD_HEAD if len(digits) == 11 else NumberClass.BAD_LENGTH

    def split(self, numbers: Sequence[int]) -> Iterator[tuple[Span, int, int]]:
        """Cut ascending numbers of mobile form by span: yield (span, start, stop) for each span with numbers.

        The cost follows the number of spans, not the length of the list.
        """
        start = 0
        for span in self.spans:
            stop = bisect_left(numbers, span.after, start)
            if stop > start:
                yield span, start, stop
            start = stop


def is_mobile_form(text: str) -> bool:
    """Tell whether a text is eleven ASCII digits beginning with 13 to 19, and nothing else."""
    return len(text) == 11 and text.isascii() and text.isdigit() and "13" <= text < "2"


def mask(number: int | str) -> str:
    """Hide the middle of a number: `138****8000`. ValueError unless it is eleven ASCII digits."""
    text = str(number)
    if not (len(text) == 11 and text.isascii() and text.isdigit()):
        raise ValueError("a number is eleven ASCII digits")
    return f"{text[:3]}****{text[7:]}"


def _refused(entry: dict[str, Any]) -> RefusedForm:
    number_class = NumberClass(entry["class"])
    if number_class not in _REFUSED_CLASSES:
        raise ValueError(f"{number_class} is not a refused class")
    heads = tuple(str(head) for head in entry["heads"])
    if not heads or not all(head.isascii() and head.isdigit() for head in heads):
        raise ValueError(f"heads of {number_class} are not digits")
    return RefusedForm(number_class, frozenset(int(n) for n in entry["lengths"]), heads)


def _spans(entries: list[dict[str, Any]]) -> Iterator[Span]:
    heads: dict[str, tuple[NumberClass, Carrier]] = {}
    for entry in entries:
        kind = NumberClass(entry["class"]), Carrier(entry["carrier"])
        if kind[0] not in _HEAD_CLASSES:
            raise ValueError(f"{kind[0]} is not a class of heads")
        for head in entry["heads"]:
            if not (3 <= len(head) <= 5 and is_mobile_form(head.ljust(11, "0"))):
                raise ValueError(f"head {head!r} is not three to five digits from 13")
            if head in heads:
                raise ValueError(f"head {head} is given twice")
            heads[head] = kind
    unlisted = NumberClass.UNASSIGNED, Carrier.UNKNOWN
    start, current = _FIRST_HEAD, unlisted
    for number in range(_FIRST_HEAD, _AFTER_HEAD + 1):
        five = str(number)
        kind = heads.get(five) or heads.get(five[:4]) or heads.get(five[:3]) or unlisted
        if number > start and (kind != current or number == _AFTER_HEAD):
            yield Span(start * _STEP, number * _STEP, *current)
            start = number
        current = kind
