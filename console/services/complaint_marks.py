"""Complaints as other services need them: those about a request, and how many a department had in a period."""

from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from console.domain.complaints.complaints import State
from console.services.context import Context
from console.store import base
from console.store.complaints import ComplaintRecord, complaint
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


def counts(ctx: Context, department: str, since: str, until: str) -> int:
    """How many complaints came in from instant `since` on and before `until`; an empty `department` counts all departments."""
    where: list[Any] = [complaint.c.at >= since, complaint.c.at < until]
    if department:
        where.append(complaint.c.department == department)
    return int(ctx.conn.execute(select(func.count()).select_from(complaint).where(*where)).scalar_one())
