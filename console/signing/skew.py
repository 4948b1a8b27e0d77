"""How far apart the clocks of honest machines may be."""

from datetime import timedelta
from typing import Final

from console.domain import times

SKEW: Final = timedelta(minutes=5)


def later(at: str) -> str:
    """The latest time that a fast but honest clock may show at instant `at`."""
    return times.render(times.parse(at) + SKEW)
