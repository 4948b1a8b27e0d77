"""Two-person acts as the desk keeps them: the rows, what their bytes say, and who may sign at which moment."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, select, update

from console.domain import times
from console.domain.pairing import Ground, PairKind, kind_of
from console.domain.pairs import Confirmation, OnRecipients, Proposal, TwoPersonAct
from console.domain.refusals import refuse
from console.domain.text import mobile_in
from console.errors import RefusedError
from console.services import requests, rules
from console.services.context import Context, found
from console.services.standing import deputations
from console.services.statements import Incoming, prepared
from console.store import base
from console.store.personnel import ProposalRecord, proposal
from console.store.requests import RequestRecord, StepRecord
from console.store.sends import SlotRecord
from console.wire import views

OPEN, CONFIRMED, APPLIED, REFUSED = "open", "confirmed", "applied", "refused"
EXPIRED, OVERTAKEN = "expired", "overtaken"
LIVE: Final = frozenset({OPEN, CONFIRMED})


MOST: Final = 500
"""Proposals that a page holds."""


def newest(ctx: Context, kinds: Iterable[PairKind], *when: ColumnElement[bool]) -> Sequence[ProposalRecord]:
    """Kept proposals of these kinds, newest first; `when` keeps some of them."""
    return base.rows(
        ctx.conn,
        select(ProposalRecord)
        .where(proposal.c.kind.in_([str(kind) for kind in kinds]), *when)
        .order_by(ProposalRecord.at.desc(), ProposalRecord.digest)
        .limit(MOST),
    )


def statement(kept: ProposalRecord) -> Proposal:
    """What a kept proposal says."""
    return msgspec.json.decode(kept.text, type=Proposal)


def proposed(ctx: Context, act: TwoPersonAct, reason: str) -> views.Prepared:
    """The bytes of the caller's proposal."""
    _judge_words(reason)
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


def _judge_words(reason: str) -> None:
    if mobile_in(reason):
        raise RefusedError(refuse("application_mobile", "I6", field="reason"))


def judge_term(ctx: Context, signed: Proposal) -> None:
    """Refuse a proposal that is over, or lasts longer than one may."""
    longest = timedelta(hours=ctx.policy.orders.proposal_hours)
    if signed.expires <= ctx.at or times.parse(signed.expires) - times.parse(signed.at) > longest:
        raise RefusedError(refuse("proposal_expired", "I2", expires=signed.expires))


def keep(
    ctx: Context, signed: Proposal, incoming: Incoming, *, subject: str, request: int = 0, slot: int = 0
) -> None:
    """Keep a proposal that was judged good; refused if it is here already, or names a number, for the ledger keeps it for ever."""
    _judge_words(signed.reason)
    if ctx.conn.execute(
        select(ProposalRecord.digest).where(ProposalRecord.digest == incoming.digest)
    ).first():
        raise RefusedError(refuse("signed_before", "I1"))
    ctx.conn.execute(
        proposal.insert().values(
            digest=incoming.digest,
            kind=str(kind_of(signed.act)),
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


def keep_second(ctx: Context, kept_row: ProposalRecord, by: str, incoming: Incoming) -> None:
    """Keep the confirmation of a proposal; from now on the dispatcher is offered both signatures."""
    ctx.conn.execute(
        update(proposal)
        .where(proposal.c.digest == kept_row.digest)
        .values(
            state=CONFIRMED,
            confirmed_by=by,
            confirmation=incoming.text,
            confirmation_signature=incoming.signature,
        )
    )


def on_recipients(kept_row: ProposalRecord) -> OnRecipients:
    """What a kept proposal about a slot says; raises TypeError for one about something else."""
    act = statement(kept_row).act
    if not isinstance(act, OnRecipients):
        raise TypeError(kept_row.kind)
    return act


def kept(ctx: Context, digest: str) -> ProposalRecord:
    """The proposal of that digest; raises ConsoleError."""
    row = base.row(ctx.conn, select(ProposalRecord).where(ProposalRecord.digest == digest))
    return found(row, "no_such_proposal")


def about(ctx: Context, request_id: int, slot_id: int) -> list[ProposalRecord]:
    """Every proposal about a slot, newest first."""
    return list(
        base.rows(
            ctx.conn,
            select(ProposalRecord)
            .where(ProposalRecord.request == request_id, ProposalRecord.slot == slot_id)
            .order_by(ProposalRecord.at.desc(), ProposalRecord.digest),
        )
    )


def part(ctx: Context, row: RequestRecord, slot_id: int) -> SlotRecord:
    """The slot of that number of a request's newest version; raises ConsoleError."""
    slots = requests.slots_of(ctx, row.id, row.version)
    return found(next((one for one in slots if one.slot == slot_id), None), "no_such_slot", slot=slot_id)


def tally(slot: SlotRecord) -> views.Tally:
    """Where a slot's recipients stand."""
    return msgspec.json.decode(slot.tally, type=views.Tally)


def let_go_at(ctx: Context, slot: SlotRecord) -> str:
    """When a slot's release was signed, or the confirmation of what it continues by; empty where nothing let it go."""
    if not slot.release:
        return ""
    if slot.continues:
        text = ctx.conn.execute(
            select(ProposalRecord.confirmation).where(ProposalRecord.digest == slot.release)
        ).scalar_one()
        return msgspec.json.decode(text, type=Confirmation).at
    return str(ctx.conn.execute(select(StepRecord.at).where(StepRecord.digest == slot.release)).scalar_one())


def ground(ctx: Context, row: RequestRecord, at: str = "") -> Ground:
    """What a pair on a request is judged by, now or at the date of a signature: the verifier looks at both."""
    facts = requests.facts_of(ctx, row)
    if at:
        pledged = rules.pledged(ctx.conn, ctx.roster, ctx.policy.pledge.version, at)
        facts = msgspec.structs.replace(facts, pledged=pledged)
    lent = tuple(deputations(ctx.conn, ctx.roster))
    return Ground(ctx.roster, at or ctx.at, facts, deputations=lent)
