"""What stands out about a list before anybody signs it (R9, R10, R11): who else has its numbers, and whether they look generated.

It is asked of a reader, so the desk's writer never waits for it; the database counts, so the desk's other work goes on meanwhile.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from console.domain.refusals import refuse
from console.domain.times import parse, render
from console.errors import RefusedError
from console.services.contacts import contacts, left_out, list_assets, list_counts
from console.services.context import Context, answers
from console.services.sending import limits
from console.store import base
from console.store.contacts import ContactListRecord, contact_list
from console.store.requests import RequestRecord, request
from console.store.sends import SlotRecord
from console.wire.contacts import list_assets as wire

_DAYS: Final = 30
_COMPARED: Final = 12
"""Other lists of the department that are looked at, the newest first."""


@answers
def glance(ctx: Context, call: wire.ListGlance) -> wire.Glance:
    """Count what stands out about a list."""
    row = list_assets.readable(ctx, call.list_id)
    if row.state == contacts.ERASED:
        raise RefusedError(refuse("list_not_ready", "R10", name=row.name))
    others = _others(ctx, row)
    every = list_counts.step(row.n)
    found = [
        wire.Overlap(one.id, one.name, list_counts.shared(ctx, row.id, row.n, [one.id], every))
        for one in others
    ]
    recent = _sent_to(ctx, row)
    rows, in_rows, longest = list_counts.runs(ctx, row.id)
    return wire.Glance(
        n=row.n,
        compared=len(others),
        overlaps=sorted((one for one in found if one.n), key=lambda one: -one.n),
        days=_DAYS,
        recent=list_counts.shared(ctx, row.id, row.n, recent, every) if recent else 0,
        estimated=every > 1,
        opted=left_out.scopes_of(ctx, row),
        over=limits.of_list(ctx, row.id),
        runs=rows,
        in_runs=in_rows,
        longest=longest,
    )


def _others(ctx: Context, row: ContactListRecord) -> Sequence[ContactListRecord]:
    """The newest finished lists of the department beside this one, and beside those that it replaces."""
    later = contact_list.alias("later")
    replaced = select(later.c.id).where(later.c.replaces == contact_list.c.id).exists()
    where = (
        contact_list.c.department == row.department,
        contact_list.c.state == contacts.READY,
        contact_list.c.id != row.id,
        ~replaced,
    )
    chosen = select(ContactListRecord).where(*where).order_by(ContactListRecord.id.desc()).limit(_COMPARED)
    return base.rows(ctx.conn, chosen)


def _sent_to(ctx: Context, row: ContactListRecord) -> list[int]:
    """The lists that the department sent to lately."""
    since = render(parse(ctx.at) - timedelta(days=_DAYS))
    chosen = (
        select(SlotRecord.list_id)
        .distinct()
        .join(request, RequestRecord.id == SlotRecord.request)
        .where(
            RequestRecord.department == row.department, SlotRecord.release != "", SlotRecord.updated >= since
        )
    )
    return list(ctx.conn.execute(chosen).scalars())
