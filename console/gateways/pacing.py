"""How fast to send: at the contracted rate, and slower when the provider says that it was too fast.

A token bucket refills at the present rate. After a *throttled* answer the bucket closes for a moment, then lets single messages
probe until one is accepted; the present rate steps down, and climbs slowly back to the contracted one.
"""

from math import inf
from typing import Final

_PAUSE: Final = 0.05
"""Seconds closed after a throttled answer: short, because many SMSCs count per second of the clock."""
_PAUSE_LONGEST: Final = 0.4
_STEP_DOWN: Final = 0.97
_CLIMB: Final = 0.01
"""Share of the contracted rate regained per second."""
_BURST: Final = 0.02
"""Seconds' worth of tokens that may accumulate: enough for a late timer, too little to break a per-second limit."""


class Pacer:
    """The pace of one account; it outlives a line, as the provider's count does. Times are the loop's seconds."""

    __slots__ = (
        "_accepted",
        "_burst",
        "_cap",
        "_closed_until",
        "_rate",
        "_second",
        "_stamp",
        "_stepped",
        "_tokens",
        "open",
    )

    def __init__(self, rate: float | None, together: int = 1) -> None:
        """`together` is how many messages one call may carry: so many may accumulate, but no more than a quarter of a second's."""
        self._cap = inf if rate is None else rate
        self._rate = self._cap
        self._burst = 1.0 if rate is None else max(1.0, min(float(together), rate / 4))
        self._tokens = 1.0
        self._stamp = 0.0
        self._closed_until = 0.0
        self._stepped = -inf
        self._second = 0.0
        self._accepted: list[int] = [0, 0]
        self.open = rate is None
        """True while nothing limits, so that a fast caller need not ask again."""

    @property
    def rate(self) -> float:
        """Messages per second at present; infinite while nothing limits."""
        return self._rate

    def allowance(self, now: float) -> int:
        """Return how many messages may go at `now`; a large number if unlimited."""
        if self.open:
            return 1 << 30
        if now < self._closed_until:
            return 0
        if self._closed_until:
            return 1
        self._refill(now)
        return 1 << 30 if self._rate == inf else int(self._tokens)

    def _refill(self, now: float) -> None:
        passed = now - self._stamp
        self._stamp = now
        if self._rate < self._cap and self._cap != inf:
            self._rate = min(self._cap, self._rate + passed * _CLIMB * self._cap)
        elif self._cap == inf:
            self._rate += min(passed, 1.0) * 5 * _CLIMB * self._rate
        self._tokens = min(max(self._burst, self._rate * _BURST), self._tokens + passed * self._rate)

    def spend(self, count: int, now: float) -> None:
        """Note that `count` messages were sent."""
        self._tokens -= count
        if self._closed_until:
            self._closed_until = now + _PAUSE_LONGEST

    def wait(self, now: float) -> float | None:
        """Return the seconds until more may go; None if waiting does not help."""
        if self.open:
            return None
        if self._closed_until:
            return max(self._closed_until - now, 0.001)
        if self._rate == inf:
            return None
        return max((1.0 - self._tokens) / self._rate, _BURST / 2 if self._rate * _BURST > 2 else 0.001)

    def accepted(self, count: int, now: float) -> None:
        """Note messages that were accepted; called once a turn."""
        if now - self._second >= 1.0:
            self._accepted = [self._accepted[1] if now - self._second < 2.0 else 0, 0]
            self._second = now
        self._accepted[1] += count
        if count and self._closed_until:
            self._closed_until = 0.0
            self._stamp = now
            self._tokens = 1.0

    def throttled(self, now: float) -> None:
        """Note that the provider rejected a message for lack of capacity."""
        self.open = False
        self._closed_until = now + _PAUSE
        if now - self._stepped < 0.5:
            return
        self._stepped = now
        if self._rate == inf:
            self._rate = float(max(*self._accepted, 10))
        else:
            self._rate = max(self._rate * _STEP_DOWN, 1.0)
