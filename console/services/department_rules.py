"""The departments' own rules (R0): kept version by version, each acknowledged by the department manager's signature."""

from typing import Any

from sqlalchemy import select

from console.domain.department_rules import LONGEST, DepartmentRules, may_acknowledge, tidied
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import ledger
from console.services.context import Context, demand, found
from console.services.enrolment_form import names_a_mobile
from console.services.statements import Incoming, prepared
from console.store.personnel import department_rules as table
from console.wire import department_rules as wire
from console.wire import views


def page(ctx: Context, _call: wire.DepartmentRulesPage) -> list[wire.RulesRow]:
    """Every department with its newest rules; that one lacks them is no secret."""
    return [_row(ctx, d.id, _newest(ctx, d.id)) for d in ctx.roster.departments]


def detail(ctx: Context, call: wire.DepartmentRulesDetail) -> wire.RulesText:
    """One version whole, for who may read what belongs to the department."""
    ctx.may_read(call.department)
    row = found(_kept(ctx, call.department, call.version), "no_such_rules", department=call.department)
    return wire.RulesText(_row(ctx, call.department, row), row.text, row.signature, row.carrier)


def versions(ctx: Context, call: wire.DepartmentRulesVersions) -> list[wire.RulesRow]:
    """Every version, the newest first; none of them ever goes."""
    ctx.may_read(call.department)
    rows = ctx.conn.execute(
        select(table).where(table.c.department == call.department).order_by(table.c.version.desc())
    ).all()
    return [_row(ctx, call.department, row) for row in rows]


def prepare(ctx: Context, call: wire.PrepareDepartmentRules) -> views.Prepared:
    """The bytes of the next version; refused to anybody but the department's manager."""
    act = _next(ctx, call.department, ctx.person, call.title.strip(), tidied(call.rules))
    demand(_judged(ctx, act))
    return prepared(act)


def take(ctx: Context, incoming: Incoming) -> views.Done:
    """A signed version comes in: by the manager, and following the version before."""
    act = incoming.act
    if not isinstance(act, DepartmentRules):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    demand(_judged(ctx, act))
    expected = _next(ctx, act.department, act.by, act.title, act.rules)
    if (act.version, act.previous) != (expected.version, expected.previous):
        raise RefusedError(refuse("rules_moved_on", "R0", version=expected.version - 1))
    ctx.conn.execute(
        table.insert().values(
            department=act.department,
            version=act.version,
            digest=incoming.digest,
            title=act.title,
            by=act.by,
            at=act.at,
            carrier=ctx.caller.person if ctx.caller.person != act.by else "",
            text=incoming.text,
            signature=incoming.signature,
        )
    )
    seq = ledger.record(
        ctx,
        "department.rules",
        f"department:{act.department}",
        {"version": act.version},
        actor=act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    ctx.notice("departments")
    return views.Done(seq, act.version, act.title)


def _next(ctx: Context, department: str, by: str, title: str, rules: str) -> DepartmentRules:
    newest = _newest(ctx, department)
    return DepartmentRules(
        org=ctx.roster.org,
        by=by,
        at=ctx.at,
        roster=ctx.roster.version,
        department=department,
        version=newest.version + 1 if newest is not None else 1,
        previous=newest.digest if newest is not None else "",
        title=title,
        rules=rules,
    )


def _judged(ctx: Context, act: DepartmentRules) -> Refusal | None:
    refusal = may_acknowledge(ctx.roster, act.department, act.by, ctx.at)
    if refusal:
        return refusal
    for field, text, most in (("title", act.title, 200), ("rules", act.rules, LONGEST)):
        if not text.strip():
            return refuse("field_missing", "R0", field=field)
        if len(text) > most:
            return refuse("too_long", "R0", field=field, most=most)
        if names_a_mobile(text):
            return refuse("application_mobile", "I6", field=field)
    return None


def _newest(ctx: Context, department: str) -> Any:
    return _kept(ctx, department, 0)


def _kept(ctx: Context, department: str, version: int) -> Any:
    query = select(table).where(table.c.department == department).order_by(table.c.version.desc()).limit(1)
    if version:
        query = query.where(table.c.version == version)
    return ctx.conn.execute(query).one_or_none()


def _row(ctx: Context, department: str, row: Any) -> wire.RulesRow:
    known = ctx.roster.department(department)
    name = known.name if known else department
    if row is None:
        return wire.RulesRow(department, name, 0, "", "", "", "")
    return wire.RulesRow(department, name, row.version, row.title, row.by, row.at, row.digest)
