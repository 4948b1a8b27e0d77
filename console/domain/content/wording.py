"""Wording as learned from examples: how much a text sounds like those that entice, that promote, or that give somebody away (R11).

Each pair of neighbouring characters, each character and each run of digits has a weight, found by logistic regression over texts whose verdict is known
(`tools.wording`). The weights stand in the signed list, so that a hit can be recomputed by hand: it is their sum.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from console.domain.content.lists import Level, Wording
from console.domain.content.normal import CLAUSE, SENTENCE, Normal
from console.domain.content.persons import told_of

SCALE: Final = 100
"""Weights are written as whole hundredths."""
_BREAKS: Final = frozenset((CLAUSE, SENTENCE))


def weighed(flat: str) -> str:
    """What of a text is weighed: all but the way to refuse at its end (拒收请回复R), which whoever promotes must give (R11).

    Nothing of a text that is hardly in Chinese: the examples were, and letters say nothing of what their words mean.
    """
    latin = sum(one.isascii() and one.isalpha() for one in flat)
    chinese = sum(not one.isascii() for one in flat)
    return "" if latin > _FOREIGN * chinese else _REFUSAL.sub("", flat)


_FOREIGN: Final = 4
"""Letters for each Chinese character from which a text is not in Chinese."""


_REFUSAL: Final = re.compile(
    r"(?:^|[,.])[^,.\d]{0,10}[收订拒消扰要回][^,.\d]{0,10}?[a-z]{1,2}(?:退订|拒收|取消|不再接收)?\.?$"
)


def terms(flat: str) -> Iterator[tuple[str, int, int]]:
    """Yield what of a text is weighed, with its place, end exclusive.

    Each character and each pair (every digit is a nought, the end of a clause is part of a pair); each run of digits by about how many
    they are, alone and with the one or two characters before it; each run of letters by how many; what is told of a named person.
    """
    digits = "".join("0" if one.isascii() and one.isdigit() else one for one in flat)
    for place, one in enumerate(digits):
        if one not in _BREAKS:
            yield one, place, place + 1
        pair = digits[place : place + 2]
        if len(pair) == 2 and not _BREAKS.issuperset(pair):
            yield pair, place, place + 2
    for match in _RUN.finditer(digits):
        start, end = match.span()
        if match.group("digits"):
            many = f"#{next(most for most in _MANY if end - start <= most)}"
            for back in range(min(2, start) + 1):
                yield many + digits[start - back : start], start - back, end
        else:
            yield f"@{min(end - start, _LETTERS)}", start, end
    yield from told_of(flat)


_RUN: Final = re.compile(r"(?P<digits>0+)|[a-z]+")
_MANY: Final = (1, 2, 3, 4, 6, 9, 12, 15, 1_000_000)
"""Digits up to which runs count as about as long."""
_LETTERS: Final = 8
"""Letters from which runs count as about as long."""


class Learned:
    """The weights of a list, made ready."""

    def __init__(self, of: Wording) -> None:
        self.kind, self.level, self.enough = of.kind, of.level, of.enough
        self._mild, self._calm = of.mild, of.calm
        pairs = (one.rpartition("=") for one in of.terms.split())
        self._weights = {term: int(weight) for term, _, weight in pairs}
        self._bias = of.bias

    def score(self, found: Iterable[str]) -> int:
        """The sum of the weights of a text's terms, each once, in hundredths."""
        return self._bias + sum(self._weights.get(term, 0) for term in found)

    def softer(self, score: int, *, warns: bool) -> dict[Level, Level]:
        """What a listed word in plain sight weighs in a text of that score: one that sounds innocent warns of it or means another thing.

        `warns` says whether the text has a word of warning; without one it has to sound more innocent.

        What blocks is told whatever the rest sounds like: a text can be padded with innocent clauses.
        """
        levels: dict[Level, Level] = {}
        calm = self._calm is not None and score <= self._calm
        if calm or (warns and self._mild is not None and score <= self._mild):
            levels["block"] = "warn"
        if calm:
            levels["warn"] = "note"
        return levels

    def spans(self, normal: Normal, body: int = 0) -> Iterator[tuple[int, int]]:
        """The code points of the clauses that speak most for the class, of the text from code point `body` on."""
        whole = normal.flat_from(body)
        first, flat = len(normal.flat) - len(whole), weighed(whole)
        for start, end in self._clauses(flat):
            yield normal.flat_span(first + start, first + end)

    def _clauses(self, flat: str) -> Iterator[tuple[int, int]]:
        """Begin and end of the clause that weighs most, and of those that weigh `_SHARE` of it at least."""
        carried = [0.0] * len(flat)
        for term, start, end in terms(flat):
            weight = self._weights.get(term, 0) / (end - start)
            for at in range(start, end):
                carried[at] += weight
        clauses = {
            match.span(): sum(carried[match.start() : match.end()]) for match in _CLAUSES.finditer(flat)
        }
        most = max(clauses.values(), default=0.0)
        yield from (span for span, weight in clauses.items() if weight == most or weight >= _SHARE * most > 0)


_CLAUSES: Final = re.compile(f"[^{re.escape(CLAUSE + SENTENCE)}]+")
_SHARE: Final = 0.35
"""Of the weight of the clause that weighs most, what another one must have to be told as well."""
