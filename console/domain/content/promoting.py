"""Whether a text that is filed as a notice promotes: what it makes attractive, asks to do and hurries to, against what it owes (R1, R11).

A notice of a bank names products, rates and dates all day. It promotes where it makes something attractive and asks to act; words
that something ends, or is owed, speak against it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from console.domain.content.lists import Level, Promoting
from console.domain.content.normal import Normal

Spans = list[tuple[int, int]]

_RATE: Final = re.compile(
    r"(?:年化|利率|收益率?|费率|业绩)[^.]{0,10}?\d|\d+(?:个基点|bp)|[一二三四五六七八九\d]折"
)
_ENOUGH: Final = 5


class Judge:
    """The words of a list, made ready."""

    def __init__(self, words: Promoting) -> None:
        self.level: Level = words.level
        self._groups = {
            name: _any(getattr(words, name)) for name in ("offer", "product", "call", "scarce", "duty")
        }

    def spans(self, normal: Normal, body: int) -> Iterator[tuple[int, int]]:
        """The places that promote, from code point `body` on; nothing if the text does not promote.

        Neighbours within a clause are one place: what is offered, of which product, and what to do.
        """
        found = {
            name: [span for match in pattern.finditer(normal.flat) if (span := match.span())[0] >= 0]
            for name, pattern in self._groups.items()
        }
        found = {
            name: [span for span in spans if normal.flat_at[span[0]] >= body] for name, spans in found.items()
        }
        rates = [match.span() for match in _RATE.finditer(normal.flat)]
        if _points(found, rates) >= _ENOUGH:
            places = [*found["offer"], *found["scarce"], *found["call"], *found["product"], *rates]
            for start, end in _joined(normal.flat, places, {*found["offer"], *found["scarce"], *rates}):
                yield normal.flat_span(start, end)


def _points(found: dict[str, Spans], rates: Spans) -> int:
    """How much a text promotes. What is offered weighs double, a hurry too; what to do, a product and a rate once each."""
    offers, calls = len(set(found["offer"])), len(found["call"])
    if not offers and not found["scarce"] and not (rates and calls and found["product"]):
        return 0
    points = 2 * min(offers, 3) + 2 * min(len(found["scarce"]), 1) + min(calls, 2)
    points += bool(found["product"]) + bool(rates)
    return points - 2 * min(len(found["duty"]), 2)


def _joined(flat: str, places: Spans, needed: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places that touch or lie within a few characters of one clause as one; those without an offer, a hurry or a rate are left out."""
    current: tuple[int, int] | None = None
    attractive = False
    for start, end in sorted(places):
        near = (
            current is not None
            and start - current[1] <= _NEAR
            and not set(flat[current[1] : start]) & {",", "."}
        )
        if current is not None and near:
            current = current[0], max(current[1], end)
        else:
            if current is not None and attractive:
                yield current
            current, attractive = (start, end), False
        attractive |= (start, end) in needed
    if current is not None and attractive:
        yield current


_NEAR: Final = 6


def _any(words: Iterable[str]) -> "re.Pattern[str]":
    spelled = sorted({Normal(word).text for word in words}, key=lambda one: (-len(one), one))
    return re.compile("|".join(re.escape(one) for one in spelled) if spelled else r"(?!)")
