"""Whom a send did not reach is sent to again, by two people: what may be proposed, and the slot that a confirmation makes.

Numbers at the desk are what the dispatcher told; it counts for itself, out of its own rows, before anything leaves.
"""

from typing import Any, Final

import msgspec
from sqlalchemy import select, update

from console.domain import counts
from console.domain.pairing import PairKind, may_propose
from console.domain.pairs import Continue, Which
from console.domain.refusals import Refusal, refuse
from console.domain.shapes import LAST_SLOT
from console.domain.states import RequestState, SlotState, move_request
from console.errors import RefusedError
from console.services import deadlines, proposals, requests
from console.services.context import Context, demand
from console.services.loss_effects import gateway_lost
from console.store import base
from console.store.personnel import ProposalRecord, proposal
from console.store.requests import RequestRecord, request
from console.store.sends import SlotRecord, event, slot
from console.wire import calls, pairs, views

ENDED: Final = (SlotState.DONE, SlotState.STOPPED)
KINDS: Final = {Which.FAILED: PairKind.RESEND, Which.REMAINDER: PairKind.REMAINDER}
STOPPED_EARLY: Final = "stopped_early"
"""Why a slot is stopped that the dispatcher never took: it has nothing of it that could be continued."""
_GOES: Final = (RequestState.CLEARED, RequestState.DONE)


def available(ctx: Context, part: SlotRecord, which: Which) -> int:
    """How many recipients of a slot can be sent to again: without those whom a continuation has taken up already."""
    if part.reason == STOPPED_EARLY or not part.release:
        return 0
    tally = proposals.tally(part)
    total = counts.total(tally, counts.FAILED) if which is Which.FAILED else tally.not_sent
    taken: int = 0
    for one in proposals.about(ctx, part.request, part.slot):
        if one.kind == KINDS[which] and one.state in {proposals.CONFIRMED, proposals.APPLIED}:
            act = proposals.on_recipients(one)
            taken += act.count if act.release == part.release else 0
    left: int = max(0, total - taken)
    return left


def may(ctx: Context, row: RequestRecord, part: SlotRecord, which: Which, person: str) -> Refusal | None:
    """Who, and whether there is anybody to send to again."""
    refusal = (
        may_propose(person, KINDS[which], proposals.ground(ctx, row))
        or _stands(ctx, row, part)
        or gateway_lost(ctx.conn, part.gateway)
    )
    if refusal:
        return refusal
    if any(
        one.state == proposals.OPEN and state(ctx, one, part) == proposals.OPEN
        for one in proposals.about(ctx, row.id, part.slot)
    ):
        return refuse("proposed_already", "I2")
    return None if available(ctx, part, which) else _nobody(which)


def _nobody(which: Which) -> Refusal:
    return refuse("nobody_failed", "I2") if which is Which.FAILED else refuse("nobody_left", "I2")


def _stands(ctx: Context, row: RequestRecord, part: SlotRecord) -> Refusal | None:
    if row.erased:
        return refuse("erased", "R13", number=row.number)
    if row.state not in _GOES:
        return refuse("not_cleared", "R2", state=row.state)
    asked = requests.statement_of(ctx, row.id, row.version)
    if asked is not None and asked.policy_digest != ctx.roster.policy.digest:
        return refuse("approved_under_other_rules", "R2", old=asked.policy, version=ctx.roster.policy.version)
    if part.state not in ENDED:
        return refuse("not_ended", "I2", state=part.state)
    if part.reason == STOPPED_EARLY or not part.release:
        return refuse("never_taken", "I2")
    tally = proposals.tally(part)
    if tally.queued or tally.in_flight:
        return refuse("still_sending", "I2", n=tally.queued + tally.in_flight)
    return None


def act_for(ctx: Context, row: RequestRecord, call: pairs.PrepareContinue) -> Continue:
    """What the caller would propose; raises RefusedError for what cannot be said."""
    part = proposals.part(ctx, row, call.slot)
    try:
        which = Which(call.which)
    except ValueError as error:
        raise RefusedError(refuse("no_such_continuation", "I2", which=call.which)) from error
    demand(may(ctx, row, part, which, ctx.person))
    act = Continue(
        request=row.digest,
        release=part.release,
        slot=call.slot,
        which=which,
        as_slot=_next_slot(ctx, row),
        opens=call.opens,
        closes=call.closes,
        count=call.count,
    )
    judge(ctx, part, act)
    return act


def judge(ctx: Context, part: SlotRecord, act: Continue) -> None:
    """Refuse a window that cannot be, or another number than there are."""
    deadlines.judge_window(ctx, act)
    n = available(ctx, part, act.which)
    if act.count != n:
        raise RefusedError(refuse("continue_count_differs", "I2", typed=act.count, n=n))


def judge_slot(ctx: Context, row: RequestRecord, act: Continue) -> None:
    """Refuse a slot number that is not the next one: somebody else's proposal came first."""
    if act.as_slot != _next_slot(ctx, row):
        raise RefusedError(refuse("stale", "R2"))


def _next_slot(ctx: Context, row: RequestRecord) -> int:
    """The number after every slot of the request, and after those that a proposal has named which still counts."""
    used = {part.slot for part in requests.slots_of(ctx, row.id, row.version)}
    rows = base.rows(
        ctx.conn,
        select(ProposalRecord).where(
            ProposalRecord.request == row.id,
            ProposalRecord.kind.in_([*KINDS.values()]),
            ProposalRecord.state == proposals.OPEN,
            ProposalRecord.expires > ctx.at,
        ),
    )
    named = (proposals.statement(one).act for one in rows)
    used |= {act.as_slot for act in named if isinstance(act, Continue)}
    last: int = max(used)
    if last >= LAST_SLOT:
        raise RefusedError(refuse("no_slot_left", "I2", n=LAST_SLOT))
    return last + 1


def state(ctx: Context, kept: ProposalRecord, part: SlotRecord) -> str:
    """Where a proposal of this kind stands: while it waits, what it says may become untrue."""
    act = proposals.statement(kept).act
    if kept.state != proposals.OPEN or not isinstance(act, Continue):
        return str(kept.state)
    if kept.expires <= ctx.at:
        return proposals.EXPIRED
    fits = act.release == part.release and act.count == available(ctx, part, act.which)
    return proposals.OPEN if fits and act.closes > ctx.at else proposals.OVERTAKEN


def begin(ctx: Context, row: RequestRecord, act: Continue, first: str, second: str, digest: str) -> None:
    """Make the slot that sends again; the dispatcher is offered it from now on, with both signatures."""
    demand(_stands(ctx, row, proposals.part(ctx, row, act.slot)))
    if any(part.slot == act.as_slot for part in requests.slots_of(ctx, row.id, row.version)):
        raise RefusedError(refuse("stale", "R2"))
    source = proposals.part(ctx, row, act.slot)
    ctx.conn.execute(
        slot.insert().values(
            request=row.id,
            version=row.version,
            slot=act.as_slot,
            list_id=source.list_id,
            n=act.count,
            opens=act.opens,
            closes=act.closes,
            state=SlotState.RELEASED,
            reason="",
            gateway=source.gateway,
            release=digest,
            released_by=first,
            wish="send",
            hold=0,
            resume="",
            resume_signature="",
            tally=msgspec.json.encode(views.Tally(approved=act.count, queued=act.count)).decode(),
            updated=ctx.at,
            continues=act.slot,
            confirmed_by=second,
        )
    )
    values: dict[str, Any] = {"closes": max(row.closes, act.closes), "updated": ctx.at}
    if row.state == RequestState.DONE:
        values["state"] = move_request(RequestState.DONE, RequestState.CLEARED)
    ctx.conn.execute(update(request).where(request.c.id == row.id).values(**values))
    ctx.conn.execute(
        event.insert().values(request=row.id, slot=act.as_slot, at=ctx.at, words=f"continues {act.slot}")
    )


def told(ctx: Context, part: SlotRecord, call: calls.ReportSlot) -> None:
    """The dispatcher began a continuation, or refuses it under a name; then its recipients may be proposed for anew."""
    if not part.continues:
        return
    if call.event == "refused" or call.reason == STOPPED_EARLY:
        values = {"state": proposals.REFUSED, "why": call.reason}
    elif call.event in {"started", "stopped", "done"}:
        values = {"state": proposals.APPLIED, "why": ""}
    else:
        return
    ctx.conn.execute(update(proposal).where(proposal.c.digest == part.release).values(**values))


def signatures(ctx: Context, part: SlotRecord) -> dict[str, str]:
    """The pair that let a continuation go, as the dispatcher wants it; empty for any other slot."""
    if not part.continues:
        return {}
    kept = proposals.kept(ctx, part.release)
    return {
        "proposal": kept.text,
        "proposal_signature": kept.signature,
        "confirmation": kept.confirmation,
        "confirmation_signature": kept.confirmation_signature,
    }


def allowed(ctx: Context, row: RequestRecord, part: SlotRecord) -> Refusal | None:
    """Whether the caller may propose to send again at all, to whomever: None, or what greys the key."""
    failed = may(ctx, row, part, Which.FAILED, ctx.person)
    left = may(ctx, row, part, Which.REMAINDER, ctx.person)
    if failed is None or left is None:
        return None
    # Where somebody did fail, the reason is about them.
    return left if failed == _nobody(Which.FAILED) else failed


def payload(act: Continue) -> dict[str, Any]:
    """What the ledger says of a continuation."""
    return {
        "which": str(act.which),
        "count": act.count,
        "as_slot": act.as_slot,
        "opens": act.opens,
        "closes": act.closes,
    }
