"""What is owed on quarters (R3): compiling, signing and receiving, for my turn and for the chase board."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from sqlalchemy import select

from console.domain import filing as rules
from console.domain.filing import Filing, FilingState
from console.domain.people import DepartmentKind, Post
from console.domain.quarters import Quarter
from console.services import filing_terms
from console.services.chase_leads import Asked, Lead
from console.services.chase_who import Who, filled
from console.services.context import Context
from console.services.filing_terms import Term
from console.store.filing import BriefFiling, filing
from console.wire import views


class Duty(NamedTuple):
    """A quarter that waits: for what (`compile`, `sign`, `receive`, `amend`), for whom, as what, since when.

    `because` is why it was returned, or of a pack that nobody may sign `blocked` or `outgrown`.
    """

    term: Term[BriefFiling]
    what: str
    who: list[str]
    post: Post
    home: str
    since: str
    because: str = ""


def duties(ctx: Context) -> Iterator[Duty]:
    """Every quarter that waits for somebody, oldest first."""
    unsignable = filing_terms.unsignable(ctx)
    for term in filing_terms.owed(ctx):
        yield _duty(ctx, term, unsignable)
    for department, name in sorted(filing_terms.amends(ctx)):
        received = filing_terms.term(ctx, department, Quarter.read(name))
        who = filing_terms.compilers(ctx, department)
        yield Duty(received, "amend", who, Post.OPERATOR, department, "")


def _duty(ctx: Context, term: Term[BriefFiling], unsignable: dict[int, str]) -> Duty:
    department, row = term.department, term.row
    ended = term.quarter.ends(ctx.desk.timezone)
    why = unsignable.get(row.id, "") if row is not None else ""
    # What a manager cannot sign is put right, or simply compiled anew, by who compiles.
    if row is not None and row.state == FilingState.COMPILED and not why:
        who = [
            p.id for p in ctx.roster.people if rules.may_sign(p.id, department, ctx.roster, ctx.at) is None
        ]
        return Duty(term, "sign", who, Post.DEPARTMENT_MANAGER, department, row.compiled_at)
    if row is not None and row.state == FilingState.SIGNED:
        text = ctx.conn.execute(select(filing.c.text).where(filing.c.id == row.id)).scalar_one()
        act = msgspec.json.decode(text, type=Filing)
        who = [p.id for p in ctx.roster.people if rules.may_receive(p.id, act, ctx.roster, ctx.at) is None]
        known = ctx.roster.department(department)
        own = known is not None and known.kind is DepartmentKind.GENERAL
        general = ctx.roster.general_department()
        post = Post.SUPERVISING_MANAGER if own else Post.REGISTRAR
        return Duty(term, "receive", who, post, general.id if general else "", row.signed_at)
    who = filing_terms.compilers(ctx, department)
    reason = why or (row.reason if row is not None else "")
    since = (row.answered_at or row.compiled_at) if row is not None else ended
    return Duty(term, "compile", who, Post.OPERATOR, department, since, reason)


def _until(ctx: Context, duty: Duty) -> str:
    """Until when: the quarter's own end for what the department does, some days for who receives it; an amendment sheet has none."""
    row = duty.term.row
    if duty.what == "receive":
        return filing_terms.receive_by(ctx, row)
    sheet = row is not None and row.revision > 1
    return duty.term.due if duty.what in {"compile", "sign"} and not sheet else ""


def todo(ctx: Context) -> Iterator[views.TodoRow]:
    """What the caller can do about a quarter."""
    for duty in duties(ctx):
        if ctx.person in duty.who:
            until = _until(ctx, duty)
            yield views.TodoRow(
                what=f"filing_{duty.what}",
                request=0,
                number=duty.term.quarter.name,
                slot=0,
                title=_name(ctx, duty.term.department),
                category="",
                department=duty.term.department,
                due=until,
                because=duty.because,
                since=duty.since,
                escalated=bool(until) and until < ctx.at,
            )


def _name(ctx: Context, department: str) -> str:
    known = ctx.roster.department(department)
    return known.name if known else department


def leads(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Quarters on the chase board, by the department that owes the next step."""
    if not question.wants("filing"):
        return
    for duty in duties(ctx):
        department = duty.term.department
        if not question.of(department):
            continue
        if not question.names(duty.term.quarter.name, people=duty.who, department=department):
            continue

        def find(duty: Duty = duty) -> Who:
            return filled(ctx, Who(duty.who, str(duty.post)), duty.post, duty.home)

        until = _until(ctx, duty)
        yield Lead(
            "filing",
            department,
            duty.what,
            duty.since,
            until,
            bool(until) and until < ctx.at,
            find,
            number=duty.term.quarter.name,
        )
