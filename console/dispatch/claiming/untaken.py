"""Releases that stay at the desk because they cannot be taken in and must not be refused: each with why, and since when."""

import time
from typing import Final, NamedTuple

from console.dispatch.claiming.refusals import UnfitError
from console.dispatch.clock import Clock, instant
from console.signing.refused import Refused
from console.wire.dispatch import UNANSWERED, ReleasedRow, Untaken

AGAIN = 30.0
"""Seconds after which what was left is tried again."""
PATIENCE = 30.0
"""Seconds for which a desk that says nothing of one release is not told so: it may be busy."""
_GONE: Final = 120.0
"""Seconds without an offer after which nobody waits for it any more."""

_Key = tuple[str, int, int]


class LeftError(Exception):
    """A release that may have been sent and cannot be taken in: refused, it would count as not sent, and be sent again."""

    def __init__(self, refusal: Refused | UnfitError) -> None:
        super().__init__(str(refusal))
        self.name = refusal.name


class _Left(NamedTuple):
    why: str
    since: str
    began: float
    again: float
    seen: float


class Waiting:
    """What is left at the desk, on the worker's thread; times are monotonic seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._left: dict[_Key, _Left] = {}
        self._told: dict[_Key, Untaken] = {}

    def leave(self, row: ReleasedRow, why: str) -> bool:
        """Note that a release is left; return whether that is new."""
        now, before = time.monotonic(), self._left.get(_key(row))
        same = before is not None and before.why == why
        since, began = (before.since, before.began) if before and same else (instant(self._clock), now)
        again = now + (0.0 if why == UNANSWERED else AGAIN)
        self._left[_key(row)] = _Left(why, since, began, again, now)
        return not same

    def waits(self, row: ReleasedRow) -> bool:
        """Whether it is too early to try a release again that was left."""
        known, now = self._left.get(_key(row)), time.monotonic()
        if known is None:
            return False
        self._left[_key(row)] = known._replace(seen=now)
        return now < known.again

    def over(self, row: ReleasedRow) -> None:
        """Note that a release is taken in, refused, or waits for something else."""
        self._left.pop(_key(row), None)

    def news(self, *, everything: bool) -> list[Untaken]:
        """Return what the desk does not know yet, or all that is left; whatever is over has no `why`."""
        now = time.monotonic()
        for key in [key for key, one in self._left.items() if now - one.seen > _GONE]:
            del self._left[key]
        here = {
            key: Untaken(key[1], key[2], key[0], one.why, one.since)
            for key, one in self._left.items()
            if one.why != UNANSWERED or now - one.began >= PATIENCE
        }
        over = [Untaken(key[1], key[2], key[0], "", "") for key in self._told if key not in here]
        return over + [one for key, one in here.items() if everything or self._told.get(key) != one]

    def told(self, rows: list[Untaken]) -> None:
        """Note that the desk knows these now."""
        for one in rows:
            key = (one.release, one.request, one.slot)
            if one.why:
                self._told[key] = one
            else:
                self._told.pop(key, None)


def _key(row: ReleasedRow) -> _Key:
    return row.release, row.request, row.slot
