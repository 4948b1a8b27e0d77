"""The dispatcher's clock: the host's clock, with a guard against one that was set back or leapt ahead.

A leap ahead is believed once it is proved: by the host's time synchronisation, or by two people. Until then time goes on from where it was,
so that nothing ends or expires by a wrong clock, and everything is held.
"""

import hashlib
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, Protocol

from console.dispatch.holds import CLOCK_AHEAD, CLOCK_BEHIND
from console.dispatch.store import Store, read_mark, write_mark
from console.domain import timekeeping
from console.domain.timekeeping import START, TOLERANCE, Proof, Proving, followed, steady
from console.domain.times import render

_STEP: Final = 5
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
    """Return the present instant in the form that statements use."""
    return render(datetime.fromtimestamp(clock.time(), UTC))


class HighWater:
    """The latest time that this installation has seen, kept in its database; itself a `Clock` that no unproved leap moves.

    `time` may be called from any thread, everything else from the event loop. `host` is the clock as the host shows it.
    """

    def __init__(
        self, store: Store, host: Clock, *, proof: Proof | None = None, steady: Callable[[], float] = steady
    ) -> None:
        self.host = host
        self._store, self._proving, self._steady = store, Proving(proof or Proof()), steady
        with store.look() as look:
            self._mark, body = read_mark(look, "clock")
        boot, _, then = body.partition(" ")
        moment = steady()
        same = bool(boot) and boot == timekeeping.boot()
        # What the host's clock should show, less what the steady one shows: within one start of the host nothing but a leap changes it.
        self._anchor = self._mark - (float(then) if same else moment) if self._mark else host.time() - moment
        self._most = START if self._mark else TOLERANCE
        self._written, self._judged = self._mark, moment

    def time(self) -> float:
        """Return the host's time, or while a leap ahead is unproved, what it would be without."""
        now, expected = self.host.time(), self._anchor + self._steady()
        return now if now - expected <= self._most else expected

    def judge(self) -> str:
        """Note the time; return why it cannot be believed (a name of the holds), or an empty string."""
        now, moment = self.host.time(), self._steady()
        passed, self._judged = moment - self._judged, moment
        if self._mark - now > TOLERANCE:
            self._proving.over()
            return CLOCK_BEHIND
        if now - self._anchor - moment > self._most:
            if not self._proving.proved(moment):
                return CLOCK_AHEAD
            self._anchor = now - moment
        elif self._most != TOLERANCE:
            self._anchor = now - moment
        else:
            self._anchor = followed(self._anchor, now - moment, passed)
        self._most = TOLERANCE
        self._proving.over()
        self._mark = max(self._mark, int(now))
        if self._mark - self._written >= _STEP:
            self._write(self._mark)
        return ""

    def asks(self, why: str) -> str:
        """Return the name under which two people are asked to accept the present clock; it changes with the mark and with why."""
        return hashlib.sha256(f"{why} {self._written}".encode()).hexdigest()[:32]

    def accept(self) -> None:
        """Accept the present clock, which two people signed to be right: time counts from here."""
        self._mark = int(self.host.time())
        self._anchor, self._most = self.host.time() - self._steady(), TOLERANCE
        self._proving.over()
        self._write(self._mark)

    def _write(self, now: int) -> None:
        self._written = now
        with self._store.turn() as turn:
            write_mark(turn, "clock", now, f"{timekeeping.boot()} {self._steady():.0f}")
