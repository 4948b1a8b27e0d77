"""The departments' own rules (R0): stored version by version, each acknowledged by the department manager's signature."""

from typing import Any

from sqlalchemy import func, select

from console.domain.people.department_rules import DepartmentRules, may_acknowledge
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.services import declared
from console.services.context import Context, answers, demand, found
from console.services.ledger import ledger
from console.services.statements import Incoming, prepares, takes
from console.store import base
from console.store.personnel import DepartmentRulesRecord
from console.store.personnel import department_rules as table
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.people import department_rules as wire

_EARLIER = table.alias("earlier")
_ALL_NEWEST = select(DepartmentRulesRecord).where(
    table.c.version
    == select(func.max(_EARLIER.c.version))
    .where(_EARLIER.c.department == table.c.department)
    .scalar_subquery()
)


@answers
def page(ctx: Context, _call: wire.DepartmentRulesPage) -> list[wire.RulesRow]:
    """Every department with its newest rules; it is no secret that a department lacks them."""
    newest = {row.department: row for row in base.rows(ctx.conn, _ALL_NEWEST)}
    return [_row(ctx, d.id, newest.get(d.id)) for d in ctx.roster.departments]


@answers
def detail(ctx: Context, call: wire.DepartmentRulesDetail) -> wire.RulesText:
    """One version in full, for people who may read the department's data."""
    ctx.may_read(call.department)
    row = found(_kept(ctx, call.department, call.version), "no_such_rules", department=call.department)
    return wire.RulesText(_row(ctx, call.department, row), row.text, row.signature, row.carrier)


@answers
def versions(ctx: Context, call: wire.DepartmentRulesVersions) -> list[wire.RulesRow]:
    """Every version, newest first; versions are never deleted."""
    ctx.may_read(call.department)
    rows = base.rows(
        ctx.conn,
        select(DepartmentRulesRecord)
        .where(DepartmentRulesRecord.department == call.department)
        .order_by(DepartmentRulesRecord.version.desc()),
    )
    return [_row(ctx, call.department, row) for row in rows]


@prepares(DepartmentRules)
def prepare(ctx: Context, call: Prepare, kind: type[DepartmentRules]) -> DepartmentRules:
    """The next version of a department's rules; refused to everybody except its manager."""
    demand(may_acknowledge(ctx.roster, call.subject, ctx.person, ctx.at))
    return declared.filled(ctx, kind, call, _next(ctx, call.subject))


@takes(DepartmentRules)
def take(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed version: by the manager, and following the version before."""
    act = incoming.act
    if not isinstance(act, DepartmentRules):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    demand(may_acknowledge(ctx.roster, act.department, act.by, ctx.at) or declared.fault(act))
    expected = _next(ctx, act.department)
    if (act.version, act.previous) != (expected["version"], expected["previous"]):
        raise RefusedError(refuse("rules_moved_on", "R0", version=expected["version"] - 1))
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
    return Done(seq, act.version, act.title)


def _next(ctx: Context, department: str) -> dict[str, Any]:
    """The fields of the next version that nobody types."""
    newest = _newest(ctx, department)
    version, previous = (newest.version + 1, newest.digest) if newest is not None else (1, "")
    return {"department": department, "version": version, "previous": previous}


def _newest(ctx: Context, department: str) -> DepartmentRulesRecord | None:
    return _kept(ctx, department, 0)


def _kept(ctx: Context, department: str, version: int) -> DepartmentRulesRecord | None:
    query = (
        select(DepartmentRulesRecord)
        .where(table.c.department == department)
        .order_by(table.c.version.desc())
        .limit(1)
    )
    if version:
        query = query.where(table.c.version == version)
    return base.row(ctx.conn, query)


def _row(ctx: Context, department: str, row: DepartmentRulesRecord | None) -> wire.RulesRow:
    known = ctx.roster.department(department)
    name = known.name if known else department
    if row is None:
        return wire.RulesRow(department=department, name=name, version=0, title="", by="", at="", digest="")
    return wire.RulesRow(
        department=department,
        name=name,
        version=row.version,
        title=row.title,
        by=row.by,
        at=row.at,
        digest=row.digest,
        closed=ctx.closed(department),
    )
