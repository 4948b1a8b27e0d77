"""Duties on sends that stay at the desk though they are released: nobody knows whether they were sent (I2)."""

from collections.abc import Iterator

from sqlalchemy import exists, or_

from console.domain.people.people import Post
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, posts_of, source
from console.services.duties.requests import duty, facts_of
from console.services.duties.slots import released_by, rows_of
from console.services.sending.untaken import is_left, since_of
from console.store.requests import request


@source(exists().where(is_left()))
def untaken(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Released slots that the dispatcher cannot take in: their operator and their department's manager see that they are put right."""
    if not question.wants("untaken"):
        return
    managed = [one.department for one in posts_of(ctx, question) if one.post is Post.DEPARTMENT_MANAGER]
    theirs = or_(request.c.department.in_(managed), *released_by(ctx, question))
    for row in rows_of(ctx, question, is_left(), theirs):

        def find(request_id: int = row.id) -> Who:
            return _who(ctx, request_id)

        since = since_of(row.untaken)
        due = ctx.calendar.closing(since, 1, ctx.desk.timezone)
        late = ctx.at > due
        yield duty("untaken", row, since, due, find, late=late, slot=row.part, because=row.untaken)


def _who(ctx: Context, request_id: int) -> Who:
    """The operators who released it, and the manager who is asked about it."""
    facts = facts_of(ctx, request_id)
    operators = ctx.roster.holders(Post.OPERATOR, facts.releasing_department, ctx.at)
    managers = ctx.roster.holders(Post.DEPARTMENT_MANAGER, facts.department, ctx.at)
    both = Who(sorted({*operators, *managers}), "operator")
    return filled(ctx, both, Post.OPERATOR, facts.releasing_department, blocked=operators)
