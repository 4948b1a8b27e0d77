"""Rows that several nouns read: one request, who imported lists, the versions of the roster."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from console.services.context import Context, found
from console.store import base
from console.store.contacts import ContactListRecord
from console.store.people import RosterRecord
from console.store.requests import (
    RequestRecord,
)

_ROW = select(RequestRecord).where(RequestRecord.id == bindparam("request"))
_IMPORTERS = select(ContactListRecord.importer).where(
    ContactListRecord.id.in_(bindparam("lists", expanding=True))
)


def any_by_id(ctx: Context, request_id: int) -> RequestRecord:
    """The projection of one request, whoever asks: for what is counted or judged, not for what is shown as it is."""
    row = base.row(ctx.conn, _ROW, request=request_id)
    return found(row, "no_such_request", request=request_id)


def row_by_id(ctx: Context, request_id: int) -> RequestRecord:
    """The projection of one request, if the caller may read it."""
    row = any_by_id(ctx, request_id)
    if not ctx.caller.service:
        ctx.may_read(row.department)
    return row


def importers(ctx: Context, lists: Sequence[int]) -> Sequence[str]:
    """The importers of lists, by their ids."""
    return ctx.conn.execute(_IMPORTERS, {"lists": lists}).scalars().all()


def rosters(ctx: Context) -> list[RosterRecord]:
    """Every roster version, oldest first, as signed."""
    return list(base.rows(ctx.conn, select(RosterRecord).order_by(RosterRecord.version)))
