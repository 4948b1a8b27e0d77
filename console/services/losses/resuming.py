"""Whose signature is next where two people let a gateway send again after a loss (R12)."""

from typing import Any, Final

from sqlalchemy import Select, select

from console.domain.refusals import Refusal, refuse
from console.domain.two_person.pairing import Ground, may_confirm, may_propose
from console.domain.two_person.pairs import ResumeLoss
from console.services.context import Context
from console.services.two_person import proposals
from console.store import base
from console.store.credentials import CredentialRecord
from console.store.losses import LossRecord
from console.store.personnel import ProposalRecord

_KIND: Final = ResumeLoss.RULE


def next_signers(ctx: Context, row: LossRecord) -> list[str]:
    """The ids of those who may propose; once one of them has, of those who may confirm; nobody once two have signed."""
    if _signed_by_two(ctx, row):
        return []
    proposer = _proposer(ctx, row)
    return [person.id for person in ctx.roster.people if _may(ctx, person.id, proposer) is None]


def refusal(ctx: Context, row: LossRecord) -> Refusal | None:
    """Why the next signature is not the caller's, or None; a proposer is told that another person's is awaited."""
    if _signed_by_two(ctx, row):
        return refuse("loss_resume_signed", "R12", number=row.number)
    proposer = _proposer(ctx, row)
    if proposer and proposer == ctx.person:
        return refuse("loss_resume_waits", "R12", number=row.number)
    return _may(ctx, ctx.person, proposer)


def _may(ctx: Context, person: str, proposer: str) -> Refusal | None:
    ground = Ground(ctx.roster, ctx.at)
    if proposer:
        return may_confirm(person, _KIND, ground, proposer=proposer)
    return may_propose(person, _KIND, ground)


def _signed_by_two(ctx: Context, row: LossRecord) -> bool:
    """Whether both have signed, so that only the dispatcher's answer is awaited."""
    chosen = _about(row).where(ProposalRecord.state == proposals.CONFIRMED, ProposalRecord.expires > ctx.at)
    return base.first(ctx.conn, chosen) is not None


def _about(row: LossRecord) -> Select[Any]:
    return select(ProposalRecord).where(ProposalRecord.subject == f"loss:{row.number}")


def _proposer(ctx: Context, row: LossRecord) -> str:
    """Who proposed; empty while no proposal is open."""
    chosen = _about(row).where(ProposalRecord.state == proposals.OPEN)
    kept = base.first(ctx.conn, chosen.order_by(ProposalRecord.at.desc()))
    if kept is None or kept.expires <= ctx.at:
        return ""
    # Another password since then, and the proposal can no longer be confirmed: it is made anew.
    act = proposals.statement(kept).act
    now = base.row(ctx.conn, select(CredentialRecord).where(CredentialRecord.gateway == row.name))
    if now is None or not isinstance(act, ResumeLoss):
        return ""
    return kept.by if (act.fingerprint, act.installed) == (now.fingerprint, now.installed) else ""
