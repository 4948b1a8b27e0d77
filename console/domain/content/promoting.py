"""Whether a text that is filed as a notice promotes: what it offers, asks to do, and hurries to, against what it owes (R1, R11).

A notice of a bank names products, rates and dates all day. It promotes where it makes something attractive and asks to act; words
of duty (到期, 扣款, 停机维护) speak against it as long as nothing is offered.
"""

import re
from collections.abc import Iterable, Iterator

from console.domain.content.lists import Level, Promoting
from console.domain.content.normal import Normal

_RATE = re.compile(r"(?:年化|利率|收益率?|业绩比较基准|收益)[^.]{0,12}?\d")
_ENOUGH = 3


class Judge:
    """The words of a list, made ready."""

    def __init__(self, words: Promoting) -> None:
        self.level: Level = words.level
        self._groups = {
            name: _any(getattr(words, name)) for name in ("offer", "product", "call", "scarce", "duty")
        }

    def spans(self, normal: Normal, body: int) -> Iterator[tuple[int, int]]:
        """The places that promote, from code point `body` on; nothing if the text does not promote."""
        found = {
            name: [normal.flat_span(*match.span()) for match in pattern.finditer(normal.flat)]
            for name, pattern in self._groups.items()
        }
        found = {name: [span for span in spans if span[0] >= body] for name, spans in found.items()}
        rate = _RATE.search(normal.flat) is not None
        if self._points(found, rate=rate) >= _ENOUGH:
            yield from sorted(
                {
                    *found["offer"],
                    *found["scarce"],
                    *(
                        found["call"]
                        if found["offer"] or found["scarce"]
                        else [*found["call"], *found["product"]]
                    ),
                }
            )

    @staticmethod
    def _points(found: dict[str, list[tuple[int, int]]], *, rate: bool) -> int:
        """How much a text promotes: an offer or a hurry counts double, a call and a product once; duties count against it."""
        offers, calls = len(found["offer"]), len(found["call"])
        points = 2 * min(offers, 2) + 2 * min(len(found["scarce"]), 1) + min(calls, 2)
        if found["product"] and (calls or offers):
            points += 1
        if rate and calls:
            points += 1
        duties = min(len(found["duty"]), 2)
        return points - (duties if offers else 2 * duties)


def _any(words: Iterable[str]) -> "re.Pattern[str]":
    spelled = sorted({Normal(word).text for word in words}, key=lambda one: (-len(one), one))
    return re.compile("|".join(re.escape(one) for one in spelled) if spelled else r"(?!)")
