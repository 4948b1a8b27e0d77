"""How many numbers of a list would get no message, and why, as far as the desk has been told (R11, R13)."""

from typing import ClassVar

import msgspec

from console.wire.base import Ask
from console.wire.bounds import Whole
from console.wire.requests.drafts import Draft


class SlotLimits(msgspec.Struct, frozen=True):
    """Who of a slot's list of `n` numbers gets nothing when its window opens; each number counts once, for the first reason that fits.

    That is in the dispatcher's order: `opted_out`, `reply_open`, then `over` by the limit that is reached (`limits.Why`). `slot` counts from
    1. The desk estimates limits by windows and results; the dispatcher decides again at each submit. `exempt` messages are mandatory: they
    count for others, but no limit keeps them back. `limited` is whether their category has any limit.
    """

    slot: int
    n: Whole
    opens: str
    over: dict[str, int]
    exempt: bool = False
    opted_out: Whole = 0
    reply_open: Whole = 0
    limited: bool = True

    @property
    def left(self) -> int:
        """How many will be sent to."""
        return self.n - self.opted_out - self.reply_open - sum(self.over.values())


class DraftLimits(Ask, frozen=True):
    """Who gets nothing, for each slot of a draft that has a list."""

    draft: Draft
    request: Whole = 0
    Answer: ClassVar[type] = list[SlotLimits]
