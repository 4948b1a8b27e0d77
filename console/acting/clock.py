"""The clock by which a person's own program judges an act before it is signed: this machine's, never the desk's.

The desk prepares the bytes and so writes their date. If it could choose any date, it could move a signature forward, or back to
before something that its signer did not know of.
"""

from console.domain import times
from console.domain.dating import APART, CARRIED
from console.domain.times import parse
from console.errors import ConsoleError


def now() -> str:
    """This machine's clock."""
    return times.now()


def insist_now(at: str) -> None:
    """Raise ConsoleError("clocks_differ") unless an act that is signed here and sent in at once is dated now."""
    here = now()
    if abs(parse(at) - parse(here)) > APART:
        raise ConsoleError("clocks_differ", at=at, here=here, apart=_apart(at, here))


def insist_lately(at: str) -> None:
    """Raise ConsoleError unless an act that was prepared elsewhere may still be signed here and brought in.

    `clocks_differ` for an act dated ahead of this clock, `prepared_too_long_ago` for one that no desk accepts any more.
    """
    here = now()
    if parse(at) > parse(here) + APART:
        raise ConsoleError("clocks_differ", at=at, here=here, apart=_apart(at, here))
    if parse(at) < parse(here) - CARRIED:
        raise ConsoleError("prepared_too_long_ago", at=at, here=here, days=CARRIED.days)


def _apart(at: str, here: str) -> int:
    return int(abs(parse(at) - parse(here)).total_seconds())
