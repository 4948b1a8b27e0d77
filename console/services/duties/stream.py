"""The stream of duties: all sources, and the duties of one person."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, exists, select

from console.domain.archive.archive import PaperState
from console.domain.complaints import complaints as complaint_rules
from console.domain.replies import replies as reply_rules
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
from console.services.two_person import proposals
from console.services.watch.watching import OPEN
from console.store.archive import PaperRecord, PaperSendRecord
from console.store.complaints import ComplaintRecord
from console.store.custody import SecretChangeRecord
from console.store.freezes import FreezeRecord
from console.store.losses import LossRecord
from console.store.personnel import LockoutRecord, ProposalRecord
from console.store.replies import ReplyRecord
from console.store.watch import WatchRecord
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


_SELDOM: Final[dict[Callable[[Context, Asked], Iterator[Duty]], ColumnElement[bool]]] = {
    two_person.confirmations: exists().where(ProposalRecord.state == proposals.OPEN),
    people.locked: exists().where(LockoutRecord.locked != ""),
    losses.steps: exists().where(LossRecord.closed == ""),
    custody.reasons: exists().where(FreezeRecord.lifted == ""),
    custody.secrets: exists().where(SecretChangeRecord.done == ""),
    archive.entries: exists().where(PaperSendRecord.acknowledged == ""),
    archive.destructions: exists().where(PaperRecord.state == PaperState.DESTROYING),
    complaints.open_complaints: exists().where(ComplaintRecord.state != complaint_rules.State.CLOSED),
    complaints.open_replies: exists().where(ReplyRecord.state == reply_rules.State.OPEN),
    watch.unusual: exists().where(WatchRecord.state == OPEN),
}
"""Sources that look for what there is none of on most days: one question asks for all of it, in place of one each."""
_THERE: Final = select(*(there.label(f"there_{nth}") for nth, there in enumerate(_SELDOM.values())))


class Mine(NamedTuple):
    """A duty that is the caller's or that they are only informed of, with all its bearers."""

    duty: Duty
    who: Who
    informed: bool


def duties(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Every duty that the question asks for, in no order."""
    empty = _empty(ctx) if question.kinds.issuperset(KINDS) else frozenset()
    for source in _SOURCES:
        if source not in empty:
            yield from source(ctx, question)


def _empty(ctx: Context) -> frozenset[Callable[[Context, Asked], Iterator[Duty]]]:
    """The sources that have nothing to look at."""
    there = ctx.conn.execute(_THERE).one()
    return frozenset(source for source, some in zip(_SELDOM, there, strict=True) if not some)


def caller_duties(ctx: Context, *kinds: str) -> Iterator[Mine]:
    """The caller's duties of these kinds (all if none is named), unknown results first, then by deadline; each is judged when it is taken."""
    for duty in sorted(duties(ctx, mine(ctx, kinds or KINDS)), key=nearest):
        who = duty.find()
        if who.bears(ctx.person):
            yield Mine(duty, who, informed=False)
        elif ctx.person in who.informed:
            yield Mine(duty, who, informed=True)


_FIRST: Final = frozenset({"unknown"})
"""What comes before any deadline: nobody knows whether somebody got a message, and the provider can tell only for so long."""


def nearest(duty: Duty) -> tuple[object, ...]:
    """Sort key: unknown results; the deadline; then the order of KINDS, in which requests come first."""
    return (duty.kind not in _FIRST, duty.urgency()[1], KINDS.index(duty.kind), *duty.place()[3:])
