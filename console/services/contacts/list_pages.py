"""What is read of contact lists: the lists themselves, their signed manifests, and the findings in the files that they came from."""

from typing import Any

from sqlalchemy import func, or_, select

from console.domain.contacts import beside
from console.domain.digit_masking import digits_masked
from console.services import lists
from console.services.contacts import contacts, finding_texts
from console.services.context import Context, answers, page_limit
from console.store import base
from console.store.contacts import ContactListRecord, FindingRecord, contact_list, finding
from console.wire.answers import Page
from console.wire.contacts import lists as wire


@answers
def page(ctx: Context, call: wire.ListsPage) -> wire.ListPage:
    """Lists of the caller's departments, newest first; an unfinished list is shown only to its importer."""
    where = [
        contact_list.c.state.in_([contacts.READY, contacts.ERASED]) | (contact_list.c.importer == ctx.person),
        *lists.readable(ctx, contact_list.c.department),
        *lists.same((contact_list.c.department, call.department)),
        *lists.having(call.text, contact_list.c.name),
    ]
    if call.current:
        later = contact_list.alias("later")
        where.append(~select(later.c.id).where(later.c.replaces == contact_list.c.id).exists())
    shown, rows = lists.paged(
        ctx, call, ContactListRecord, select(ContactListRecord).where(*where), ContactListRecord.id
    )
    return wire.ListPage(shown, [contacts.row_of(ctx, row) for row in rows])


@answers
def signed(ctx: Context, call: wire.SignedLists) -> list[wire.SignedList]:
    """The requested signed manifests, as far as the caller may read them; an erased list keeps its manifest."""
    named = or_(
        contact_list.c.digest.in_(call.digests[: wire.MOST]), contact_list.c.id.in_(call.lists[: wire.MOST])
    )
    there = contact_list.c.state.in_([contacts.READY, contacts.ERASED])
    mine = lists.readable(ctx, contact_list.c.department)
    rows = base.rows(
        ctx.conn, select(ContactListRecord).where(named, there, *mine).order_by(ContactListRecord.id)
    )
    return [wire.SignedList(row.id, row.text or "", row.signature or "") for row in rows]


@answers
def findings(ctx: Context, call: wire.FindingsPage) -> wire.FindingPage:
    """Findings of one list in file order; only the importer sees the digits of numbers in them, and text that they had kept."""
    row = contacts.record(ctx, call.list_id)
    ctx.may_read(row.department)
    where: list[Any] = [finding.c.list_id == call.list_id]
    if call.reason:
        where.append(finding.c.reason == call.reason)
    total = ctx.conn.execute(select(func.count()).select_from(finding).where(*where)).scalar_one()
    if call.after:
        at, _, nth = call.after.partition(".")
        after_row, after_nth = int(at), int(nth or "0")
        where.append(
            (finding.c.row > after_row) | ((finding.c.row == after_row) & (finding.c.nth > after_nth))
        )
    limit = page_limit(call.limit)
    rows = base.rows(
        ctx.conn,
        select(FindingRecord).where(*where).order_by(FindingRecord.row, FindingRecord.nth).limit(limit),
    )
    after = f"{rows[-1].row}.{rows[-1].nth}" if len(rows) == limit else ""
    mine = row.importer == ctx.person
    whole = mine and bool(finding_texts.until(ctx, row))
    return wire.FindingPage(
        Page(total, after),
        [
            wire.FindingRow(
                r.row,
                r.reason,
                r.raw if whole else _said(r, mine=mine),
                None if r.kept is None else bool(r.kept),
                r.first,
            )
            for r in rows
        ],
    )


def _said(row: FindingRecord, *, mine: bool) -> str:
    said = beside.told(row.raw, row.reason)
    return said if mine else digits_masked(said, whole=True)
