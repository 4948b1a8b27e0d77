"""What the program that tells people outside (`console.notices`) asks of the desk, and what it reports; who reads what went."""

import zlib
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

import msgspec
from sqlalchemy import delete, select

from console.domain.calendar import local_day
from console.domain.people.people import Post
from console.domain.refusals import refuse
from console.domain.times import parse, render
from console.errors import RefusedError
from console.services import lists
from console.services.context import Context, answers
from console.services.duties import troubles
from console.services.duties.bearers import Who, keepers
from console.services.duties.duty import Duty, asked
from console.services.duties.stream import duties
from console.store.notices import NoticeRecord, notice
from console.wire.answers import Done
from console.wire.duties.deadlines import KINDS
from console.wire.notices import outward as wire

_N: Final = notice.c
_KEPT: Final = timedelta(days=400)
_SILENT: Final = timedelta(minutes=2)
"""After that long another program may tell people in place of one that asks no more."""
_STOPS: Final = frozenset({"gateway_down", "gateway_closed", "vault_shut", "dispatcher_gone"})
"""Troubles by which what is under way stands still: they are told at night, too."""
_ALWAYS: Final = frozenset({"chain_broken"})
"""Troubles that are told at night whether anything is being sent or not: what proves every send does not hold."""
_READERS: Final = frozenset(
    {Post.ADMINISTRATOR, Post.CUSTODIAN, Post.REGISTRAR, Post.AUDITOR, Post.GENERAL_MANAGER}
)


@answers
def open_duties(ctx: Context, call: wire.OpenDuties) -> wire.OutwardState:
    """What everybody owes. Raises RefusedError while another program does the same."""
    alone(ctx, call.instance)
    sending = bool(troubles.oldest_under_way(ctx))
    above = sorted(keepers(ctx))
    found = [
        _open(one, one.find(), above, sending=sending) for one in duties(ctx, asked(ctx, None, KINDS, ""))
    ]
    newest = ctx.conn.execute(select(_N.id).order_by(_N.id.desc()).limit(1)).scalar()
    works = ctx.calendar.works(local_day(ctx.at, ctx.desk.timezone))
    hands, *after = _machines(ctx, above)
    return wire.OutwardState(ctx.at, works, hands, newest or 0, sending, found, after)


def alone(ctx: Context, instance: str) -> None:
    """Nobody but the program asks; and two would tell everything twice: the first one does until it is silent."""
    if ctx.caller.only != "notices":
        raise RefusedError(refuse("not_a_service", "R8"))
    known, heard = ctx.desk.live.notices
    if known not in {"", instance} and parse(ctx.at) - parse(heard) < _SILENT:
        raise RefusedError(refuse("notices_elsewhere", "R8"))
    ctx.desk.live.notices = (instance, ctx.at)


def _open(duty: Duty, who: Who, above: Sequence[str], *, sending: bool) -> wire.OpenDuty:
    kind = duty.step if duty.kind == "trouble" else duty.kind
    since = "" if duty.kind == "unknown" else duty.since
    mark = zlib.crc32(f"{duty.mark()} {since} {duty.due}".encode())
    deputies = [deputy for deputy, _ in who.in_place]
    circles = _once(who.who or who.helpers, deputies, [*who.informed, *who.helpers], above)
    night = kind in _ALWAYS or (sending and kind in _STOPS)
    return wire.OpenDuty(mark, kind, who.post, duty.since, duty.due, duty.late, night, circles)


def _once(*circles: Iterable[str]) -> list[list[str]]:
    """Each person in the first circle that has them; circles at the end that have nobody are left out."""
    seen: set[str] = set()
    found: list[list[str]] = []
    for circle in circles:
        found.append([one for one in dict.fromkeys(circle) if one not in seen])
        seen.update(found[-1])
    while found and not found[-1]:
        found.pop()
    return found


def _machines(ctx: Context, above: Sequence[str]) -> list[list[str]]:
    """Who looks after the machines, and who is told after them, circle by circle: administrators, custodians, the General Department."""
    posts = (Post.ADMINISTRATOR, Post.CUSTODIAN)
    found = _once(*(ctx.roster.holders(post, "", ctx.at) for post in posts), above)
    return [one for one in found if one] or [[]]


@answers
def report(ctx: Context, call: wire.ReportNotices) -> Done:
    """Keep what came of notices; a later report of one takes the place of the former. Old ones go."""
    alone(ctx, call.instance)
    for row in call.rows:
        # A program whose memory was put back must not change what is known of another person's notice.
        ctx.conn.execute(delete(notice).where(_N.id == row.number, _N.person == row.person))
    known = set(ctx.conn.execute(select(_N.id).where(_N.id.in_([row.number for row in call.rows]))).scalars())
    rows = {row.number: _kept(row, ctx.at) for row in call.rows if row.number not in known}
    if rows:
        ctx.conn.execute(notice.insert(), list(rows.values()))
    ctx.conn.execute(delete(notice).where(_N.at < render(parse(ctx.at) - _KEPT)))
    return Done(0, len(rows))


def _kept(row: wire.NoticeReport, at: str) -> dict[str, object]:
    kinds = {kind: n for kind, n in row.kinds.items() if kind in wire.KINDS_TOLD}
    return {
        "id": row.number,
        "person": row.person,
        "at": row.at,
        "level": row.level,
        "kinds": msgspec.json.encode(kinds).decode(),
        "channel": row.channel,
        "state": row.state,
        "code": row.code,
        "tries": row.tries,
        "told": row.told or at,
    }


@answers
def notices(ctx: Context, call: wire.Notices) -> wire.NoticesView:
    """Notices, newest first: one's own, everybody's for those who look after the installation or audit it."""
    every = any(one.post in _READERS for one in ctx.roster.appointments(ctx.person, ctx.at))
    where = [] if every else [_N.person == ctx.person]
    where += lists.same((_N.state, call.state))
    where += lists.having(call.text, _N.person, _N.kinds, _N.channel)
    page, rows = lists.paged(ctx, call, NoticeRecord, select(NoticeRecord).where(*where), NoticeRecord.id)
    return wire.NoticesView(page, [_row(one) for one in rows])


def _row(one: NoticeRecord) -> wire.NoticeRow:
    kinds = msgspec.json.decode(one.kinds, type=dict[str, int])
    return wire.NoticeRow(
        one.id, one.at, one.person, one.level, kinds, one.channel, one.state, one.code, one.tries, one.told
    )
