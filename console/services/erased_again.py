"""After a restore a dispatcher may have numbers again that it had erased: which, and that it is asked to erase them once more (R13).

Nobody signs a second time. The desk offers it the very pair, with the report that it signed when it had carried it out; a
dispatcher that knows of it answers at once, one that was restored from before it erases again.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from console.domain.pairing import Ground, PairKind, may_propose
from console.services.context import Context
from console.services.proposals import APPLIED
from console.store.erasure import erasure_report
from console.store.personnel import proposal
from console.store.tables import ledger
from console.wire import views

_MOST = 500


def _owed(ctx: Context, service: str) -> list[Any]:
    """Erasures that a dispatcher reported before it was armed again for the last time: what it is armed from may be older."""
    armed = ctx.conn.execute(
        select(func.max(ledger.c.time)).where(
            ledger.c.kind == "freeze.rearmed", ledger.c.subject == f"service:{service}"
        )
    ).scalar_one()
    if not armed:
        return []
    return list(
        ctx.conn.execute(
            select(proposal, erasure_report.c.text.label("told"), erasure_report.c.signature.label("told_by"))
            .join(erasure_report, erasure_report.c.proposal == proposal.c.digest)
            .where(
                proposal.c.kind == str(PairKind.ERASE),
                proposal.c.state == APPLIED,
                erasure_report.c.dispatcher == service,
                erasure_report.c.at < armed,
            )
            .order_by(erasure_report.c.at, proposal.c.digest)
            .limit(_MOST)
        )
    )


def offers(ctx: Context) -> list[views.Lift]:
    """What the calling dispatcher erased before it was armed again, until it reports it anew."""
    return [
        views.Lift(
            row.text, row.signature, row.confirmation, row.confirmation_signature, row.told, row.told_by
        )
        for row in _owed(ctx, ctx.service())
    ]


def todo(ctx: Context) -> Iterator[views.TodoRow]:
    """For whoever proposes erasures: a dispatcher that has still to say that what it had erased is gone again."""
    if may_propose(ctx.person, PairKind.ERASE, Ground(ctx.roster, ctx.at)) is not None:
        return
    for service in ctx.roster.services:
        owed = _owed(ctx, service.id)
        if owed:
            number = owed[0].subject.partition(":")[2]
            more = f" … +{len(owed) - 1}" if len(owed) > 1 else ""
            yield views.TodoRow(
                "erasure_again", 0, number, 0, f"{service.id}{more}", "", "", "", "", since=owed[0].at
            )
