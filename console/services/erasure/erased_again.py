"""After a restore a dispatcher may have numbers again that it had erased: which, and that it is asked to erase them once more (R13).

Nobody signs a second time. The desk offers it the very pair, with the report that it signed when it had carried it out; a
dispatcher that knows of it answers at once, one that was restored from before it erases again.
"""

from collections.abc import Sequence

from sqlalchemy import func, select

from console.domain.two_person.pairing import PairKind
from console.services.context import Context
from console.services.two_person.proposals import APPLIED
from console.store import base
from console.store.erasure import ErasureReportRecord, erasure_report
from console.store.personnel import ProposalRecord
from console.store.tables import LedgerRecord
from console.wire import dispatch

_MOST = 500


class _Owed(ProposalRecord):
    __abstract__ = True
    report: str
    report_signature: str


def owed(ctx: Context, service: str) -> Sequence[_Owed]:
    """Erasures that a dispatcher reported before it was armed again for the last time: what it is armed from may be older."""
    armed = ctx.conn.execute(
        select(func.max(LedgerRecord.time)).where(
            LedgerRecord.kind == "freeze.rearmed", LedgerRecord.subject == f"service:{service}"
        )
    ).scalar_one()
    if not armed:
        return []
    chosen = (
        select(
            ProposalRecord,
            ErasureReportRecord.text.label("report"),
            ErasureReportRecord.signature.label("report_signature"),
        )
        .join(erasure_report, ErasureReportRecord.proposal == ProposalRecord.digest)
        .where(
            ProposalRecord.kind == str(PairKind.ERASE),
            ProposalRecord.state == APPLIED,
            ErasureReportRecord.dispatcher == service,
            ErasureReportRecord.at < armed,
        )
        .order_by(ErasureReportRecord.at, ProposalRecord.digest)
        .limit(_MOST)
    )
    return base.rows_as(_Owed, ctx.conn, chosen)


def offers(ctx: Context) -> list[dispatch.Lift]:
    """What the calling dispatcher erased before it was armed again, until it reports it anew."""
    return [
        dispatch.Lift(
            row.text,
            row.signature,
            row.confirmation,
            row.confirmation_signature,
            row.report,
            row.report_signature,
        )
        for row in owed(ctx, ctx.service())
    ]
