"""Which quarters a department owes, until when, and the state of each (R3)."""

from collections.abc import Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
from sqlalchemy import func, select

from console.domain.calendar import local_day
from console.domain.filing.filed import Filed
from console.domain.filing.filing import FilingState, FoundGap
from console.domain.filing.quarters import RECEIVE_DAYS, Quarter
from console.domain.people.people import Post, Roster
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.services.context import Context
from console.services.filing.filing_facts import bounds, filed, told_at
from console.store import base, people
from console.store.archive import paper_send
from console.store.complaints import complaint
from console.store.filing import BriefFiling, LightFiling, filing
from console.store.requests import request
from console.store.tables import ledger

LIGHT = base.columns(LightFiling, filing)
BRIEF = base.columns(BriefFiling, filing)
R_co = TypeVar("R_co", bound=BriefFiling, covariant=True)


class Term(NamedTuple, Generic[R_co]):
    """A quarter that a department owes: `due` is its deadline, `row` its newest pack, None if it was never compiled."""

    department: str
    quarter: Quarter
    due: str
    row: R_co | None

    @property
    def state(self) -> str:
        """The state of the papers; `due` before they are compiled."""
        return str(self.row.state) if self.row is not None else "due"

    def handed_in(self) -> str:
        """When the manager signed the pack that waits to be received; empty if none waits."""
        return str(self.row.signed_at) if self.row is not None and self.state == FilingState.SIGNED else ""


def named(ctx: Context, name: str) -> Quarter:
    """The quarter with that name; refused for any other format, for one before the ledger begins, and for one in the future."""
    try:
        quarter = Quarter.read(name)
    except ValueError as error:
        raise RefusedError(refuse("no_such_quarter", "R3", quarter=name)) from error
    if not first(ctx) <= quarter <= running(ctx):
        raise RefusedError(refuse("no_such_quarter", "R3", quarter=name))
    return quarter


def running(ctx: Context) -> Quarter:
    """The current quarter."""
    return Quarter.of(ctx.at, ctx.desk.timezone)


_FIRST = select(ledger.c.time).order_by(ledger.c.seq).limit(1)


def first(ctx: Context) -> Quarter:
    """The quarter in which the ledger begins; only papers of emergency sends can be older."""
    at = ctx.conn.execute(_FIRST).scalar_one_or_none()
    return Quarter.of(at or ctx.at, ctx.desk.timezone)


def quarters(ctx: Context) -> list[Quarter]:
    """Every quarter since the ledger begins, the running one included, newest first."""
    one, last, ended = running(ctx), first(ctx), []
    while one >= last:
        ended.append(one)
        one = one.before()
    return ended


def over(ctx: Context, quarter: Quarter) -> bool:
    """Whether a quarter has ended."""
    return ctx.at > quarter.ends(ctx.desk.timezone)


def due(ctx: Context, quarter: Quarter) -> str:
    """Until when a quarter must be handed in."""
    return quarter.due(ctx.calendar, ctx.desk.timezone)


def departments(ctx: Context, quarter: Quarter) -> list[str]:
    """Departments that owe a quarter: those that existed before it ended, and closed departments that have numbers in it."""
    within = bounds(ctx, quarter)
    since = _since(ctx)
    names = [one.id for one in ctx.roster.departments if since.get(one.id, within.ends) <= within.ends]
    known = {one.id for one in ctx.roster.departments}
    gone = ctx.conn.execute(
        select(request.c.department)
        .where(
            request.c.department.not_in(known),
            request.c.submitted >= within.begins,
            request.c.submitted <= within.ends,
        )
        .distinct()
        .order_by(request.c.department)
    ).scalars()
    return [*names, *gone]


def _since(ctx: Context) -> dict[str, str]:
    """Since when each department has been in the rosters; read again only for a new version."""
    cache = ctx.desk.live.departments
    if ctx.roster.version not in cache:
        since: dict[str, str] = {}
        for text in ctx.conn.execute(
            select(people.roster.c.text).order_by(people.roster.c.version)
        ).scalars():
            roster = msgspec.json.decode(text, type=Roster)
            for one in roster.departments:
                # The founding roster may be dated later than the quarter in which the ledger begins.
                since.setdefault(one.id, roster.at if roster.version > 1 else "")
        cache.clear()
        cache[ctx.roster.version] = since
    return cache[ctx.roster.version]


def term(ctx: Context, department: str, quarter: Quarter) -> Term[LightFiling]:
    """One department's quarter, as it is now."""
    return Term(department, quarter, due(ctx, quarter), newest(ctx, department, quarter))


def newest(ctx: Context, department: str, quarter: Quarter) -> LightFiling | None:
    """The newest pack of a quarter, without the pack itself."""
    chosen = select(*LIGHT).where(filing.c.department == department, filing.c.quarter == quarter.name)
    return base.row_as(LightFiling, ctx.conn, chosen.order_by(filing.c.id.desc()).limit(1))


_BRIEFS = select(*BRIEF).order_by(filing.c.id)


def briefs(ctx: Context) -> Sequence[BriefFiling]:
    """Every pack in brief, oldest first."""
    return base.rows_as(BriefFiling, ctx.conn, _BRIEFS)


def owed(ctx: Context, rows: Sequence[BriefFiling]) -> Iterator[Term[BriefFiling]]:
    """Every quarter of every department that has ended and is not received, oldest first; `rows` are all packs."""
    newest_of = {(row.department, row.quarter): row for row in rows}
    for quarter in reversed(quarters(ctx)):
        if not over(ctx, quarter):
            continue
        until = due(ctx, quarter)
        for department in departments(ctx, quarter):
            row = newest_of.get((department, quarter.name))
            if row is None or row.state != FilingState.RECEIVED:
                yield Term(department, quarter, until, row)


def unsignable(ctx: Context) -> dict[int, str]:
    """Compiled packs that nobody may sign, with the reason.

    `blocked`: it has a gap that cannot be explained away. `outgrown`: the quarter has changed since it was compiled, for example by
    a late receipt.
    """
    rows = ctx.conn.execute(_COMPILED).all()
    outgrown = dict.fromkeys(_outgrown(ctx, rows), "outgrown")
    gaps = msgspec.json.Decoder(list[FoundGap])
    blocked = {row.id: "blocked" for row in rows if any(gap.blocks for gap in gaps.decode(row.gaps))}
    return outgrown | blocked


_COMPILED = select(filing.c.id, filing.c.department, filing.c.quarter, filing.c.gaps).where(
    filing.c.state == FilingState.COMPILED
)


def _outgrown(ctx: Context, rows: Sequence[Any]) -> frozenset[int]:
    """Cached until the ledger grows: my turn asks often, and without a new entry nothing has changed."""
    if not rows:
        return frozenset()
    last = ctx.conn.execute(select(func.max(ledger.c.seq))).scalar_one()
    key = (last, tuple(row.id for row in rows))
    if ctx.desk.live.outgrown[0] != key:
        ids = frozenset(
            row.id for row in rows if outgrown(ctx, row.id, row.department, Quarter.read(row.quarter))
        )
        ctx.desk.live.outgrown = (key, ids)
    return ctx.desk.live.outgrown[1]


def outgrown(ctx: Context, filing_id: int, department: str, quarter: Quarter) -> bool:
    """Whether a quarter has changed since that pack was compiled."""
    return facts_of(ctx, filing_id) != filed(ctx, department, quarter)


def facts_of(ctx: Context, filing_id: int) -> Filed:
    """The facts that a pack was compiled from."""
    text = ctx.conn.execute(select(filing.c.facts).where(filing.c.id == filing_id)).scalar_one()
    return msgspec.json.decode(text, type=Filed)


def on_paper(ctx: Context, filing_id: int) -> tuple[int, int]:
    """How many emergency sends on paper a pack has, and to how many recipients."""
    text = ctx.conn.execute(select(filing.c.facts).where(filing.c.id == filing_id)).scalar_one()
    sends = msgspec.json.decode(text, type=_OnPaper).emergencies
    return len(sends), sum(one.recipients for one in sends)


def received(rows: Sequence[BriefFiling]) -> list[BriefFiling]:
    """The newest pack of each quarter, if it was received; `rows` are all packs."""
    newest_of = {(row.department, row.quarter): row for row in rows}
    return [row for row in newest_of.values() if row.state == FilingState.RECEIVED]


def amends(ctx: Context, rows: Sequence[BriefFiling]) -> set[tuple[str, str]]:
    """Departments and quarters that were received and then had results corrected or something entered late."""
    kept = received(rows)
    if not kept:
        return set()
    newest_of = select(func.max(ledger.c.seq)).where(ledger.c.kind.in_((*_CORRECTIONS, *_LATE)))
    last = ctx.conn.execute(newest_of).scalar_one() or 0
    key = (last, tuple(row.id for row in kept))
    if ctx.desk.live.amends[0] != key:
        ctx.desk.live.amends = (key, _amends(ctx, kept))
    return ctx.desk.live.amends[1]


def _amends(ctx: Context, kept: list[BriefFiling]) -> set[tuple[str, str]]:
    names: set[tuple[str, str]] = set()
    if not kept:
        return names
    since = min(row.head_seq for row in kept)
    corrected = ctx.conn.execute(
        select(ledger.c.seq, ledger.c.subject).where(ledger.c.kind.in_(_CORRECTIONS), ledger.c.seq > since)
    ).all()
    late = {(row.department, row.quarter): row.head_seq for row in kept}
    names |= {key for seq, key in _came_late(ctx, since) if key in late and seq > late[key]}
    for row in kept if corrected else ():
        facts = ctx.conn.execute(select(filing.c.facts).where(filing.c.id == row.id)).scalar_one()
        forms = msgspec.json.decode(facts, type=_Facts).forms
        mine = {f"request:{form.id}" for form in forms if form.slots}
        if any(one.seq > row.head_seq and one.subject in mine for one in corrected):
            names.add((row.department, row.quarter))
    return names


def _came_late(ctx: Context, since: int) -> Iterator[tuple[int, tuple[str, str]]]:
    """Entries after `since` about something from an earlier quarter than the entry's own, with its department and quarter."""
    rows = ctx.conn.execute(
        select(ledger.c.seq, ledger.c.kind, ledger.c.subject, ledger.c.time, ledger.c.statement).where(
            ledger.c.kind.in_(_LATE), ledger.c.seq > since
        )
    ).all()
    zone, general = ctx.desk.timezone, ctx.roster.general_department()
    for row in rows:
        name = row.subject.partition(":")[2]
        if row.kind == "send.started":
            at = told_at(row)
            owner = select(request.c.department).where(request.c.id == int(name))
        elif row.kind == "emergency.entered":
            owner = select(paper_send.c.department, paper_send.c.sent_at).where(paper_send.c.number == name)
            at = ""
        else:
            owner = select(complaint.c.department, complaint.c.at).where(complaint.c.number == name)
            at = ""
        of = ctx.conn.execute(owner).one_or_none()
        if of is None:
            continue
        quarter = Quarter.of(at or of[1], zone)
        if quarter < Quarter.of(row.time, zone):
            yield row.seq, (of[0] or (general.id if general is not None else ""), quarter.name)


_CORRECTIONS = ("send.corrected", "send.contradicted")
_LATE = ("send.started", "emergency.entered", "complaint.received")
"""Kinds of entries about something that may belong to an earlier quarter than the entry."""


class _Form(msgspec.Struct):
    id: int
    slots: list[Any]


class _Facts(msgspec.Struct):
    forms: list[_Form]


class _Sent(msgspec.Struct):
    recipients: int


class _OnPaper(msgspec.Struct):
    """The only part of a pack's facts that is decoded here; the rest is long and is skipped."""

    emergencies: list[_Sent] = []


def days_late(ctx: Context, one: Term[Any]) -> int:
    """How many days too late a quarter was handed in, or how many it is overdue by now; 0 if it is not late.

    For a received quarter the date of handing in counts; a later amendment sheet makes nothing late.
    """
    first_one = ctx.conn.execute(
        select(filing.c.signed_at)
        .where(
            filing.c.department == one.department,
            filing.c.quarter == one.quarter.name,
            filing.c.state == FilingState.RECEIVED,
        )
        .order_by(filing.c.id)
        .limit(1)
    ).scalar_one_or_none()
    at = first_one or one.handed_in() or ctx.at
    if at <= one.due or not over(ctx, one.quarter):
        return 0
    zone = ctx.desk.timezone
    return (local_day(at, zone) - local_day(one.due, zone)).days


def receive_by(ctx: Context, row: BriefFiling | None) -> str:
    """The end of the working day by which a signed quarter must be received or returned; empty if none waits."""
    if row is None or row.state != FilingState.SIGNED:
        return ""
    return ctx.calendar.closing(row.signed_at, RECEIVE_DAYS, ctx.desk.timezone)


def days_unreceived(ctx: Context, row: BriefFiling | None) -> int:
    """How many days a signed quarter has waited too long for the General Department; 0 if it is not overdue."""
    until = receive_by(ctx, row)
    if not until or ctx.at <= until:
        return 0
    return (local_day(ctx.at, ctx.desk.timezone) - local_day(until, ctx.desk.timezone)).days


def compilers(ctx: Context, department: str) -> list[str]:
    """Who compiles: the department's operator; if it has none, its drafter; if it has none either, its manager (R8)."""
    for post in (Post.OPERATOR, Post.DRAFTER, Post.DEPARTMENT_MANAGER):
        holders = ctx.roster.holders(post, department, ctx.at)
        if holders:
            return holders
    return []
