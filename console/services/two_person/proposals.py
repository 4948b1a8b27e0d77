"""Two-person acts as the desk stores them: the rows, the content of their statements, and every confirmation."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import ColumnElement, func, or_, select, update

from console.domain import times
from console.domain.pair import PairAct
from console.domain.refusals import refuse
from console.domain.two_person.pairs import Confirmation, OnRecipients, Proposal, TwoPersonAct
from console.errors import RefusedError
from console.services.context import Context, found
from console.services.statements import Incoming, prepared
from console.store import base
from console.store.custody import CosignatureRecord, cosignature
from console.store.personnel import ProposalRecord, proposal
from console.store.requests import RequestRecord, StepRecord, request
from console.store.sends import SlotRecord
from console.wire import dispatch
from console.wire.answers import Prepared
from console.wire.sending.slots import Tally

OPEN, CONFIRMED, APPLIED, REFUSED = "open", "confirmed", "applied", "refused"
EXPIRED, OVERTAKEN, WITHDRAWN = "expired", "overtaken", "withdrawn"
LIVE: Final = frozenset({OPEN, CONFIRMED})


MOST: Final = 500
"""Most proposals on a page."""


def newest(ctx: Context, names: Iterable[str], *when: ColumnElement[bool]) -> Sequence[ProposalRecord]:
    """Stored proposals of these kinds, newest first; `when` are further conditions."""
    return base.rows(
        ctx.conn,
        select(ProposalRecord)
        .where(proposal.c.kind.in_(list(names)), *when)
        .order_by(ProposalRecord.at.desc(), ProposalRecord.digest)
        .limit(MOST),
    )


def read_by(ctx: Context) -> list[ColumnElement[bool]]:
    """The condition of proposals that the caller may read: those about no request, or about one of a department that they read."""
    mine = ctx.departments()
    if mine is None:
        return []
    theirs = select(RequestRecord.id).where(request.c.department.in_(mine))
    return [or_(ProposalRecord.request == 0, ProposalRecord.request.in_(theirs))]


def live(ctx: Context, subject: str) -> Sequence[ProposalRecord]:
    """Proposals about a subject that wait for a signature, or to be carried out."""
    chosen = select(ProposalRecord).where(ProposalRecord.subject == subject, ProposalRecord.state.in_(LIVE))
    return base.rows(ctx.conn, chosen)


def next_number(ctx: Context, act: type[PairAct], letter: str) -> str:
    """The number of a proposal that is made now: year, letter, and its place among this year's of its kind."""
    midnight = datetime(ctx.year, 1, 1, tzinfo=ZoneInfo(ctx.desk.timezone)).astimezone(UTC)
    made = ctx.conn.execute(
        select(func.count())
        .select_from(proposal)
        .where(ProposalRecord.kind == act.RULE.name, ProposalRecord.at >= times.render(midnight))
    ).scalar_one()
    return f"{ctx.year}-{letter}{made + 1:03d}"


def statement(kept: ProposalRecord) -> Proposal:
    """The signed content of a stored proposal."""
    return msgspec.json.decode(kept.text, type=Proposal)


def proposed(ctx: Context, act: TwoPersonAct, reason: str) -> Prepared:
    """The bytes of the caller's proposal."""
    return prepared(
        Proposal(
            org=ctx.roster.org,
            by=ctx.person,
            at=ctx.at,
            roster=ctx.roster.version,
            act=act,
            expires=times.render(times.parse(ctx.at) + timedelta(hours=ctx.policy.orders.proposal_hours)),
            reason=reason,
        )
    )


def judge_term(ctx: Context, signed: Proposal) -> None:
    """Refuse a proposal that has expired, or is valid for longer than allowed."""
    longest = timedelta(hours=ctx.policy.orders.proposal_hours)
    if signed.expires <= ctx.at or times.parse(signed.expires) - times.parse(signed.at) > longest:
        raise RefusedError(refuse("proposal_expired", "I2", expires=signed.expires))


def keep(
    ctx: Context, signed: Proposal, incoming: Incoming, *, subject: str, request: int = 0, slot: int = 0
) -> None:
    """Store a proposal that was judged good; refused if it is stored already."""
    if ctx.conn.execute(
        select(ProposalRecord.digest).where(ProposalRecord.digest == incoming.digest)
    ).first():
        raise RefusedError(refuse("signed_before", "I1"))
    ctx.conn.execute(
        proposal.insert().values(
            digest=incoming.digest,
            kind=signed.act.rule.name,
            subject=subject,
            request=request,
            slot=slot,
            by=signed.by,
            at=signed.at,
            expires=signed.expires,
            state=OPEN,
            text=incoming.text,
            signature=incoming.signature,
            confirmed_by="",
            confirmation="",
            confirmation_signature="",
            why="",
        )
    )


def keep_last(ctx: Context, kept_row: ProposalRecord, by: str, incoming: Incoming, *, state: str) -> None:
    """Store the confirmation that completes a proposal, and its new state."""
    ctx.conn.execute(
        update(proposal)
        .where(proposal.c.digest == kept_row.digest)
        .values(
            state=state,
            confirmed_by=by,
            confirmation=incoming.text,
            confirmation_signature=incoming.signature,
        )
    )


def become(ctx: Context, digest: str, state: str, why: str = "") -> None:
    """Record what became of a confirmed proposal elsewhere; `why` names a refusal. Other proposals are not changed."""
    ctx.conn.execute(
        update(proposal)
        .where(proposal.c.digest == digest, proposal.c.state == CONFIRMED)
        .values(state=state, why=why)
    )


# ---- the confirmations of an act that more than two people may sign


def cosignatures(ctx: Context, digest: str) -> Sequence[CosignatureRecord]:
    """The confirmations of a proposal, in the order in which they came."""
    return base.rows(
        ctx.conn,
        select(CosignatureRecord).where(CosignatureRecord.proposal == digest).order_by(CosignatureRecord.nth),
    )


def cosign(ctx: Context, digest: str, nth: int, by: str, incoming: Incoming) -> None:
    """Store the `nth` confirmation of a proposal, from 1."""
    ctx.conn.execute(
        cosignature.insert().values(
            proposal=digest,
            nth=nth,
            by=by,
            at=incoming.act.at,
            digest=incoming.digest,
            text=incoming.text,
            signature=incoming.signature,
            carrier=ctx.caller.person if ctx.caller.person != by else "",
        )
    )


# ---- what is offered to the dispatchers


def offered(ctx: Context, names: Iterable[str]) -> Sequence[ProposalRecord]:
    """Confirmed proposals of these kinds that no dispatcher has answered, and that have not expired."""
    return base.rows(
        ctx.conn,
        select(ProposalRecord)
        .where(
            ProposalRecord.kind.in_(list(names)),
            ProposalRecord.state == CONFIRMED,
            ProposalRecord.expires > ctx.at,
        )
        .limit(MOST),
    )


def lift(kept_row: ProposalRecord) -> dispatch.Lift:
    """Both signatures, in the dispatcher's form."""
    return dispatch.Lift(
        kept_row.text, kept_row.signature, kept_row.confirmation, kept_row.confirmation_signature
    )


# ---- acts on a slot


def on_recipients(kept_row: ProposalRecord) -> OnRecipients:
    """The content of a stored proposal about a slot; raises TypeError for an act of another kind."""
    act = statement(kept_row).act
    if not isinstance(act, OnRecipients):
        raise TypeError(kept_row.kind)
    return act


def kept(ctx: Context, digest: str) -> ProposalRecord:
    """The proposal of that digest; raises ConsoleError."""
    row = base.row(ctx.conn, select(ProposalRecord).where(ProposalRecord.digest == digest))
    return found(row, "no_such_proposal")


def about(ctx: Context, request_id: int, slot_id: int) -> list[ProposalRecord]:
    """Every proposal about a slot, in no order: at most one of them is open."""
    of_slot = (ProposalRecord.request == request_id, ProposalRecord.slot == slot_id)
    return list(base.rows(ctx.conn, select(ProposalRecord).where(*of_slot)))


def tally(slot: SlotRecord) -> Tally:
    """A slot's recipients by state."""
    return msgspec.json.decode(slot.tally, type=Tally)


def let_go_at(ctx: Context, slot: SlotRecord) -> str:
    """When a slot's release, or the confirmation of its continuation, was signed; empty if it was not released."""
    if not slot.release:
        return ""
    if slot.continues:
        text = ctx.conn.execute(
            select(ProposalRecord.confirmation).where(ProposalRecord.digest == slot.release)
        ).scalar_one()
        return msgspec.json.decode(text, type=Confirmation).at
    return str(ctx.conn.execute(select(StepRecord.at).where(StepRecord.digest == slot.release)).scalar_one())
