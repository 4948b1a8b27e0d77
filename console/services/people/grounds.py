"""What proves a filed application, or a hand-over of custody, to a roster signer's own program, which never trusts the desk."""

import msgspec
from sqlalchemy import select

from console.domain.people.enrolment import Application, ApplicationStep
from console.domain.rosters.rule_files import Kind, Named
from console.services import standing
from console.services.context import Context, answers, found
from console.services.people import enrolment
from console.services.rosters import roster_judging as judging
from console.services.two_person import hand_over_state, proposals
from console.signing.statements import Signed
from console.store import people
from console.store.personnel import ApplicationRecord, ProposalRecord
from console.wire.rosters import rosters


@answers
def proof(ctx: Context, call: rosters.GroundOf) -> rosters.GroundProof:
    """A hand-over or application with its signatures, and the orders and policy packs by which they are judged."""
    passed = hand_over_state.kept(ctx, [call.digest]).get(call.digest)
    if passed is not None:
        return _of_hand_over(ctx, passed)
    known = ctx.conn.execute(
        select(ApplicationRecord.id).where(ApplicationRecord.digest == call.digest)
    ).scalar_one_or_none()
    row = enrolment.row_by_id(ctx, found(known, "no_such_application", application=call.digest[:16]))
    statements = [one for one in enrolment.statements_of(ctx, row) if one.version == row.version]
    acts = [msgspec.json.decode(one.text, type=Application | ApplicationStep) for one in statements]
    return _proof(ctx, [Signed(one.text, [one.signature]) for one in statements], acts[0].roster, acts[0].at)


def _of_hand_over(ctx: Context, row: ProposalRecord) -> rosters.GroundProof:
    first = proposals.statement(row)
    confirmed = [Signed(one.text, [one.signature]) for one in proposals.cosignatures(ctx, row.digest)]
    return _proof(ctx, [Signed(row.text, [row.signature]), *confirmed], first.roster, first.at)


def _proof(ctx: Context, statements: list[Signed], version: int, at: str) -> rosters.GroundProof:
    """The statements, with the orders and policy packs since the version and instant of the first one."""
    table = people.roster.c
    since = ctx.conn.execute(
        select(table.text).where(table.version >= version).order_by(table.version)
    ).scalars()
    versions = [judging.read(text) for text in since]
    packs = [Named(Kind.POLICY, roster.policy.version, roster.policy.digest) for roster in versions]
    # Deputies do not decide on applications.
    orders = standing.travelling(ctx.conn, at, versions[0].at, "")
    return rosters.GroundProof(
        statements=[_copy(one) for one in statements],
        orders=[_copy(one) for one in orders],
        policies=[file.text for one in dict.fromkeys(packs) if (file := ctx.file(one)) is not None],
    )


def _copy(signed: Signed) -> rosters.SignedText:
    return rosters.SignedText(signed.text, signed.signatures)
