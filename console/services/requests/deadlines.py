"""Effects of time on a request: it expires undecided, a slot lapses, the last approver extends it, superiors are told."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, or_, select, update

from console.domain import acts
from console.domain.calendar import local_day
from console.domain.refusals import refuse
from console.domain.states import RequestState, SlotState, move_request, move_slot
from console.domain.times import parse, render
from console.domain.two_person.pairs import Continue
from console.errors import RefusedError
from console.services import windows
from console.services.context import Context, demand
from console.services.ledger import ledger
from console.services.requests import requests
from console.services.statements import Incoming
from console.store import base
from console.store.requests import PendingRequest, RequestRecord, StepRecord, Submitted, request
from console.store.sends import SlotRecord, event, slot
from console.wire.answers import Done

_MOST = 200
"""Most requests, and most slots, that one sweep changes; the next sweep continues."""

_EVERY = timedelta(minutes=1)
"""How often the desk sweeps."""

_NAMED = 500
"""Most requests that one query names."""

_UNRELEASED = (SlotState.CLEARED, SlotState.REFUSED)

# ---- the sweep


def sweep(ctx: Context) -> int:
    """Apply the effects of time; each change is one ledger entry of the desk. Return the number of changes.

    Every change checks the state that it starts from, so several desks on one database apply it only once.
    """
    changed = _close_requests(ctx) + _lapse_slots(ctx)
    if changed:
        ctx.notice("requests", "sends")
    elif _new_day(ctx):
        # Nothing was written, but requests that are late since today appear in other people's to-do lists.
        ctx.notice("requests")
    return changed


def _new_day(ctx: Context) -> bool:
    """Whether a day of the organisation began since the previous sweep."""
    zone = ctx.desk.timezone
    return local_day(ctx.at, zone) != local_day(render(parse(ctx.at) - _EVERY), zone)


class _Open(Submitted):
    """The columns of an open request without its draft, so that the sweep does not read every pending form each minute."""

    id: int
    number: str
    version: int
    closes: str
    head: str


def _close_requests(ctx: Context) -> int:
    """Expire requests that were not decided in time, and lapse requests whose last window has passed; time never approves."""
    open_ = (RequestState.SUBMITTED, RequestState.APPROVED)
    table = request.c
    chosen = (
        select(table.id, table.number, table.version, table.state, table.closes, table.head, table.submitted)
        .where(table.state.in_(open_), or_(table.state == RequestState.SUBMITTED, table.closes <= ctx.at))
        .order_by(table.id)
    )
    rows = base.rows_as(_Open, ctx.conn, chosen)
    changed = 0
    for row in rows:
        until = requests.decide_by(ctx, row)
        if until and ctx.at > until:
            changed += _expire(ctx, row, until)
        elif row.closes <= ctx.at:
            changed += _lapse(ctx, row)
        if changed == _MOST:
            break
    return changed


def _expire(ctx: Context, row: _Open, until: str) -> int:
    if not _end(ctx, row, RequestState.EXPIRED):
        return 0
    payload = {"number": row.number, "version": row.version, "until": until}
    ledger.record(ctx, "request.expired", f"request:{row.id}", payload)
    return 1


def _lapse(ctx: Context, row: _Open) -> int:
    if not _end(ctx, row, RequestState.LAPSED):
        return 0
    payload = {"number": row.number, "version": row.version, "closes": row.closes}
    ledger.record(ctx, "request.lapsed", f"request:{row.id}", payload)
    return 1


def _end(ctx: Context, row: _Open, new: RequestState) -> bool:
    """Give a version back to its drafter; False if somebody else changed it meanwhile."""
    old = RequestState(row.state)
    same = (
        request.c.id == row.id,
        request.c.version == row.version,
        request.c.state == old,
        request.c.head == row.head,
    )
    values = {"state": move_request(old, new), "waits_for": "revise", "reason": "", "updated": ctx.at}
    if ctx.conn.execute(update(request).where(*same).values(**values)).rowcount != 1:
        return False
    ctx.conn.execute(
        update(slot)
        .where(slot.c.request == row.id, slot.c.version == row.version, slot.c.state == SlotState.WAITING)
        .values(state=move_slot(SlotState.WAITING, SlotState.STOPPED), updated=ctx.at)
    )
    return True


class _Lapsing(SlotRecord):
    __abstract__ = True
    number: str


def _lapse_slots(ctx: Context) -> int:
    """Let an approved slot wait for an extension if nobody released it in its window, or the dispatcher refused it."""
    chosen = (
        select(SlotRecord, RequestRecord.number)
        .join(request, RequestRecord.id == SlotRecord.request)
        .where(
            RequestRecord.state == RequestState.CLEARED,
            SlotRecord.version == RequestRecord.version,
            SlotRecord.state.in_(_UNRELEASED),
            SlotRecord.continues == 0,
            SlotRecord.closes <= ctx.at,
        )
        .order_by(SlotRecord.request, SlotRecord.slot)
        .limit(_MOST)
    )
    return sum(_lapse_slot(ctx, row) for row in base.rows_as(_Lapsing, ctx.conn, chosen))


def _lapse_slot(ctx: Context, row: _Lapsing) -> int:
    old = SlotState(row.state)
    done = ctx.conn.execute(
        update(slot)
        .where(*_this(row), slot.c.state == old, slot.c.closes == row.closes)
        .values(state=move_slot(old, SlotState.LAPSED), updated=ctx.at)
    )
    if done.rowcount != 1:
        return 0
    _tell(ctx, row.request, row.slot, "lapsed")
    _point(ctx, row.request, row.version)
    payload = {"number": row.number, "slot": row.slot, "closes": row.closes}
    ledger.record(ctx, "slot.lapsed", f"request:{row.request}", payload)
    return 1


def _this(row: SlotRecord) -> tuple[Any, ...]:
    return slot.c.request == row.request, slot.c.version == row.version, slot.c.slot == row.slot


def _tell(ctx: Context, request_id: int, slot_id: int, words: str) -> None:
    ctx.conn.execute(event.insert().values(request=request_id, slot=slot_id, at=ctx.at, words=words))


def _point(ctx: Context, request_id: int, version: int) -> None:
    """Set whom a cleared request waits for: the operator, or, once nothing can be released any more, the last approver."""
    states = set(
        ctx.conn.execute(
            select(SlotRecord.state).where(
                SlotRecord.request == request_id, SlotRecord.version == version, SlotRecord.continues == 0
            )
        ).scalars()
    )
    waits_for = "release"
    if SlotState.LAPSED in states and not states & set(_UNRELEASED):
        statement = requests.statement_of(ctx, request_id, version)
        waits_for = str(statement.route[-1]) if statement else ""
    ctx.conn.execute(update(request).where(request.c.id == request_id).values(waits_for=waits_for))


# ---- the extension


def judge_window(ctx: Context, category: str, act: acts.Extension | Continue) -> None:
    """Refuse a new window that is too long, in the wrong order, already over, or in which the category may not be sent."""
    opens, closes = parse(act.opens), parse(act.closes)
    if not opens < closes <= opens + acts.LONGEST_WINDOW:
        raise RefusedError(refuse("window_order", "R2"))
    if act.closes <= ctx.at:
        raise RefusedError(refuse("window_passed", "R2", closes=act.closes))
    demand(windows.refusal(ctx, category, windows.judge(ctx, category, act.opens, act.closes)))


def extend(ctx: Context, row: RequestRecord, act: acts.Extension, incoming: Incoming) -> Done:
    """Give a slot its new window; it may be released again, in a chain whose head is this extension."""
    judge_window(ctx, requests.treated_as(ctx, row), act)
    parts = requests.slots_of(ctx, row.id, row.version)
    slot_row = next(part for part in parts if part.slot == act.slot)
    if act.count != slot_row.n:
        raise RefusedError(refuse("count_differs", "R2", typed=act.count))
    old = SlotState(slot_row.state)
    ctx.conn.execute(
        update(slot)
        .where(*_this(slot_row))
        .values(
            state=old if old is SlotState.CLEARED else move_slot(old, SlotState.CLEARED),
            opens=act.opens,
            closes=act.closes,
            # A release that the dispatcher refused stays in the chain of steps; the slot waits for a new one.
            release="",
            released_by="",
            reason="",
            updated=ctx.at,
        )
    )
    others = [part for part in parts if part.slot != act.slot]
    ctx.conn.execute(
        update(request)
        .where(request.c.id == row.id)
        .values(
            head=incoming.digest,
            opens=min([act.opens, *(part.opens for part in others)]),
            closes=max([act.closes, *(part.closes for part in others)]),
            updated=ctx.at,
        )
    )
    _tell(ctx, row.id, act.slot, f"extension {act.by}")
    _point(ctx, row.id, row.version)
    ctx.notice("requests", "sends")
    seq = ledger.record(
        ctx,
        "request.extension",
        f"request:{row.id}",
        {
            "number": row.number,
            "version": row.version,
            "slot": act.slot,
            "opens": act.opens,
            "closes": act.closes,
            "count": act.count,
        },
        actor=act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    return Done(seq, row.id, row.number or "")


# ---- deadlines, and what superiors see


def due(ctx: Context, row: RequestRecord | PendingRequest) -> str:
    """The deadline of a request under decision: that of its decision, or the end of its last window if earlier."""
    until, closes = requests.decide_by(ctx, row), str(row.closes)
    return min(until, closes) if until and closes else until or closes


def last_steps(ctx: Context, ids: Sequence[int]) -> dict[int, str]:
    """When the newest version of each request was last signed, by the request's id; requests without a signature are missing."""
    last: dict[int, str] = {}
    for start in range(0, len(ids), _NAMED):
        rows = ctx.conn.execute(
            select(StepRecord.request, func.max(StepRecord.at))
            .join(
                request,
                (RequestRecord.id == StepRecord.request) & (RequestRecord.version == StepRecord.version),
            )
            .where(StepRecord.request.in_(ids[start : start + _NAMED]))
            .group_by(StepRecord.request)
        )
        last |= {int(one): str(at) for one, at in rows}
    return last


def last_day(ctx: Context, waits_since: str, until: str) -> bool:
    """Whether the last day has come, and the thing waited already when the previous working day ended; superiors are then told."""
    if not until:
        return False
    eve = ctx.calendar.eve(until, ctx.desk.timezone)
    return waits_since <= eve < ctx.at
