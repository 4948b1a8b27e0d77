"""The printed sheet of a hand-over, gathered from the original signed statements (R12)."""

from sqlalchemy import select

from console.domain.credentials.custody import HandOver
from console.exports.hand_over_form import HandOverForm, make
from console.exports.shapes import Printing
from console.locale import words
from console.services.context import Context, found
from console.services.printed.form_parts import called, department_name, line, roster_of
from console.services.printed.forms import Made, prints
from console.services.requests import signers
from console.services.two_person import engine, hand_over_state, proposals
from console.store import base, people
from console.store.custody import EnvelopeRecord
from console.store.personnel import ProposalRecord
from console.wire.archive import forms as wire


@prints("hand_over")
def hand_over(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    """The sheet of the hand-over with that number; raises ConsoleError."""
    subject = f"hand_over:{call.id}"
    # If two proposals have the same number, only the newer one can be fully signed.
    row = base.first(
        ctx.conn,
        select(ProposalRecord)
        .where(ProposalRecord.kind == HandOver.RULE.name, ProposalRecord.subject == subject)
        .order_by(ProposalRecord.at.desc()),
    )
    row = found(row, "no_such_proposal")
    act, signed = hand_over_state.act_of(row), proposals.statement(row)
    roster = roster_of(ctx, signed.roster)
    steps = [(row.text, row.signature, row.digest, "")]
    steps += [
        (one.text, one.signature, one.digest, one.carrier) for one in proposals.cosignatures(ctx, row.digest)
    ]
    kept = base.rows(ctx.conn, select(EnvelopeRecord).where(EnvelopeRecord.number.in_(act.envelopes)))
    names = {ref.id: gateway.name for ref in ctx.roster.gateways if (gateway := ctx.gateway(ref.id))}
    form = HandOverForm(
        act=act,
        digest=row.digest,
        reason=signed.reason,
        outgoing=called(roster, act.outgoing) if act.outgoing else "",
        incoming=called(roster, act.incoming),
        department=department_name(roster, act.department),
        gateways=names,
        envelopes=[(one.number, _held(one.holds, one.gateway, frame), one.seal, one.place) for one in kept],
        state=words.named("hand_over_state", engine.state(ctx, row), frame.language),
        roster=_version(ctx, row.digest),
        signatures=[line(ctx, signers.step_row(ctx, *step)) for step in steps],
    )
    return Made(f"{act.number}-hand-over", make(form, frame), row.digest, f"hand_over:{act.number}", 1)


def _held(holds: str, gateway: str, frame: Printing) -> str:
    return f"{words.named('envelope_holds', holds, frame.language)} {gateway}".rstrip()


def _version(ctx: Context, digest: str) -> str:
    rows = ctx.conn.execute(select(people.roster.c.version).where(people.roster.c.text.contains(digest)))
    return str(rows.scalar() or "")
