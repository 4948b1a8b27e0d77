"""What is owed beside requests: applications (R1, R8), roster versions, pledges (A2), the departments' own rules (R0)."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, or_, select

from console.domain import enrolling
from console.domain.enrolment import ApplicationState, Decision
from console.domain.people import Post
from console.services import deadlines, department_rules, enrolment, gaps, lock_duties, pledges, rosters
from console.services.chase_leads import Asked, Lead, held
from console.services.chase_requests import overdue
from console.services.chase_who import Who, filled, keepers
from console.services.context import Context
from console.store import base
from console.store.personnel import ApplicationRecord, application
from console.wire import department_rules as rules_calls
from console.wire import personnel

_WAITS = {"file": "file_application", "revise": "revise_application", "roster": "carry_out"}
"""What an application waits for that is no post's decision, and what the board calls it."""

_A = application.c


def leads(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Everything that is owed on people, posts and departments."""
    if question.wants("authorise_application", "approve_application", *_WAITS.values()):
        yield from _applications(ctx, question)
    if question.wants("confirm_roster") and question.departments is None:
        yield from _rosters(ctx, question)
    if question.wants("pledge"):
        yield from _pledges(ctx, question)
    if question.wants("rules"):
        yield from _rules(ctx, question)
    yield from lock_duties.leads(ctx, question)
    yield from gaps.leads(ctx, question)


# ---- applications


def _applications(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Applications that wait for somebody; late after as many working days as a decision on a request may take."""
    theirs: ColumnElement[bool] = or_(
        held(ctx, question, _A.waits_for, _A.department),
        (_A.state == ApplicationState.RETURNED) & _A.by.in_(question.people),
    )
    if question.people & keepers(ctx):
        theirs = or_(theirs, _A.waits_for == "file")
    if question.people & set(_signers(ctx)):
        theirs = or_(theirs, _A.waits_for == "roster")
    rows = base.rows(
        ctx.conn,
        select(ApplicationRecord).where(
            _A.state.in_(enrolling.OPEN),
            *question.within(_A.department),
            *question.like((_A.number, _A.name, _A.person), _A.department, theirs),
        ),
    )
    for row in rows:
        what = _WAITS.get(row.waits_for) or (
            "authorise_application" if row.waits_for == Post.DEPARTMENT_MANAGER else "approve_application"
        )
        if question.wants(what):

            def find(row: ApplicationRecord = row, what: str = what) -> Who:
                return _who_decides(ctx, row, what)

            yield Lead(
                what,
                row.department,
                row.name,
                row.updated,
                "",
                overdue(ctx, row.updated),
                find,
                number=row.number,
                application=row.id,
            )


def _who_decides(ctx: Context, row: ApplicationRecord, what: str) -> Who:
    match what:
        case "revise_application":
            acting = any(True for _ in ctx.roster.appointments(row.by, ctx.at))
            return Who([row.by], "") if acting else Who([], "", remedy="anew", about=(row.by,))
        case "carry_out":
            return _signing(ctx)
        case "file_application":
            people, decision, post = enrolling.filers(ctx.roster, ctx.at), Decision.FILE, Post.REGISTRAR
        case _:
            post, decision = Post(row.waits_for), Decision.APPROVE
            if post is Post.DEPARTMENT_MANAGER:
                decision = Decision.AUTHORISE
            people = enrolling.holders(ctx.roster, enrolment.facts_of(ctx, row), post, ctx.at)
    facts = enrolment.facts_of(ctx, row)
    judged = {p: enrolling.may_decide(ctx.roster, facts, p, decision, ctx.at) for p in people}
    gone = [
        r.params["person"] for r in judged.values() if r is not None and r.code == "application_signer_gone"
    ]
    if gone:
        return Who([], row.waits_for, remedy="anew", about=(gone[0],), helpers=tuple(sorted(people)))
    who = [p for p, refusal in judged.items() if refusal is None or refusal.code == "roster_expired"]
    return filled(ctx, Who(sorted(who), row.waits_for), post, row.department, blocked=people)


def _signers(ctx: Context) -> list[str]:
    return ctx.roster.holders(Post.ROSTER_SIGNER, "", ctx.at)


def _signing(ctx: Context, besides: str = "") -> Who:
    """Roster signers, without the one who signed already."""
    who = Who(sorted(set(_signers(ctx)) - {besides}), str(Post.ROSTER_SIGNER))
    return filled(ctx, who, Post.ROSTER_SIGNER, "")


# ---- roster versions


def _rosters(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Versions that wait for the signature of a second roster signer."""
    for one in rosters.waiting(ctx):
        who = _signing(ctx, besides=one.by)
        if question.names(str(one.version), people=(*who.who, one.by)):
            late = deadlines.last_day(ctx, one.at, one.expires)

            def find(who: Who = who) -> Who:
                return who

            yield Lead("confirm_roster", "", "", one.at, one.expires, late, find, number=str(one.version))


# ---- pledges


def _pledges(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Who must pledge (A2) and has no valid pledge of the version in force, or one that ends soon."""
    for row in pledges.page(ctx, personnel.Pledges()):
        if row.state == "valid" or not question.of(row.department):
            continue
        if not question.names(people=(row.person,), department=row.department):
            continue
        ends = row.state == "expiring"

        def find(person: str = row.person) -> Who:
            return Who([person], "")

        yield Lead(
            "pledge",
            row.department,
            ctx.policy.pledge.version,
            "" if ends else row.until,
            row.until if ends else "",
            not ends,
            find,
            number=row.person,
        )


# ---- the departments' own rules


def _rules(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Departments without rules of their own (R0), and those whose manager is another than the one who acknowledged them."""
    for row in department_rules.page(ctx, rules_calls.DepartmentRulesPage()):
        managers = ctx.roster.holders(Post.DEPARTMENT_MANAGER, row.department, ctx.at)
        if row.version and (not managers or row.by in managers):
            continue
        if not question.of(row.department) or not question.names(
            row.title, people=managers, department=row.department
        ):
            continue
        since = _since(ctx, row.department, managers)

        def find(department: str = row.department, managers: list[str] = managers) -> Who:
            who = Who(sorted(managers), str(Post.DEPARTMENT_MANAGER))
            return filled(ctx, who, Post.DEPARTMENT_MANAGER, department)

        late = bool(since) and overdue(ctx, since)
        yield Lead("rules", row.department, row.title, since, "", late, find)


def _since(ctx: Context, department: str, managers: list[str]) -> str:
    """Since when a department owes its rules: since whoever manages it took the post, or since anybody has a post there."""
    here = [a for a in ctx.roster.posts if a.department == department and a.holds(ctx.at)]
    own = [a.since for a in here if a.post is Post.DEPARTMENT_MANAGER and a.person in managers]
    return min(own or [a.since for a in here], default="")
