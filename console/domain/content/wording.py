"""Wording as learned from examples: how much a text sounds like those that entice, or like those that promote (R11).

Each pair of neighbouring characters and each character has a weight, found by logistic regression over texts whose verdict is known
(`tools.wording`). The weights stand in the signed list, so that a hit can be recomputed by hand: it is their sum.
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from console.domain.content.lists import Wording
from console.domain.content.normal import CLAUSE, SENTENCE, Normal

SCALE: Final = 100
"""Weights are written as whole hundredths."""
_BREAKS: Final = frozenset((CLAUSE, SENTENCE))


def terms(flat: str) -> Iterator[tuple[str, int]]:
    """Yield each character and each pair of a text with its place; every digit is a nought, the end of a clause is part of a pair."""
    digits = "".join("0" if one.isascii() and one.isdigit() else one for one in flat)
    for place, one in enumerate(digits):
        if one not in _BREAKS:
            yield one, place
        pair = digits[place : place + 2]
        if len(pair) == 2 and not _BREAKS.issuperset(pair):
            yield pair, place


class Learned:
    """The weights of a list, made ready."""

    def __init__(self, of: Wording) -> None:
        self.kind, self.level, self.enough = of.kind, of.level, of.enough
        pairs = (one.rpartition("=") for one in of.terms.split())
        self._weights = {term: int(weight) for term, _, weight in pairs}
        self._bias = of.bias

    def score(self, flat: str) -> int:
        """The sum of the weights of what stands in a text, each once, in hundredths."""
        found = {term for term, _ in terms(flat)}
        return self._bias + sum(self._weights.get(term, 0) for term in found)

    def span(self, normal: Normal, body: int = 0) -> tuple[int, int] | None:
        """The code points of the stretch that speaks most for the class, if the text from code point `body` on says enough."""
        first = next((nth for nth, place in enumerate(normal.flat_at) if place >= body), len(normal.flat))
        flat = normal.flat[first:]
        if self.score(flat) < self.enough:
            return None
        start, end = self._stretch(flat)
        return normal.flat_span(first + start, first + end)

    def _stretch(self, flat: str) -> tuple[int, int]:
        """Begin and end of the stretch with the greatest sum; a character carries the weight of what begins or ends with it."""
        carried = [0.0] * len(flat)
        for term, place in terms(flat):
            weight = self._weights.get(term, 0) / len(term)
            for at in range(place, place + len(term)):
                carried[at] += weight
        mean = sum(carried) / max(1, len(carried))
        sums = [0.0, *accumulate(one - max(mean, 1.0) for one in carried)]
        best, start, end, low = float("-inf"), 0, len(flat), 0
        for nth, total in enumerate(sums[1:], 1):
            if total - sums[low] > best:
                best, start, end = total - sums[low], low, nth
            if total < sums[low]:
                low = nth
        return _whole(flat, start, end)


_NEAR: Final = 10
"""Characters up to which the end of a clause is near."""


def _whole(flat: str, start: int, end: int) -> tuple[int, int]:
    """The stretch up to the ends of its clauses where these are near, without the breaks at its ends."""
    while end - start > 1 and flat[start] in _BREAKS:
        start += 1
    while end - start > 1 and flat[end - 1] in _BREAKS:
        end -= 1
    first = max(flat.rfind(CLAUSE, 0, start), flat.rfind(SENTENCE, 0, start)) + 1
    ends = [place for sign in (CLAUSE, SENTENCE) if (place := flat.find(sign, end)) >= 0]
    last = min(ends, default=len(flat))
    return (first if start - first <= _NEAR else start), (last if last - end <= _NEAR else end)
