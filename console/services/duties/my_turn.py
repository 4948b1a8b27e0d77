"""My turn (待办): the caller's duties, earliest deadline first, why each is theirs, and their unfinished drafts."""

import zlib
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import select

from console.domain.calendar import local_day
from console.domain.people.people import Post
from console.domain.states import RequestState
from console.services.context import Context, answers
from console.services.duties.blocks import Blocks
from console.services.duties.duty import ids
from console.services.duties.stream import Mine, caller_duties
from console.services.requests import requests
from console.store import base
from console.store.requests import RequestRecord
from console.wire import calls
from console.wire.duties.here import TodoRow
from console.wire.duties.subjects import Request

_MOST = 500
_ABOVE = frozenset({"decide", "loss", "freeze_reason", "filing", "replies", "secret_change"})
"""Duties that superiors are informed of once they are late."""
_DRAFT = "draft"


@answers
def todo(ctx: Context, _call: calls.Todo) -> list[TodoRow]:
    """The caller's duties, and late duties of the people below them; last their drafts, which nobody waits for."""
    blocks = Blocks(ctx)
    rows = [_row(ctx, one, blocks) for one in islice(caller_duties(ctx), _MOST)]
    return [*rows, *islice(_drafts(ctx), _MOST - len(rows))]


def fingerprints(rows: list[TodoRow]) -> list[int]:
    """A number for each duty, which stays the same as long as the duty is the same, so that new duties can be told from old ones.

    The caller's own drafts are not news; neither is a late receipt for a slot with unknown recipients.
    """
    return [
        zlib.crc32(f"{r.what} {r.subject} {r.since if r.what != 'unknown' else ''} {r.due}".encode())
        for r in rows
        if r.what != _DRAFT
    ]


def days_left(ctx: Context, until: str) -> int:
    """Working days after today up to the day of an instant; 0 if that is today or earlier, -1 without an instant."""
    if not until:
        return -1
    zone = ctx.desk.timezone
    return ctx.calendar.working_days_between(local_day(ctx.at, zone), local_day(until, zone))


def unsure(ctx: Context, until: str) -> int:
    """The first year up to an instant whose public holidays are not known, so that its working days are a guess; 0 if none is."""
    zone = ctx.desk.timezone
    return ctx.calendar.uncovered(local_day(ctx.at, zone), local_day(until, zone)) if until > ctx.at else 0


def _row(ctx: Context, one: Mine, blocks: Blocks) -> TodoRow:
    duty = one.duty
    return TodoRow(
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
        unsure=unsure(ctx, duty.due),
        alert=duty.alert,
        subject=duty.subject,
        recipients=duty.recipients,
        sender=duty.sender,
        blocked=blocks.of(duty),
        **ids(duty.subject),
    )


def _drafts(ctx: Context) -> Iterator[TodoRow]:
    """Requests that the caller has begun and not submitted."""
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
            yield TodoRow(
                what=_DRAFT,
                request=row.id,
                number=row.number or "",
                title=row.purpose,
                category=row.category,
                department=row.department,
                recipients=row.recipients,
                since=row.updated,
                subject=Request(row.id),
            )
