"""Whose signature is next where two people let a gateway send again after a loss (R12)."""

from typing import Final

from sqlalchemy import select

from console.domain.refusals import Refusal, refuse
from console.domain.two_person.pairing import Ground, PairKind, may_confirm, may_propose
from console.domain.two_person.pairs import ResumeLoss
from console.services.context import Context
from console.services.two_person import proposals
from console.store import base
from console.store.credentials import CredentialRecord
from console.store.losses import LossRecord
from console.store.personnel import ProposalRecord

_OPEN: Final = "open"
_KIND: Final = PairKind.RESUME_AFTER_LOSS


def next_signers(ctx: Context, row: LossRecord) -> list[str]:
    """The ids of those who may propose; once one of them has, of those who may confirm."""
    proposer = _proposer(ctx, row)
    return [person.id for person in ctx.roster.people if _may(ctx, person.id, proposer) is None]


def refusal(ctx: Context, row: LossRecord) -> Refusal | None:
    """Why the next signature is not the caller's, or None; a proposer is told that another person's is awaited."""
    proposer = _proposer(ctx, row)
    if proposer and proposer == ctx.person:
        return refuse("loss_resume_waits", "R12", number=row.number)
    return _may(ctx, ctx.person, proposer)


def _may(ctx: Context, person: str, proposer: str) -> Refusal | None:
    ground = Ground(ctx.roster, ctx.at)
    if proposer:
        return may_confirm(person, _KIND, ground, proposer=proposer)
    return may_propose(person, _KIND, ground)


def _proposer(ctx: Context, row: LossRecord) -> str:
    """Who proposed; empty while no proposal is open."""
    chosen = select(ProposalRecord).where(
        ProposalRecord.subject == f"loss:{row.number}", ProposalRecord.state == _OPEN
    )
    kept = base.first(ctx.conn, chosen.order_by(ProposalRecord.at.desc()))
    if kept is None or kept.expires <= ctx.at:
        return ""
    # Another password since then, and the proposal can no longer be confirmed: it is made anew.
    act = proposals.statement(kept).act
    now = base.row(ctx.conn, select(CredentialRecord).where(CredentialRecord.gateway == row.name))
    if now is None or not isinstance(act, ResumeLoss):
        return ""
    return kept.by if (act.fingerprint, act.installed) == (now.fingerprint, now.installed) else ""
