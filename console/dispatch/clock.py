"""The dispatcher's clock: the host's own, and the guard against one that was set back."""

import time
from datetime import UTC, datetime
from typing import Protocol

from console.dispatch.store import Store, read_mark, write_mark
from console.domain.times import render

_TOLERANCE = 60
"""Seconds that the clock may lie behind what it has shown before."""
_STEP = 5
"""Seconds after which the high-water mark is written again."""


class Clock(Protocol):
    """Tells the time."""

    def time(self) -> float:
        """Seconds since the epoch."""
        ...


class HostClock:
    """The host's clock."""

    def time(self) -> float:
        """Seconds since the epoch."""
        return time.time()


def instant(clock: Clock) -> str:
    """The present instant in the statements' form."""
    return render(datetime.fromtimestamp(clock.time(), UTC))


class HighWater:
    """The latest time that this installation has seen, kept in its database."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        with store.look() as look:
            self._mark = read_mark(look, "clock")[0]
        self._written = self._mark

    def behind(self) -> bool:
        """Take note of the time; tell whether the clock lies more than a minute behind the mark."""
        now = int(self._clock.time())
        if now < self._mark:
            return self._mark - now > _TOLERANCE
        self._mark = now
        if now - self._written >= _STEP:
            self._written = now
            with self._store.turn() as turn:
                write_mark(turn, "clock", now)
        return False
