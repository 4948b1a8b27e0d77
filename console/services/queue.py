"""The approval queue: what waits for the caller's decision, until when, and what is late at those below him (R2)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, false, or_, select

from console.domain.authority import Act
from console.domain.calendar import local_day
from console.domain.people import EVERYWHERE, Appointment, Post
from console.domain.standing import SUPERIOR
from console.domain.states import RequestState
from console.services import chase_who, deadlines, request_list, requests
from console.services.context import Context, page_limit
from console.store import base
from console.store.requests import RequestRecord, request
from console.wire import calls, views

_MOST = 2000
_R = request.c


class Waiting(NamedTuple):
    """A request that waits for the caller: its row, the act, since when, until when, and whether its last day has come."""

    row: RequestRecord
    act: str
    since: str
    until: str
    late: bool


def waiting(ctx: Context, most: int = _MOST) -> list[Waiting]:
    """What waits for the caller's decision, at most `most`: nearest deadline first, then what waits longest."""
    rows = _at(ctx, _levels(ctx), accepting=ctx.person in chase_who.keepers(ctx))
    ends_at = {row.id: deadlines.due(ctx, row) for row in rows}
    found: list[Waiting] = []
    # The judge costs the most, so what lies behind the last one wanted is not judged.
    for row in sorted(rows, key=lambda one: (ends_at[one.id] or "9", one.id)):
        act = decision_due(ctx, row) if len(found) < most else ""
        if act:
            since, until = deadlines.since(ctx, row), ends_at[row.id]
            late = act == Act.APPROVE and deadlines.last_day(ctx, since, until)
            found.append(Waiting(row, act, since, until, late))
    return found


def decision_due(ctx: Context, row: RequestRecord) -> str:
    """The act that waits for the caller on this request (`approve`, `accept`), or empty."""
    facts = requests.facts_of(ctx, row)
    for act in (Act.APPROVE, Act.ACCEPT):
        if ctx.authority.may(ctx.person, act, facts) is None:
            return act
    return ""


def page(ctx: Context, call: calls.RequestsPage) -> views.RequestPage:
    """The queue as a page: the key of the next one is how many rows lie before it."""
    shown = _fitting(ctx, call)
    rows = [one for one in waiting(ctx) if shown is None or one.row.id in shown]
    start = int(call.after) if call.after.isdecimal() else 0
    end = start + page_limit(call.limit)
    after = str(end) if end < len(rows) else ""
    found = [requests.row_of(one.row, **ends(ctx, one.until, late=one.late)) for one in rows[start:end]]
    return views.RequestPage(views.Page(len(rows), after), found)


def requests_page(ctx: Context, call: calls.RequestsPage) -> views.RequestPage:
    """The queue, or every request that the caller may read."""
    return page(ctx, call) if call.queue else request_list.page(ctx, call)


def ends(ctx: Context, until: str, *, late: bool) -> dict[str, Any]:
    """The fields of a row that say when a thing ends: the instant, the working days left till its day, and whether it is late."""
    return {"due": until, "days": days_left(ctx, until), "late": late}


def days_left(ctx: Context, until: str) -> int:
    """Working days after today up to the day of an instant; 0 where that is today or over, -1 where there is none."""
    if not until:
        return -1
    zone = ctx.desk.timezone
    return ctx.desk.calendar.working_days_between(local_day(ctx.at, zone), local_day(until, zone))


def late_below(ctx: Context) -> Iterator[views.TodoRow]:
    """Decisions whose last day has come at those below the caller. He does not sign for them; he may name a deputy."""
    mine = list(ctx.roster.appointments(ctx.person, ctx.at))
    under = [below for below, above in SUPERIOR.items() if any(held.post in above for held in mine)]
    for row in _under_decision(ctx, [_R.waits_for.in_([str(post) for post in under])]):
        above = SUPERIOR[Post(row.waits_for)]
        if not any(ctx.roster.holds(ctx.person, post, row.department, ctx.at) for post in above):
            continue
        until, since = deadlines.due(ctx, row), deadlines.since(ctx, row)
        if deadlines.last_day(ctx, since, until) and not decision_due(ctx, row):
            yield views.TodoRow(
                what="late",
                request=row.id,
                number=row.number or "",
                slot=0,
                title=row.purpose,
                category=row.category,
                department=row.department,
                due=until,
                because=row.waits_for,
                since=since,
                who=ctx.roster.holders(Post(row.waits_for), row.department, ctx.at),
                escalated=True,
            )


def _levels(ctx: Context) -> Iterator[Appointment]:
    """The posts in which the caller might decide: his own, and those of whom he stands in for (代)."""
    principals = {d.principal for d in ctx.authority.deputations if d.deputy == ctx.person}
    for person in sorted({ctx.person} | principals):
        yield from ctx.roster.appointments(person, ctx.at)


def _at(ctx: Context, levels: Iterable[Appointment], *, accepting: bool) -> Sequence[RequestRecord]:
    """Requests whose next level is one of these posts, or, `accepting`, that wait for their paper; the judge has the last word."""
    due: ColumnElement[bool] = _R.state == RequestState.APPROVED if accepting else false()
    for held in levels:
        here = _R.waits_for == str(held.post)
        due = or_(due, here if held.post in EVERYWHERE else here & (_R.department == held.department))
    return _under_decision(ctx, [due])


def _under_decision(ctx: Context, where: list[ColumnElement[bool]]) -> Sequence[RequestRecord]:
    states = _R.state.in_([RequestState.SUBMITTED, RequestState.APPROVED])
    mine = ctx.departments()
    if mine is not None:
        where = [*where, _R.department.in_(mine)]
    return base.rows(ctx.conn, select(RequestRecord).where(states, *where).order_by(_R.id).limit(_MOST))


def _fitting(ctx: Context, call: calls.RequestsPage) -> set[int] | None:
    """The ids that the call's filters let through; None where it has none."""
    if not (call.state or call.category or call.department or call.text):
        return None
    where = [_R.state.in_([RequestState.SUBMITTED, RequestState.APPROVED]), *requests.filters(ctx, call)]
    return set(ctx.conn.execute(select(_R.id).where(*where)).scalars())
