"""Duties to the archive (R3): paper after sending, overdue loans, unacknowledged emergency sends, destructions."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, exists

from console.domain.archive import archive as rules
from console.domain.archive.archive import PaperState
from console.domain.people.people import Post
from console.services.archive import archive, emergencies, papers_owed
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, overdue, source
from console.store.archive import PaperRecord, PaperSendRecord
from console.store.requests import request
from console.wire.duties.subjects import Document, Emergency, Request


@source()
def papers(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Forms of requests whose send has ended and whose paper is not in the archive book."""
    if not question.wants("paper"):
        return
    where: list[ColumnElement[bool]] = question.within(request.c.department)
    if question.mine:
        owing = [d.id for d in ctx.roster.departments if ctx.person in rules.owing(d.id, ctx.roster, ctx.at)]
        if not owing:
            return
        where.append(request.c.department.in_(owing))
    for row in papers_owed.owed(ctx, *where):
        one = papers_owed.owed_paper(ctx, row)
        if not question.takes(one.department, one.number, one.purpose, people=one.who):
            continue

        def find(who: list[str] = one.who, department: str = one.department) -> Who:
            return filled(ctx, Who(who, ""), Post.DRAFTER, department)

        about = Request(one.request)
        yield Duty(
            "paper",
            about,
            one.department,
            one.since,
            one.until,
            one.late,
            find,
            one.number,
            one.purpose,
            one.category,
        )


@source()
def loans(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Lent documents that are overdue: the borrower is only a name in the archive book, so its keepers must ask them."""
    keepers = rules.keepers(ctx.roster, ctx.at)
    if not question.wants("loan") or question.spares(keepers):
        return
    for row in archive.lent_too_long(ctx):
        if question.takes(row.department, row.number, row.title, row.who, people=keepers):
            due = papers_owed.day_end(ctx, row.due)
            yield Duty(
                "loan",
                Document(row.number),
                row.department,
                row.at,
                due,
                True,
                lambda: filled(ctx, Who(keepers, ""), Post.REGISTRAR, archive.home(ctx)),
                row.number,
                row.title,
                because=row.who,
            )


@source(exists().where(PaperSendRecord.acknowledged == ""))
def entries(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Emergency sends that were entered afterwards and that the department's manager must still acknowledge."""
    for row, act, who in emergencies.unacknowledged(ctx) if question.wants("emergency") else ():
        if not question.takes(row.department, row.number, act.reason, people=who):
            continue

        def find(who: list[str] = who, department: str = row.department) -> Who:
            return filled(ctx, Who(who, str(Post.DEPARTMENT_MANAGER)), Post.DEPARTMENT_MANAGER, department)

        due, about = emergencies.due_of(ctx, row.at), Emergency(row.number)
        yield Duty(
            "emergency",
            about,
            row.department,
            row.at,
            due,
            due < ctx.at,
            find,
            row.number,
            act.reason,
            row.category,
            act.by,
        )


@source(exists().where(PaperRecord.state == PaperState.DESTROYING))
def destructions(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Destructions that wait for the second person; they belong to the General Department, which keeps everybody's documents."""
    home = archive.home(ctx)
    for row, proposer, at in archive.to_be_destroyed(ctx) if question.wants("destroy_paper") else ():
        who = rules.confirming(proposer, ctx.roster, ctx.at)
        if not question.takes(home, row.number, row.title, people=who):
            continue

        def find(who: list[str] = who) -> Who:
            return filled(ctx, Who(who, str(Post.DEPARTMENT_MANAGER)), Post.DEPARTMENT_MANAGER, home)

        about, late = Document(row.number), overdue(ctx, at)
        yield Duty("destroy_paper", about, home, at, "", late, find, row.number, row.title, because=proposer)
