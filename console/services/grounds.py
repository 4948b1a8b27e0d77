"""What proves a filed application to a roster signer's own program, which believes the desk in nothing."""

import msgspec
from sqlalchemy import select

from console.domain.enrolment import Application, ApplicationStep
from console.domain.rule_files import Kind, Named
from console.services import enrolment, standing
from console.services import roster_judging as judging
from console.services.context import Context, found
from console.signing.statements import Signed
from console.store import people
from console.store.personnel import application
from console.wire import rosters


def proof(ctx: Context, call: rosters.GroundOf) -> rosters.GroundProof:
    """The newest version of an application and the decisions on it, with the orders and policy packs that these acts are judged by."""
    known = ctx.conn.execute(
        select(application.c.id).where(application.c.digest == call.digest)
    ).scalar_one_or_none()
    row = enrolment.row_by_id(ctx, found(known, "no_such_application", application=call.digest[:16]))
    statements = [one for one in enrolment.statements_of(ctx, row) if one.version == row.version]
    acts = [msgspec.json.decode(one.text, type=Application | ApplicationStep) for one in statements]
    table = people.roster.c
    since = ctx.conn.execute(
        select(table.text).where(table.version >= acts[0].roster).order_by(table.version)
    ).scalars()
    versions = [judging.read(text) for text in since]
    packs = [Named(Kind.POLICY, roster.policy.version, roster.policy.digest) for roster in versions]
    # Deputies decide on no application.
    orders = standing.travelling(ctx.conn, acts[0].at, versions[0].at, "")
    return rosters.GroundProof(
        statements=[rosters.SignedText(one.text, [one.signature]) for one in statements],
        orders=[_copy(one) for one in orders],
        policies=[file.text for one in dict.fromkeys(packs) if (file := ctx.file(one)) is not None],
    )


def _copy(signed: Signed) -> rosters.SignedText:
    return rosters.SignedText(signed.text, signed.signatures)
