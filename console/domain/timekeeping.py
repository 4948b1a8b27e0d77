"""What a host's clock is worth: a steady clock beside it, what the time service says of it, and a guard against a leap ahead."""

import ctypes
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

TOLERANCE: Final = 60
"""Seconds by which a clock may differ from what is expected of it."""
START: Final = 3600
"""Seconds by which a clock may be ahead of what a start expects: the host's own clock may have been corrected meanwhile."""
_DRIFT: Final = 0.001
"""Seconds a second by which a host's clock may be corrected without being questioned: quartz is off by a tenth of that."""
_ASK: Final = 1.0
"""Seconds between two questions to the time synchronisation."""
_BREAK: Final = 10.0
"""Seconds without a question after which the proof begins anew."""
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")


def steady() -> float:
    """Return the seconds since the host started, asleep or not: a clock that nobody sets."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def boot() -> str:
    """Return the name of this start of the host; empty where it has none."""
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return ""


class _Timex(ctypes.Structure):
    """The beginning of `struct timex` (adjtimex(2)); `rest` has room for all that follows."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("rest", ctypes.c_char * 512),
    )


def synchronised() -> bool:
    """Whether the host's clock is kept by a time service, as `timedatectl` says it (NTPSynchronized): its error is known to be < 16 s.

    Whoever sets the clock by hand makes the kernel forget it (`ntp_clear`). False where the host cannot tell.
    """
    timex = _Timex()
    try:
        answer = ctypes.CDLL(None).adjtimex(ctypes.byref(timex))
    except (AttributeError, OSError):
        return False
    return bool(answer >= 0 and timex.maxerror < 16_000_000)


class Proof(NamedTuple):
    """What proves a clock that leapt ahead: a time service that agrees for so many seconds without a break.

    A bad answer of a time server is corrected within that time.
    """

    agrees: Callable[[], bool] = synchronised
    seconds: float = 30.0


class Proving:
    """The proof of one leap after another; times are those of a steady clock."""

    def __init__(self, proof: Proof) -> None:
        self._proof = proof
        self._asked = self._agreed = -1.0

    def over(self) -> None:
        """Note that there is no leap to prove."""
        self._asked = self._agreed = -1.0

    def proved(self, moment: float) -> bool:
        """Whether the leap that is under way at `moment` is proved by now; ask again and again."""
        if self._asked < 0 or moment - self._asked >= _ASK:
            if moment - self._asked > _BREAK:
                self._agreed = -1.0
            self._asked = moment
            if not self._proof.agrees():
                self._agreed = -1.0
            elif self._agreed < 0:
                self._agreed = moment
        return self._agreed >= 0 and moment - self._agreed >= self._proof.seconds


def followed(anchor: float, shown: float, passed: float) -> float:
    """Return the difference expected of two clocks, after `passed` seconds in which it was `anchor` and came to be `shown`.

    It follows small corrections, so that many of them never add up to a leap; what goes faster than clocks are corrected does.
    """
    most = _DRIFT * max(0.0, passed)
    return anchor + min(max(shown - anchor, -most), most)


class Leap:
    """Whether this host's clock leapt ahead since this process began, and nothing has proved it yet."""

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = steady,
        proof: Proof | None = None,
    ) -> None:
        self._wall, self._steady, self._proving = wall, steady, Proving(proof or Proof())
        self.mark = ""
        """The mark of the doubt, under which two people may be asked to believe the clock; empty while it is believed."""
        self.accept()

    def accept(self) -> None:
        """Believe the clock as it is."""
        self._asked = self._steady()
        self._anchor = self._wall() - self._asked
        self._proving.over()
        self.mark = ""

    def expect(self, instant: float) -> None:
        """Doubt a clock that is more than START ahead of `instant`, which a start expects (seconds since the epoch)."""
        if self._wall() - instant > START:
            self._anchor = instant - self._steady()

    def unproved(self) -> bool:
        """Return whether what is due by the clock must wait."""
        moment = self._steady()
        passed, self._asked, shown = moment - self._asked, moment, self._wall() - moment
        if shown - self._anchor <= TOLERANCE:
            self._anchor = followed(self._anchor, shown, passed)
            self._proving.over()
            self.mark = ""
            return False
        if not self._proving.proved(moment):
            self.mark = self.mark or secrets.token_hex(16)
            return True
        self.accept()
        return False
