"""Recipients of a slot as people see them: masked, in an order that differs by reader, in limited number, and with ledger entries.

A masked number keeps seven of its digits. In the list's own ascending order its rank alone would reveal the other four, and so
would the moment of its first result if a send went in that order. So a send, and what is reported of it, lie in a keyed order
(`domain.ordering.sending`); each reader and slot has another above it; and message ids, which count up during a send, are shown only
with a number that was looked up individually.
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
from console.domain.sending.limits import Why
from console.domain.states import ABSENT, RecipientState
from console.errors import RefusedError
from console.services import kept_rows
from console.services.contacts import contacts
from console.services.context import Context, answers, page_limit
from console.services.ledger import ledger
from console.services.sending import orders, sending
from console.store.contacts import ListNumberRecord, list_number
from console.store.sends import ResultRecord, SlotRecord
from console.store.tables import LedgerRecord
from console.wire.answers import Done, Page
from console.wire.sending import sends
from console.wire.sending.slots import Tally

FREE: Final = 200
"""Rows under one filter that are shown without a ledger entry; the same reader always sees the same ones."""

MOST: Final = 5_000
"""Most rows under one filter that a reader may see; figures and the search by number give the rest."""

READ: Final = "recipients.read"
_KEPT: Final = 8
_WHYS: Final = frozenset(Why) - {Why.UNSAID}
_SMALL: Final = 20_000
"""Up to this many rows are read and sorted as a whole."""


@answers
def page(ctx: Context, call: sends.RecipientsPage) -> sends.RecipientPage:
    """Recipients of a slot in the caller's order, masked, with the dispatcher's report on each.

    All, those in one state, or those who were suppressed for one reason.
    """
    row = kept_rows.row_by_id(ctx, call.request)
    ctx.may_see_numbers()
    slot_row = sending.slot_of(ctx, row, call.slot)
    limit = page_limit(call.limit)
    tally = msgspec.json.decode(slot_row.tally, type=Tally)
    state = str(RecipientState.SUPPRESSED.name).lower() if call.why else call.state
    total = getattr(tally, state) if state else slot_row.n
    start = int(call.after) + 1 if call.after else 0
    order = orders.reader(ctx, slot_row)
    states = _states(ctx, slot_row, orders.size(ctx, slot_row))
    chosen = states
    if call.why:
        total = dict(sending.reasons_of(slot_row)).get(call.why, 0)
        chosen = _with_reason(ctx, slot_row, states, call.why)
    page_places, shown = _places(order, chosen, state, start, limit)
    _judge(ctx, slot_row, shown + len(page_places))
    rows = list(_rows(ctx, slot_row, order, states, page_places, erased=bool(row.erased)))
    after = str(page_places[-1]) if len(page_places) == limit else ""
    return sends.RecipientPage(Page(total, after), rows)


@answers
def read_on(ctx: Context, call: sends.ReadRecipients) -> Done:
    """Record, once a day, that the caller pages further through the recipients of a slot."""
    row = kept_rows.row_by_id(ctx, call.request)
    ctx.may_see_numbers()
    slot_row = sending.slot_of(ctx, row, call.slot)
    if _has_read(ctx, slot_row):
        return Done(0, row.id, row.number or "")
    payload = {"number": row.number or "", "slot": call.slot, "n": slot_row.n}
    return Done(ledger.record(ctx, READ, f"request:{row.id}", payload), row.id, row.number or "")


def chosen_at(ctx: Context, slot_row: SlotRecord, place: int) -> tuple[int, int]:
    """The number at a place that the caller was shown, and its place in sending order; (0, -1) if the slot has nobody there."""
    n = orders.size(ctx, slot_row)
    if not 0 <= place < n:
        return 0, -1
    at = orders.reader(ctx, slot_row).position(place)
    if _states(ctx, slot_row, n)[at] == ABSENT:
        return 0, -1
    order = orders.sending(ctx, slot_row)
    position = order.position(at) if orders.keyed(ctx, slot_row) else at
    return _numbers(ctx, slot_row.list_id, n, [position]).get(position, 0), order.place(position)


def _states(ctx: Context, slot_row: SlotRecord, n: int) -> bytes:
    """The state at every place of the slot's results, one byte each, as far as the dispatcher reported it."""
    nobody = ABSENT if slot_row.continues else RecipientState.QUEUED
    states = bytearray([nobody]) * n
    rows = ctx.conn.execute(
        select(ResultRecord.chunk, ResultRecord.states).where(
            ResultRecord.request == slot_row.request, ResultRecord.slot == slot_row.slot
        )
    )
    for chunk, said in rows:
        at = chunk * sending.CHUNK
        states[at : at + len(said)] = said
    return bytes(states[:n])


def _with_reason(ctx: Context, slot_row: SlotRecord, states: bytes, why: str) -> bytes:
    """The states, with everybody left out who was suppressed for another reason."""
    left = bytearray(states)
    said = _codes(ctx, slot_row, set(range(-(-len(states) // sending.CHUNK))))
    unsaid = why == Why.UNSAID
    for at, state in enumerate(states):
        if state == RecipientState.SUPPRESSED:
            code = said.get(at // sending.CHUNK, {}).get(at % sending.CHUNK, "")
            if code != why and not (unsaid and code not in _WHYS):
                left[at] = ABSENT
    return bytes(left)


def _places(order: Ordering, states: bytes, state: str, start: int, limit: int) -> tuple[list[int], int]:
    """The next places from `start` on with a recipient (in that state), and about how many precede them."""
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
    # Counting would mean reading every place; in so long a list the estimate is exact enough.
    return found, start * there // len(states)


def _judge(ctx: Context, slot_row: SlotRecord, shown: int) -> None:
    """Refuse to show more rows than allowed at all, or more than a few without a ledger entry."""
    if shown > MOST:
        raise RefusedError(refuse("recipients_too_many", "R13", most=MOST))
    if shown > FREE and not _has_read(ctx, slot_row):
        raise RefusedError(refuse("recipients_read_on", "R13", free=FREE))


def _has_read(ctx: Context, slot_row: SlotRecord) -> bool:
    """Whether a ledger entry of today says that the caller pages through the recipients of this slot."""
    entries = ctx.conn.execute(
        select(LedgerRecord.time, LedgerRecord.envelope)
        .where(
            LedgerRecord.actor == (ctx.caller.person or ctx.caller.service),
            LedgerRecord.subject == f"request:{slot_row.request}",
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
    return slot_row.slot in slots


def _rows(
    ctx: Context, slot_row: SlotRecord, order: Ordering, states: bytes, places: list[int], *, erased: bool
) -> Iterator[sends.RecipientRow]:
    there = [order.position(place) for place in places]
    positions = (
        list(map(orders.sending(ctx, slot_row).position, there)) if orders.keyed(ctx, slot_row) else there
    )
    numbers = {} if erased else _numbers(ctx, slot_row.list_id, len(states), positions)
    chunks = {at // sending.CHUNK for at in there}
    codes, evidence = _codes(ctx, slot_row, chunks), _evidence(ctx, slot_row, chunks)
    for place, at, position in zip(places, there, positions, strict=True):
        number = numbers.get(position, 0)
        chunk, index = divmod(at, sending.CHUNK)
        yield sends.RecipientRow(
            number=mask(number) if number else "",
            state=RecipientState(states[at]).name.lower(),
            code=codes.get(chunk, {}).get(index, ""),
            message_id="",
            position=place,
            evidence=evidence.get(chunk, {}).get(index) if states[at] == RecipientState.UNKNOWN else None,
        )


def _evidence(ctx: Context, slot_row: SlotRecord, chunks: set[int]) -> dict[int, dict[int, sends.Evidence]]:
    rows = ctx.conn.execute(
        select(ResultRecord.chunk, ResultRecord.evidence).where(
            ResultRecord.request == slot_row.request,
            ResultRecord.slot == slot_row.slot,
            ResultRecord.chunk.in_(chunks),
            ResultRecord.evidence != "",
        )
    )
    return {one.chunk: msgspec.json.decode(one.evidence, type=dict[int, sends.Evidence]) for one in rows}


def _codes(ctx: Context, slot_row: SlotRecord, chunks: set[int]) -> dict[int, dict[int, str]]:
    rows = ctx.conn.execute(
        select(ResultRecord.chunk, ResultRecord.codes).where(
            ResultRecord.request == slot_row.request,
            ResultRecord.slot == slot_row.slot,
            ResultRecord.chunk.in_(chunks),
        )
    )
    return {one.chunk: msgspec.json.decode(one.codes, type=dict[int, str]) for one in rows}


def _numbers(ctx: Context, list_id: int, n: int, positions: Iterable[int]) -> dict[int, int]:
    """The numbers at list positions; in a long list each costs one seek and a scan of at most one chunk."""
    if n <= _SMALL:
        listed = contacts.numbers_of(ctx, list_id)
        return {at: listed[at] for at in positions if at < len(listed)}
    firsts = _firsts(ctx, list_id)
    numbers = {}
    for at in positions:
        chunk, index = divmod(at, sending.CHUNK)
        if chunk < len(firsts):
            numbers[at] = (
                ctx.conn.execute(
                    select(ListNumberRecord.num)
                    .where(ListNumberRecord.list_id == list_id, ListNumberRecord.num >= firsts[chunk])
                    .order_by(ListNumberRecord.num)
                    .offset(index)
                    .limit(1)
                ).scalar_one_or_none()
                or 0
            )
    return numbers


def _firsts(ctx: Context, list_id: int) -> "array[int]":
    """The first number of every chunk of a list; erasure drops this cache with the list."""
    kept = ctx.desk.live.firsts
    if list_id not in kept:
        nth = func.row_number().over(order_by=list_number.c.num).label("nth")
        counted = select(ListNumberRecord.num, nth).where(ListNumberRecord.list_id == list_id).subquery()
        firsts = ctx.conn.execute(
            select(counted.c.num).where(counted.c.nth % sending.CHUNK == 1).order_by(counted.c.num)
        ).scalars()
        for old in list(kept)[: len(kept) + 1 - _KEPT]:
            kept.pop(old, None)
        kept[list_id] = array("q", firsts)
    return kept[list_id]
