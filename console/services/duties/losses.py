"""Who owes the next step of a loss case, and which superiors are informed once it is overdue (R12)."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import exists

from console.domain.losses.losses import Case, Step
from console.domain.people.people import Post
from console.domain.times import parse, render
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, source
from console.services.losses import losses
from console.store.losses import LossRecord
from console.wire.duties.subjects import Loss

_ABOVE = (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER)
"""Posts that are informed of an overdue step, one after the other."""

_HOURS = frozenset({Step.TOLD, Step.ACKNOWLEDGED})
"""Steps whose time limit is in hours; the others' is in working days."""


@source(exists().where(LossRecord.closed == ""))
def steps(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Every step that an open case waits for now, case by case."""
    for row, case, waiting in losses.open_cases(ctx) if question.wants("loss") else ():
        for step, due in waiting.items():
            who, as_post, department = losses.owers(ctx, case, step)
            above = [p for p in _informed(ctx, case, step, due, department) if p not in who]
            people = [*who, *above] if question.mine else who
            if not question.takes(department, row.number, row.name, people=people):
                continue
            post = Post(as_post) if as_post else Post.REGISTRAR
            bearers = Who(who, as_post, informed=tuple(above))

            def find(bearers: Who = bearers, post: Post = post, department: str = department) -> Who:
                return filled(ctx, bearers, post, department)

            yield Duty(
                "loss",
                Loss(row.id),
                department,
                case.report.at,
                due,
                due < ctx.at,
                find,
                row.number,
                row.name,
                because=step,
                step=f"loss_{step}",
                news="loss_late",
                said=step,
            )


def _informed(ctx: Context, case: Case, step: Step, due: str, department: str) -> Iterator[str]:
    """Everyone above who is informed of an overdue step by now: the manager at once, each higher post one time limit later."""
    for nth, post in enumerate(_ABOVE):
        if ctx.at <= _after(ctx, case, step, due, nth):
            return
        yield from ctx.roster.holders(post, department, ctx.at)


def _after(ctx: Context, case: Case, step: Step, due: str, times: int) -> str:
    """The instant at which a step is overdue by `times` time limits; by `times` working days where the limit is in working days."""
    if not times:
        return due
    if step in _HOURS:
        length: timedelta = parse(due) - parse(case.report.at)
        return render(parse(due) + times * length)
    return ctx.calendar.closing(due, times, ctx.desk.timezone)
