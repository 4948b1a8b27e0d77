"""Rows that several nouns read: one request, the versions of the roster."""

from sqlalchemy import bindparam, select

from console.services.context import Context, found
from console.store import base
from console.store.people import RosterRecord
from console.store.requests import (
    RequestRecord,
)

_ROW = select(RequestRecord).where(RequestRecord.id == bindparam("request"))


def row_by_id(ctx: Context, request_id: int) -> RequestRecord:
    """The projection of one request, if the caller may read it."""
    row = base.row(ctx.conn, _ROW, request=request_id)
    row = found(row, "no_such_request", request=request_id)
    if not ctx.caller.service:
        ctx.may_read(row.department)
    return row


def rosters(ctx: Context) -> list[RosterRecord]:
    """Every roster version, oldest first, as signed."""
    return list(base.rows(ctx.conn, select(RosterRecord).order_by(RosterRecord.version)))
