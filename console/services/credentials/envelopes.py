"""Sealed envelopes (R12): what they hold, who checked and opened them; a secret from an opened envelope must be changed."""

from datetime import timedelta

import msgspec
from sqlalchemy import select, update

from console.domain import times
from console.domain.calendar import local_day
from console.domain.credentials import custody as rules
from console.domain.credentials import expiries
from console.domain.credentials.custody import Holds, OpenEnvelope, SealEnvelope
from console.domain.refusals import Refusal, refuse
from console.domain.requests.text import mobile_in
from console.errors import RefusedError
from console.services import declared
from console.services.context import Context, answers, demand, found
from console.services.credentials import secret_changes
from console.services.ledger import ledger
from console.services.two_person import proposals
from console.services.two_person.engine import proposes
from console.store import base
from console.store.credentials import CredentialRecord
from console.store.custody import EnvelopeRecord, envelope
from console.store.personnel import ProposalRecord
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.credentials import envelopes as wire

SEALED, OPENED, BROKEN, REPLACED = "sealed", "opened", "broken", "replaced"


# ---- sealing


@proposes(SealEnvelope)
def sealing(ctx: Context, call: Prepare) -> SealEnvelope:
    """Fill in the act that records a sealed envelope; the fingerprint is that of the password in force."""
    act = declared.filled_in(
        SealEnvelope,
        call,
        {"number": proposals.next_number(ctx, SealEnvelope, "E"), "fingerprint": ""},
    )
    if act.holds is Holds.PASSWORD:
        return msgspec.structs.replace(act, fingerprint=_in_force(ctx, act.gateway))
    return act


def new_sealing(ctx: Context, act: SealEnvelope) -> Refusal | None:
    """Why this sealing cannot be proposed, or None: the envelope must have the next number."""
    if act.number != proposals.next_number(ctx, SealEnvelope, "E"):
        return refuse("envelope_there", "R12", number=act.number)
    return may_be_sealed(ctx, act)


def may_be_sealed(ctx: Context, act: SealEnvelope) -> Refusal | None:
    """Why this envelope cannot be sealed, or None: it must hold what is in force, and its next check must be within a quarter."""
    if (act.holds is Holds.PHRASE) != (not act.gateway):
        return refuse("envelope_holds", "R12")
    if act.holds is Holds.PASSWORD:
        if ctx.roster.gateway(act.gateway) is None:
            return refuse("no_such_gateway", "R12", gateway=act.gateway)
        if not act.fingerprint or act.fingerprint != _in_force(ctx, act.gateway):
            return refuse("envelope_other_password", "R12", gateway=act.gateway)
    elif act.fingerprint:
        return refuse("envelope_holds", "R12")
    return _unfit_day(ctx, act.check)


def _unfit_day(ctx: Context, check: str) -> Refusal | None:
    today = local_day(ctx.at, ctx.desk.timezone)
    try:
        fit = today < times.day(check) <= today + timedelta(days=rules.CHECK_DAYS)
    except ValueError:
        fit = False
    return None if fit else refuse("envelope_check_day", "R12", days=rules.CHECK_DAYS)


def seal(ctx: Context, act: SealEnvelope, kept: ProposalRecord, witness: str) -> None:
    """Enter the envelope in the register after the witness signed; it replaces an older one that held the same secret."""
    ctx.conn.execute(
        update(envelope)
        .where(
            envelope.c.state == SEALED, envelope.c.holds == str(act.holds), envelope.c.gateway == act.gateway
        )
        .values(state=REPLACED, ended=ctx.at, ended_by=kept.by, ended_with=witness, why=act.number)
    )
    ctx.conn.execute(
        envelope.insert().values(
            number=act.number,
            holds=str(act.holds),
            gateway=act.gateway,
            fingerprint=act.fingerprint,
            seal=act.seal,
            place=act.place,
            sealing=kept.digest,
            sealed=ctx.at,
            sealed_by=kept.by,
            witness=witness,
            check=act.check,
            checked="",
            checked_by="",
            state=SEALED,
            ended="",
            ended_by="",
            ended_with="",
            why="",
        )
    )
    payload = {"number": act.number, "holds": str(act.holds), "gateway": act.gateway, "seal": act.seal}
    ledger.record(ctx, "envelope.sealed", f"envelope:{act.number}", payload, actor=witness)
    ctx.notice("custody")


def _in_force(ctx: Context, gateway: str) -> str:
    """The fingerprint of a gateway's password in force, or an empty string."""
    row = base.row(
        ctx.conn,
        select(CredentialRecord).where(CredentialRecord.gateway == gateway, CredentialRecord.gateway != ""),
    )
    return str(row.fingerprint) if row is not None and row.state != "retired" else ""


# ---- opening


@proposes(OpenEnvelope)
def opening(ctx: Context, call: Prepare) -> OpenEnvelope:
    """Fill in the act that opens an envelope, named by its number; the person reads the seal's number from the envelope."""
    row = _row_of(ctx, call.subject)
    return declared.filled_in(OpenEnvelope, call, {"number": row.number, "sealing": row.sealing})


def may_be_opened(ctx: Context, act: OpenEnvelope) -> Refusal | None:
    """Why this act cannot open the envelope, or None."""
    row = _row_of(ctx, act.number)
    if row.state != SEALED:
        return refuse("envelope_not_sealed", "R12", number=row.number)
    if act.sealing != row.sealing or act.seal != row.seal:
        return refuse("envelope_other_seal", "R12", number=row.number)
    return None


def open_(ctx: Context, act: OpenEnvelope, kept: ProposalRecord, second: str) -> None:
    """Record the opening after two people signed; the secret that the envelope held must be changed."""
    row = _row_of(ctx, act.number)
    _end(ctx, row, OPENED, kept.by, second, proposals.statement(kept).reason)
    payload = {"number": row.number, "holds": row.holds, "gateway": row.gateway}
    ledger.record(ctx, "envelope.opened", f"envelope:{row.number}", payload, actor=second)


def _end(ctx: Context, row: EnvelopeRecord, state: str, by: str, second: str, why: str) -> None:
    ctx.conn.execute(
        update(envelope)
        .where(envelope.c.number == row.number)
        .values(state=state, ended=ctx.at, ended_by=by, ended_with=second, why=why[:2000])
    )
    cause = secret_changes.Why(state, row.number, rules.OPENED_DAYS, ctx.at)
    if row.holds == Holds.PHRASE:
        secret_changes.phrase_due(ctx, cause)
    else:
        secret_changes.password_due(ctx, row.gateway, cause)
    ctx.notice("custody")


# ---- checking


@answers
def check(ctx: Context, call: wire.CheckEnvelope) -> Done:
    """Record that somebody checked an envelope. A broken seal counts as an opening by an unknown person."""
    demand(expiries.may_keep(ctx.person, ctx.roster, ctx.at))
    row = _row_of(ctx, call.number)
    if row.state != SEALED:
        raise RefusedError(refuse("envelope_not_sealed", "R12", number=row.number))
    if mobile_in(call.note):
        raise RefusedError(refuse("application_mobile", "I6", field="note"))
    note = call.note.strip()[:200]
    if call.intact:
        demand(_unfit_day(ctx, call.check))
        ctx.conn.execute(
            update(envelope)
            .where(envelope.c.number == row.number)
            .values(check=call.check, checked=ctx.at, checked_by=ctx.person)
        )
        ctx.notice("custody")
        payload = {"number": row.number, "check": call.check, "note": note}
        seq = ledger.record(ctx, "envelope.checked", f"envelope:{row.number}", payload)
        return Done(seq, 0, row.number)
    if not note:
        raise RefusedError(refuse("field_missing", "R12", field="note"))
    _end(ctx, row, BROKEN, ctx.person, "", note)
    payload = {"number": row.number, "holds": row.holds, "gateway": row.gateway, "note": note}
    seq = ledger.record(ctx, "envelope.broken", f"envelope:{row.number}", payload)
    return Done(seq, 0, row.number)


# ---- reading


def sealed(ctx: Context) -> list[str]:
    """The numbers of the envelopes that are sealed now."""
    rows = ctx.conn.execute(
        select(EnvelopeRecord.number).where(EnvelopeRecord.state == SEALED).order_by(EnvelopeRecord.number)
    )
    return list(rows.scalars())


def stale(ctx: Context, row: EnvelopeRecord) -> bool:
    """Whether a sealed envelope holds a secret that is no longer in force."""
    if row.state != SEALED:
        return False
    if row.holds == Holds.PASSWORD:
        return str(row.fingerprint) != _in_force(ctx, row.gateway)
    return secret_changes.phrase_since(ctx) > str(row.sealed)


def _row_of(ctx: Context, number: str) -> EnvelopeRecord:
    row = base.row(ctx.conn, select(EnvelopeRecord).where(EnvelopeRecord.number == number))
    return found(row, "no_such_envelope", number=number)
