"""Duties on quarters (R3): compiling, signing, receiving, amending; and on the samples of a month (R7)."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from sqlalchemy import select

from console.domain.filing import filing as rules
from console.domain.filing.filing import Filing, FilingState
from console.domain.filing.quarters import Quarter
from console.domain.people.people import DepartmentKind, Post
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, home, source
from console.services.filing import filing_terms, sample_facts
from console.services.filing.filing_terms import Term
from console.store.filing import BriefFiling, filing
from console.wire.duties import subjects


class _Step(NamedTuple):
    """A quarter's next step (`compile`, `sign`, `receive`, `amend`): who does it, in which post and department, and since when.

    `because` is the reason of the return; for a pack that nobody may sign it is `blocked` or `outgrown`.
    """

    name: str
    who: list[str]
    post: Post
    home: str
    since: str
    because: str = ""


@source()
def quarters(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Every quarter that waits for somebody, oldest first, under its department."""
    if not question.wants("filing"):
        return
    unsignable, rows = filing_terms.unsignable(ctx), filing_terms.briefs(ctx)
    for term in filing_terms.owed(ctx, rows):
        yield from _duty(ctx, question, term, _next(ctx, term, unsignable))
    for department, name in sorted(filing_terms.amends(ctx, rows)):
        received = filing_terms.term(ctx, department, Quarter.read(name))
        who = filing_terms.compilers(ctx, department)
        yield from _duty(ctx, question, received, _Step("amend", who, Post.OPERATOR, department, ""))


@source()
def months(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Every month whose samples a department has not looked at."""
    posts = (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER)
    managing = (held.person for held in ctx.roster.posts if held.post in posts)
    if not question.wants("sample") or question.spares(managing):
        return
    for department, month in sample_facts.owed(ctx):
        who, known = sample_facts.signers(ctx, department), ctx.roster.department(department)
        if not question.takes(department, month.name, people=who):
            continue

        def find(who: list[str] = who, department: str = department) -> Who:
            post = Post.DEPARTMENT_MANAGER
            return filled(ctx, Who(who, str(post)), post, department)

        until, about = sample_facts.due_of(ctx, month), subjects.Sample(department, month.name)
        title = known.name if known else department
        yield Duty("sample", about, department, month.until, until, until < ctx.at, find, month.name, title)


def _duty(ctx: Context, question: Asked, term: Term[BriefFiling], step: _Step) -> Iterator[Duty]:
    department, quarter = term.department, term.quarter.name
    if not question.takes(department, quarter, people=step.who):
        return

    def find() -> Who:
        return filled(ctx, Who(step.who, str(step.post)), step.post, step.home)

    until = _until(ctx, term, step.name)
    late = bool(until) and until < ctx.at
    known = ctx.roster.department(department)
    yield Duty(
        "filing",
        subjects.Quarter(department, quarter),
        department,
        step.since,
        until,
        late,
        find,
        quarter,
        known.name if known else department,
        because=step.because,
        step=f"filing_{step.name}",
        said=step.name,
    )


def _next(ctx: Context, term: Term[BriefFiling], unsignable: dict[int, str]) -> _Step:
    department, row = term.department, term.row
    ended = term.quarter.ends(ctx.desk.timezone)
    why = unsignable.get(row.id, "") if row is not None else ""
    # A pack that the manager cannot sign goes back to those who compile, to be corrected or just compiled again.
    if row is not None and row.state == FilingState.COMPILED and not why:
        who = [
            p.id for p in ctx.roster.people if rules.may_sign(p.id, department, ctx.roster, ctx.at) is None
        ]
        return _Step("sign", who, Post.DEPARTMENT_MANAGER, department, row.compiled_at)
    if row is not None and row.state == FilingState.SIGNED:
        text = ctx.conn.execute(select(filing.c.text).where(filing.c.id == row.id)).scalar_one()
        act = msgspec.json.decode(text, type=Filing)
        who = [p.id for p in ctx.roster.people if rules.may_receive(p.id, act, ctx.roster, ctx.at) is None]
        known = ctx.roster.department(department)
        own = known is not None and known.kind is DepartmentKind.GENERAL
        post = Post.SUPERVISING_MANAGER if own else Post.REGISTRAR
        return _Step("receive", who, post, home(ctx), row.signed_at)
    who = filing_terms.compilers(ctx, department)
    reason = why or (row.reason if row is not None else "")
    since = (row.answered_at or row.compiled_at) if row is not None else ended
    return _Step("compile", who, Post.OPERATOR, department, since, reason)


def _until(ctx: Context, term: Term[BriefFiling], step: str) -> str:
    """The deadline: the quarter's own for the department's steps, some days later for the receiver; none for an amendment sheet."""
    row = term.row
    if step == "receive":
        return filing_terms.receive_by(ctx, row)
    sheet = row is not None and row.revision > 1
    return term.due if step in {"compile", "sign"} and not sheet else ""
