"""What a department keeps of its lists: versions, notes, the difference of two, what needs one, and deletion (R10, R13)."""

from array import array
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import delete, func, select, update

from console.domain.authority import Act
from console.domain.categories import Category
from console.domain.contacts.phone import mask
from console.domain.erasure.retention import sent_due
from console.domain.refusals import Refusal, refuse
from console.domain.states import RequestState
from console.errors import RefusedError
from console.services import declared
from console.services.contacts import contacts
from console.services.context import SCRUB, Context, answers, demand, found, page_limit
from console.services.holds import legal_holds
from console.services.ledger import ledger
from console.store import base
from console.store.contacts import (
    ContactListRecord,
    FindingRecord,
    ListNumberRecord,
    contact_list,
    finding,
    list_number,
)
from console.store.requests import RequestRecord, request
from console.store.sends import SlotRecord
from console.wire.answers import Done, Page
from console.wire.contacts import list_assets as wire
from console.wire.contacts import lists
from console.wire.requests.drafts import Draft

_PART: Final = 8_000
"""Rows that one call deletes: the desk's writer is held no longer than that takes."""
_TAIL: Final = 10_000
_HIDDEN: Final = 10_000
"""A masked number shows the first three digits and the last four; four in between are hidden."""
_REMEMBERED: Final = 4
"""Parts of differences that are kept while somebody pages through them."""


@answers
def detail(ctx: Context, call: wire.ListDetail) -> lists.ListRow:
    """One list."""
    return contacts.row_of(ctx, readable(ctx, call.list_id))


def readable(ctx: Context, list_id: int) -> ContactListRecord:
    """The list with that id, if the caller may read its department; an unfinished one is its importer's."""
    row = base.row(ctx.conn, select(ContactListRecord).where(ContactListRecord.id == list_id))
    row = found(row, "no_such_list", list=list_id)
    ctx.may_read(row.department)
    if row.state not in {contacts.READY, contacts.ERASED} and row.importer != ctx.person:
        found(None, "no_such_list", list=list_id)
    return row


def finished(ctx: Context, list_id: int) -> ContactListRecord:
    """The same, if it is finished and its numbers are here."""
    row = readable(ctx, list_id)
    if row.state != contacts.READY:
        raise RefusedError(refuse("list_not_ready", "R10", name=row.name))
    return row


# ---- notes and versions


@answers
def note(ctx: Context, call: wire.SetListNote) -> Done:
    """Write the note of a list; it is no part of what its importer signed."""
    row = _own(ctx, readable(ctx, call.list_id))
    _put(ctx, row.id, note=declared.checked(call).note)
    return Done(0, row.id)


@answers
def replace(ctx: Context, call: wire.ReplaceList) -> Done:
    """Make a list the next version of another of its department, or of none."""
    row = _own(ctx, finished(ctx, call.list_id))
    if call.replaces:
        old = readable(ctx, call.replaces)
        if old.department != row.department or old.state not in {contacts.READY, contacts.ERASED}:
            raise RefusedError(refuse("list_other_department", "R10", name=old.name))
        # A chain goes back in time, so it has no circles.
        if old.id >= row.id:
            raise RefusedError(refuse("list_older", "R10", name=old.name))
        newer = contacts.newer(ctx, old.id)
        if newer not in {0, row.id}:
            raise RefusedError(refuse("list_replaced", "R10", name=old.name, list=newer))
    _put(ctx, row.id, replaces=call.replaces)
    payload = {"replaces": call.replaces}
    return Done(ledger.record(ctx, "list.replaces", f"list:{row.id}", payload), row.id)


def _own(ctx: Context, row: ContactListRecord) -> ContactListRecord:
    """The list, if the caller may import lists for its department."""
    demand(ctx.authority.may(ctx.person, Act.IMPORT_LIST, department=row.department))
    return row


def _put(ctx: Context, list_id: int, **values: Any) -> None:
    ctx.conn.execute(update(contact_list).where(contact_list.c.id == list_id).values(**values))
    ctx.notice("lists")


# ---- the difference of two


@answers
def difference(ctx: Context, call: wire.ListDifference) -> wire.Difference:
    """Count what is in both lists, and what is in one alone."""
    one, other = finished(ctx, call.list_id), finished(ctx, call.other)
    both = in_both(ctx, one, other)
    return wire.Difference(one.name, other.name, one.n, other.n, one.n - both, both, other.n - both)


def in_both(ctx: Context, one: ContactListRecord, other: ContactListRecord) -> int:
    """How many numbers two lists share: each of the shorter one is looked up in the longer one's key."""
    short, long = sorted((one, other), key=lambda row: row.n)
    here, there = list_number.alias("here"), list_number.alias("there")
    chosen = (
        select(func.count())
        .select_from(here.join(there, (there.c.list_id == long.id) & (there.c.num == here.c.num)))
        .where(here.c.list_id == short.id)
    )
    return int(ctx.conn.execute(chosen).scalar_one())


@answers
def numbers(ctx: Context, call: wire.DifferenceNumbers) -> wire.MaskedPage:
    """One page of a part of a difference, masked."""
    ctx.may_see_numbers()
    one, other = finished(ctx, call.list_id), finished(ctx, call.other)
    shown = _part(ctx, one.id, other.id, call.side)
    start, limit = int(call.after or 0), page_limit(call.limit)
    rows = [
        wire.MaskedRow(nth, _written(code)) for nth, code in enumerate(shown[start : start + limit], start)
    ]
    after = str(start + limit) if start + limit < len(shown) else ""
    return wire.MaskedPage(Page(len(shown), after), rows)


def _part(ctx: Context, one: int, other: int, side: str) -> "array[int]":
    """What is shown of each number of a part, as head and last four digits, sorted; finished lists never change."""
    kept, key = ctx.desk.live.differences, (one, other, side)
    if key not in kept:
        if side == "only_other":
            one, other = other, one
        here, there = list_number.alias("here"), list_number.alias("there")
        same = select(there.c.num).where(there.c.list_id == other, there.c.num == here.c.num).exists()
        code = here.c.num // (_HIDDEN * _TAIL) * _TAIL + here.c.num % _TAIL
        chosen = select(code.label("code")).where(here.c.list_id == one, same if side == "both" else ~same)
        rows = ctx.conn.execute(chosen.order_by("code")).scalars()
        part = array("q", (int(row) for row in rows))
        while len(kept) >= _REMEMBERED:
            kept.pop(next(iter(kept)), None)
        kept[key] = part
    return kept[key]


def _written(code: int) -> str:
    return mask(code // _TAIL * _HIDDEN * _TAIL + code % _TAIL)


# ---- what needs a list, and its deletion


@answers
def needs(ctx: Context, call: wire.ListNeeds) -> list[wire.Need]:
    """What still needs a list: requests that use it, with the end of their retention, and legal holds."""
    return [need for need, _ in _needs(ctx, readable(ctx, call.list_id))]


def _needs(ctx: Context, row: ContactListRecord) -> Iterator[tuple[wire.Need, Refusal]]:
    """Yield each need with the refusal that says so."""
    users = _users(ctx, row.id)
    for one in users.values():
        number = one.number or str(one.id)
        slots = _slots(ctx, one.id)
        ends = [part.closes for part in slots if part.release]
        if ends:
            due = sent_due(
                ctx.policy.retention, Category(one.category), max(ends), ctx.desk.timezone,
                solo=ctx.roster.solo, ended=max(part.opens for part in slots if part.release),
            )  # fmt: skip
            yield wire.Need("sent", number, due), refuse("list_needed_sent", "R13", number=number, due=due)
        else:
            draft = one.state == RequestState.DRAFT
            used = refuse("list_needed_request", "R13", number=number)
            writing = refuse("list_needed_draft", "R13", number=number)
            yield wire.Need("draft" if draft else "request", number, ""), writing if draft else used
    holds = legal_holds.in_force(ctx)
    held = legal_holds.on(holds, row.department)
    for user in users:
        held += [hold for hold in legal_holds.on(holds, "", user) if hold not in held]
    for hold in held:
        need = wire.Need("hold", f"{hold.id}  {hold.reason}", "")
        yield need, refuse("erase_held", "R13", hold=hold.id, reason=hold.reason)
    for child in _made_of(ctx, row.id):
        yield wire.Need("making", child.name, ""), refuse("list_needed_making", "R10", name=child.name)


def _users(ctx: Context, list_id: int) -> dict[int, RequestRecord]:
    """The requests that name a list, in a version that was handed in or in a draft, unless their numbers were erased."""
    named = select(SlotRecord.request).where(SlotRecord.list_id == list_id)
    rows = base.rows(ctx.conn, select(RequestRecord).where(request.c.id.in_(named), request.c.erased == ""))
    users = {row.id: row for row in rows}
    writing = request.c.state.in_([RequestState.DRAFT, RequestState.RETURNED])
    for row in base.rows(ctx.conn, select(RequestRecord).where(writing)):
        draft = msgspec.json.decode(row.draft, type=Draft)
        if any(one.list_id == list_id for one in draft.slots):
            users[row.id] = row
    return dict(sorted(users.items()))


def _slots(ctx: Context, request_id: int) -> list[SlotRecord]:
    return list(base.rows(ctx.conn, select(SlotRecord).where(SlotRecord.request == request_id)))


def _made_of(ctx: Context, list_id: int) -> list[ContactListRecord]:
    """Lists that are being made of a list just now."""
    rows = base.rows(ctx.conn, select(ContactListRecord).where(ContactListRecord.state == contacts.MAKING))
    return [row for row in rows if list_id in msgspec.json.decode(row.parents, type=list[int])]


@answers
def remove(ctx: Context, call: wire.DeleteList) -> Done:
    """Delete a list that nothing needs: numbers, findings and salt go, the signed manifest and its counts stay.

    A call deletes so many rows that nobody waits; further calls delete the rest, and so does the next start of the desk.
    """
    row = _own(ctx, readable(ctx, call.list_id))
    seq = 0
    if row.state != contacts.ERASED:
        row = finished(ctx, call.list_id)
        for _, refusal in _needs(ctx, row):
            raise RefusedError(refusal)
        gone = {"state": contacts.ERASED, "erased": ctx.at, "cleared": ctx.at, "salt": None, "last": 0}
        _put(ctx, row.id, **gone)
        seq = ledger.record(ctx, "list.deleted", f"list:{row.id}", {"n": row.n, "manifest": row.digest or ""})
    left = clear(ctx, row.id)
    if not left:
        ctx.notice(SCRUB)
    return Done(seq, int(left))


def clear(ctx: Context, list_id: int, most: int = _PART) -> bool:
    """Delete at most so many numbers and findings of an erased list; return whether some are left."""
    left = False
    for table, column, key in (
        (list_number, ListNumberRecord.list_id, ListNumberRecord.num),
        (finding, FindingRecord.list_id, FindingRecord.row),
    ):
        after = select(key).where(column == list_id).order_by(key).offset(most).limit(1)
        bound = ctx.conn.execute(after).scalar()
        where = [column == list_id] + ([key < bound] if bound is not None else [])
        ctx.conn.execute(delete(table).where(*where))
        left = left or bound is not None
    return left
