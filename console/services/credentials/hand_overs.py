"""Hand-over of custody (R12): what the act says, whether it is still true, and the roster version that carries it out."""

from datetime import timedelta
from typing import Final

import msgspec
from sqlalchemy import select, update

from console.domain.credentials import custody as rules
from console.domain.credentials.custody import Handed, HandOver
from console.domain.refusals import Refusal, refuse
from console.domain.times import parse
from console.services import declared
from console.services.context import Context, demand
from console.services.credentials import envelopes, secret_changes
from console.services.facts import Published, hears
from console.services.ledger import ledger
from console.services.rosters.roster_judging import newest
from console.services.two_person import hand_over_state, proposals
from console.services.two_person.engine import proposes
from console.services.two_person.proposals import APPLIED, CONFIRMED
from console.store import base
from console.store.credentials import CredentialRecord
from console.store.personnel import ProposalRecord, proposal
from console.wire.acts import Prepare

_SLACK: Final = timedelta(minutes=10)


# ---- the act


@proposes(HandOver)
def proposed(ctx: Context, call: Prepare) -> HandOver:
    """Fill in a hand-over with what is in custody now."""
    keeper, department = hand_over_state.keeper(newest(ctx).roster, ctx.at)
    beyond = {
        "number": proposals.next_number(ctx, HandOver, "H"),
        "outgoing": keeper,
        "department": department,
        "passwords": _passwords(ctx),
        "envelopes": envelopes.sealed(ctx),
        "rotate_by": ctx.at,
    }
    act = declared.filled_in(HandOver, call, beyond)
    demand(_unfit(ctx, act.effective))
    return msgspec.structs.replace(act, rotate_by=_rotate_by(ctx, act.effective))


def _passwords(ctx: Context) -> list[Handed]:
    """Every gateway of the roster, with its password in force."""
    rows = {row.gateway: row for row in base.rows(ctx.conn, select(CredentialRecord))}
    passwords = []
    for ref in ctx.roster.gateways:
        row = rows.get(ref.id)
        if row is None or row.state == "retired":
            passwords.append(Handed(ref.id, "", ""))
        else:
            passwords.append(Handed(ref.id, row.fingerprint, row.installed))
    return passwords


def _rotate_by(ctx: Context, effective: str) -> str:
    return ctx.calendar.closing(effective, rules.HAND_OVER_DAYS, ctx.desk.timezone)


def _unfit(ctx: Context, effective: str) -> Refusal | None:
    earliest, latest = parse(ctx.at) - _SLACK, parse(ctx.at) + timedelta(days=rules.AHEAD_DAYS)
    if not earliest <= parse(effective) <= latest:
        return refuse("hand_over_day", "R12", days=rules.AHEAD_DAYS)
    return None


# ---- whether it is true


def new(ctx: Context, act: HandOver) -> Refusal | None:
    """Why this hand-over cannot be proposed, or None."""
    if act.number != proposals.next_number(ctx, HandOver, "H") or act.envelopes != envelopes.sealed(ctx):
        return refuse("hand_over_moved_on", "R12")
    unfit = _unfit(ctx, act.effective)
    if unfit is None and act.rotate_by != _rotate_by(ctx, act.effective):
        return refuse("hand_over_moved_on", "R12")
    return unfit or stands(ctx, act)


def stands(ctx: Context, act: HandOver) -> Refusal | None:
    """Why the statements of a hand-over that is not fully signed are no longer true, or None."""
    if act.passwords != _passwords(ctx):
        return refuse("hand_over_moved_on", "R12")
    return hand_over_state.still(ctx, act, newest(ctx).roster)


# ---- the roster version


@hears(Published)
def carried_out(ctx: Context, published: Published) -> None:
    """Mark the hand-overs named by a roster version in force as done; every secret the outgoing person knew must be changed."""
    roster, signer = published
    for digest, kept in sorted(hand_over_state.kept(ctx, roster.grounds).items()):
        act = hand_over_state.act_of(kept)
        ctx.conn.execute(update(proposal).where(proposal.c.digest == digest).values(state=APPLIED))
        since = max(ctx.at, act.effective)
        secret_changes.all_due(
            ctx, secret_changes.Why(HandOver.RULE.name, act.number, rules.HAND_OVER_DAYS, since)
        )
        payload = {
            "number": act.number,
            "outgoing": act.outgoing,
            "incoming": act.incoming,
            "effective": act.effective,
            "roster": roster.version,
        }
        ledger.record(ctx, "custody.handed_over", f"hand_over:{act.number}", payload, actor=signer)
        ctx.notice("custody", "gateways")


def signed_by_all(ctx: Context) -> list[tuple[ProposalRecord, HandOver]]:
    """Fully signed and still valid hand-overs that wait for a roster version."""
    rows = base.rows(
        ctx.conn,
        select(ProposalRecord).where(
            ProposalRecord.kind == HandOver.RULE.name, ProposalRecord.state == CONFIRMED
        ),
    )
    return [
        (kept, hand_over_state.act_of(kept))
        for kept in rows
        if hand_over_state.not_ready(ctx, kept, newest(ctx).roster) is None
    ]
