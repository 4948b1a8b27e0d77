"""How many numbers of a list would get no message because of the limits per number, as far as the desk has been told (R11)."""

from typing import ClassVar

import msgspec

from console.wire import views
from console.wire.base import Ask
from console.wire.bounds import Whole


class SlotLimits(msgspec.Struct, frozen=True):
    """A slot's list of `n` numbers against the limits when its window opens: `over` counts by reason (`limits.Why`).

    `slot` counts from 1. The desk estimates by windows and results; the dispatcher decides again at each submit. `exempt` messages
    are mandatory: they count for others, but no limit keeps them back.
    """

    slot: int
    n: Whole
    opens: str
    over: dict[str, int]
    exempt: bool = False


class DraftLimits(Ask, frozen=True):
    """The limits for each slot of a draft that has a list; empty if its category has none."""

    draft: views.Draft
    request: Whole = 0
    Answer: ClassVar[type] = list[SlotLimits]


AnyCall = DraftLimits
