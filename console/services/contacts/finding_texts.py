"""What stands beside the numbers in rows that were left out: kept for 30 days where the importer wants to mend them, then taken out (R10, R13)."""

from datetime import timedelta
from typing import Final

from sqlalchemy import bindparam, select, update

from console.domain.contacts import beside
from console.domain.times import parse, render
from console.services.context import SCRUB, Context
from console.store import base
from console.store.contacts import ContactListRecord, FindingRecord, contact_list, finding

KEPT: Final = timedelta(days=30)
"""How long such text is kept after the import."""
_PART: Final = 2_000
"""Findings that one sweep changes: the desk's writer is held no longer than that takes."""


def ends(at: str) -> str:
    """Until when text is kept that comes at this time."""
    return render(parse(at) + KEPT)


def until(ctx: Context, row: ContactListRecord) -> str:
    """Until when the findings of a list keep such text; empty if they do not, or no longer."""
    return row.texts_until if ctx.at < row.texts_until else ""


def sweep(ctx: Context) -> None:
    """Take such text out of the findings whose time is over, a part at a time."""
    over = (contact_list.c.texts_until != "") & (contact_list.c.texts_until <= ctx.at)
    for row in base.rows(ctx.conn, select(ContactListRecord).where(over).limit(1)):
        last = _tidy(ctx, row)
        values = {"texts_row": last} if last else {"texts_until": "", "texts_row": 0}
        ctx.conn.execute(update(contact_list).where(contact_list.c.id == row.id).values(**values))
        if not last:
            ctx.notice(SCRUB)


def _tidy(ctx: Context, row: ContactListRecord) -> int:
    """Change the next findings of a list; return the last file row of them, 0 once there are no more."""
    chosen = (
        select(FindingRecord)
        .where(FindingRecord.list_id == row.id, FindingRecord.row > row.texts_row)
        .order_by(FindingRecord.row)
        .limit(_PART)
    )
    some = base.rows(ctx.conn, chosen)
    last = some[-1].row if len(some) == _PART else 0
    if last:
        # A row's findings belong together: the last row's follow with the next part, unless they are a part by themselves.
        whole = [one for one in some if one.row != last]
        some, last = (whole, whole[-1].row) if whole else (some, last)
    changed = [
        {"at_row": one.row, "at_nth": one.nth, "said": raw}
        for one in some
        if (raw := beside.told(one.raw, one.reason)) != one.raw
    ]
    if changed:
        ctx.conn.execute(
            update(finding)
            .where(
                finding.c.list_id == row.id,
                finding.c.row == bindparam("at_row"),
                finding.c.nth == bindparam("at_nth"),
            )
            .values(raw=bindparam("said")),
            changed,
        )
    return last
