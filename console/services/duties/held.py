"""Duties on sends that wait for a person: somebody held them, or a dispatcher asks for a look, and nothing goes on by itself (R2, R7)."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from sqlalchemy import exists, func, or_, select

from console.domain.authority import Act
from console.domain.people.people import Post
from console.domain.states import SlotState
from console.domain.times import parse
from console.services.context import Context
from console.services.duties.bearers import Who, able, filled
from console.services.duties.duty import Asked, Duty, posts_of, source
from console.services.duties.requests import duty, facts_of
from console.services.duties.slots import released_by, rows_of
from console.store.requests import request
from console.store.sends import event, slot

PATIENCE: Final = timedelta(hours=1)
"""How long a send may be held before it is a duty: most are held for a question that is answered soon."""
_HELD: Final = (slot.c.state == SlotState.HELD) & (slot.c.wish == "hold")
"""What a person lifts; any other hold ends with its cause, which is a duty of its own."""


@source(exists().where(_HELD))
def held(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Sends that stand for a person longer than an hour: its operator resumes or stops them, a manager who signed may stop them."""
    if not question.wants("held"):
        return
    managed = [one.department for one in posts_of(ctx, question) if one.post is Post.DEPARTMENT_MANAGER]
    theirs = or_(request.c.department.in_(managed), *released_by(ctx, question))
    for row in rows_of(ctx, question, _HELD, theirs):
        since = _since(ctx, row.id, row.part) or row.part_updated
        if parse(ctx.at) - parse(since) < PATIENCE:
            continue

        def find(request_id: int = row.id, part: int = row.part) -> Who:
            return _who(ctx, request_id, part)

        due = min(ctx.calendar.closing(since, 1, ctx.desk.timezone), row.part_closes)
        yield duty("held", row, since, due, find, late=ctx.at > due, slot=row.part, because=row.why)


def _since(ctx: Context, request_id: int, part: int) -> str:
    """When it began to be held; held again in the meantime, nobody has more time."""
    here = (event.c.request == request_id) & (event.c.slot == part)
    lifted = select(func.max(event.c.id)).where(here, event.c.words.startswith("resume"))
    begun = or_(event.c.words.startswith("hold "), event.c.words.startswith("held"))
    first = select(event.c.at).where(here, begun, event.c.id > func.coalesce(lifted.scalar_subquery(), 0))
    return ctx.conn.execute(first.order_by(event.c.id).limit(1)).scalar() or ""


def _who(ctx: Context, request_id: int, part: int) -> Who:
    """The operators who may resume it, and the managers of its department who may stop it."""
    facts = facts_of(ctx, request_id)

    def may(act: Act, people: Iterable[str]) -> list[str]:
        return able(people, {one: ctx.authority.may(one, act, facts, slot=part) for one in people})

    operators = ctx.roster.holders(Post.OPERATOR, facts.releasing_department, ctx.at)
    managers = ctx.roster.holders(Post.DEPARTMENT_MANAGER, facts.department, ctx.at)
    both = sorted({*may(Act.RESUME, operators), *may(Act.STOP, managers)})
    who = Who(both, "operator")
    return filled(ctx, who, Post.OPERATOR, facts.releasing_department, blocked=operators)
