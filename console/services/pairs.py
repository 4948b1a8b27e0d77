"""Two-person acts come in: proposed by one, confirmed by another, carried out by the dispatcher (architecture section 4).

The desk only carries the two signatures to the dispatcher and keeps what it answers: tallies follow the dispatcher's reports.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import select, update

from console.domain import times
from console.domain.pairing import Ground, PairKind, may_confirm, may_propose
from console.domain.pairs import Confirmation, Proposal, Settle, Verdict
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import approvals, ledger, requests
from console.services.context import Context, demand, found
from console.services.statements import Incoming, prepared
from console.store.personnel import proposal
from console.store.requests import request
from console.store.sends import event, slot
from console.wire import calls, pairs, views

OPEN, CONFIRMED, APPLIED, REFUSED = "open", "confirmed", "applied", "refused"
EXPIRED, OVERTAKEN = "expired", "overtaken"
_LIVE = frozenset({OPEN, CONFIRMED})
_MOST = 500

# ---- people: propose


def prepare_settle(ctx: Context, call: pairs.PrepareSettle) -> views.Prepared:
    """The bytes of a proposal to settle the unknown recipients of a slot; refused if the caller may not make it."""
    row = requests.row_by_id(ctx, call.request)
    part = _part(ctx, row, call.slot)
    if not call.reason.strip():
        raise RefusedError(refuse("reason_missing", "R2"))
    try:
        verdict = Verdict(call.verdict)
    except ValueError as error:
        raise RefusedError(refuse("no_such_verdict", "I2", verdict=call.verdict)) from error
    demand(_may_settle(ctx, row, part, ctx.person))
    _judge_count(part, call.count)
    return prepared(
        Proposal(
            org=ctx.roster.org,
            by=ctx.person,
            at=ctx.at,
            roster=ctx.roster.version,
            act=Settle(
                request=row.digest, release=part.release, slot=call.slot, count=call.count, verdict=verdict
            ),
            expires=times.render(times.parse(ctx.at) + timedelta(hours=ctx.policy.orders.proposal_hours)),
            reason=call.reason,
        )
    )


def propose(ctx: Context, incoming: Incoming) -> views.Done:
    """A signed proposal comes in: allowed now, kept, and waiting for its second."""
    act = incoming.act
    if not isinstance(act, Proposal):
        raise RefusedError(refuse("not_a_pair_act", "R2"))
    row = approvals.by_digest(ctx, act.act.request)
    part = _part(ctx, row, act.act.slot)
    if act.act.release != part.release:
        raise RefusedError(refuse("stale", "R2"))
    demand(_may_settle(ctx, row, part, act.by))
    _judge_count(part, act.act.count)
    longest = timedelta(hours=ctx.policy.orders.proposal_hours)
    if act.expires <= ctx.at or times.parse(act.expires) - times.parse(act.at) > longest:
        raise RefusedError(refuse("proposal_expired", "I2", expires=act.expires))
    if ctx.conn.execute(select(proposal.c.digest).where(proposal.c.digest == incoming.digest)).first():
        raise RefusedError(refuse("signed_before", "I1"))
    ctx.conn.execute(
        proposal.insert().values(
            digest=incoming.digest,
            kind=str(PairKind.SETTLE),
            request=row.id,
            slot=act.act.slot,
            by=act.by,
            at=act.at,
            expires=act.expires,
            state=OPEN,
            text=incoming.text,
            signature=incoming.signature,
            confirmed_by="",
            confirmation="",
            confirmation_signature="",
            why="",
        )
    )
    return _record(ctx, row, act.act, "proposal.made", f"proposed {act.by}", act.by, incoming)


def _may_settle(ctx: Context, row: Any, part: Any, person: str) -> Refusal | None:
    """Who, and whether there is anything to settle that will not change by itself any more."""
    facts = requests.facts_of(ctx, row)
    refusal = may_propose(person, PairKind.SETTLE, Ground(ctx.roster, ctx.at, facts))
    if refusal:
        return refusal
    tally = _tally(part)
    if tally.queued or tally.in_flight:
        return refuse("still_sending", "I2", n=tally.queued + tally.in_flight)
    if not tally.unknown:
        return refuse("nothing_unknown", "I2")
    if any(_state(ctx, one, part) in _LIVE for one in _about(ctx, row.id, part.slot)):
        return refuse("proposed_already", "I2")
    return None


def _judge_count(part: Any, count: int) -> None:
    if count != _tally(part).unknown:
        raise RefusedError(refuse("unknown_count_differs", "I2", typed=count, n=_tally(part).unknown))


# ---- people: confirm


def prepare_confirmation(ctx: Context, call: pairs.PrepareConfirmation) -> views.Prepared:
    """The bytes that confirm a proposal; refused if the caller may not."""
    kept = _kept(ctx, call.proposal)
    row = requests.row_by_id(ctx, kept.request)
    demand(_may_confirm(ctx, row, kept, ctx.person))
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
    act = incoming.act
    if not isinstance(act, Confirmation):
        raise RefusedError(refuse("not_a_pair_act", "R2"))
    kept = _kept(ctx, act.proposal)
    row = requests.row_by_id(ctx, kept.request)
    demand(_may_confirm(ctx, row, kept, act.by))
    ctx.conn.execute(
        update(proposal)
        .where(proposal.c.digest == kept.digest)
        .values(
            state=CONFIRMED,
            confirmed_by=act.by,
            confirmation=incoming.text,
            confirmation_signature=incoming.signature,
        )
    )
    settle = _statement(kept).act
    return _record(ctx, row, settle, "proposal.confirmed", f"confirmed {act.by}", act.by, incoming)


def _may_confirm(ctx: Context, row: Any, kept: Any, person: str) -> Refusal | None:
    """Both people are judged anew, and the proposal must still say what is so."""
    ground = Ground(ctx.roster, ctx.at, requests.facts_of(ctx, row))
    refusal = may_confirm(person, PairKind(kept.kind), ground, proposer=kept.by) or may_propose(
        kept.by, PairKind(kept.kind), ground
    )
    if refusal:
        return refusal
    match _state(ctx, kept, _part(ctx, row, kept.slot)):
        case "open":
            return None
        case "expired":
            return refuse("proposal_expired", "I2", expires=kept.expires)
        case "overtaken":
            return refuse("proposal_overtaken", "I2", n=_statement(kept).act.count)
        case _:
            return refuse("confirmed_already", "I2")


def _record(
    ctx: Context, row: Any, act: Settle, kind: str, words: str, by: str, incoming: Incoming
) -> views.Done:
    ctx.conn.execute(event.insert().values(request=row.id, slot=act.slot, at=ctx.at, words=words[:300]))
    ctx.notice("sends", "requests")
    payload = {"number": row.number, "slot": act.slot, "count": act.count, "verdict": str(act.verdict)}
    subject = f"request:{row.id}"
    seq = ledger.record(
        ctx, kind, subject, payload, actor=by, statement=incoming.text, signature=incoming.signature
    )
    return views.Done(seq, row.id, row.number)


# ---- reading


def page(ctx: Context, call: pairs.ProposalsPage) -> list[pairs.ProposalRow]:
    """Two-person acts on the requests that the caller may read, newest first."""
    where: list[Any] = [request.c.id == proposal.c.request]
    mine = ctx.departments()
    if mine is not None:
        where.append(request.c.department.in_(mine))
    if call.request:
        where.append(proposal.c.request == call.request)
    if call.open:
        where += [proposal.c.state.in_(_LIVE), proposal.c.expires > ctx.at]
    rows = ctx.conn.execute(
        select(proposal, request.c.number)
        .where(*where)
        .order_by(proposal.c.at.desc(), proposal.c.digest)
        .limit(_MOST)
    ).all()
    found_rows = [_row(ctx, one) for one in rows]
    return [one for one in found_rows if not call.open or one.state in _LIVE]


def _row(ctx: Context, kept: Any) -> pairs.ProposalRow:
    row = ctx.conn.execute(select(request).where(request.c.id == kept.request)).one()
    statement = _statement(kept)
    return pairs.ProposalRow(
        digest=kept.digest,
        kind=kept.kind,
        number=row.number,
        request=kept.request,
        slot=kept.slot,
        count=statement.act.count,
        verdict=str(statement.act.verdict),
        by=kept.by,
        at=kept.at,
        expires=kept.expires,
        reason=statement.reason,
        state=_state(ctx, kept, _part(ctx, row, kept.slot)),
        confirmed_by=kept.confirmed_by,
        why=kept.why,
        text=kept.text,
        refusal=_may_confirm(ctx, row, kept, ctx.person) if ctx.caller.person else None,
    )


def allowed(ctx: Context, row: Any, part: Any) -> dict[str, Refusal | None]:
    """Whether the caller may propose to settle a slot, or confirm what is proposed for it: None, or what greys the key."""
    waiting = [one for one in _about(ctx, row.id, part.slot) if _state(ctx, one, part) == OPEN]
    confirms = _may_confirm(ctx, row, waiting[0], ctx.person) if waiting else refuse("nothing_proposed", "I2")
    return {"settle": _may_settle(ctx, row, part, ctx.person), "confirm": confirms}


def unsettled(ctx: Context, row: Any, part: Any) -> bool:
    """Whether a slot's unknown recipients wait for its operator: neither proposed about, nor left unknown by two people."""
    unknown = _tally(part).unknown
    if not unknown:
        return False
    for one in _about(ctx, row.id, part.slot):
        act = _statement(one).act
        if _state(ctx, one, part) in _LIVE:
            return False
        if one.state == APPLIED and act.verdict is Verdict.CLOSED and act.count >= unknown:
            return False
    return True


def to_confirm(ctx: Context) -> Iterator[tuple[Any, Any]]:
    """Proposals that the caller may confirm now, each with its request."""
    rows = ctx.conn.execute(
        select(proposal).where(proposal.c.state == OPEN, proposal.c.expires > ctx.at).limit(_MOST)
    ).all()
    for kept in rows:
        row = ctx.conn.execute(select(request).where(request.c.id == kept.request)).one()
        if _may_confirm(ctx, row, kept, ctx.person) is None:
            yield kept, row


# ---- the dispatcher


def settlements(ctx: Context, gateways: Iterable[str]) -> list[views.Settlement]:
    """Confirmed pairs that the dispatcher of these gateways has not answered yet."""
    rows = ctx.conn.execute(
        select(proposal).where(proposal.c.state == CONFIRMED, proposal.c.expires > ctx.at).limit(_MOST)
    ).all()
    given: list[views.Settlement] = []
    for kept in rows:
        release = _statement(kept).act.release
        own = ctx.conn.execute(
            select(slot.c.request, slot.c.slot).where(
                slot.c.request == kept.request,
                slot.c.release == release,
                slot.c.gateway.in_(list(gateways)),
            )
        ).one_or_none()
        if own is not None:
            given.append(
                views.Settlement(
                    request=own.request,
                    slot=own.slot,
                    release=release,
                    proposal=kept.text,
                    proposal_signature=kept.signature,
                    confirmation=kept.confirmation,
                    confirmation_signature=kept.confirmation_signature,
                )
            )
    return given


def answered(ctx: Context, call: calls.ReportSlot, digest: str) -> None:
    """The dispatcher carried a pair out, or refuses it under a name; `digest` is the proposal's, empty in any other report.

    A refusal may name a proposal that is not here, for the bytes that came to the dispatcher were others: then it is about the
    one that was offered for this slot.
    """
    if not digest:
        return
    refused = call.event == "settle_refused"
    values = {"state": REFUSED, "why": call.reason} if refused else {"state": APPLIED, "why": ""}
    touched = ctx.conn.execute(
        update(proposal).where(proposal.c.digest == digest, proposal.c.state != APPLIED).values(**values)
    ).rowcount
    if not touched and refused:
        offered = (
            proposal.c.request == call.request,
            proposal.c.slot == call.slot,
            proposal.c.state == CONFIRMED,
        )
        ctx.conn.execute(update(proposal).where(*offered).values(**values))


# ---- common


def _about(ctx: Context, request_id: int, slot_id: int) -> list[Any]:
    return list(
        ctx.conn.execute(
            select(proposal)
            .where(proposal.c.request == request_id, proposal.c.slot == slot_id)
            .order_by(proposal.c.at.desc())
        )
    )


def _state(ctx: Context, kept: Any, part: Any) -> str:
    """Where a proposal stands at this moment."""
    if kept.state not in _LIVE:
        return str(kept.state)
    if kept.expires <= ctx.at:
        return EXPIRED
    if kept.state == OPEN and _statement(kept).act.count != _tally(part).unknown:
        return OVERTAKEN
    return str(kept.state)


def _statement(kept: Any) -> Proposal:
    return msgspec.json.decode(kept.text, type=Proposal)


def _kept(ctx: Context, digest: str) -> Any:
    kept = ctx.conn.execute(select(proposal).where(proposal.c.digest == digest)).one_or_none()
    return found(kept, "no_such_proposal")


def _part(ctx: Context, row: Any, slot_id: int) -> Any:
    part = next((one for one in requests.slots_of(ctx, row.id, row.version) if one.slot == slot_id), None)
    return found(part, "no_such_slot", slot=slot_id)


def _tally(part: Any) -> views.Tally:
    return msgspec.json.decode(part.tally, type=views.Tally)
