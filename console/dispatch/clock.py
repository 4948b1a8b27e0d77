"""The dispatcher's clock: the host's clock, with a guard against one that was set back."""

import hashlib
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from console.dispatch.store import Store, read_mark, write_mark
from console.domain.times import render

_TOLERANCE = 60
"""Seconds by which the clock may be behind the latest time seen."""
_STEP = 5
"""Seconds after which the high-water mark is written again."""
_PROVED = 30.0
"""Seconds for which a clock must have been ahead before it is believed."""


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
    """Return the present instant in the form that statements use."""
    return render(datetime.fromtimestamp(clock.time(), UTC))


class HighWater:
    """The latest time that this installation has seen, kept in its database.

    A leap forward counts only after `proved` seconds of `steady`: a clock that was wrong for a moment, for example after a bad
    answer of a time server, must not hold everything for as long as it was ahead.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        proved: float = _PROVED,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._clock, self._proved, self._steady = store, clock, proved, steady
        with store.look() as look:
            self._mark = read_mark(look, "clock")[0]
        self._written = self._mark
        self._raised = self._leapt = -1.0

    def behind(self) -> bool:
        """Note the time; return whether the clock is more than a minute behind the mark."""
        now, moment = int(self._clock.time()), self._steady()
        if now < self._mark:
            self._leapt = -1.0
            return self._mark - now > _TOLERANCE
        if self._raised >= 0 and now - self._mark > moment - self._raised + _TOLERANCE:
            if self._leapt < 0:
                self._leapt = moment
            if moment - self._leapt < self._proved:
                return False
        self._mark, self._raised, self._leapt = now, moment, -1.0
        if now - self._written >= _STEP:
            self._write(now)
        return False

    def asks(self) -> str:
        """Return the name under which two people are asked to accept the present clock; it changes with this mark."""
        return hashlib.sha256(f"clock {self._written}".encode()).hexdigest()[:32]

    def accept(self) -> None:
        """Accept the present clock, which two people signed to be right: time counts from here."""
        self._mark, self._raised, self._leapt = int(self._clock.time()), self._steady(), -1.0
        self._write(self._mark)

    def _write(self, now: int) -> None:
        self._written = now
        with self._store.turn() as turn:
            write_mark(turn, "clock", now)
