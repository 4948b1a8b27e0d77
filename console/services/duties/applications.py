"""Duties on Operator Applications (R1, R8): decisions, filing, revision, and the roster that carries them out."""

from collections.abc import Iterator

from sqlalchemy import or_, select

from console.domain.people import enrolment_rules
from console.domain.people.enrolment import ApplicationState, Decision
from console.domain.people.people import Post
from console.services.context import Context
from console.services.duties.bearers import Who, filled, keepers, signing
from console.services.duties.duty import Asked, Duty, held, overdue, source
from console.services.people import enrolment
from console.store import base
from console.store.personnel import ApplicationRecord, application, application_statement
from console.wire.duties.subjects import Application

_WAITS = {"file": "file_application", "revise": "revise_application", "roster": "carry_out"}
"""Kinds of duty for an application that waits for something other than a post's decision."""

_A = application.c


@source()
def applications(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Applications that wait for somebody; late after as many working days as a decision on a request may take."""
    if not question.wants("authorise_application", "approve_application", *_WAITS.values()):
        return
    theirs = [
        held(ctx, question, _A.waits_for, _A.department),
        (_A.state == ApplicationState.RETURNED) & _A.by.in_(question.people),
    ]
    # For a department that is not in the roster yet, the application itself says who decides.
    known = [one.id for one in ctx.roster.departments]
    theirs.append(_A.department.not_in(known))
    if question.people & keepers(ctx):
        theirs.append(_A.waits_for == "file")
    if question.people & set(signing(ctx).who):
        theirs.append(_A.waits_for == "roster")
    rows = base.rows(
        ctx.conn,
        select(ApplicationRecord).where(
            _A.state.in_(enrolment_rules.OPEN),
            *question.within(_A.department),
            *question.like((_A.number, _A.name, _A.person), _A.department, or_(*theirs)),
        ),
    )
    for row in rows:
        kind = _WAITS.get(row.waits_for) or (
            "authorise_application" if row.waits_for == Post.DEPARTMENT_MANAGER else "approve_application"
        )
        if question.wants(kind):

            def find(row: ApplicationRecord = row, kind: str = kind) -> Who:
                return _who(ctx, row, kind)

            words = (row.department, row.number, row.name, row.person)
            if row.department not in known and not question.takes(*words, people=find().who):
                continue
            yield Duty(
                kind,
                Application(row.id),
                row.department,
                row.updated,
                "",
                overdue(ctx, row.updated),
                find,
                row.number,
                row.name,
                because=row.reason if kind == "revise_application" else row.waits_for,
                sender=_returner(ctx, row) if kind == "revise_application" else row.by,
            )


def _returner(ctx: Context, row: ApplicationRecord) -> str:
    """Who returned an application: the last who signed anything on it."""
    signed = application_statement.c
    last = select(signed.person).where(signed.application == row.id).order_by(signed.nth.desc()).limit(1)
    return str(ctx.conn.execute(last).scalar_one())


def _who(ctx: Context, row: ApplicationRecord, kind: str) -> Who:
    match kind:
        case "revise_application":
            acting = any(True for _ in ctx.roster.appointments(row.by, ctx.at))
            return Who([row.by], "") if acting else Who([], "", remedy="anew", about=(row.by,))
        case "carry_out":
            return signing(ctx)
        case "file_application":
            people, decision, post = enrolment_rules.filers(ctx.roster, ctx.at), Decision.FILE, Post.REGISTRAR
        case _:
            post, decision = Post(row.waits_for), Decision.APPROVE
            if post is Post.DEPARTMENT_MANAGER:
                decision = Decision.AUTHORISE
            people = enrolment_rules.holders(ctx.roster, enrolment.facts_of(ctx, row), post, ctx.at)
    facts = enrolment.facts_of(ctx, row)
    judged = {p: enrolment_rules.may_decide(ctx.roster, facts, p, decision, ctx.at) for p in people}
    gone = [
        r.params["person"] for r in judged.values() if r is not None and r.code == "application_signer_gone"
    ]
    if gone:
        return Who([], row.waits_for, remedy="anew", about=(gone[0],), helpers=tuple(sorted(people)))
    who = [p for p, refusal in judged.items() if refusal is None or refusal.code == "roster_expired"]
    return filled(ctx, Who(sorted(who), row.waits_for), post, row.department, blocked=people)
