"""The chase board (R3, R7): everything that somebody owes, so that the General Department can ask for it with one key."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from console.domain.people import Post
from console.domain.refusals import refuse
from console.domain.states import RequestState, SlotState
from console.errors import RefusedError
from console.services import deadlines, pairs, pledges, requests
from console.services.context import Context
from console.store.requests import request
from console.store.sends import slot
from console.store.tables import ledger
from console.wire import personnel
from console.wire.deadlines import Chase, ChaseRow

_MOST = 2000
_KEEPERS = (Post.REGISTRAR, Post.OPERATOR, Post.DEPARTMENT_MANAGER)
"""Who of the General Department accepts."""

_GIVEN_BACK = ("request.return", "request.expired", "request.lapsed", "request.stopped")
_REVISED = (RequestState.RETURNED, RequestState.EXPIRED, RequestState.LAPSED)
_SLOT_WAITS = {SlotState.CLEARED: "release", SlotState.REFUSED: "release", SlotState.LAPSED: "extend"}


def chase(ctx: Context, call: Chase) -> list[ChaseRow]:
    """Return what everybody owes, late things first, then by their end; raises RefusedError for who has nobody to ask."""
    mine = _departments(ctx)
    if call.department:
        if mine is not None and call.department not in mine:
            raise RefusedError(refuse("not_your_department", "R7", department=call.department))
        mine = {call.department}
    rows = [*_decisions(ctx, mine), *_revisions(ctx, mine), *_slots(ctx, mine), *_pledges(ctx, mine)]
    return sorted(rows, key=lambda r: (not r.late, r.until or "9", r.since, r.request, r.slot, r.who))[:_MOST]


def _departments(ctx: Context) -> set[str] | None:
    """Departments that the caller may ask; None means all."""
    general = ctx.roster.general_department()
    managed: set[str] = set()
    for held in ctx.roster.appointments(ctx.person, ctx.at):
        if held.post in {Post.GENERAL_MANAGER, Post.AUDITOR}:
            return None
        if general and held.department == general.id and held.post in {*_KEEPERS, Post.SUPERVISING_MANAGER}:
            return None
        if held.post in {Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER}:
            managed.add(held.department)
    if not managed:
        raise RefusedError(refuse("chases_nobody", "R7"))
    return managed


def _requests(ctx: Context, mine: set[str] | None, *states: RequestState) -> list[Any]:
    where: list[Any] = [request.c.state.in_(states)]
    if mine is not None:
        where.append(request.c.department.in_(mine))
    return list(ctx.conn.execute(select(request).where(*where).order_by(request.c.id).limit(_MOST)))


def _row(row: Any, what: str, who: list[str], post: str, slot_id: int = 0, **times: Any) -> ChaseRow:
    return ChaseRow(
        what=what,
        who=sorted(who),
        post=post,
        department=row.department,
        request=row.id,
        slot=slot_id,
        number=row.number or "",
        title=row.purpose,
        **times,
    )


def _decisions(ctx: Context, mine: set[str] | None) -> Iterator[ChaseRow]:
    """Signatures that are due, and acceptances that wait for the paper."""
    for row in _requests(ctx, mine, RequestState.SUBMITTED, RequestState.APPROVED):
        facts = requests.facts_of(ctx, row)
        post = facts.next_post()
        if post is not None:
            what, who = "decide", set(ctx.roster.holders(post, row.department, ctx.at)) - facts.hands
        else:
            what, who = "accept", _keepers(ctx)
        since, until = deadlines.since(ctx, row), deadlines.due(ctx, row)
        late = deadlines.last_day(ctx, since, until)
        yield _row(row, what, list(who), str(post or "accept"), since=since, until=until, late=late)


def _keepers(ctx: Context) -> set[str]:
    general = ctx.roster.general_department()
    if general is None:
        return set()
    return {one for post in _KEEPERS for one in ctx.roster.holders(post, general.id, ctx.at)}


def _revisions(ctx: Context, mine: set[str] | None) -> Iterator[ChaseRow]:
    """Requests that came back to their drafter; late after as many working days as a decision may take."""
    for row in _requests(ctx, mine, *_REVISED):
        since = _given_back(ctx, row)
        until = ctx.desk.calendar.closing(since, ctx.policy.decide_working_days, ctx.desk.timezone)
        yield _row(
            row, "revise", requests.revisers(ctx, row), "revise", since=since, until="", late=ctx.at > until
        )


def _given_back(ctx: Context, row: Any) -> str:
    last = ctx.conn.execute(
        select(func.max(ledger.c.time)).where(
            ledger.c.subject == f"request:{row.id}", ledger.c.kind.in_(_GIVEN_BACK)
        )
    ).scalar_one()
    return str(last or row.submitted)


def _slots(ctx: Context, mine: set[str] | None) -> Iterator[ChaseRow]:
    """Open windows that nobody released, lapsed ones that nobody extended, and recipients whose result nobody settled."""
    where: list[Any] = [slot.c.state.in_(_SLOT_WAITS) | _unsettled()]
    if mine is not None:
        where.append(request.c.department.in_(mine))
    rows = ctx.conn.execute(
        select(
            request,
            slot.c.slot.label("part"),
            slot.c.state.label("stands"),
            slot.c.opens.label("part_opens"),
            slot.c.closes.label("part_closes"),
            slot.c.updated.label("part_updated"),
        )
        .join(slot, (slot.c.request == request.c.id) & (slot.c.version == request.c.version))
        .where(request.c.state.in_([RequestState.CLEARED, RequestState.DONE]), *where)
        .order_by(request.c.id, slot.c.slot)
        .limit(_MOST)
    ).all()
    for row in rows:
        yield from _slot(ctx, row)


def _unsettled() -> Any:
    """Slots some of whose recipients are unknown: their tally, a JSON object, says so."""
    return slot.c.state.in_([SlotState.DONE, SlotState.STOPPED]) & ~slot.c.tally.contains('"unknown":0')


def _slot(ctx: Context, row: Any) -> Iterator[ChaseRow]:
    facts = requests.facts_of(ctx, row)
    operators = ctx.roster.holders(Post.OPERATOR, facts.releasing_department, ctx.at)
    what = _SLOT_WAITS.get(row.stands, "unknown")
    if what == "extend":
        who = {facts.signed[-1][0], *ctx.roster.holders(facts.route[-1], row.department, ctx.at)}
        times: dict[str, Any] = {"since": row.part_closes, "until": "", "late": True}
        yield _row(row, what, list(who - facts.hands), str(facts.route[-1]), row.part, **times)
    elif what == "unknown":
        part = next(s for s in requests.slots_of(ctx, row.id, row.version) if s.slot == row.part)
        if not pairs.unsettled(ctx, row, part):
            return
        until = ctx.desk.calendar.closing(row.part_updated, 1, ctx.desk.timezone)
        times = {"since": row.part_updated, "until": "", "late": ctx.at > until}
        yield _row(row, what, operators, "operator", row.part, **times)
    elif row.part_opens <= ctx.at < row.part_closes:
        since = max(row.part_opens, deadlines.since(ctx, row))
        late = deadlines.last_day(ctx, since, row.part_closes)
        times = {"since": since, "until": row.part_closes, "late": late}
        yield _row(row, what, operators, "operator", row.part, **times)


def _pledges(ctx: Context, mine: set[str] | None) -> Iterator[ChaseRow]:
    """Who must pledge (A2) and has no valid pledge of the version in force, or one that ends soon."""
    for row in pledges.page(ctx, personnel.Pledges()):
        if row.state == "valid" or (mine is not None and row.department not in mine):
            continue
        ends = row.state == "expiring"
        yield ChaseRow(
            what="pledge",
            who=[row.person],
            post="",
            department=row.department,
            request=0,
            slot=0,
            number="",
            title=ctx.policy.pledge.version,
            since="" if ends else row.until,
            until=row.until if ends else "",
            late=not ends,
        )
