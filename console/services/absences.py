"""Back from leave: what deputies decided in the caller's place."""

from typing import Any

import msgspec
from sqlalchemy import select

from console.domain import acts
from console.domain.orders import Deputation
from console.domain.standing import after_recalls
from console.services import standing
from console.services.context import Context
from console.store.requests import request, step
from console.wire import personnel

_DECISIONS = ("approval", "return", "rejection")
_MOST = 500


def page(ctx: Context, call: personnel.InMyAbsence) -> list[personnel.AbsenceRow]:
    """Decisions of the caller's deputies since an instant (all if empty), newest first, at most 500.

    An approval names its principal. A return or a rejection does not, so it is the deputy's if a deputation of the caller's
    was in force for that department then.
    """
    lent = [
        order
        for _, order in after_recalls(standing.orders(ctx.conn))
        if isinstance(order, Deputation) and order.principal == ctx.person
    ]
    rows = ctx.conn.execute(
        select(
            step,
            request.c.number,
            request.c.purpose,
            request.c.category,
            request.c.state,
            request.c.department,
        )
        .join(request, request.c.id == step.c.request)
        .where(
            step.c.person.in_({d.deputy for d in lent}),
            step.c.kind.in_(_DECISIONS),
            step.c.at >= call.since,
        )
        .order_by(step.c.at.desc(), step.c.request.desc())
        .limit(_MOST)
    )
    return [_row(row) for row in rows if _in_place(row, ctx.person, lent)]


def _in_place(row: Any, person: str, lent: list[Deputation]) -> bool:
    if row.kind == "approval":
        return msgspec.json.decode(row.text, type=acts.Approval).deputy_for == person
    return any(
        d.deputy == row.person
        and d.since <= row.at < d.until
        and d.department in {row.department, ""}
        and (not d.categories or row.category in d.categories)
        for d in lent
    )


def _row(row: Any) -> personnel.AbsenceRow:
    act = msgspec.json.decode(row.text, type=acts.Approval | acts.Return | acts.Rejection)
    said = act.opinion if isinstance(act, acts.Approval) else act.reason
    return personnel.AbsenceRow(
        request=row.request,
        number=row.number or "",
        purpose=row.purpose,
        category=row.category,
        deputy=row.person,
        kind=row.kind,
        at=row.at,
        state=row.state,
        opinion=said,
    )
