"""Usage figures (R8), counted from the ledger and from the stored tallies of the slots, without reading single recipients."""

from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, select

from console.domain.categories import Category
from console.domain.filing.statistics import (
    Buckets,
    Dimension,
    Figures,
    Group,
    Period,
    aggregate,
    ordered_pairs,
)
from console.domain.refusals import refuse
from console.domain.states import RecipientState
from console.errors import RefusedError
from console.exports import statistics_book
from console.services.context import Context, answers, page_limit
from console.services.filing.statistics_facts import Facts, Scope, first_key, tally_of, whys_of
from console.services.printed.form_parts import department_name, printing
from console.services.requests import requests
from console.store import base
from console.store.contacts import optout
from console.store.requests import RequestRecord, request
from console.store.sends import ResultRecord
from console.wire.answers import Page
from console.wire.filing import statistics as wire
from console.wire.requests.rows import RequestPage

_REASONS = 50
_SUPPRESSED = RecipientState.SUPPRESSED.name.lower()
_CODED = (RecipientState.REFUSED, RecipientState.UNDELIVERED, RecipientState.UNKNOWN)


# ---- answers


@answers
def table(ctx: Context, call: wire.Statistics) -> wire.StatisticsView:
    """Figures of a period, one row for each value of the dimension, even if nothing happened."""
    scope = _scope(ctx, call.period, call.department, call.category)
    if call.by not in set(Dimension):
        raise RefusedError(refuse("statistics_dimension", "R8", dimension=call.by))
    facts = Facts(ctx, scope)
    return _view(ctx, scope, facts, Dimension(call.by))


@answers
def codes(ctx: Context, call: wire.StatisticsCodes) -> list[wire.CodeRow]:
    """Why recipients of the period's sends got nothing: the provider's codes by state, and the reasons of the suppressed.

    Only slots with refused, undelivered or unknown recipients are read one by one.
    """
    scope = _scope(ctx, call.period, call.department, call.category)
    counts: dict[tuple[str, str], int] = {}
    for row in Facts(ctx, scope).begun:
        tally = tally_of(row.tally)
        for why, n in whys_of(row, tally):
            counts[_SUPPRESSED, why] = counts.get((_SUPPRESSED, why), 0) + n
        if not tally.refused + tally.undelivered + tally.unknown:
            continue
        chunks = ctx.conn.execute(
            select(ResultRecord.states, ResultRecord.codes).where(
                ResultRecord.request == row.request, ResultRecord.slot == row.slot
            )
        )
        for states, packed in chunks:
            for at, code in msgspec.json.decode(packed, type=dict[int, str]).items():
                state = bytes(states)[at] if at < len(states) else 0
                if state in _CODED:
                    key = RecipientState(state).name.lower(), code
                    counts[key] = counts.get(key, 0) + 1
    rows = [wire.CodeRow(state, code, n) for (state, code), n in counts.items()]
    return sorted(rows, key=lambda one: (-one.n, one.state, one.code))


@answers
def behind(ctx: Context, call: wire.StatisticsRequests) -> RequestPage:
    """The requests that a row counts."""
    scope = _scope(ctx, call.period, call.department, call.category)
    ids = sorted(Facts(ctx, scope).ids, reverse=True)
    if call.text:
        ids = _fitting(ctx, ids, call.text)
    left = [one for one in ids if not call.after or one < int(call.after)]
    shown = left[: page_limit(call.limit)]
    rows = base.rows(
        ctx.conn, select(RequestRecord).where(RequestRecord.id.in_(shown)).order_by(RequestRecord.id.desc())
    )
    after = str(shown[-1]) if len(shown) < len(left) else ""
    return RequestPage(Page(len(ids), after), requests.rows_of(ctx, rows))


@answers
def book(ctx: Context, call: wire.MakeStatisticsBook) -> wire.StatisticsBook:
    """The period's figures in all four dimensions, and by category and month, as a workbook."""
    scope = _scope(ctx, call.period, call.department, call.category)
    facts = Facts(ctx, scope)
    zone = ZoneInfo(ctx.desk.timezone)
    months = Buckets(scope.period.split(Dimension.MONTH), zone)
    crossed = aggregate(
        facts.events,
        facts.sends,
        lambda at, _department, category: f"{months.name(at)} {category}",
    )
    form = statistics_book.Statistics(
        views=[_view(ctx, scope, facts, by) for by in Dimension],
        months=[one.name for one in scope.period.split(Dimension.MONTH)],
        crossed=crossed,
        departments={one: department_name(ctx.roster, one) for one in _departments(ctx, scope)},
        department=department_name(ctx.roster, call.department) if call.department else "",
        category=call.category,
    )
    data = statistics_book.make(form, printing(ctx, call.lang))
    name = "-".join(one for one in ("statistics", scope.period.name, call.department, call.category) if one)
    return wire.StatisticsBook(f"{name}.xlsx", data)


# ---- visibility


def _scope(ctx: Context, name: str, department: str, category: str) -> Scope:
    """The scope of a call; refuses an unknown period or category, and a department that the caller may not read."""
    mine = ctx.departments() if ctx.person else None
    if department:
        ctx.may_read(department)
        mine = {department}
    if category and category not in set(Category):
        raise RefusedError(refuse("statistics_category", "R8", category=category))
    try:
        period = Period.read(name)
        zone = ZoneInfo(ctx.desk.timezone)
        begins, ends = period.begins(zone), period.ends(zone)
    except (ValueError, OverflowError) as error:
        raise RefusedError(refuse("statistics_period", "R8", period=name)) from error
    return Scope(period, begins, ends, None if mine is None else frozenset(mine), category)


def _departments(ctx: Context, scope: Scope) -> list[str]:
    known = [one.id for one in ctx.roster.departments]
    return known if scope.departments is None else [one for one in known if one in scope.departments]


def _view(ctx: Context, scope: Scope, facts: Facts, by: Dimension) -> wire.StatisticsView:
    zone = ZoneInfo(ctx.desk.timezone)
    parts = scope.period.split(by)
    figures = aggregate(facts.events, facts.sends, _group(by, parts, zone))
    names = [one.name for one in parts]
    if by is Dimension.DEPARTMENT:
        # A department that has left the roster keeps its row.
        names = _departments(ctx, scope)
        names += sorted(figures.keys() - set(names))
    elif by is Dimension.CATEGORY:
        names = [str(one) for one in Category if scope.category in {"", one}]
    spans = [(max(one.begins(zone), scope.begins), min(one.ends(zone), scope.ends)) for one in parts]
    timed = by in {Dimension.MONTH, Dimension.QUARTER}
    whole = aggregate(facts.events, facts.sends, lambda *_: "")
    return wire.StatisticsView(
        period=scope.period.name,
        by=by,
        begins=scope.begins,
        ends=scope.ends,
        rows=[
            wire.FiguresRow(
                name, figures.get(name, Figures()), _optouts(ctx.conn, *spans[nth]) if timed else -1
            )
            for nth, name in enumerate(names)
        ],
        total=wire.FiguresRow("", whole.get("", Figures()), _optouts(ctx.conn, scope.begins, scope.ends)),
        reasons=ordered_pairs(facts.reasons)[:_REASONS],
        house=scope.departments is None,
    )


def _group(by: Dimension, parts: list[Period], zone: ZoneInfo) -> Group:
    if by is Dimension.DEPARTMENT:
        return lambda _at, department, _category: department
    if by is Dimension.CATEGORY:
        return lambda _at, _department, category: category
    buckets = Buckets(parts, zone)
    return lambda at, _department, _category: buckets.name(at)


def _fitting(ctx: Context, ids: list[int], text: str) -> list[int]:
    where = request.c.purpose.contains(text, autoescape=True) | request.c.number.contains(
        text, autoescape=True
    )
    fits = set(ctx.conn.execute(select(RequestRecord.id).where(where)).scalars())
    return [one for one in ids if one in fits]


def _optouts(conn: Connection, begins: str, ends: str) -> int:
    """Opt-outs that came in between two instants; the count follows from the serials, as none is ever removed."""
    key, at = optout.c.serial, optout.c.at
    return first_key(conn, optout, key, at, ends) - first_key(conn, optout, key, at, begins)
