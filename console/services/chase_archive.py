"""What is owed to the archive: paper after sending, loans that are over, emergency sends not acknowledged, destructions (R3)."""

from collections.abc import Iterator

from console.domain import archive as rules
from console.domain.people import Post
from console.services import archive, emergencies, papers_owed
from console.services.chase_leads import Asked, Lead
from console.services.chase_requests import overdue
from console.services.chase_who import Who, filled
from console.services.context import Context
from console.store.requests import request
from console.wire.archive import OwedPaper


def leads(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Everything that the archive waits for."""
    if question.wants("paper"):
        yield from _papers(ctx, question)
    if question.wants("loan"):
        yield from _loans(ctx, question)
    if question.wants("emergency"):
        yield from _emergencies(ctx, question)
    if question.wants("destroy_paper"):
        yield from _destructions(ctx, question)


def _papers(ctx: Context, question: Asked) -> Iterator[Lead]:
    for row in papers_owed.owed(ctx, *question.within(request.c.department)):
        one = papers_owed.told(ctx, row)
        if not question.names(one.number, one.purpose, people=one.who, department=one.department):
            continue

        def find(one: OwedPaper = one) -> Who:
            return filled(ctx, Who(one.who, ""), Post.DRAFTER, one.department)

        yield Lead(
            "paper",
            one.department,
            one.purpose,
            one.since,
            one.until,
            one.late,
            find,
            one.request,
            number=one.number,
        )


def _loans(ctx: Context, question: Asked) -> Iterator[Lead]:
    """The borrower is a name in the book; who keeps the book asks him."""
    keepers = rules.keepers(ctx.roster, ctx.at)
    for row in archive.lent_too_long(ctx):
        if not question.of(row.department) or not question.names(
            row.number, row.title, row.who, people=keepers, department=row.department
        ):
            continue

        def find() -> Who:
            return filled(ctx, Who(keepers, ""), Post.REGISTRAR, archive.home(ctx))

        due = papers_owed.day_end(ctx, row.due)
        yield Lead("loan", row.department, row.title, row.at, due, True, find, number=row.number)


def _emergencies(ctx: Context, question: Asked) -> Iterator[Lead]:
    for row, told, who in emergencies.unacknowledged(ctx):
        if not question.of(row.department) or not question.names(
            row.number, told.reason, people=who, department=row.department
        ):
            continue

        def find(who: list[str] = who, department: str = row.department) -> Who:
            return filled(ctx, Who(who, str(Post.DEPARTMENT_MANAGER)), Post.DEPARTMENT_MANAGER, department)

        due = emergencies.due_of(ctx, row.at)
        yield Lead(
            "emergency", row.department, told.reason, row.at, due, due < ctx.at, find, number=row.number
        )


def _destructions(ctx: Context, question: Asked) -> Iterator[Lead]:
    home = archive.home(ctx)
    for row, proposer, at in archive.to_be_destroyed(ctx):
        who = rules.confirming(proposer, ctx.roster, ctx.at)
        if not question.of(home) or not question.names(row.number, row.title, people=who, department=home):
            continue

        def find(who: list[str] = who) -> Who:
            return filled(ctx, Who(who, str(Post.DEPARTMENT_MANAGER)), Post.DEPARTMENT_MANAGER, home)

        yield Lead("destroy_paper", home, row.title, at, "", overdue(ctx, at), find, number=row.number)
