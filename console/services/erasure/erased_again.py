"""After a restore a dispatcher may again have numbers that it had erased; the desk asks it to erase them once more (R13).

Nobody signs again. The desk offers the same pair, with the report that the dispatcher signed after the first erasure. A dispatcher
that still knows the erasure answers at once; one restored from an earlier state erases again.
"""

from collections.abc import Sequence

from sqlalchemy import func, select

from console.domain.erasure.erasing import Erase
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
    """Erasures that a dispatcher reported before it was last armed again: the backup it was restored from may be older."""
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
            ProposalRecord.kind == Erase.RULE.name,
            ProposalRecord.state == APPLIED,
            ErasureReportRecord.dispatcher == service,
            ErasureReportRecord.at < armed,
        )
        .order_by(ErasureReportRecord.at, ProposalRecord.digest)
        .limit(_MOST)
    )
    return base.rows_as(_Owed, ctx.conn, chosen)


def offers(ctx: Context) -> list[dispatch.Lift]:
    """Erasures that the calling dispatcher made before it was armed again, until it reports them again."""
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
