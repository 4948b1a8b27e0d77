"""How far from the moment when it is judged a signed act may be dated (`at`), by whoever judges it then: desk, or signer's program.

The verifier cannot ask this of itself. It judges a bundle hours or months after its acts came in, and nothing signed tells it
when that was, for the desk that knows is the one whom it does not believe. What it can ask it does ask: that acts are not
dated ahead of its clock, nor before the one that they follow, and that each was allowed at its own date.
"""

from datetime import timedelta
from typing import Final

from console.domain.refusals import Refusal, refuse
from console.domain.times import parse, render

APART: Final = timedelta(minutes=5)
"""How far two clocks of the organisation may be apart."""

AT_ONCE: Final = timedelta(minutes=15)
"""How old an act may be that its own signer sends in: time to read it and to type a passphrase."""

CARRIED: Final = timedelta(days=7)
"""How old an act may be that was signed elsewhere and is brought in afterwards."""


def ahead(at: str, now: str) -> Refusal | None:
    """Refuse an act dated further ahead than clocks may be apart."""
    if at > render(parse(now) + APART):
        return refuse("signed_in_future", "R2", at=at, now=now)
    return None


def too_old(at: str, now: str, *, carried: bool) -> Refusal | None:
    """Refuse an act that was signed too long ago to count as what its signer wants now."""
    longest = CARRIED if carried else AT_ONCE
    if at >= render(parse(now) - longest):
        return None
    if carried:
        return refuse("carried_too_late", "R2", at=at, days=CARRIED.days)
    return refuse("signed_long_ago", "R2", at=at, minutes=AT_ONCE.seconds // 60)


def before(at: str, last: str) -> Refusal | None:
    """Refuse an act that is dated before the one that it follows, by more than clocks may be apart; the verifier does too."""
    if render(parse(at) + APART) < last:
        return refuse("older_than_before", "R2", at=at, last=last)
    return None
