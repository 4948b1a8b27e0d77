"""How far the date of a signed act (`at`) may be from the moment when the desk or the signer's program judges it.

The verifier cannot check this. It judges a bundle hours or months after its acts came in, and nothing signed says when they came
in; only the desk knows, and the verifier does not trust the desk. It checks what it can: no act is dated ahead of its clock or
before the act that it follows, and each act was allowed at its own date.
"""

from datetime import timedelta
from typing import Final

from console.domain.refusals import Refusal, refuse
from console.domain.times import parse, render

APART: Final = timedelta(minutes=5)
"""The largest difference between two clocks of the organisation."""

AT_ONCE: Final = timedelta(minutes=15)
"""The greatest age of an act that its signer sends in directly: time to read it and to type a passphrase."""

CARRIED: Final = timedelta(days=7)
"""The greatest age of an act that was signed elsewhere and is brought in afterwards."""


def ahead(at: str, now: str) -> Refusal | None:
    """Refuse an act that is dated ahead of `now` by more than clocks may differ."""
    if at > render(parse(now) + APART):
        return refuse("signed_in_future", "R2", at=at, now=now)
    return None


def too_old(at: str, now: str, *, carried: bool) -> Refusal | None:
    """Refuse an act that was signed too long ago to express its signer's present will."""
    longest = CARRIED if carried else AT_ONCE
    if at >= render(parse(now) - longest):
        return None
    if carried:
        return refuse("carried_too_late", "R2", at=at, days=CARRIED.days)
    return refuse("signed_long_ago", "R2", at=at, minutes=AT_ONCE.seconds // 60)


def before(at: str, last: str) -> Refusal | None:
    """Refuse an act dated before the act that it follows, by more than clocks may differ; the verifier checks this too."""
    if render(parse(at) + APART) < last:
        return refuse("older_than_before", "R2", at=at, last=last)
    return None
