"""Complaints in people's queues: who answers, who closes, and who should know because the request was signed by him (R7)."""

from collections.abc import Iterator

from sqlalchemy import select

from console.domain.complaints import State
from console.services import complaints
from console.services.complaint_marks import due_of
from console.services.context import Context
from console.store import base
from console.store.complaints import ComplaintRecord, ListedComplaint
from console.store.requests import RequestRecord, StepRecord, request
from console.wire import views

_MOST = 200
_WHAT = {State.RECEIVED: "complaint", State.ANSWERED: "complaint_close"}


class _Owed(ListedComplaint):
    __abstract__ = True
    category: str | None


def todo(ctx: Context) -> Iterator[views.TodoRow]:
    """Steps of complaints that the caller owes, and open complaints about what he signed."""
    chosen = (
        select(
            ComplaintRecord, RequestRecord.number.label("form"), RequestRecord.purpose, RequestRecord.category
        )
        .outerjoin(request, RequestRecord.id == ComplaintRecord.request)
        .where(ComplaintRecord.state != State.CLOSED)
        .order_by(ComplaintRecord.due)
        .limit(_MOST)
    )
    rows = base.rows_as(_Owed, ctx.conn, chosen)
    signed = _signed(ctx, [row.request for row in rows if row.request])
    for row in rows:
        if ctx.person in complaints.owers(ctx, row):
            yield _row(row, _WHAT[State(row.state)], due_of(row))
        elif row.request in signed:
            yield _row(row, "complaint_signed", "")


def _signed(ctx: Context, among: list[int]) -> set[int]:
    """Those of the requests that the caller approved."""
    if not among:
        return set()
    rows = ctx.conn.execute(
        select(StepRecord.request)
        .where(StepRecord.person == ctx.person, StepRecord.kind == "approval", StepRecord.request.in_(among))
        .distinct()
    )
    return set(rows.scalars())


def _row(row: _Owed, what: str, due: str) -> views.TodoRow:
    return views.TodoRow(
        what=what,
        request=0,
        number=row.number,
        slot=0,
        title=row.purpose or row.reference or row.text[:60],
        category=row.category or "",
        department=row.department,
        due=due,
        because=row.source,
        complaint=row.id,
    )
