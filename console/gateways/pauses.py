"""How long a session waits before it tries another line."""

import random
from typing import Final

from console.gateways.account import Account
from console.gateways.ports import Cut

_STEADY: Final = 10.0
"""Seconds that a line must hold before the pauses start again from the beginning."""
_DOUBLED: Final = 16
"""So often a pause is doubled at most; it has reached its longest long before."""


class Pauses:
    """The pauses of one account: doubled with each line that failed alike, and half to all of that, so that many clients do not return at once.

    A provider that is not there is asked every few seconds, which disturbs nobody, so that the line is back as soon as it is. One that
    answers with a refusal, or ends what it let in, is asked ever less.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        self._away = self._turned_away = 0

    def after(self, cut: Cut, held: float) -> float:
        """Return the seconds to wait after a line that ended so; `held` is for how long it was bound."""
        one = self._account
        if cut is Cut.UNREACHABLE:
            self._away += 1
            return _some(one.retry_first, self._away, one.retry_away)
        self._away = 0
        if held >= _STEADY:
            self._turned_away = 0
        self._turned_away += 1
        first = one.retry_first if cut is Cut.ENDED else one.retry_longest / 2
        return _some(first, self._turned_away, one.retry_longest)


def _some(first: float, nth: int, longest: float) -> float:
    whole = min(first * float(1 << min(nth - 1, _DOUBLED)), longest)
    return whole * random.uniform(0.5, 1.0)  # noqa: S311 - spreading load, no secret
