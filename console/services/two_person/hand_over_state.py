"""Whether a hand-over of custody is still valid (R12), judged by the newest signed roster version."""

from datetime import timedelta

from sqlalchemy import select

from console.domain.credentials import custody as rules
from console.domain.credentials.custody import HandOver
from console.domain.people.people import Roster
from console.domain.refusals import Refusal, refuse
from console.domain.times import parse, render
from console.services.context import Context
from console.services.two_person import proposals
from console.store import base
from console.store.credentials import CredentialRecord
from console.store.personnel import ProposalRecord


def kept(ctx: Context, digests: list[str]) -> dict[str, ProposalRecord]:
    """Those of the digests that belong to hand-overs, with their rows."""
    rows = base.rows(
        ctx.conn,
        select(ProposalRecord).where(
            ProposalRecord.digest.in_(digests), ProposalRecord.kind == HandOver.RULE.name
        ),
    )
    return {row.digest: row for row in rows}


def act_of(row: ProposalRecord) -> HandOver:
    """Return the act of a stored hand-over."""
    act = proposals.statement(row).act
    if not isinstance(act, HandOver):
        raise TypeError(row.kind)
    return act


def in_force(ctx: Context) -> bool:
    """Whether any gateway's password is in force; custody then needs a hand-over and cannot simply be assigned."""
    rows = ctx.conn.execute(
        select(CredentialRecord.gateway).where(
            CredentialRecord.gateway != "",
            CredentialRecord.fingerprint != "",
            CredentialRecord.state != "retired",
        )
    )
    return rows.first() is not None


def keeper(signed: Roster, at: str) -> tuple[str, str]:
    """The custodian and their department, even while they are suspended or their standby (B角) is active."""
    held = rules.keepers(signed, at)
    if held:
        return held[0].person, held[0].department
    general = signed.general_department()
    return "", general.id if general is not None else ""


def still(ctx: Context, act: HandOver, signed: Roster) -> Refusal | None:
    """Why the outgoing person no longer has custody, or the incoming person may not take it; or None."""
    if (act.outgoing, act.department) != keeper(signed, ctx.at):
        return refuse("hand_over_not_his", "R12", person=act.outgoing or "-")
    return rules.may_take(act.incoming, signed, ctx.at)


def latest(act: HandOver) -> str:
    """Until when a fully signed hand-over may be carried out."""
    return render(parse(act.effective) + timedelta(days=rules.AHEAD_DAYS))


def whole_state(ctx: Context, act: HandOver, signed: Roster) -> str:
    """The state of a fully signed hand-over: it waits for its roster version, but only until `latest`."""
    if latest(act) <= ctx.at:
        return proposals.EXPIRED
    return proposals.CONFIRMED if still(ctx, act, signed) is None else proposals.OVERTAKEN


def not_ready(ctx: Context, row: ProposalRecord, signed: Roster) -> Refusal | None:
    """Why a version may not name a stored hand-over as its ground, or None: it must be fully signed and still valid."""
    act = act_of(row)
    if row.state == proposals.CONFIRMED and whole_state(ctx, act, signed) == proposals.CONFIRMED:
        return None
    return refuse("hand_over_not_signed", "R12", number=act.number)
