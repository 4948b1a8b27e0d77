"""What every count of recipients means, once: the states that add up, who was sent to, and of whom each share is a share.

`approved` is everybody in the signed list of a slot, and every share is a share of them: of a send that was stopped half way, half
was sent, and no more than that was delivered. At the end approved = the sum of ENDS; while it runs also of RUNNING (invariant 2).
"""

from collections.abc import Mapping
from typing import Any, Final

QUEUED: Final = "queued"
RUNNING: Final = (QUEUED, "in_flight", "accepted")
"""More is still to come of them."""
ENDS: Final = ("delivered", "undelivered", "refused", "no_receipt", "unknown", "suppressed", "not_sent")
"""The states of the final sum, in the order of the quarter's papers; a late receipt may still settle unknown and no_receipt."""
SUMMED: Final = ("suppressed", *(state for state in ENDS if state != "suppressed"))
"""The same as Attachment 1 and the figures of use say it: first who was taken out."""
STATES: Final = (*RUNNING, *ENDS)
TAKEN: Final = ("accepted", "delivered", "undelivered", "no_receipt")
"""The provider took their message, and bills it."""
SENT: Final = (*TAKEN, "refused", "unknown")
"""Their message left, and it was answered or never will be: what is in flight may still come back to the queue."""
FAILED: Final = ("refused", "undelivered")
"""Sent to, and not reached: they can be sent to again."""

Tally = Any
"""Anything that names recipients by state: a mapping, or a struct with such fields."""


def total(tally: Tally, states: tuple[str, ...]) -> int:
    """Recipients in any of these states."""
    if isinstance(tally, Mapping):
        return sum(int(tally.get(state, 0)) for state in states)
    return sum(int(getattr(tally, state)) for state in states)


def sent(tally: Tally) -> int:
    """Recipients to whom was sent."""
    return total(tally, SENT)


def balances(tally: Tally) -> bool:
    """Whether the states add up to everybody who was approved."""
    return total(tally, STATES) == total(tally, ("approved",))


def percent(part: int, approved: int) -> str:
    """A share in whole per cent, `46%`, never rounded up: 100% is everybody; `-` of nobody."""
    return f"{100 * part // approved}%" if approved else "-"
