"""Facts of a moment of which other nouns must hear: told in the same transaction, so that a refusal of one undoes the whole call.

Who tells a fact imports none of those who hear it.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

from console.domain.losses.losses import Report
from console.domain.people.people import Roster
from console.services.context import Context


class Published(NamedTuple):
    """A roster version is in force, confirmed by this signer."""

    roster: Roster
    signer: str


class Reported(NamedTuple):
    """A loss was reported; the digest of the report names the case."""

    report: Report
    digest: str


F = TypeVar("F", Published, Reported)

_HEARS: Final[dict[type, list[Callable[[Context, Any], None]]]] = defaultdict(list)


def hears(fact: type[F]) -> Callable[[Callable[[Context, F], None]], Callable[[Context, F], None]]:
    """Mark who hears of such a fact."""

    def add(take: Callable[[Context, F], None]) -> Callable[[Context, F], None]:
        _HEARS[fact].append(take)
        return take

    return add


def tell(ctx: Context, fact: Published | Reported) -> None:
    """Let everyone hear of it who wants to, in the order of their modules; raises what they raise, and LookupError if nobody hears."""
    hearing = sorted(_HEARS[type(fact)], key=lambda one: one.__module__)
    if not hearing:
        raise LookupError(type(fact).__name__)
    for take in hearing:
        take(ctx, fact)
