"""The call about which personnel orders the caller may give; apart from the orders themselves, because many pages ask it."""

from typing import ClassVar

from console.domain.refusals import Refusal
from console.wire.base import Ask


class MayOrder(Ask, frozen=True):
    """Which orders the caller may give now: `deputise`, `wake`, and about a person `suspend`; the refusal, or None if allowed.

    About a person also `unlock`: whether the caller may unlock them after wrong passphrases.
    """

    person: str = ""
    Answer: ClassVar[type] = dict[str, Refusal | None]
