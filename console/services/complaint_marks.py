"""Complaints as other services need them: those about a request, and until when one is due."""

from sqlalchemy import Connection, bindparam, select

from console.domain.complaints.complaints import State
from console.store import base
from console.store.complaints import ComplaintRecord
from console.wire.requests.rows import ComplaintMark

_ABOUT = (
    select(ComplaintRecord)
    .where(ComplaintRecord.request == bindparam("request"))
    .order_by(ComplaintRecord.id)
)


def of_request(conn: Connection, request: int) -> list[ComplaintMark]:
    """Every complaint about a request, oldest first."""
    rows = base.rows(conn, _ABOUT, request=request)
    return [ComplaintMark(r.id, r.number, r.source, r.state, r.at, due_of(r), r.outcome) for r in rows]


def due_of(row: ComplaintRecord) -> str:
    """Until when the next step of a complaint is due; empty once it is closed."""
    return "" if row.state == State.CLOSED else row.due
