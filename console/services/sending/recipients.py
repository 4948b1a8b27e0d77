"""Recipients of a slot as people see them: masked, in an order of each reader's own, so many and no more, and never read in silence.

A masked number keeps seven of its digits. In the list's own ascending order its rank alone would tell the other four, and so would
the gateway's message ids, which count up as the list is sent. So rows stand in a keyed order of each reader and slot, a row's place
says nothing of its position, and message ids are shown with a number that was asked for by itself.
"""

from array import array
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from sqlalchemy import func, select

from console.domain.calendar import local_day
from console.domain.contacts.phone import mask
from console.domain.ordering import Ordering
from console.domain.refusals import refuse
from console.domain.states import ABSENT, RecipientState
from console.errors import RefusedError
from console.services.contacts import contacts
from console.services.context import Context, page_limit
from console.services.ledger import ledger
from console.services.requests import requests
from console.services.sending import sending
from console.store.contacts import ContactListRecord, ListNumberRecord, list_number
from console.store.sends import ResultRecord, SlotRecord
from console.store.tables import LedgerRecord
from console.wire import sends, views

FREE: Final = 200
"""Rows under one filter that are shown without an entry in the ledger: always the same ones to the same reader."""

MOST: Final = 5_000
"""Rows under one filter that a reader is shown at all; figures and the search by number say the rest."""

READ: Final = "recipients.read"
_KEPT: Final = 8
_SMALL: Final = 20_000
"""Rows that are read, or put in order, whole."""


def page(ctx: Context, call: sends.RecipientsPage) -> sends.RecipientPage:
    """Recipients of a slot in the caller's order, masked, with what the dispatcher reported of each; all, or those of one state."""
    row = requests.row_by_id(ctx, call.request)
    ctx.may_see_numbers()
    wanted = sending.slot_of(ctx, row, call.slot)
    limit = page_limit(call.limit)
    tally = msgspec.json.decode(wanted.tally, type=views.Tally)
    total = getattr(tally, call.state) if call.state else wanted.n
    start = int(call.after) + 1 if call.after else 0
    order = ordering(ctx, wanted)
    states = _states(ctx, wanted, _size(ctx, wanted))
    found, shown = _places(order, states, call.state, start, limit)
    _judge(ctx, wanted, shown + len(found))
    rows = list(_rows(ctx, wanted, order, states, found, erased=bool(row.erased)))
    after = str(found[-1]) if len(found) == limit else ""
    return sends.RecipientPage(views.Page(total, after), rows)


def read_on(ctx: Context, call: sends.ReadRecipients) -> views.Done:
    """Write down, once a day, that the caller pages further through the recipients of a slot."""
    row = requests.row_by_id(ctx, call.request)
    ctx.may_see_numbers()
    wanted = sending.slot_of(ctx, row, call.slot)
    if _has_read(ctx, wanted):
        return views.Done(0, row.id, row.number or "")
    payload = {"number": row.number or "", "slot": call.slot, "n": wanted.n}
    return views.Done(ledger.record(ctx, READ, f"request:{row.id}", payload), row.id, row.number or "")


def ordering(ctx: Context, wanted: SlotRecord) -> Ordering:
    """The caller's order of a slot's list; the key is the list's salt, which no reader has."""
    who = ctx.caller.person or ctx.caller.service
    label, n = f"recipients/1 {wanted.request}.{wanted.slot} {who}", _size(ctx, wanted)
    kept = ctx.desk.live.orders
    known = kept.get((label, n))
    if known is None:
        known = Ordering(_salt(ctx, wanted.list_id), label, n)
        for old in list(kept)[: len(kept) + 1 - _KEPT]:
            kept.pop(old, None)
        kept[label, n] = known
    return known


def position_at(ctx: Context, wanted: SlotRecord, place: int) -> int:
    """The list position behind a place that the caller was shown; -1 where there is none."""
    try:
        return ordering(ctx, wanted).position(place)
    except IndexError:
        return -1


def number_at(ctx: Context, wanted: SlotRecord, position: int) -> int:
    """The number of the slot's recipient at a list position; 0 where the slot has none there."""
    n = _size(ctx, wanted)
    if not 0 <= position < n or _states(ctx, wanted, n)[position] == ABSENT:
        return 0
    return _numbers(ctx, wanted.list_id, n, [position]).get(position, 0)


def _salt(ctx: Context, list_id: int) -> bytes:
    salt = ctx.conn.execute(
        select(ContactListRecord.salt).where(ContactListRecord.id == list_id)
    ).scalar_one_or_none()
    # Erased with the numbers: then there is nothing left to give away.
    return bytes(salt or b"")


def _size(ctx: Context, wanted: SlotRecord) -> int:
    """How many numbers the slot's list has; of a continuation more than it has recipients."""
    if not wanted.continues:
        return int(wanted.n)
    listed = ctx.conn.execute(select(ContactListRecord.n).where(ContactListRecord.id == wanted.list_id))
    return int(listed.scalar_one_or_none() or wanted.n)


def _states(ctx: Context, wanted: SlotRecord, n: int) -> bytes:
    """The state of every list position, one byte each, as far as the dispatcher told."""
    nobody = ABSENT if wanted.continues else RecipientState.QUEUED
    states = bytearray([nobody]) * n
    told = ctx.conn.execute(
        select(ResultRecord.chunk, ResultRecord.states).where(
            ResultRecord.request == wanted.request, ResultRecord.slot == wanted.slot
        )
    )
    for chunk, said in told:
        at = chunk * sending.CHUNK
        states[at : at + len(said)] = said
    return bytes(states[:n])


def _places(order: Ordering, states: bytes, state: str, start: int, limit: int) -> tuple[list[int], int]:
    """The next places from `start` on with a recipient (of that state), and about how many there are before them."""
    only = RecipientState[state.upper()] if state else None
    there = states.count(only) if only is not None else len(states) - states.count(ABSENT)
    if there <= _SMALL:
        fitting = (
            at for at, one in enumerate(states) if (one == only if only is not None else one != ABSENT)
        )
        places = sorted(map(order.place, fitting))
        before = sum(place < start for place in places)
        return places[before : before + limit], before
    found: list[int] = []
    for place in range(start, len(states)):
        one = states[order.position(place)]
        if one == only if only is not None else one != ABSENT:
            found.append(place)
            if len(found) == limit:
                break
    # So many are left out of count that the share is exact enough.
    return found, start * there // len(states)


def _judge(ctx: Context, wanted: SlotRecord, shown: int) -> None:
    """Refuse to show more rows than a reader is shown, or more than a few without a word in the ledger."""
    if shown > MOST:
        raise RefusedError(refuse("recipients_too_many", "R13", most=MOST))
    if shown > FREE and not _has_read(ctx, wanted):
        raise RefusedError(refuse("recipients_read_on", "R13", free=FREE))


def _has_read(ctx: Context, wanted: SlotRecord) -> bool:
    """Whether an entry of today says that the caller pages through the recipients of this slot."""
    entries = ctx.conn.execute(
        select(LedgerRecord.time, LedgerRecord.envelope)
        .where(
            LedgerRecord.actor == (ctx.caller.person or ctx.caller.service),
            LedgerRecord.subject == f"request:{wanted.request}",
            LedgerRecord.kind == READ,
        )
        .order_by(LedgerRecord.seq.desc())
        .limit(64)
    )
    zone, slots = ctx.desk.timezone, set()
    today = local_day(ctx.at, zone)
    for entry in entries:
        if local_day(entry.time, zone) != today:
            break
        slots.add(msgspec.json.decode(entry.envelope)["payload"]["slot"])
    return wanted.slot in slots


def _rows(
    ctx: Context, wanted: SlotRecord, order: Ordering, states: bytes, places: list[int], *, erased: bool
) -> Iterator[sends.RecipientRow]:
    positions = [order.position(place) for place in places]
    numbers = {} if erased else _numbers(ctx, wanted.list_id, len(states), positions)
    codes = _codes(ctx, wanted, {position // sending.CHUNK for position in positions})
    for place, position in zip(places, positions, strict=True):
        number = numbers.get(position, 0)
        chunk, index = divmod(position, sending.CHUNK)
        yield sends.RecipientRow(
            number=mask(number) if number else "",
            state=RecipientState(states[position]).name.lower(),
            code=codes.get(chunk, {}).get(index, ""),
            message_id="",
            position=place,
        )


def _codes(ctx: Context, wanted: SlotRecord, chunks: set[int]) -> dict[int, dict[int, str]]:
    told = ctx.conn.execute(
        select(ResultRecord.chunk, ResultRecord.codes).where(
            ResultRecord.request == wanted.request,
            ResultRecord.slot == wanted.slot,
            ResultRecord.chunk.in_(chunks),
        )
    )
    return {one.chunk: msgspec.json.decode(one.codes, type=dict[int, str]) for one in told}


def _numbers(ctx: Context, list_id: int, n: int, positions: Iterable[int]) -> dict[int, int]:
    """The numbers at list positions: of a long list each is one seek, and a step of at most a chunk."""
    if n <= _SMALL:
        listed = contacts.numbers_of(ctx, list_id)
        return {at: listed[at] for at in positions if at < len(listed)}
    firsts = _firsts(ctx, list_id)
    found = {}
    for at in positions:
        chunk, index = divmod(at, sending.CHUNK)
        if chunk < len(firsts):
            found[at] = (
                ctx.conn.execute(
                    select(ListNumberRecord.num)
                    .where(ListNumberRecord.list_id == list_id, ListNumberRecord.num >= firsts[chunk])
                    .order_by(ListNumberRecord.num)
                    .offset(index)
                    .limit(1)
                ).scalar_one_or_none()
                or 0
            )
    return found


def _firsts(ctx: Context, list_id: int) -> "array[int]":
    """The first number of every chunk of a list; erasure takes it out of memory with the list."""
    kept = ctx.desk.live.firsts
    if list_id not in kept:
        nth = func.row_number().over(order_by=list_number.c.num).label("nth")
        counted = select(ListNumberRecord.num, nth).where(ListNumberRecord.list_id == list_id).subquery()
        found = ctx.conn.execute(
            select(counted.c.num).where(counted.c.nth % sending.CHUNK == 1).order_by(counted.c.num)
        ).scalars()
        for old in list(kept)[: len(kept) + 1 - _KEPT]:
            kept.pop(old, None)
        kept[list_id] = array("q", found)
    return kept[list_id]
