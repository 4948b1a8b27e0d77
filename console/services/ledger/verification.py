"""Verifying the ledger against every head that is known: those given by a person, and those that the desk itself has kept.

The dispatcher signs heads, and a quarter's pack records the head of its day. They lie in the desk's database, so they prove nothing
against somebody who removes them too; but a tail that was cut, or rewritten, while they remained must never pass.
"""

from typing import NamedTuple

from sqlalchemy import select

from console.db import chain
from console.db.chain import LedgerHead
from console.db.errors import BadHeadError
from console.db.parallel import verify_by_two
from console.db.verify import VerifyReport, contradicted, signed_head
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.services.context import Context, answers
from console.services.ledger.ledger import newest
from console.services.ledger.ledger_pages import head_row, services_of
from console.store import base
from console.store.filing import filing
from console.store.sends import HeadRecord
from console.wire.ledger import ledger as wire


class Kept(NamedTuple):
    """A head and where it was kept: `row` the signed one's row, `pack` the department and quarter of a filing's, neither if given."""

    head: LedgerHead
    row: HeadRecord | None = None
    pack: tuple[str, str, str] = ("", "", "")


def kept(ctx: Context) -> list[Kept]:
    """Every head in the desk's own database: signed by a dispatcher, or recorded with a quarter's pack."""
    rows = base.rows(ctx.conn, select(HeadRecord).order_by(HeadRecord.seq))
    signed = [Kept(signed_head(row.seq, bytes(row.hash), row.text), row) for row in rows]
    query = select(
        filing.c.head_seq, filing.c.head_hash, filing.c.department, filing.c.quarter, filing.c.compiled_at
    )
    packs = ctx.conn.execute(query.order_by(filing.c.id)).all()
    return signed + [
        Kept(
            LedgerHead(row.head_seq, bytes(row.head_hash)),
            pack=(row.department, row.quarter, row.compiled_at),
        )
        for row in packs
        if row.head_seq
    ]


@answers
def verify_chain(ctx: Context, call: wire.VerifyLedger) -> wire.LedgerReport:
    """Verify the chain from `since` against the given heads and the desk's own; a long chain in parts of `most` entries.

    Raises ConsoleError for an invalid head; RefusedError if no given head confirms the beginning.
    """
    try:
        given = [Kept(chain.parse_head(text)) for text in call.heads]
    except BadHeadError as error:
        raise ConsoleError(error.code) from error
    if call.since and not any(one.head.seq == call.since for one in given):
        raise RefusedError(refuse("since_needs_head", "I6", seq=call.since))
    # Earlier ones were met by the parts before this one, or the caller trusts the entry that they name.
    heads = [one for one in kept(ctx) if one.head.seq > call.since] + given
    last = newest(ctx.conn)
    until = min(call.since + call.most, last) if call.most else 0
    # A head beyond the newest entry reveals a cut tail; the last part checks it.
    more = 0 < until < last
    report = verify_by_two(
        ctx.conn,
        ctx.desk.second,
        genesis=ctx.desk.genesis,
        since=call.since,
        heads=[one.head for one in heads],
        until=until if more else 0,
    )
    bad = report.bad
    return wire.LedgerReport(
        entries=report.checked,
        head=chain.format_head(report.head),
        bad=bad.seq if bad else 0,
        why=str(bad.reason) if bad else "",
        more=more and bad is None,
        witness=_witness(ctx, report, heads),
    )


def _witness(ctx: Context, report: VerifyReport, heads: list[Kept]) -> wire.Witness | None:
    """The head that the chain contradicts; of several, one with a good signature first."""
    head = contradicted(ctx.conn, report.bad, [one.head for one in heads])
    if head is None:
        return None
    found = [_told(ctx, one) for one in heads if one.head == head]
    return min(found, key=lambda one: _WEIGHT.index(one.kind))


_WEIGHT = ("signed", "given", "filing", "unproved")


def _told(ctx: Context, one: Kept) -> wire.Witness:
    printed = chain.format_head(one.head)
    if one.row is not None:
        judged = head_row(ctx, one.row, services_of(ctx))
        kind = "signed" if judged.verdict == "good" else "unproved"
        return wire.Witness(one.head.seq, printed, kind, judged.service, one.row.at)
    department, quarter, at = one.pack
    if not department:
        return wire.Witness(one.head.seq, printed, "given")
    name = next((part.name for part in ctx.roster.departments if part.id == department), department)
    return wire.Witness(one.head.seq, printed, "filing", f"{name} {quarter}", at)
