"""Who owes the next step of a loss case, and who above him is told once it is overdue (R12)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from console.domain.losses import Case, Step
from console.domain.people import Post
from console.domain.times import parse, render
from console.services import losses
from console.services.context import Context
from console.wire import views

ABOVE = (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER)
"""Who is told of an overdue step, one after the other."""

_HOURS = frozenset({Step.TOLD, Step.ACKNOWLEDGED})
"""Steps whose clock counts hours; the others' counts working days."""


class Duty(NamedTuple):
    """A step that a case waits for: the case's row and case, until when, who owes it, and the department that is behind."""

    row: Any
    case: Case
    step: Step
    due: str
    who: list[str]
    post: str
    department: str


def duties(ctx: Context) -> Iterator[Duty]:
    """Every step that an open case waits for now, case by case."""
    for row, case, waiting in losses.open_cases(ctx):
        for step, due in waiting.items():
            who, post, department = losses.owers(ctx, case, step)
            yield Duty(row, case, step, due, who, post, department)


def told_above(ctx: Context, duty: Duty) -> list[str]:
    """Everyone above those who owe a step who is told by now: the manager at once, each higher one a clock's length later."""
    found: list[str] = []
    for nth, post in enumerate(ABOVE):
        if ctx.at <= _after(ctx, duty, nth):
            break
        found += ctx.roster.holders(post, duty.department, ctx.at)
    return [person for person in dict.fromkeys(found) if person not in duty.who]


def todo(ctx: Context) -> Iterator[views.TodoRow]:
    """Steps that the caller may take, and overdue ones of those below him."""
    for duty in duties(ctx):
        late = duty.due < ctx.at
        if ctx.person in duty.who:
            yield _row(duty, f"loss_{duty.step}", escalated=late)
        elif late and ctx.person in told_above(ctx, duty):
            yield _row(duty, "loss_late", escalated=True)


def _row(duty: Duty, what: str, *, escalated: bool) -> views.TodoRow:
    return views.TodoRow(
        what=what,
        request=0,
        number=duty.row.number,
        slot=0,
        title=duty.row.name,
        category="",
        department=duty.department,
        due=duty.due,
        because=duty.step,
        since=duty.case.report.at,
        who=duty.who,
        escalated=escalated,
        loss=duty.row.id,
    )


def _after(ctx: Context, duty: Duty, times: int) -> str:
    """The instant at which a step is overdue by `times` lengths of its clock; a day where that counts working days."""
    if not times:
        return duty.due
    if duty.step in _HOURS:
        length: timedelta = parse(duty.due) - parse(duty.case.report.at)
        return render(parse(duty.due) + times * length)
    return ctx.desk.calendar.closing(duty.due, times, ctx.desk.timezone)
