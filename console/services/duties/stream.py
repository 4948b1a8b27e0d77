"""The stream of duties: all sources, and the duties of one person."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import select

from console.services.context import Context
from console.services.duties.bearers import Who
from console.services.duties.duty import SOURCES, Asked, Duty, Source, mine
from console.wire.duties.deadlines import KINDS


@cache
def _seldom() -> tuple[Source, ...]:
    """Sources that look for what there is none of on most days: one question asks for all of it, in place of one each."""
    return tuple(source for source, there in SOURCES.items() if there is not None)


@cache
def _there() -> Any:
    asked = (there for there in SOURCES.values() if there is not None)
    return select(*(there.label(f"there_{nth}") for nth, there in enumerate(asked)))


class Mine(NamedTuple):
    """A duty that is the caller's or that they are only informed of, with all its bearers."""

    duty: Duty
    who: Who
    informed: bool


def duties(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Every duty that the question asks for, in no order."""
    empty = _empty(ctx) if question.kinds.issuperset(KINDS) else frozenset()
    for source in SOURCES:
        if source not in empty:
            yield from source(ctx, question)


def _empty(ctx: Context) -> frozenset[Source]:
    """The sources that have nothing to look at."""
    there = ctx.conn.execute(_there()).one()
    return frozenset(source for source, some in zip(_seldom(), there, strict=True) if not some)


def caller_duties(ctx: Context, *kinds: str) -> Iterator[Mine]:
    """The caller's duties of these kinds (all if none is named), unknown results first, then by deadline; each is judged when it is taken."""
    for duty in sorted(duties(ctx, mine(ctx, kinds or KINDS)), key=nearest):
        who = duty.find()
        if who.bears(ctx.person):
            yield Mine(duty, who, informed=False)
        elif ctx.person in who.informed:
            yield Mine(duty, who, informed=True)


_FIRST: Final = frozenset({"untaken", "unknown"})
"""What comes before any deadline: nobody knows whether somebody got a message, and the provider can tell only for so long."""


def nearest(duty: Duty) -> tuple[object, ...]:
    """Sort key: unknown results; the deadline; then the order of KINDS, in which requests come first."""
    return (duty.kind not in _FIRST, duty.urgency()[1], KINDS.index(duty.kind), *duty.place()[3:])
