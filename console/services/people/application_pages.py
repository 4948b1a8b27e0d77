"""Applications as they are read: in lists and one by one."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import or_, select

from console.domain.people import enrolment_rules
from console.domain.people.enrolment import (
    Application,
    ApplicationStep,
    Decision,
)
from console.domain.people.people import Post
from console.services import lists
from console.services.context import Context, answers
from console.services.people import carried_out
from console.services.people import enrolment_form as forms
from console.services.people.enrolment import (
    _in_charge,
    act_of,
    facts_of,
    row_by_id,
    signs_rosters,
    statements_of,
)
from console.services.requests import signers
from console.signing.sshsig import BadSignatureError, fingerprint
from console.store.personnel import (
    ApplicationRecord,
    ApplicationStatementRecord,
    application,
)
from console.wire.people import enrolment as wire
from console.wire.requests.drafts import RouteStep
from console.wire.requests.rows import StepRow


def page(
    ctx: Context, call: wire.ApplicationsPage, among: Iterable[int] | None = None
) -> wire.ApplicationPage:
    """Applications that the caller may see, newest first, only those ids if any are given; roster signers see every one."""
    where = _where(ctx, call)
    if among is not None:
        where.append(application.c.id.in_(list(among)))
    shown, rows = lists.paged(
        ctx, call, ApplicationRecord, select(ApplicationRecord).where(*where), ApplicationRecord.id
    )
    states = carried_out.states(ctx, [row.id for row in rows])
    return wire.ApplicationPage(shown, [row_of(row, states) for row in rows])


def _where(ctx: Context, call: wire.ApplicationsPage) -> list[Any]:
    table = application.c
    where: list[Any] = [table.department == call.department] if call.department else []
    if call.state in carried_out.STATES:
        where.append(table.id.in_([i for i, state in carried_out.states(ctx).items() if state == call.state]))
    elif call.state:
        where.append(table.state == call.state)
    mine = ctx.departments()
    if mine is not None and not signs_rosters(ctx):
        where.append(
            or_(
                table.department.in_(mine),
                table.by == ctx.person,
                table.person == ctx.person,
                table.id.in_(_in_charge(ctx)),
            )
        )
    where += lists.having(call.text, table.number, table.name, table.person)
    return where


def row_of(row: ApplicationRecord, states: Mapping[int, str]) -> wire.ApplicationRow:
    """An application's row as people see it; `states` holds the states of those that were carried out."""
    names = wire.ApplicationRow.__struct_fields__
    values = {name: getattr(row, name) for name in names}
    return wire.ApplicationRow(**values | {"state": states.get(row.id, row.state)})


@answers
def detail(ctx: Context, call: wire.ApplicationDetail) -> wire.ApplicationView:
    """One application with its chain, its deciders, and what the caller may do with it."""
    row = row_by_id(ctx, call.application)
    act, facts = act_of(ctx, row), facts_of(ctx, row)
    statements = statements_of(ctx, row)
    return wire.ApplicationView(
        row=row_of(row, carried_out.states(ctx, [row.id])),
        form=forms.form_of(act),
        statement=next(s.text for s in statements if s.digest == row.digest),
        digest=row.digest,
        head=row.head,
        steps=[_step_row(ctx, s) for s in statements],
        route=_route(ctx, facts),
        allowed={
            str(d): enrolment_rules.may_decide(ctx.roster, facts, ctx.person, d, ctx.at) for d in Decision
        },
        reason=row.reason,
        paper=row.paper,
        place=row.place,
        roster=row.roster,
        fingerprint=_fingerprint(ctx, act, row.roster),
        afterwards=carried_out.afterwards(ctx, act, row.roster) if row.roster else None,
    )


def _step_row(ctx: Context, row: ApplicationStatementRecord) -> StepRow:
    """A version or decision of the chain; its kind is `application`, or the decision."""
    shown = signers.step_row(ctx, row.text, row.signature, row.digest, row.carrier)
    act = msgspec.json.decode(row.text, type=Application | ApplicationStep)
    if isinstance(act, Application):
        return msgspec.structs.replace(shown, posts=[str(p) for p in act.covers])
    return msgspec.structs.replace(shown, kind=str(act.decision))


def _route(ctx: Context, facts: enrolment_rules.Facts) -> list[RouteStep]:
    def names(people: list[str]) -> list[str]:
        return [p.name for p in ctx.roster.people if p.id in people]

    steps = [
        RouteStep(str(p), facts.department, names(enrolment_rules.holders(ctx.roster, facts, p, ctx.at)))
        for p in facts.route
    ]
    general = ctx.roster.general_department()
    if general is not None:
        steps.append(RouteStep("file", general.id, names(enrolment_rules.filers(ctx.roster, ctx.at))))
    signers = ctx.roster.holders(Post.ROSTER_SIGNER, "", ctx.at)
    return [*steps, RouteStep("roster", "", names(signers))]


def _fingerprint(ctx: Context, act: Application, roster: int) -> str:
    """The fingerprint of the application's key, else of the person's newest one; once carried out, of the newest at that time."""
    person = ctx.roster.person(act.person)
    newest = person.keys[-1].public if person and person.keys else ""
    kept = carried_out.key_then(ctx, act.person, roster) if roster and not act.key else newest
    try:
        return fingerprint(act.key or kept)
    except BadSignatureError:
        return ""
