"""How long tests wait for what must come, and how long a program that they start may run.

A machine with more to do than it has processors gives each process a share only, and was seen to take twenty times as long as a quiet
one. So a wait counts no seconds of the clock but those that one process could have had: on a quiet machine a wait in vain ends after
20 seconds, on a busy one as much later as the machine is busier. Such a wait ends in any case before a test's own limit does.
"""

import os
import time
from collections.abc import Callable
from typing import Final

IN_VAIN: Final = float(os.environ.get("TEST_PATIENCE", "20"))
"""Seconds of a machine that has time for us, after which what was waited for does not come."""
PATIENCE: Final = 9 * IN_VAIN
"""Seconds for a program that has an end of its own, and the longest wait of all."""


def share() -> float:
    """The part of a processor that one more process gets now, 1 at most: processors by the processes that want one."""
    return min(1.0, (os.cpu_count() or 1) / max(os.getloadavg()[0], 1.0))


class Wait:
    """One wait. `over` says whether it is in vain; ask it at every look."""

    def __init__(
        self,
        seconds: float = IN_VAIN,
        clock: Callable[[], float] = time.monotonic,
        part: Callable[[], float] = share,
    ) -> None:
        self._clock, self._part = clock, part
        self._left, self._last = seconds, clock()
        self._ends = self._last + 9 * seconds

    def over(self) -> bool:
        """Whether enough was waited."""
        now = self._clock()
        self._left -= (now - self._last) * self._part()
        self._last = now
        return self._left < 0 or now > self._ends
