"""My turn (待办): the duties that are the caller's, oldest deadline first, why each is theirs, and what they have not finished."""

import zlib
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import select

from console.domain.calendar import local_day
from console.domain.people.people import Post
from console.domain.states import RequestState
from console.services.context import Context
from console.services.duties.duty import ids
from console.services.duties.stream import Mine, caller_duties
from console.services.requests import requests
from console.store import base
from console.store.requests import RequestRecord
from console.wire import calls, views
from console.wire.subjects import Request

_MOST = 500
_ABOVE = frozenset({"decide", "loss", "freeze_reason", "filing", "replies", "secret_change"})
"""Duties of which, once they are late, somebody above is told."""
_DRAFT = "draft"


def todo(ctx: Context, _call: calls.Todo) -> list[views.TodoRow]:
    """What waits on the caller, and what is late at those below; last what they began to fill in, which nobody waits for."""
    rows = [_row(ctx, one) for one in islice(caller_duties(ctx), _MOST)]
    return [*rows, *islice(_drafts(ctx), _MOST - len(rows))]


def fingerprints(rows: list[views.TodoRow]) -> list[int]:
    """A number for each thing that waits, the same for as long as it is the same thing: so that what is new can be told.

    What the caller left unfinished themselves is no news to them; nor is a receipt for somebody who is still unknown.
    """
    return [
        zlib.crc32(f"{r.what} {r.subject} {r.since if r.what != 'unknown' else ''} {r.due}".encode())
        for r in rows
        if r.what != _DRAFT
    ]


def days_left(ctx: Context, until: str) -> int:
    """Working days after today up to the day of an instant; 0 where that is today or over, -1 where there is none."""
    if not until:
        return -1
    zone = ctx.desk.timezone
    return ctx.desk.calendar.working_days_between(local_day(ctx.at, zone), local_day(until, zone))


def _row(ctx: Context, one: Mine) -> views.TodoRow:
    duty = one.duty
    return views.TodoRow(
        what=duty.news if one.informed else duty.step or duty.kind,
        number=duty.number,
        title=duty.title,
        category=duty.category,
        department=duty.department,
        due=duty.due,
        because=duty.because,
        since=duty.since,
        who=one.who.who,
        escalated=duty.late and duty.kind in _ABOVE,
        days=days_left(ctx, duty.due),
        alert=duty.alert,
        subject=duty.subject,
        **ids(duty.subject),
    )


def _drafts(ctx: Context) -> Iterator[views.TodoRow]:
    """What the caller began to fill in and did not submit: it is kept, and goes on where it was left."""
    drafting = [a.department for a in ctx.roster.appointments(ctx.person, ctx.at) if a.post is Post.DRAFTER]
    rows = base.rows(
        ctx.conn,
        select(RequestRecord)
        .where(RequestRecord.state == RequestState.DRAFT, RequestRecord.department.in_(drafting))
        .order_by(RequestRecord.id)
        .limit(_MOST),
    )
    for row in rows:
        if ctx.person in requests.revisers(ctx, row):
            yield views.TodoRow(
                what=_DRAFT,
                request=row.id,
                number=row.number or "",
                title=row.purpose,
                category=row.category,
                department=row.department,
                since=row.updated,
                subject=Request(row.id),
            )
