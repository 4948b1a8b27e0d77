"""How far apart the clocks of honest machines may be."""

from datetime import timedelta
from typing import Final

from console.domain import times

SKEW: Final = timedelta(minutes=5)


def later(at: str) -> str:
    """An instant, as a clock may show it that runs ahead of ours."""
    return times.render(times.parse(at) + SKEW)
