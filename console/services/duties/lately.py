"""What the caller did lately, and what became of it: their newest acts on requests, and those of deputies in their place.

The cost is bounded: a fixed number of acts by an index, then one query each for their requests, sends and complaints.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

import msgspec
from sqlalchemy import func, select

from console.domain.people.people import Post
from console.domain.sending import counts
from console.domain.states import UNSETTLED, RequestState, SlotState
from console.domain.times import parse, render
from console.services.approvals import absences
from console.services.context import Context, answers
from console.services.requests import unsettled
from console.store import base
from console.store.complaints import ComplaintRecord
from console.store.requests import RequestRecord, StepRecord
from console.store.sends import SlotRecord
from console.wire.duties.lately import Lately, LatelyRow
from console.wire.people import personnel
from console.wire.sending.slots import Tally

_MOST = 20
_LOOKED_AT = 200
"""Newest requests of the caller's departments among which those that they handed in are looked for."""
_AWAY = timedelta(days=14)
"""How far back acts of deputies are shown; the page of absences has all of them."""
_UNDER_WAY = (SlotState.HELD, SlotState.SENDING, SlotState.RELEASED)
"""States of a send that can still be held, the one that matters most first."""


class _Did(NamedTuple):
    at: str
    request: int
    kind: str
    deputy: str = ""


class _Sends(NamedTuple):
    slot: int
    state: str
    tally: Tally


@answers
def page(ctx: Context, _call: Lately) -> list[LatelyRow]:
    """The newest acts of the caller, each with how its request stands now, as far as they may still read it (R7)."""
    did = sorted({*_steps(ctx), *_handed_in(ctx), *_in_their_place(ctx)}, reverse=True)[:_MOST]
    ids = {one.request for one in did}
    requests = {row.id: row for row in _requests(ctx, ids)}
    sends, complaints = _sends(ctx, ids), _complaints(ctx, ids)
    left = unsettled.of_requests(ctx, (row.id for row in requests.values() if row.state == RequestState.DONE))
    states = {row.id: UNSETTLED if row.id in left else row.state for row in requests.values()}
    return [
        _row(one, requests[one.request], states[one.request], sends.get(one.request), complaints[one.request])
        for one in did
        if one.request in requests
    ]


def _steps(ctx: Context) -> Iterable[_Did]:
    chosen = (
        select(StepRecord.at, StepRecord.request, StepRecord.kind)
        .where(StepRecord.person == ctx.person)
        .order_by(StepRecord.at.desc())
        .limit(_MOST)
    )
    return [_Did(at, request, kind) for at, request, kind in ctx.conn.execute(chosen)]


def _handed_in(ctx: Context) -> Iterable[_Did]:
    mine = [a.department for a in ctx.roster.appointments(ctx.person, ctx.at) if a.post is Post.DRAFTER]
    if not mine:
        return []
    newest = (
        select(RequestRecord.id)
        .where(RequestRecord.department.in_(mine))
        .order_by(RequestRecord.id.desc())
        .limit(_LOOKED_AT)
        .subquery()
    )
    chosen = (
        select(RequestRecord.submitted, RequestRecord.id)
        .where(
            RequestRecord.id.in_(select(newest.c.id)),
            RequestRecord.drafter == ctx.person,
            RequestRecord.submitted != "",
        )
        .order_by(RequestRecord.submitted.desc())
        .limit(_MOST)
    )
    return [_Did(at, request, "request") for at, request in ctx.conn.execute(chosen)]


def _in_their_place(ctx: Context) -> Iterable[_Did]:
    since = render(parse(ctx.at) - _AWAY)
    rows = absences.page(ctx, personnel.InMyAbsence(since))
    return [_Did(row.at, row.request, row.kind, row.deputy) for row in rows[:_MOST]]


# ---- what became of it


class _Asked:
    id: int
    number: str | None
    purpose: str
    state: str
    waits_for: str
    drafter: str


def _requests(ctx: Context, ids: set[int]) -> Iterable[_Asked]:
    chosen = select(
        RequestRecord.id,
        RequestRecord.number,
        RequestRecord.purpose,
        RequestRecord.state,
        RequestRecord.waits_for,
        RequestRecord.drafter,
    ).where(RequestRecord.id.in_(ids))
    mine = ctx.departments()
    if mine is not None:
        # Whoever stood in for a while, or went elsewhere, signed there, but what became of it since is not theirs to see.
        chosen = chosen.where(RequestRecord.department.in_(mine))
    return base.rows_as(_Asked, ctx.conn, chosen)


class _Slot:
    request: int
    slot: int
    state: str
    tally: str


def _sends(ctx: Context, ids: set[int]) -> dict[int, _Sends]:
    """The sends of each request together: the one that is under way, and all recipients by state."""
    chosen = select(SlotRecord.request, SlotRecord.slot, SlotRecord.state, SlotRecord.tally).where(
        SlotRecord.request.in_(ids), SlotRecord.release != ""
    )
    found: dict[int, list[_Slot]] = {}
    for row in base.rows_as(_Slot, ctx.conn, chosen):
        found.setdefault(row.request, []).append(row)
    return {request: _together(rows) for request, rows in found.items()}


def _together(rows: list[_Slot]) -> _Sends:
    going = sorted(
        (_UNDER_WAY.index(SlotState(row.state)), row.slot) for row in rows if row.state in _UNDER_WAY
    )
    nth, slot = going[0] if going else (0, 0)
    tallies = [msgspec.json.decode(row.tally, type=Tally) for row in rows]
    states = ("approved", *counts.STATES)
    summed = {state: sum(int(getattr(one, state)) for one in tallies) for state in states}
    return _Sends(slot, str(_UNDER_WAY[nth]) if going else "", Tally(**summed))


def _complaints(ctx: Context, ids: set[int]) -> Counter[int]:
    chosen = (
        select(ComplaintRecord.request, func.count())
        .where(ComplaintRecord.request.in_(ids))
        .group_by(ComplaintRecord.request)
    )
    found: Counter[int] = Counter()
    for about, n in ctx.conn.execute(chosen):
        found[about] = n
    return found


def _row(did: _Did, row: _Asked, state: str, sends: _Sends | None, complaints: int) -> LatelyRow:
    return LatelyRow(
        kind=did.kind,
        number=row.number or "",
        purpose=row.purpose,
        state=state,
        at=did.at,
        deputy=did.deputy,
        request=row.id,
        waits_for=row.waits_for,
        drafter=row.drafter,
        slot=sends.slot if sends is not None else 0,
        slot_state=sends.state if sends is not None else "",
        tally=sends.tally if sends is not None else Tally(),
        complaints=complaints,
    )
