"""The stream of duties: every source of them, and what of it is one person's."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from console.services.context import Context
from console.services.duties import (
    applications,
    archive,
    complaints,
    custody,
    erasure,
    filing,
    lacking,
    losses,
    people,
    requests,
    slots,
    two_person,
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
)


class Mine(NamedTuple):
    """A duty that is the caller's, or that they are only told of, and everybody whose it is."""

    duty: Duty
    who: Who
    informed: bool


def duties(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Everything that is owed, as far as it is asked for, in no order."""
    for source in _SOURCES:
        yield from source(ctx, question)


def caller_duties(ctx: Context, *kinds: str) -> Iterator[Mine]:
    """What is the caller's of these kinds (none named: of all), the nearest end first; each is judged as it is taken."""
    for duty in sorted(duties(ctx, mine(ctx, kinds or KINDS)), key=nearest):
        who = duty.find()
        if who.bears(ctx.person):
            yield Mine(duty, who, informed=False)
        elif ctx.person in who.informed:
            yield Mine(duty, who, informed=True)


def nearest(duty: Duty) -> tuple[object, ...]:
    """Sorts by the end; what nothing ends as the kinds stand, requests before what is beside them."""
    return (duty.urgency()[1], KINDS.index(duty.kind), *duty.place()[3:])
