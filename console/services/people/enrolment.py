"""Applications (Attachment 3): handed in, authorised (R8), approved and filed (R1), each step signed; a roster carries them out."""

from typing import Any

import msgspec
from sqlalchemy import func, select, update

from console.domain import acts, dating
from console.domain.archive.archive import PaperKind
from console.domain.people import enrolment_rules
from console.domain.people.enrolment import (
    Application,
    ApplicationKind,
    ApplicationState,
    ApplicationStep,
    Decision,
)
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import declared, serials
from console.services.archive import archive
from console.services.archive.archive_documents import Document
from console.services.context import Context, answers, demand, found
from console.services.declared import numbered
from console.services.ledger import ledger
from console.services.people import enrolment_form as forms
from console.services.statements import Incoming, prepares, takes
from console.store import base
from console.store.personnel import (
    ApplicationRecord,
    ApplicationStatementRecord,
    application,
    application_statement,
)
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.people import enrolment as wire

# ---- handing in


@answers
def check(ctx: Context, call: wire.CheckApplication) -> list[wire.ApplicationFault]:
    """What is not valid yet in a form."""
    form = msgspec.convert(call.form.said(), wire.ApplicationForm)
    return forms.faults(ctx, form, ctx.person, call.application)


@prepares(Application)
def prepare(ctx: Context, call: Prepare, _kind: type[Application]) -> Application:
    """An application, or the next version of a returned one; raises the first fault's refusal if the form is not complete."""
    form = forms.form_in(call)
    row = _returned(ctx, numbered(call), form) if call.subject else None
    _demand_faultless(ctx, form, ctx.person, numbered(call))
    return forms.statement(ctx, form, ctx.person, _number(ctx, form, row), row)


@takes(Application)
def submit(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed application: by a person who may apply, without a fault, and exactly as it would be prepared now."""
    act = incoming.act
    if not isinstance(act, Application):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    form = forms.form_of(act)
    row = None
    if act.version > 1:
        before = ctx.conn.execute(select(application.c.id).where(application.c.number == act.number))
        application_id = found(before.scalar_one_or_none(), "no_such_application", application=act.number)
        row = _returned(ctx, application_id, form)
    _demand_faultless(ctx, form, act.by, row.id if row is not None else 0)
    expected = forms.statement(ctx, form, act.by, _number(ctx, form, row), row)
    if msgspec.structs.replace(expected, at=act.at) != act:
        raise RefusedError(refuse("stale", "R1"))
    return _store(ctx, act, incoming, row)


def _demand_faultless(ctx: Context, form: wire.ApplicationForm, by: str, application_id: int) -> None:
    faults = forms.faults(ctx, form, by, application_id)
    if faults:
        raise RefusedError(faults[0].refusal)


def _returned(ctx: Context, application_id: int, form: wire.ApplicationForm) -> ApplicationRecord:
    """The application that the form would revise: it must have been returned, and must stay with its department."""
    row = _row(ctx, application_id)
    if row.state != ApplicationState.RETURNED:
        raise RefusedError(refuse("application_not_returned", "R1", state=row.state))
    if (row.department, row.kind) != (form.department, form.kind):
        raise RefusedError(refuse("application_fixed", "R1", number=row.number))
    return row


def _number(ctx: Context, form: wire.ApplicationForm, row: ApplicationRecord | None) -> str:
    """The number (year, department, A, serial); kept from the first version on (R3)."""
    if row is not None:
        return str(row.number)
    department = ctx.roster.department(form.department)
    name = department.name if department else form.department_name
    return f"{ctx.year}-{name}-A-{serials.last(ctx, _series(form.department)) + 1:04d}"


def _series(department: str) -> str:
    """The series of an application number; applications are numbered separately from requests."""
    return f"A:{department}"


def _take_number(ctx: Context, act: Application) -> None:
    year, serial = int(act.number[:4]), int(act.number.rpartition("-")[2])
    serials.keep(ctx, _series(act.department), year, serial)


def _store(ctx: Context, act: Application, incoming: Incoming, row: ApplicationRecord | None) -> Done:
    state, waits_for = enrolment_rules.standing(tuple(act.route), len(act.covers))
    values: dict[str, Any] = {
        "version": act.version,
        "person": act.person,
        "name": act.name,
        "post": act.post,
        "state": state,
        "waits_for": waits_for,
        "by": act.by,
        "reason": "",
        "digest": incoming.digest,
        "head": incoming.digest,
        "updated": ctx.at,
    }
    if row is not None:
        enrolment_rules.move(ApplicationState(row.state), state)
        ctx.conn.execute(update(application).where(application.c.id == row.id).values(**values))
        application_id = int(row.id)
    else:
        _take_number(ctx, act)
        first = {"number": act.number, "kind": act.kind, "department": act.department}
        made = ctx.conn.execute(application.insert().values(**values, **first, paper="", place="", roster=0))
        key = made.inserted_primary_key
        application_id = int(key[0]) if key else 0
    _keep(ctx, application_id, act.version, act, incoming)
    payload = {"number": act.number, "version": act.version, "kind": str(act.kind), "person": act.person}
    payload |= {"department": act.department, "post": str(act.post), "state": str(state)}
    seq = ledger.record(
        ctx,
        "application.submitted",
        f"application:{application_id}",
        payload,
        actor=act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    ctx.notice("applications")
    return Done(seq, application_id, act.number)


def _keep(
    ctx: Context, application_id: int, version: int, act: Application | ApplicationStep, incoming: Incoming
) -> None:
    """Store a statement in chain order.

    The same signed act a second time is refused (`signed_before`), and one dated before its predecessor (`older_than_before`).
    """
    table = application_statement
    if ctx.conn.execute(select(table.c.nth).where(table.c.digest == incoming.digest)).first() is not None:
        raise RefusedError(refuse("signed_before", "I1"))
    nth, last = ctx.conn.execute(
        select(func.count(), func.max(table.c.at)).where(table.c.application == application_id)
    ).one()
    demand(dating.before(act.at, str(last or "")))
    ctx.conn.execute(
        table.insert().values(
            application=application_id,
            nth=nth + 1,
            version=version,
            kind=acts.kind(act),
            person=act.by,
            digest=incoming.digest,
            text=incoming.text,
            signature=incoming.signature,
            carrier=ctx.caller.person if ctx.caller.person != act.by else "",
            at=act.at,
        )
    )


# ---- deciding


@prepares(ApplicationStep)
def prepare_step(ctx: Context, call: Prepare, kind: type[ApplicationStep]) -> ApplicationStep:
    """A decision; refused if the caller may not take it, or if the chain has changed since they read it (`stale`)."""
    row = row_by_id(ctx, numbered(call))
    if call.head != row.head:
        raise RefusedError(refuse("stale", "R1"))
    step = declared.filled(ctx, kind, call, {"application": row.digest, "previous": row.head, "posts": []})
    facts = facts_of(ctx, row)
    demand(enrolment_rules.may_decide(ctx.roster, facts, ctx.person, step.decision, ctx.at))
    demand(_said(step))
    if step.decision not in _LEVELS:
        return step
    return msgspec.structs.replace(
        step, posts=enrolment_rules.posts_now(ctx.roster, facts, ctx.person, ctx.at)
    )


@takes(ApplicationStep)
def take(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed decision: it must be allowed now, follow the chain's head, and contain what its kind requires."""
    act = incoming.act
    if not isinstance(act, ApplicationStep):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    row = base.row(ctx.conn, select(ApplicationRecord).where(application.c.digest == act.application))
    if row is None or act.previous != row.head:
        raise RefusedError(refuse("stale", "R1"))
    facts = facts_of(ctx, row)
    for moment in (ctx.at, act.at):
        demand(enrolment_rules.may_decide(ctx.roster, facts, act.by, act.decision, moment))
    held = enrolment_rules.posts_now(ctx.roster, facts, act.by, ctx.at)
    if act.posts != (held if act.decision in _LEVELS else []):
        raise RefusedError(refuse("wrong_post", "R1", post=facts.next_post() or "file"))
    demand(_said(act))
    state, waits_for = enrolment_rules.after(facts, act.decision, len(act.posts))
    _keep(ctx, row.id, row.version, act, incoming)
    values: dict[str, Any] = {
        "state": enrolment_rules.move(ApplicationState(row.state), state),
        "waits_for": waits_for,
        "head": incoming.digest,
        "reason": act.reason,
        "updated": ctx.at,
    }
    if act.decision is Decision.FILE:
        values |= {"paper": act.paper, "place": act.place}
        what = Document(f"application:{row.id}", str(row.number), str(row.department))
        archive.put_signed(ctx, PaperKind.APPLICATION, what, act.paper, act.place, act.by)
    ctx.conn.execute(update(application).where(application.c.id == row.id).values(**values))
    seq = ledger.record(
        ctx,
        f"application.{act.decision}",
        f"application:{row.id}",
        {
            "number": row.number,
            "version": row.version,
            "person": row.person,
            "posts": [str(p) for p in act.posts],
            "state": str(state),
        },
        actor=act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    ctx.notice("applications")
    return Done(seq, row.id, row.number)


def _said(step: ApplicationStep) -> Refusal | None:
    """What a decision must contain: a reason for a return, rejection or withdrawal; the paper's number for a filing."""
    if step.decision in _WITH_REASON and not step.reason.strip():
        return refuse("reason_missing", "R1")
    if step.decision is Decision.FILE and not step.paper.strip():
        return refuse("paper_missing", "R1")
    if step.decision is not Decision.FILE and (step.paper or step.place):
        return refuse("paper_only_filed", "R1")
    return declared.fault(step)


_LEVELS = frozenset({Decision.AUTHORISE, Decision.APPROVE})
_WITH_REASON = frozenset({Decision.RETURN, Decision.REJECT, Decision.WITHDRAW})


# ---- reading


def signs_rosters(ctx: Context) -> bool:
    """Whether the caller signs rosters."""
    return any(a.post is Post.ROSTER_SIGNER for a in ctx.roster.appointments(ctx.person, ctx.at))


def row_by_id(ctx: Context, application_id: int) -> Any:
    """One application if the caller may see it: of their departments, one that names them; roster signers may see any."""
    row = _row(ctx, application_id)
    named = ctx.person in {row.by, row.person} or signs_rosters(ctx)
    if not named and row.id not in _in_charge(ctx):
        ctx.may_read(row.department)
    return row


def _row(ctx: Context, application_id: int) -> ApplicationRecord:
    row = base.row(ctx.conn, select(ApplicationRecord).where(application.c.id == application_id))
    return found(row, "no_such_application", application=application_id)


def _in_charge(ctx: Context) -> list[int]:
    """Applications of new departments whose supervising manager the caller would be."""
    rows = ctx.conn.execute(
        select(application.c.id, application_statement.c.text)
        .join(application_statement, application_statement.c.digest == application.c.digest)
        .where(application.c.kind == ApplicationKind.OPEN_DEPARTMENT)
    )
    named = [(r.id, msgspec.json.decode(r.text, type=Application).new_department) for r in rows]
    return [i for i, new in named if new is not None and new.supervisor == ctx.person]


def statements_of(ctx: Context, row: ApplicationRecord) -> list[ApplicationStatementRecord]:
    """Every version of an application and every decision on it, as signed, in chain order."""
    return list(
        base.rows(
            ctx.conn,
            select(ApplicationStatementRecord)
            .where(application_statement.c.application == row.id)
            .order_by(application_statement.c.nth),
        )
    )


def act_of(ctx: Context, row: ApplicationRecord) -> Application:
    """The newest version of an application, as signed."""
    text = ctx.conn.execute(
        select(application_statement.c.text).where(application_statement.c.digest == row.digest)
    ).scalar_one()
    return msgspec.json.decode(text, type=Application)


def facts_of(ctx: Context, row: ApplicationRecord) -> enrolment_rules.Facts:
    """The facts of an application that the rules need: its newest version, and the levels signed after it."""
    table = application_statement.c
    rows = ctx.conn.execute(
        select(table.text)
        .where(table.application == row.id, table.version == row.version, table.kind == "application_step")
        .order_by(table.nth)
    ).scalars()
    steps = [msgspec.json.decode(text, type=ApplicationStep) for text in rows]
    signed = tuple((s.by, len(s.posts)) for s in steps if s.posts)
    return enrolment_rules.facts_of(act_of(ctx, row), ApplicationState(row.state), signed)
