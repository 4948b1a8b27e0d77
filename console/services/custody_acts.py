"""What several people sign about custody (R12): a hand-over, an envelope sealed, an envelope opened. The desk carries it out.

A hand-over that everybody signed is the ground of a roster version, as a filed application is; the others take effect with their
last signature.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import select, update

from console.domain.custody import CustodyAct, HandOver, OpenEnvelope, SealEnvelope
from console.domain.pairing import (
    PAIRS,
    Ground,
    PairKind,
    custody,
    kind_of,
    may_confirm,
    may_propose,
)
from console.domain.pairs import Proposal
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import cosigning, envelopes, hand_overs, handed, ledger, proposals
from console.services.context import Context, demand
from console.services.enrolment_form import names_a_mobile
from console.services.proposals import APPLIED, CONFIRMED, EXPIRED, LIVE, OPEN, OVERTAKEN
from console.services.roster_judging import newest
from console.services.statements import Incoming
from console.store import base
from console.store.personnel import ProposalRecord, proposal
from console.wire import envelopes as envelope_calls
from console.wire import hand_overs as hand_over_calls
from console.wire import pairs, views

KINDS: Final = (PairKind.HAND_OVER, PairKind.SEAL_ENVELOPE, PairKind.OPEN_ENVELOPE)
"""The acts of this module."""
_MOST: Final = 500

# ---- propose


def prepare_hand_over(ctx: Context, call: hand_over_calls.PrepareHandOver) -> views.Prepared:
    """The bytes of a proposal to hand custody over; refused if the caller may not make it."""
    return _prepared(ctx, hand_overs.act_for(ctx, call), call.reason)


def prepare_sealing(ctx: Context, call: envelope_calls.PrepareSealing) -> views.Prepared:
    """The bytes by which the custodian says what he sealed; a witness confirms."""
    return _prepared(ctx, envelopes.sealing_for(ctx, call), call.reason)


def prepare_opening(ctx: Context, call: envelope_calls.PrepareOpening) -> views.Prepared:
    """The bytes of a proposal to open an envelope; the General Department's manager confirms."""
    return _prepared(ctx, envelopes.opening_for(ctx, call), call.reason)


def _prepared(ctx: Context, act: CustodyAct, reason: str) -> views.Prepared:
    demand(may_propose_act(ctx, act))
    _judge_reason(reason)
    return proposals.proposed(ctx, act, reason)


def _judge_reason(reason: str) -> None:
    if not reason.strip():
        raise RefusedError(refuse("reason_missing", "R2"))
    if names_a_mobile(reason):
        raise RefusedError(refuse("application_mobile", "I6", field="reason"))


def may_propose_act(ctx: Context, act: CustodyAct, person: str = "") -> Refusal | None:
    """Why the caller, or another, may not propose an act of custody now, or None."""
    refusal = may_propose(person or ctx.person, kind_of(act), custody(act, ctx.roster, ctx.at))
    refusal = refusal or _new(ctx, act)
    if refusal is None and waiting(ctx, subject_of(act)) is not None:
        return refuse("custody_proposed_already", "R12")
    return refusal


def may_hand_over(ctx: Context) -> Refusal | None:
    """Why the caller may propose no hand-over at all, or None."""
    return _may_at_all(ctx, PairKind.HAND_OVER)


def may_seal(ctx: Context) -> Refusal | None:
    """Why the caller may seal no envelope, or None."""
    return _may_at_all(ctx, PairKind.SEAL_ENVELOPE)


def _may_at_all(ctx: Context, kind: PairKind) -> Refusal | None:
    # Who may propose a kind does not depend on what it says.
    return may_propose(ctx.person, kind, Ground(ctx.roster, ctx.at)) if ctx.caller.person else None


def propose(ctx: Context, incoming: Incoming, signed: Proposal, act: CustodyAct) -> views.Done:
    """A signed proposal comes in: allowed now, kept, and waiting for those who confirm it."""
    demand(may_propose_act(ctx, act, signed.by))
    demand(may_propose(signed.by, kind_of(act), custody(act, ctx.roster, signed.at)))
    _judge_reason(signed.reason)
    proposals.judge_term(ctx, signed)
    subject = subject_of(act)
    proposals.keep(ctx, signed, incoming, subject=subject)
    return _record(ctx, act, "made", signed.by, subject, incoming)


def subject_of(act: CustodyAct) -> str:
    """What an act is about, as proposals are kept by it. One hand-over at a time waits for its signatures."""
    match act:
        case HandOver():
            return f"hand_over:{act.number}"
        case SealEnvelope():
            return f"sealing:{act.number}"
        case OpenEnvelope():
            return f"opening:{act.number}"


def waiting(ctx: Context, subject: str) -> ProposalRecord | None:
    """The proposal of the same kind that keeps others away: one that still waits for a signature."""
    kind = subject.partition(":")[0]
    # Numbers are given one after the other: of hand-overs and sealings one waits at a time.
    same = proposal.c.subject == subject if kind == "opening" else proposal.c.subject.startswith(f"{kind}:")
    rows = base.rows(ctx.conn, select(ProposalRecord).where(same, ProposalRecord.state == OPEN))
    return next((row for row in rows if state(ctx, row) == OPEN), None)


def sealings(ctx: Context) -> list[str]:
    """The proposals of a sealing that wait for their witness."""
    row = waiting(ctx, "sealing:")
    return [row.digest] if row is not None else []


# ---- confirm


def may_sign(ctx: Context, kept: ProposalRecord, person: str) -> Refusal | None:
    """Why a person may not make the next signature of a kept proposal, or None: all are judged anew, and it must still be so."""
    act = act_of(kept)
    kind, ground = PairKind(kept.kind), custody(act, ctx.roster, ctx.at)
    done = tuple(one.by for one in cosigning.so_far(ctx, kept.digest))
    if kept.state == OPEN:
        refusal = may_confirm(person, kind, ground, proposer=kept.by, confirmed=done)
        refusal = refusal or may_propose(kept.by, kind, ground)
        if refusal:
            return refusal
    match state(ctx, kept):
        case "open":
            return None
        case "expired":
            return refuse("proposal_expired", "I2", expires=kept.expires)
        case "overtaken":
            return _stands(ctx, act)
        case _:
            return refuse("confirmed_already", "I2")


def confirm(ctx: Context, kept: ProposalRecord, by: str, at: str, incoming: Incoming) -> views.Done:
    """A further signature comes in; with the last one the act is whole."""
    act, kind = act_of(kept), PairKind(kept.kind)
    demand(may_sign(ctx, kept, by))
    then = custody(act, ctx.roster, at)
    done = tuple(one.by for one in cosigning.so_far(ctx, kept.digest))
    demand(may_confirm(by, kind, then, proposer=kept.by, confirmed=done) or may_propose(kept.by, kind, then))
    whole = cosigning.add(ctx, kept.digest, by, incoming) == len(PAIRS[kind].confirms)
    recorded = _record(ctx, act, "confirmed", by, kept.subject, incoming)
    if whole:
        proposals.keep_second(ctx, kept, by, incoming)
        _carry_out(ctx, act, kept, by)
    return recorded


def _carry_out(ctx: Context, act: CustodyAct, kept: ProposalRecord, by: str) -> None:
    """An envelope is in the register, or open, at once; a hand-over waits for the roster version that carries it out."""
    match act:
        case HandOver():
            return
        case SealEnvelope():
            envelopes.seal(ctx, act, kept, by)
        case OpenEnvelope():
            envelopes.open_(ctx, act, kept, by)
    ctx.conn.execute(update(proposal).where(proposal.c.digest == kept.digest).values(state=APPLIED))


def _record(
    ctx: Context, act: CustodyAct, what: str, by: str, subject: str, incoming: Incoming
) -> views.Done:
    payload: dict[str, Any] = {"pair": str(kind_of(act)), "subject": subject}
    ctx.notice("custody", "gateways")
    seq = ledger.record(
        ctx,
        f"proposal.{what}",
        subject,
        payload,
        actor=by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    return views.Done(seq, 0, act.number)


# ---- where an act stands


def act_of(kept: ProposalRecord) -> CustodyAct:
    """What a kept proposal says; raises TypeError for one about something else."""
    act = proposals.statement(kept).act
    if not isinstance(act, CustodyAct):
        raise TypeError(kept.kind)
    return act


def state(ctx: Context, kept: ProposalRecord) -> str:
    """Where a proposal stands at this moment."""
    act = act_of(kept)
    if kept.state not in LIVE:
        return str(kept.state)
    if kept.state == CONFIRMED:
        if isinstance(act, HandOver):
            return handed.whole_state(ctx, act, newest(ctx).roster)
        return CONFIRMED
    if kept.expires <= ctx.at:
        return EXPIRED
    return OPEN if _stands(ctx, act) is None else OVERTAKEN


def _new(ctx: Context, act: CustodyAct) -> Refusal | None:
    match act:
        case HandOver():
            return hand_overs.new(ctx, act)
        case SealEnvelope():
            return envelopes.new_sealing(ctx, act)
        case OpenEnvelope():
            return envelopes.may_be_opened(ctx, act)


def _stands(ctx: Context, act: CustodyAct) -> Refusal | None:
    """Why what an act says is not so, or None."""
    match act:
        case HandOver():
            return hand_overs.stands(ctx, act)
        case SealEnvelope():
            return envelopes.may_be_sealed(ctx, act)
        case OpenEnvelope():
            return envelopes.may_be_opened(ctx, act)


# ---- reading


def proposal_row(ctx: Context, kept: ProposalRecord) -> pairs.ProposalRow:
    """A kept proposal, as it is listed; `confirmed_by` names everybody who confirmed it so far."""
    signed = proposals.statement(kept)
    so_far = [one.by for one in cosigning.so_far(ctx, kept.digest)]
    return pairs.ProposalRow(
        digest=kept.digest,
        kind=kept.kind,
        number=kept.subject.partition(":")[2],
        request=0,
        slot=0,
        count=0,
        verdict="",
        by=kept.by,
        at=kept.at,
        expires=kept.expires,
        reason=signed.reason,
        state=state(ctx, kept),
        confirmed_by=", ".join(so_far),
        why=kept.why,
        text=kept.text,
        refusal=may_sign(ctx, kept, ctx.person) if ctx.caller.person else None,
        subject=kept.subject,
    )


def rows(ctx: Context, *, open_: bool) -> Sequence[ProposalRecord]:
    """Kept proposals of this module, newest first."""
    live = (ProposalRecord.state.in_(LIVE),) if open_ else ()
    return proposals.newest(ctx, KINDS, *live)


def todo(ctx: Context) -> Iterator[views.TodoRow]:
    """Hand-overs that wait for a roster version, for those who sign it."""
    for kept, act in hand_overs.to_carry_out(ctx):
        yield views.TodoRow(
            what="carry_out_hand_over",
            request=0,
            number=act.number,
            slot=0,
            title=kept.subject,
            category="",
            department=act.department,
            due=handed.latest(act),
            because=act.incoming,
            since=kept.at,
        )
