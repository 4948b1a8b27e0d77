"""Data for the custody pages: sealed envelopes, and hand-overs with the next signer (R12)."""

import msgspec
from sqlalchemy import select

from console.domain.calendar import local_day
from console.domain.credentials import custody as rules
from console.domain.credentials import expiries
from console.domain.credentials.custody import HandOver, OpenEnvelope, SealEnvelope
from console.domain.refusals import Refusal, refuse
from console.services.context import Context, answers
from console.services.credentials import envelopes, secret_changes
from console.services.credentials import two_person as custody
from console.services.rosters.roster_judging import newest, not_a_signer
from console.services.two_person import engine, hand_over_state, proposals
from console.services.two_person.proposals import CONFIRMED, OPEN
from console.store import base, people
from console.store.custody import EnvelopeRecord, envelope
from console.store.personnel import ProposalRecord
from console.wire.credentials import envelopes as envelope_wire
from console.wire.credentials import hand_overs as hand_over_wire


@answers
def sealed_envelopes(ctx: Context, call: envelope_wire.Envelopes) -> envelope_wire.EnvelopesView:
    """Every envelope, newest first. Everybody may know that an envelope exists and where it is; its content is never shown."""
    where = [envelope.c.state == envelopes.SEALED] if call.open else []
    rows = base.rows(
        ctx.conn, select(EnvelopeRecord).where(*where).order_by(EnvelopeRecord.number.desc()).limit(500)
    )
    sealed = [_envelope(ctx, row) for row in rows]
    changes = secret_changes.rows(ctx, open_=call.open)
    sealing = custody.sealing(ctx)
    if sealing is not None:
        sealed.insert(0, _to_witness(sealing))
    return envelope_wire.EnvelopesView(
        sealed,
        changes,
        [sealing.digest] if sealing is not None else [],
        custody.may_seal(ctx),
        expiries.may_keep(ctx.person, ctx.roster, ctx.at),
    )


def _envelope(ctx: Context, row: EnvelopeRecord) -> envelope_wire.EnvelopeRow:
    waits = custody.about(ctx, f"opening:{row.number}") if row.state == envelopes.SEALED else ()
    opening = engine.waiting(ctx, waits)
    act = OpenEnvelope(row.number, row.sealing, row.seal)
    return envelope_wire.EnvelopeRow(
        number=row.number,
        holds=row.holds,
        gateway=row.gateway,
        fingerprint=row.fingerprint,
        seal=row.seal,
        place=row.place,
        sealing=row.sealing,
        sealed=row.sealed,
        sealed_by=row.sealed_by,
        witness=row.witness,
        check=row.check,
        late=row.state == envelopes.SEALED and row.check < local_day(ctx.at, ctx.desk.timezone).isoformat(),
        checked=row.checked,
        checked_by=row.checked_by,
        state=row.state,
        stale=envelopes.stale(ctx, row),
        ended=row.ended,
        ended_by=row.ended_by,
        ended_with=row.ended_with,
        why=row.why,
        proposal=opening.digest if opening is not None else "",
        refusal=engine.may(ctx, act, ctx.person) if ctx.caller.person else None,
    )


def _to_witness(kept: ProposalRecord) -> envelope_wire.EnvelopeRow:
    """The envelope of a sealing that waits for its witness."""
    act = proposals.statement(kept).act
    if not isinstance(act, SealEnvelope):
        raise TypeError(type(act).__name__)
    return envelope_wire.EnvelopeRow(
        number=act.number,
        holds=str(act.holds),
        gateway=act.gateway,
        fingerprint=act.fingerprint,
        seal=act.seal,
        place=act.place,
        sealing=kept.digest,
        sealed="",
        sealed_by=kept.by,
        witness="",
        check=act.check,
        late=False,
        checked="",
        checked_by="",
        state="proposed",
        stale=False,
        ended="",
        ended_by="",
        ended_with="",
        why="",
        proposal=kept.digest,
        refusal=refuse("envelope_not_sealed", "R12", number=act.number),
    )


@answers
def handed_over(ctx: Context, _call: hand_over_wire.HandOvers) -> hand_over_wire.HandOversView:
    """Every hand-over, newest first; everybody in the organisation may know who keeps the passwords."""
    versions = _versions(ctx)
    rows = base.rows(
        ctx.conn,
        select(ProposalRecord)
        .where(ProposalRecord.kind == HandOver.RULE.name)
        .order_by(ProposalRecord.at.desc(), ProposalRecord.digest)
        .limit(500),
    )
    handed = [_hand_over(ctx, kept, engine.state(ctx, kept), versions) for kept in rows]
    signed = newest(ctx).roster
    able = [p.id for p in ctx.roster.people if rules.may_take(p.id, signed, ctx.at) is None]
    return hand_over_wire.HandOversView(handed, able, custody.may_hand_over(ctx))


def _hand_over(
    ctx: Context, kept: ProposalRecord, state: str, versions: dict[str, int]
) -> hand_over_wire.HandOverRow:
    signed = proposals.statement(kept)
    act = hand_over_state.act_of(kept)
    so_far = proposals.cosignatures(ctx, kept.digest)
    confirms = act.rule.confirms
    waits = str(confirms[len(so_far)]) if state == OPEN and len(so_far) < len(confirms) else ""
    refusal: Refusal | None = refuse("service_has_no_post", "R8")
    carry = refusal
    if ctx.caller.person:
        refusal = engine.may_sign(ctx, kept, ctx.person)
        carry = not_a_signer(ctx, ctx.person)
        if state != CONFIRMED:
            carry = refuse("hand_over_not_signed", "R12", number=act.number)
    return hand_over_wire.HandOverRow(
        digest=kept.digest,
        number=act.number,
        outgoing=act.outgoing,
        incoming=act.incoming,
        department=act.department,
        effective=act.effective,
        passwords=act.passwords,
        envelopes=act.envelopes,
        rotate_by=act.rotate_by,
        reason=signed.reason,
        by=kept.by,
        at=kept.at,
        expires=kept.expires if state == OPEN else hand_over_state.latest(act),
        state=state,
        signed=[hand_over_wire.Signer(one.by, one.at) for one in so_far],
        waits_for=waits,
        roster=versions.get(kept.digest, 0),
        text=kept.text,
        refusal=refusal,
        carry=carry,
    )


def _versions(ctx: Context) -> dict[str, int]:
    """By the digest of each ground: the roster version that names it."""
    rows = ctx.conn.execute(select(people.roster.c.version, people.roster.c.text))
    return {
        ground: row.version for row in rows for ground in msgspec.json.decode(row.text, type=_Grounds).grounds
    }


class _Grounds(msgspec.Struct):
    grounds: list[str]
