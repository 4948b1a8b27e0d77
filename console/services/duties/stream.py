"""The stream of duties: all sources, and the duties of one person."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from console.services.context import Context
from console.services.duties import (
    applications,
    archive,
    code_refusals,
    complaints,
    custody,
    erasure,
    filing,
    lacking,
    losses,
    people,
    requests,
    slots,
    templates,
    two_person,
    watch,
)
from console.services.duties.bearers import Who
from console.services.duties.duty import Asked, Duty, mine
from console.wire.deadlines import KINDS

_SOURCES: Final[tuple[Callable[[Context, Asked], Iterator[Duty]], ...]] = (
    requests.decisions,
    requests.revisions,
    slots.slots,
    two_person.confirmations,
    two_person.whole_hand_overs,
    applications.applications,
    people.versions,
    people.unsigned,
    people.unruled,
    people.locked,
    lacking.lacking,
    losses.steps,
    custody.ends,
    custody.reasons,
    custody.secrets,
    custody.sealed,
    archive.papers,
    archive.loans,
    archive.entries,
    archive.destructions,
    filing.quarters,
    complaints.open_complaints,
    complaints.open_replies,
    erasure.due,
    code_refusals.floods,
    templates.blocked,
    watch.unusual,
)


class Mine(NamedTuple):
    """A duty that is the caller's or that they are only informed of, with all its bearers."""

    duty: Duty
    who: Who
    informed: bool


def duties(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Every duty that the question asks for, in no order."""
    for source in _SOURCES:
        yield from source(ctx, question)


def caller_duties(ctx: Context, *kinds: str) -> Iterator[Mine]:
    """The caller's duties of these kinds (all if none is named), nearest deadline first; each is judged when it is taken."""
    for duty in sorted(duties(ctx, mine(ctx, kinds or KINDS)), key=nearest):
        who = duty.find()
        if who.bears(ctx.person):
            yield Mine(duty, who, informed=False)
        elif ctx.person in who.informed:
            yield Mine(duty, who, informed=True)


def nearest(duty: Duty) -> tuple[object, ...]:
    """Sort key: the deadline; then the order of KINDS, in which requests come first."""
    return (duty.urgency()[1], KINDS.index(duty.kind), *duty.place()[3:])
