"""Two-person acts come in: proposed by one, confirmed by another, carried out by the dispatcher (architecture section 4).

The desk carries the two signatures to the dispatcher and keeps what it answers (`settling`, `continuing`): tallies follow the
dispatcher's reports.
"""

from collections.abc import Iterator
from typing import Any, Protocol

import msgspec
from sqlalchemy import select

from console.domain import dating
from console.domain.custody import CustodyAct
from console.domain.erasing import Erasing
from console.domain.pairing import PairKind, kind_of, may_confirm, may_propose
from console.domain.pairs import Confirmation, Continue, Lifting, OnRecipients, Proposal, Settle, Verdict
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import (
    approvals,
    continuing,
    custody_acts,
    erasing,
    ledger,
    lifting,
    proposals,
    requests,
)
from console.services.context import Context, demand
from console.services.proposals import APPLIED, CONFIRMED, EXPIRED, LIVE, OPEN, OVERTAKEN
from console.services.statements import Incoming, prepared
from console.store import base
from console.store.personnel import ProposalRecord, proposal
from console.store.requests import PendingRequest, RequestRecord, request
from console.store.sends import SlotRecord, event
from console.wire import pairs, views

_MOST = 500

# ---- people: propose


def prepare_settle(ctx: Context, call: pairs.PrepareSettle) -> views.Prepared:
    """The bytes of a proposal to settle the unknown recipients of a slot; refused if the caller may not make it."""
    row = requests.row_by_id(ctx, call.request)
    part = proposals.part(ctx, row, call.slot)
    _demand_reason(call.reason)
    try:
        verdict = Verdict(call.verdict)
    except ValueError as error:
        raise RefusedError(refuse("no_such_verdict", "I2", verdict=call.verdict)) from error
    demand(_may_settle(ctx, row, part, ctx.person))
    _judge_count(part, call.count)
    act = Settle(request=row.digest, release=part.release, slot=call.slot, count=call.count, verdict=verdict)
    return proposals.proposed(ctx, act, call.reason)


def prepare_continue(ctx: Context, call: pairs.PrepareContinue) -> views.Prepared:
    """The bytes of a proposal to send again to those whom a slot did not reach; refused if the caller may not make it."""
    row = requests.row_by_id(ctx, call.request)
    _demand_reason(call.reason)
    return proposals.proposed(ctx, continuing.act_for(ctx, row, call), call.reason)


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise RefusedError(refuse("reason_missing", "R2"))


def propose(ctx: Context, incoming: Incoming) -> views.Done:
    """A signed proposal comes in: allowed now, kept, and waiting for its second."""
    signed = incoming.act
    if not isinstance(signed, Proposal):
        raise RefusedError(refuse("not_a_pair_act", "R2"))
    act = signed.act
    if isinstance(act, Lifting):
        return lifting.propose(ctx, incoming, signed, act)
    if isinstance(act, CustodyAct):
        return custody_acts.propose(ctx, incoming, signed, act)
    if isinstance(act, Erasing):
        return erasing.propose(ctx, incoming, signed, act)
    row = approvals.by_digest(ctx, act.request)
    part = proposals.part(ctx, row, act.slot)
    if act.release != part.release:
        raise RefusedError(refuse("stale", "R2"))
    if isinstance(act, Continue):
        demand(continuing.may(ctx, row, part, act.which, signed.by))
        continuing.judge(ctx, part, act)
        continuing.judge_slot(ctx, row, act)
    else:
        demand(_may_settle(ctx, row, part, signed.by))
        _judge_count(part, act.count)
    demand(may_propose(signed.by, kind_of(act), proposals.ground(ctx, row, signed.at)))
    demand(dating.before(signed.at, proposals.let_go_at(ctx, part)))
    proposals.judge_term(ctx, signed)
    proposals.keep(ctx, signed, incoming, subject=f"request:{row.id}", request=row.id, slot=act.slot)
    return _record(ctx, row, act, "made", signed.by, incoming)


def _may_settle(ctx: Context, row: RequestRecord, part: SlotRecord, person: str) -> Refusal | None:
    """Who, and whether there is anything to settle that will not change by itself any more."""
    refusal = may_propose(person, PairKind.SETTLE, proposals.ground(ctx, row))
    if refusal:
        return refusal
    tally = proposals.tally(part)
    if tally.queued or tally.in_flight:
        return refuse("still_sending", "I2", n=tally.queued + tally.in_flight)
    if not tally.unknown:
        return refuse("nothing_unknown", "I2")
    if any(_waits(ctx, one, part) for one in proposals.about(ctx, row.id, part.slot)):
        return refuse("proposed_already", "I2")
    return None


def _waits(ctx: Context, kept: ProposalRecord, part: SlotRecord) -> bool:
    """Whether a proposal keeps others about its slot away: one that waits, or a settlement that the dispatcher has still to take.

    A continuation that was confirmed is a slot of its own, and its recipients are counted out already.
    """
    now = _state(ctx, kept, part)
    return now == OPEN or (now == CONFIRMED and kept.kind == PairKind.SETTLE)


def _judge_count(part: SlotRecord, count: int) -> None:
    unknown = proposals.tally(part).unknown
    if count != unknown:
        raise RefusedError(refuse("unknown_count_differs", "I2", typed=count, n=unknown))


# ---- people: confirm


def prepare_confirmation(ctx: Context, call: pairs.PrepareConfirmation) -> views.Prepared:
    """The bytes that confirm a proposal; refused if the caller may not."""
    kept = proposals.kept(ctx, call.proposal)
    demand(_may_sign(ctx, kept, ctx.person))
    return prepared(
        Confirmation(
            org=ctx.roster.org,
            by=ctx.person,
            at=ctx.at,
            roster=ctx.roster.version,
            proposal=kept.digest,
        )
    )


def confirm(ctx: Context, incoming: Incoming) -> views.Done:
    """A signed confirmation comes in; from now on the dispatcher is offered both signatures."""
    signed = incoming.act
    if not isinstance(signed, Confirmation):
        raise RefusedError(refuse("not_a_pair_act", "R2"))
    kept = proposals.kept(ctx, signed.proposal)
    if not kept.request:
        demand(dating.before(signed.at, kept.at))
        return _noun(kept).confirm(ctx, kept, signed.by, signed.at, incoming)
    row = requests.row_by_id(ctx, kept.request)
    demand(_may_confirm(ctx, row, kept, signed.by))
    kind, then = PairKind(kept.kind), proposals.ground(ctx, row, signed.at)
    demand(may_confirm(signed.by, kind, then, proposer=kept.by) or may_propose(kept.by, kind, then))
    demand(dating.before(signed.at, kept.at))
    proposals.keep_second(ctx, kept, signed.by, incoming)
    act = proposals.on_recipients(kept)
    if isinstance(act, Continue):
        continuing.begin(ctx, row, act, kept.by, signed.by, kept.digest)
    return _record(ctx, row, act, "confirmed", signed.by, incoming)


def _may_sign(ctx: Context, kept: ProposalRecord, person: str) -> Refusal | None:
    """Why a person may not confirm a kept proposal of any kind now, or None."""
    if not kept.request:
        return _noun(kept).may_sign(ctx, kept, person)
    return _may_confirm(ctx, requests.row_by_id(ctx, kept.request), kept, person)


def _may_confirm(ctx: Context, row: RequestRecord, kept: ProposalRecord, person: str) -> Refusal | None:
    """Both people are judged anew, and the proposal must still say what is so."""
    ground = proposals.ground(ctx, row)
    refusal = may_confirm(person, PairKind(kept.kind), ground, proposer=kept.by) or may_propose(
        kept.by, PairKind(kept.kind), ground
    )
    if refusal:
        return refusal
    match _state(ctx, kept, proposals.part(ctx, row, kept.slot)):
        case "open":
            return None
        case "expired":
            return refuse("proposal_expired", "I2", expires=kept.expires)
        case "overtaken":
            return refuse("proposal_overtaken", "I2", n=proposals.on_recipients(kept).count)
        case _:
            return refuse("confirmed_already", "I2")


class _Noun(Protocol):
    """What a module answers about its kinds of two-person acts, those that are about no request."""

    def confirm(
        self, ctx: Context, kept: ProposalRecord, by: str, at: str, incoming: Incoming
    ) -> views.Done: ...

    def may_sign(self, ctx: Context, kept: ProposalRecord, person: str) -> Refusal | None: ...

    def state(self, ctx: Context, kept: ProposalRecord) -> str: ...


def _noun(kept: ProposalRecord) -> _Noun:
    """Whose a proposal about no request is."""
    if kept.kind in erasing.KINDS:
        return erasing
    return custody_acts if kept.kind in custody_acts.KINDS else lifting


def _record(
    ctx: Context, row: RequestRecord, act: OnRecipients, what: str, by: str, incoming: Incoming
) -> views.Done:
    words = {"made": "proposed", "confirmed": "confirmed"}[what]
    payload: dict[str, Any] = {"number": row.number, "slot": act.slot}
    if isinstance(act, Continue):
        words, payload = f"{words}_{kind_of(act)}", payload | continuing.payload(act)
    else:
        payload |= {"count": act.count, "verdict": str(act.verdict)}
    told = f"{words} {by}"[:300]
    ctx.conn.execute(event.insert().values(request=row.id, slot=act.slot, at=ctx.at, words=told))
    ctx.notice("sends", "requests")
    subject, kind = f"request:{row.id}", f"proposal.{what}"
    seq = ledger.record(
        ctx, kind, subject, payload, actor=by, statement=incoming.text, signature=incoming.signature
    )
    return views.Done(seq, row.id, row.number or "")


# ---- reading


def page(ctx: Context, call: pairs.ProposalsPage) -> list[pairs.ProposalRow]:
    """Two-person acts on the requests that the caller may read, and those about no request, newest first."""
    where: list[Any] = [request.c.id == proposal.c.request]
    mine = ctx.departments()
    if mine is not None:
        where.append(request.c.department.in_(mine))
    if call.request:
        where.append(proposal.c.request == call.request)
    if call.open:
        where += [proposal.c.state.in_(LIVE), proposal.c.expires > ctx.at]
    chosen = (
        select(ProposalRecord, RequestRecord.number)
        .where(*where)
        .order_by(ProposalRecord.at.desc(), ProposalRecord.digest)
        .limit(_MOST)
    )
    found_rows = [_row(ctx, one) for one in base.rows_as(ProposalRecord, ctx.conn, chosen)]
    if not call.request:
        found_rows += [lifting.proposal_row(ctx, one) for one in lifting.rows(ctx, open_=call.open)]
        found_rows += [custody_acts.proposal_row(ctx, one) for one in custody_acts.rows(ctx, open_=call.open)]
        found_rows += [erasing.proposal_row(ctx, one) for one in erasing.rows(ctx, open_=call.open)]
        found_rows.sort(key=lambda one: one.at, reverse=True)
    return [one for one in found_rows if not call.open or one.state in LIVE]


def _row(ctx: Context, kept: ProposalRecord) -> pairs.ProposalRow:
    row = base.one(ctx.conn, select(RequestRecord).where(RequestRecord.id == kept.request))
    signed = proposals.statement(kept)
    act = proposals.on_recipients(kept)
    found_row = pairs.ProposalRow(
        digest=kept.digest,
        kind=kept.kind,
        number=row.number or "",
        request=kept.request,
        slot=kept.slot,
        count=act.count,
        verdict=str(act.verdict) if isinstance(act, Settle) else "",
        by=kept.by,
        at=kept.at,
        expires=kept.expires,
        reason=signed.reason,
        state=_state(ctx, kept, proposals.part(ctx, row, kept.slot)),
        confirmed_by=kept.confirmed_by,
        why=kept.why,
        text=kept.text,
        refusal=_may_confirm(ctx, row, kept, ctx.person) if ctx.caller.person else None,
        subject=kept.subject,
    )
    if isinstance(act, Settle):
        return found_row
    return msgspec.structs.replace(found_row, as_slot=act.as_slot, opens=act.opens, closes=act.closes)


def allowed(ctx: Context, row: RequestRecord, part: SlotRecord) -> dict[str, Refusal | None]:
    """Whether the caller may propose something about a slot, or confirm what is proposed for it: None, or what greys the key."""
    kept = proposals.about(ctx, row.id, part.slot)
    waiting = [one for one in kept if _state(ctx, one, part) == OPEN]
    confirms = _may_confirm(ctx, row, waiting[0], ctx.person) if waiting else refuse("nothing_proposed", "I2")
    return {
        "settle": _may_settle(ctx, row, part, ctx.person),
        "continue": continuing.allowed(ctx, row, part),
        "confirm": confirms,
    }


def unsettled(ctx: Context, row: RequestRecord | PendingRequest, part: SlotRecord) -> bool:
    """Whether a slot's unknown recipients wait for its operator: neither proposed about, nor left unknown by two people."""
    unknown = proposals.tally(part).unknown
    if not unknown:
        return False
    for one in proposals.about(ctx, row.id, part.slot):
        act = proposals.statement(one).act
        if not isinstance(act, Settle):
            continue
        if _settling(ctx, one, unknown) in LIVE:
            return False
        if one.state == APPLIED and act.verdict is Verdict.CLOSED and act.count >= unknown:
            return False
    return True


def to_confirm(ctx: Context) -> Iterator[tuple[ProposalRecord, RequestRecord | None]]:
    """Proposals that the caller may confirm now, each with its request, or None."""
    rows = base.rows(
        ctx.conn,
        select(ProposalRecord)
        .where(ProposalRecord.state == OPEN, ProposalRecord.expires > ctx.at)
        .limit(_MOST),
    )
    for kept in rows:
        row = base.row(ctx.conn, select(RequestRecord).where(RequestRecord.id == kept.request))
        if row is None:
            refusal = _noun(kept).may_sign(ctx, kept, ctx.person)
        else:
            refusal = _may_confirm(ctx, row, kept, ctx.person)
        if refusal is None:
            yield kept, row


# ---- where a proposal stands


def stands_open(ctx: Context, digest: str) -> bool:
    """Whether a proposal still waits for its second signature, and still says what is so."""
    kept = proposals.kept(ctx, digest)
    if not kept.request:
        return _noun(kept).state(ctx, kept) == OPEN
    row = base.one(ctx.conn, select(RequestRecord).where(RequestRecord.id == kept.request))
    return _state(ctx, kept, proposals.part(ctx, row, kept.slot)) == OPEN


def confirmers(ctx: Context, digest: str) -> list[str]:
    """Everyone who may confirm a proposal at this moment, in roster order."""
    kept = proposals.kept(ctx, digest)
    return [p.id for p in ctx.roster.people if _may_sign(ctx, kept, p.id) is None]


def _state(ctx: Context, kept: ProposalRecord, part: SlotRecord) -> str:
    """Where a proposal stands at this moment."""
    if kept.kind != PairKind.SETTLE:
        return continuing.state(ctx, kept, part)
    return _settling(ctx, kept, proposals.tally(part).unknown)


def _settling(ctx: Context, kept: ProposalRecord, unknown: int) -> str:
    """Where a proposal to settle stands, of a slot with so many unknown recipients."""
    if kept.state not in LIVE:
        return str(kept.state)
    if kept.expires <= ctx.at:
        return EXPIRED
    if kept.state == OPEN and proposals.on_recipients(kept).count != unknown:
        return OVERTAKEN
    return str(kept.state)
