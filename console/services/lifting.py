"""What two people sign about freezes, losses and arming again (R12); the dispatcher judges both and alone makes it so.

An act stands for as long as what it says is so: the freeze is in force, the password is the one that was proved, the dispatcher
still asks. It takes effect with the dispatcher's report.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select, update

from console.domain.freezes import Scope
from console.domain.losses import Subject
from console.domain.pairing import Ground, PairKind, kind_of, may_confirm, may_propose, unfreezing
from console.domain.pairs import Lifting, Proposal, Rearm, ResumeLoss, Unfreeze
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import freezes, ledger, losses, proposals, requests
from console.services.context import Context, demand, found
from console.services.proposals import APPLIED, CONFIRMED, EXPIRED, LIVE, OPEN, OVERTAKEN, REFUSED
from console.services.statements import Incoming
from console.store import base
from console.store.credentials import CredentialRecord
from console.store.freezes import FreezeRecord, freeze
from console.store.losses import LossRecord
from console.store.personnel import ProposalRecord, proposal
from console.wire import freezes as wire
from console.wire import pairs, views

KINDS: Final = (PairKind.UNFREEZE, PairKind.RESUME_AFTER_LOSS, PairKind.REARM)
"""The acts that are about no request."""
_MOST: Final = 500

# ---- people: propose


def prepare_unfreeze(ctx: Context, call: wire.PrepareUnfreeze) -> views.Prepared:
    """The bytes of a proposal to lift a freeze; refused if the caller may not make it."""
    row = freezes.by_id(ctx, call.freeze)
    demand(_unfreezable(row, _loss_number(ctx, row.loss)))
    act = Unfreeze(Scope(row.scope), row.subject, row.number)
    return _prepared(ctx, act, call.reason)


def prepare_resume(ctx: Context, call: wire.PrepareResumeLoss) -> views.Prepared:
    """The bytes of a proposal to use a gateway again after its loss; refused before its new password is proved."""
    case = found(base.row(ctx.conn, select(LossRecord).where(LossRecord.digest == call.case)), "no_such_loss")
    demand(_resumable(ctx, case))
    row = base.row(ctx.conn, select(CredentialRecord).where(CredentialRecord.gateway == case.name))
    if row is None:
        raise RefusedError(refuse("loss_not_installed", "R12"))
    return _prepared(ctx, ResumeLoss(case.digest, case.name, row.fingerprint, row.installed), call.reason)


def prepare_rearm(ctx: Context, call: wire.PrepareRearm) -> views.Prepared:
    """The bytes of a proposal to arm a dispatcher again; refused while it does not ask for it."""
    instance, _ = ctx.desk.live.unarmed.get(call.dispatcher, ("", ""))
    if not instance:
        raise RefusedError(refuse("rearm_not_asked", "R12", dispatcher=call.dispatcher))
    return _prepared(ctx, Rearm(call.dispatcher, instance), call.reason)


def _prepared(ctx: Context, act: Lifting, reason: str) -> views.Prepared:
    demand(_may(ctx, act, ctx.person))
    if not reason.strip():
        raise RefusedError(refuse("reason_missing", "R2"))
    return proposals.proposed(ctx, act, reason)


def propose(ctx: Context, incoming: Incoming, signed: Proposal, act: Lifting) -> views.Done:
    """A signed proposal comes in: allowed now, kept, and waiting for its second."""
    demand(_may(ctx, act, signed.by))
    demand(may_propose(signed.by, kind_of(act), _ground(ctx, act, signed.at)))
    proposals.judge_term(ctx, signed)
    subject = subject_of(ctx, act)
    proposals.keep(ctx, signed, incoming, subject=subject)
    return _record(ctx, act, "made", signed.by, subject, incoming)


def _may(ctx: Context, act: Lifting, person: str) -> Refusal | None:
    """Who, whether there is anything to lift, and whether somebody proposed it already."""
    refusal = may_propose(person, kind_of(act), _ground(ctx, act)) or _stands(ctx, act)
    if refusal is None and _waiting(ctx, subject_of(ctx, act)) is not None:
        return refuse("lift_proposed_already", "R12")
    return refusal


def _waiting(ctx: Context, subject: str) -> ProposalRecord | None:
    """The proposal about a subject that keeps others away: one that waits, or that the dispatcher has still to take."""
    rows = base.rows(
        ctx.conn,
        select(ProposalRecord).where(ProposalRecord.subject == subject, ProposalRecord.state.in_(LIVE)),
    )
    return next((row for row in rows if state(ctx, row) in LIVE), None)


# ---- people: confirm


def may_sign(ctx: Context, kept: ProposalRecord, person: str) -> Refusal | None:
    """Why a person may not confirm a kept proposal now, or None: both are judged anew, and it must still say what is so."""
    act = act_of(kept)
    ground = _ground(ctx, act)
    kind = PairKind(kept.kind)
    refusal = may_confirm(person, kind, ground, proposer=kept.by) or may_propose(kept.by, kind, ground)
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
    """The second signature was judged but for its people at its own date: the dispatcher is offered both from now on."""
    act, kind = act_of(kept), PairKind(kept.kind)
    demand(may_sign(ctx, kept, by))
    then = _ground(ctx, act, at)
    demand(may_confirm(by, kind, then, proposer=kept.by) or may_propose(kept.by, kind, then))
    proposals.keep_second(ctx, kept, by, incoming)
    return _record(ctx, act, "confirmed", by, kept.subject, incoming)


def _record(ctx: Context, act: Lifting, what: str, by: str, subject: str, incoming: Incoming) -> views.Done:
    payload: dict[str, Any] = {"pair": str(kind_of(act)), "subject": subject}
    ctx.notice("freezes", "losses", "gateways")
    seq = ledger.record(
        ctx,
        f"proposal.{what}",
        subject,
        payload,
        actor=by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    return views.Done(seq, 0, subject.partition(":")[2])


# ---- where an act stands


def act_of(kept: ProposalRecord) -> Lifting:
    """What a kept proposal lifts; raises TypeError for one about recipients."""
    act = proposals.statement(kept).act
    if not isinstance(act, Lifting):
        raise TypeError(kept.kind)
    return act


def subject_of(ctx: Context, act: Lifting) -> str:
    """What an act is about, as proposals are kept by it; raises ConsoleError where there is no such thing."""
    if isinstance(act, Unfreeze):
        return f"freeze:{_frozen(ctx, act).id}"
    if isinstance(act, ResumeLoss):
        return f"loss:{_case(ctx, act).number}"
    return f"dispatcher:{act.dispatcher}"


def state(ctx: Context, kept: ProposalRecord) -> str:
    """Where a proposal stands at this moment."""
    if kept.state not in LIVE:
        return str(kept.state)
    if kept.expires <= ctx.at:
        return EXPIRED
    if kept.state == OPEN and _stands(ctx, act_of(kept)) is not None:
        return OVERTAKEN
    return str(kept.state)


def _stands(ctx: Context, act: Lifting) -> Refusal | None:
    """Why what an act says is not so, or None."""
    if isinstance(act, Unfreeze):
        row = _frozen(ctx, act)
        return _unfreezable(row, _loss_number(ctx, row.loss))
    if isinstance(act, ResumeLoss):
        case = _case(ctx, act)
        return _resumable(ctx, case) or _same_password(ctx, case, act)
    instance, _ = ctx.desk.live.unarmed.get(act.dispatcher, ("", ""))
    if instance != act.instance:
        return refuse("rearm_not_asked", "R12", dispatcher=act.dispatcher)
    return None


def _unfreezable(row: FreezeRecord, number: str) -> Refusal | None:
    if row.lifted:
        return refuse("freeze_over", "R12")
    if row.loss:
        return refuse("freeze_of_loss", "R12", number=number)
    if not row.number:
        return refuse("freeze_not_told", "R12")
    return None


def _resumable(ctx: Context, case: LossRecord) -> Refusal | None:
    if case.subject != Subject.GATEWAY:
        return refuse("loss_by_roster", "R12", number=case.number)
    return losses.may_resume(ctx, case.number)


def _same_password(ctx: Context, case: LossRecord, act: ResumeLoss) -> Refusal | None:
    """The password that is in force must be the one whose installation the custodian signed in the case, and the act's."""
    signed = losses.installed(ctx, case.id)
    row = base.row(ctx.conn, select(CredentialRecord).where(CredentialRecord.gateway == case.name))
    named = (act.gateway, act.fingerprint)
    if row is None or row.state != "in_force" or row.installed != act.installed:
        return refuse("other_password", "R12", gateway=case.name)
    if signed is None or named != (case.name, signed.fingerprint) or row.fingerprint != signed.fingerprint:
        return refuse("other_password", "R12", gateway=case.name)
    return None


def _ground(ctx: Context, act: Lifting, at: str = "") -> Ground:
    at = at or ctx.at
    if not isinstance(act, Unfreeze):
        return Ground(ctx.roster, at)
    releasing = ""
    row = freezes.the_request(ctx, act.subject) if act.scope is Scope.REQUEST else None
    # As the dispatcher sees it: nothing of it is there before something was let go.
    if row is not None and any(part.release for part in requests.slots_of(ctx, row.id, row.version)):
        releasing = requests.facts_of(ctx, row).releasing_department
    return unfreezing(act, ctx.roster, ctx.policy, at, releasing)


def _frozen(ctx: Context, act: Unfreeze) -> FreezeRecord:
    row = base.first(
        ctx.conn,
        select(FreezeRecord)
        .where(
            FreezeRecord.scope == str(act.scope),
            FreezeRecord.subject == act.subject,
            FreezeRecord.number == act.freeze,
        )
        .order_by(FreezeRecord.lifted != "", FreezeRecord.id.desc()),
    )
    return found(row, "no_such_freeze")


def _case(ctx: Context, act: ResumeLoss) -> LossRecord:
    row = base.row(ctx.conn, select(LossRecord).where(LossRecord.digest == act.case))
    return found(row, "no_such_loss")


def _loss_number(ctx: Context, digest: str) -> str:
    if not digest:
        return ""
    return str(ctx.conn.execute(select(LossRecord.number).where(LossRecord.digest == digest)).scalar() or "")


# ---- the dispatcher


def offers(ctx: Context) -> list[views.Lift]:
    """Confirmed pairs that the calling dispatcher has not answered yet."""
    service = ctx.service()
    rows = base.rows(
        ctx.conn,
        select(ProposalRecord)
        .where(
            ProposalRecord.kind.in_([str(kind) for kind in KINDS]),
            ProposalRecord.state == CONFIRMED,
            ProposalRecord.expires > ctx.at,
        )
        .limit(_MOST),
    )
    return [
        views.Lift(row.text, row.signature, row.confirmation, row.confirmation_signature)
        for row in rows
        if _whose(ctx, act_of(row)) in {"", service}
    ]


def _whose(ctx: Context, act: Lifting) -> str:
    """The dispatcher that an act is for; empty where any may take it."""
    if isinstance(act, Rearm):
        return act.dispatcher
    if isinstance(act, Unfreeze):
        return str(_frozen(ctx, act).dispatcher)
    rows = ctx.conn.execute(select(FreezeRecord.dispatcher).where(FreezeRecord.loss == act.case))
    return str(rows.scalars().first() or "")


def report(ctx: Context, call: wire.ReportFreeze) -> views.Done:
    """What a dispatcher did about a freeze; its signed report becomes a ledger entry, once."""
    told = freezes.judged(ctx, call)
    if freezes.told_before(ctx, call, told.event):
        return views.Done(0)
    match told.event:
        case freezes.FROZEN:
            freezes.taken(ctx, told)
        case freezes.LIFTED:
            freezes.lifted(ctx, told)
            _answered(ctx, told.proof, APPLIED)
            _resume(ctx, told)
        case freezes.REARMED:
            _answered(ctx, told.proof, APPLIED)
            ctx.desk.live.unarmed.pop(told.by, None)
        case _:
            _answered(ctx, told.proof, REFUSED, told.why)
    return freezes.record(ctx, call, told)


def _answered(ctx: Context, digest: str, new: str, why: str = "") -> None:
    ctx.conn.execute(
        update(proposal)
        .where(proposal.c.digest == digest, proposal.c.state == CONFIRMED)
        .values(state=new, why=why)
    )


def _resume(ctx: Context, told: wire.FreezeReport) -> None:
    """The dispatcher took a gateway up again after its loss: the case goes on."""
    if not told.loss or told.scope != Scope.GATEWAY:
        return
    case = base.row(ctx.conn, select(LossRecord).where(LossRecord.digest == told.loss))
    kept = base.row(ctx.conn, select(ProposalRecord).where(ProposalRecord.digest == told.proof))
    if case is not None and kept is not None and not case.resumed:
        losses.resumed(ctx, case.number, kept.confirmed_by, told.proof)


# ---- reading


def page(ctx: Context, call: wire.Freezes) -> list[wire.FreezeRow]:
    """Freezes, newest first; that something is frozen is no secret in the house."""
    where = [freeze.c.lifted == ""] if call.open else []
    rows = base.rows(
        ctx.conn, select(FreezeRecord).where(*where).order_by(FreezeRecord.id.desc()).limit(_MOST)
    )
    return [_row(ctx, row) for row in rows]


def _row(ctx: Context, row: FreezeRecord) -> wire.FreezeRow:
    until, by = freezes.due(row), ctx.roster.person(row.by)
    waits = None if row.lifted else _waiting(ctx, f"freeze:{row.id}")
    refusal = _unfreezable(row, _loss_number(ctx, row.loss))
    if refusal is None and ctx.caller.person:
        refusal = _may(ctx, Unfreeze(Scope(row.scope), row.subject, row.number), ctx.person)
    return wire.FreezeRow(
        id=row.id,
        number=row.number,
        dispatcher=row.dispatcher,
        scope=row.scope,
        subject=row.subject,
        name=freezes.named(ctx, row.scope, row.subject),
        by=row.by,
        by_name=by.name if by is not None else row.by,
        at=row.at,
        reason="" if row.loss else row.reason,
        due=until,
        late=bool(until) and until < ctx.at,
        loss=_loss_number(ctx, row.loss),
        lifted=row.lifted,
        proof=row.proof,
        proposal=waits.digest if waits is not None else "",
        refusal=refusal,
    )


def dispatchers(ctx: Context, _call: wire.Dispatchers) -> list[wire.DispatcherRow]:
    """The dispatchers that the roster names, and which of them asks to be armed again."""
    found_rows = []
    for service in ctx.roster.services:
        instance, why = ctx.desk.live.unarmed.get(service.id, ("", ""))
        refusal: Refusal | None = refuse("rearm_not_asked", "R12", dispatcher=service.id)
        if instance and ctx.caller.person:
            refusal = _may(ctx, Rearm(service.id, instance), ctx.person)
        heard = ctx.desk.live.heard.get(service.id, "")
        found_rows.append(wire.DispatcherRow(service.id, heard, instance, why, refusal))
    return found_rows


def proposal_row(ctx: Context, kept: ProposalRecord) -> pairs.ProposalRow:
    """A kept proposal about no request, as it is listed."""
    signed = proposals.statement(kept)
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
        confirmed_by=kept.confirmed_by,
        why=kept.why,
        text=kept.text,
        refusal=may_sign(ctx, kept, ctx.person) if ctx.caller.person else None,
        subject=kept.subject,
    )


def rows(ctx: Context, *, open_: bool) -> Sequence[ProposalRecord]:
    """Kept proposals about no request, newest first."""
    live = (ProposalRecord.state.in_(LIVE), ProposalRecord.expires > ctx.at) if open_ else ()
    return proposals.newest(ctx, KINDS, *live)
