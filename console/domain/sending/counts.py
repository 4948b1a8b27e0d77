"""The one definition of every count of recipients: the states that add up, who was sent to, and the base of each share.

`approved` is everybody in the signed list of a slot, and every share is a share of `approved`: of a send stopped half way, half was
sent, and at most half was delivered. At the end, approved = the sum of ENDS; while it runs, RUNNING is added (invariant 2).
"""

from collections.abc import Mapping
from typing import Any, Final

QUEUED: Final = "queued"
RUNNING: Final = (QUEUED, "in_flight", "accepted")
"""States of recipients that will still change."""
ENDS: Final = ("delivered", "undelivered", "refused", "no_receipt", "unknown", "suppressed", "not_sent")
"""The states of the final sum, in the order of the quarter's papers; a late receipt may still settle unknown and no_receipt."""
SUMMED: Final = ("suppressed", *(state for state in ENDS if state != "suppressed"))
"""The same states in the order of Attachment 1 and the figures of use: suppressed recipients first."""
STATES: Final = (*RUNNING, *ENDS)
TAKEN: Final = ("accepted", "delivered", "undelivered", "no_receipt")
"""States in which the provider took the message and bills it."""
UNKNOWN: Final = "unknown"
CERTAIN: Final = (*TAKEN, "refused")
"""States in which the message is known to have left, which people are told as sent."""
SENT: Final = (*CERTAIN, UNKNOWN)
"""States in which the message left and its answer is final; a message in flight may still return to the queue."""
FAILED: Final = ("refused", "undelivered")
"""States of recipients who were sent to but not reached; a continuation may send to them again."""
PARTS: Final[dict[str, tuple[str, ...]]] = {
    "delivered": ("delivered",),
    "awaited": ("in_flight", "accepted"),
    "failed": FAILED,
    "no_result": ("no_receipt", "unknown"),
    "unsent": (QUEUED, "suppressed", "not_sent"),
}
"""The parts in which a running send is told at a glance; every state is in one of them, so that they add up as the states do."""

Tally = Any
"""Counts of recipients by state: a mapping, or a struct with such fields."""


def total(tally: Tally, states: tuple[str, ...]) -> int:
    """Return how many recipients are in any of these states."""
    if isinstance(tally, Mapping):
        return sum(int(tally.get(state, 0)) for state in states)
    return sum(int(getattr(tally, state)) for state in states)


def sent(tally: Tally) -> int:
    """Return how many recipients were sent to."""
    return total(tally, SENT)


def certain(tally: Tally) -> int:
    """Return how many recipients are known to have been sent to; those of whom nobody knows are told beside them."""
    return total(tally, CERTAIN)


def balances(tally: Tally) -> bool:
    """Whether the states add up to all approved recipients."""
    return total(tally, STATES) == total(tally, ("approved",))


def parts(tally: Tally) -> dict[str, int]:
    """Return how many recipients are in each part."""
    return {part: total(tally, states) for part, states in PARTS.items()}


def percent(part: int, approved: int) -> str:
    """Return a share in whole per cent, `46%`, never rounded up, so 100% means everybody; `-` if nobody was approved."""
    return f"{100 * part // approved}%" if approved else "-"
