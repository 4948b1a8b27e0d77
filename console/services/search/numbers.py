"""One mobile number across requests, and unmasking. Both need a right and a reason, and the number never enters the ledger."""

from typing import Any

import msgspec
from sqlalchemy import func, select

from console.domain.contacts import searching
from console.domain.contacts.phone import is_mobile_form, mask
from console.domain.refusals import refuse
from console.domain.states import ABSENT, RecipientState
from console.errors import RefusedError
from console.services import kept_rows
from console.services.complaints import complaints
from console.services.contacts import hashed_optouts
from console.services.contacts.searching import reason_of
from console.services.context import Context, answers, demand
from console.services.ledger import ledger
from console.services.replies import replies
from console.services.requests import unsettled
from console.services.sending import orders, recipients, sending
from console.store import base
from console.store.complaints import ComplaintRecord, complaint
from console.store.contacts import ContactListRecord, ListNumberRecord, contact_list, list_number
from console.store.replies import ListedReply
from console.store.requests import RequestRecord, StepRecord, request
from console.store.sends import SlotRecord
from console.store.tables import LedgerRecord
from console.wire.contacts import numbers as wire

_LONGEST = 200
_STARTED, _ENDED = ("send.started",), ("send.done", "send.stopped", "send.refused")


@answers
def rights(ctx: Context, _call: wire.MaySearch) -> wire.NumberRights:
    """Whether the caller may search by number."""
    return wire.NumberRights(searching.may_search(ctx.person, ctx.roster, ctx.at))


@answers
def search(ctx: Context, call: wire.SearchNumber) -> wire.Timeline:
    """What happened to a number, as far as the caller may read it; the search becomes a ledger entry without the number."""
    reason = _judged(ctx, call.reason)
    if not is_mobile_form(str(call.num)):
        raise RefusedError(refuse("not_mobile", "R10"))
    mine = ctx.departments()
    lists = _lists(ctx, call.num, mine)
    rows = [row for one in lists for row in _rows(ctx, one, call.num)]
    # What was sent comes first, by time; what is not sent yet follows.
    rows.sort(key=lambda row: (not row.started, row.at, row.request, row.slot))
    opted = hashed_optouts.of_number(ctx, call.num)
    complained = _complaints(ctx, call.num, mine)
    replied = [_replied(ctx, row) for row in replies.of_number(ctx, call.num)]
    values = {"reason": reason, "sends": str(len(rows)), "complaints": str(len(complained))}
    values |= {"replies": str(len(replied))}
    return wire.Timeline(
        seq=ledger.record(ctx, "number.searched", "numbers", values),
        masked=mask(call.num),
        rows=rows,
        lists=[wire.ListedRow(one.id, one.name, one.department, one.at) for one in lists],
        optouts=[
            wire.OptedRow(one.scope, one.source, one.at, one.department, one.ended, one.end[:64])
            for one in opted
        ],
        complaints=complained,
        replies=replied,
    )


@answers
def unmask_recipient(ctx: Context, call: wire.UnmaskRecipient) -> wire.Unmasked:
    """The number of one recipient of a slot, shown once."""
    reason = _judged(ctx, call.reason)
    row = kept_rows.row_by_id(ctx, call.request)
    if row.erased:
        raise RefusedError(refuse("erased", "R13", number=row.number))
    slot_row = sending.slot_of(ctx, row, call.slot)
    number, place = recipients.chosen_at(ctx, slot_row, call.position)
    if not number:
        raise RefusedError(refuse("no_such_recipient", "R7", position=call.position + 1, slot=call.slot))
    payload = {"number": row.number, "slot": call.slot, "position": place, "reason": reason}
    return wire.Unmasked(ledger.record(ctx, "number.unmasked", f"request:{row.id}", payload), number)


@answers
def unmask_complaint(ctx: Context, call: wire.UnmaskComplaint) -> wire.Unmasked:
    """The complainant's number, so that they can be called back."""
    reason = _judged(ctx, call.reason)
    row = complaints.by_id(ctx, call.complaint)
    if row.num is None:
        raise RefusedError(refuse("complaint_number_gone", "R7", number=row.number))
    seq = ledger.record(ctx, "number.unmasked", f"complaint:{row.number}", {"reason": reason})
    return wire.Unmasked(seq, row.num)


@answers
def unmask_reply(ctx: Context, call: wire.UnmaskReply) -> wire.Unmasked:
    """The number that a reply came from, so that the sender can be called back."""
    reason = _judged(ctx, call.reason)
    row = replies.by_id(ctx, call.reply)
    if row.num is None:
        raise RefusedError(refuse("reply_no_number", "R13"))
    seq = ledger.record(ctx, "number.unmasked", f"reply:{row.id}", {"reason": reason})
    return wire.Unmasked(seq, row.num)


def _replied(ctx: Context, row: ListedReply) -> wire.RepliedRow:
    shown = replies.row_of(ctx, row, _LONGEST)
    return wire.RepliedRow(shown.id, shown.state, shown.text, shown.reason, shown.form, shown.at)


def _judged(ctx: Context, reason: str) -> str:
    """Return the reason if the caller may search; refused if the reason is missing, too long, or holds a number."""
    demand(searching.may_search(ctx.person, ctx.roster, ctx.at))
    return reason_of(reason)


def _lists(ctx: Context, number: int, mine: set[str] | None) -> list[ContactListRecord]:
    """Lists that hold the number, found by an index lookup in each list without reading other numbers."""
    held = (
        select(ListNumberRecord.num)
        .where(ListNumberRecord.list_id == ContactListRecord.id, ListNumberRecord.num == number)
        .exists()
    )
    where = [held, contact_list.c.state == "ready"]
    if mine is not None:
        where.append(contact_list.c.department.in_(mine))
    return list(base.rows(ctx.conn, select(ContactListRecord).where(*where).order_by(ContactListRecord.id)))


class _Sent(SlotRecord):
    __abstract__ = True
    number: str | None
    purpose: str
    category: str
    department: str


def _rows(ctx: Context, listed: ContactListRecord, number: int) -> list[wire.TimelineRow]:
    """The slots of current request versions that send to a list, each with what happened to the number."""
    chosen = (
        select(
            SlotRecord,
            RequestRecord.number,
            RequestRecord.purpose,
            RequestRecord.category,
            RequestRecord.department,
        )
        .join(request, RequestRecord.id == SlotRecord.request)
        .where(SlotRecord.list_id == listed.id, SlotRecord.version == RequestRecord.version)
    )
    slots = base.rows_as(_Sent, ctx.conn, chosen)
    if not slots:
        return []
    position = ctx.conn.execute(
        select(func.count())
        .select_from(list_number)
        .where(ListNumberRecord.list_id == listed.id, ListNumberRecord.num < number)
    ).scalar_one()
    place = orders.sending(ctx, slots[0]).place(position)
    made = (_row(ctx, one, listed, place, place if orders.keyed(ctx, one) else position) for one in slots)
    return [row for row in made if row is not None]


def _row(ctx: Context, one: _Sent, listed: ContactListRecord, place: int, at: int) -> wire.TimelineRow | None:
    """What happened in a slot to a number at a place in sending order; `at` is where its results have it."""
    chunk = at // sending.CHUNK
    results = sending.chunk_of(ctx, one, chunk)
    state, code, message = "none", "", ""
    if results is not None:
        states, codes, ids = results
        index = at % sending.CHUNK
        known = states[index] if index < len(states) else RecipientState.QUEUED
        if known == ABSENT:
            return None
        state, code, message = RecipientState(known).name.lower(), codes.get(index, ""), ids.get(index, "")
    elif one.continues:
        # A continuation has results only for its own recipients.
        return None
    released = ctx.conn.execute(
        select(StepRecord.at).where(StepRecord.digest == one.release)
    ).scalar_one_or_none()
    started, ended = _outcome(ctx, one, _STARTED), _outcome(ctx, one, _ENDED)
    return wire.TimelineRow(
        request=one.request,
        number=one.number or "",
        version=one.version,
        slot=one.slot,
        department=one.department,
        category=one.category,
        purpose=one.purpose,
        list_name=listed.name,
        slot_state=unsettled.slot_state(ctx, one),
        state=state,
        code=code,
        message_id=message,
        at=started or released or one.opens,
        released=released or "",
        started=started,
        ended=ended,
        position=place,
    )


def _outcome(ctx: Context, one: SlotRecord, kinds: tuple[str, ...]) -> str:
    """When the dispatcher reported one of these kinds for the slot, according to the ledger; empty if it has not."""
    rows = ctx.conn.execute(
        select(LedgerRecord.time, LedgerRecord.envelope)
        .where(LedgerRecord.subject == f"request:{one.request}", LedgerRecord.kind.in_(kinds))
        .order_by(LedgerRecord.seq.desc())
    )
    return next((row.time for row in rows if _slot_of(row.envelope) == one.slot), "")


def _slot_of(envelope: bytes) -> int:
    """The slot that a report's ledger entry is about."""
    return int(msgspec.json.decode(envelope)["payload"].get("slot", 0))


def _complaints(ctx: Context, number: int, mine: set[str] | None) -> list[wire.ComplainedRow]:
    where: list[Any] = [complaint.c.num == number]
    if mine is not None:
        where.append(complaint.c.department.in_(mine) | (complaint.c.by == ctx.person))
    rows = base.rows(ctx.conn, select(ComplaintRecord).where(*where).order_by(ComplaintRecord.id))
    return [wire.ComplainedRow(r.id, r.number, r.source, r.state, r.at) for r in rows]
