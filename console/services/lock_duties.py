"""Whom wrong passphrases locked, and who lets him sign again: the list, the alert, my turn, the chase board (R12)."""

from collections.abc import Iterator

from console.domain.alert import Alert
from console.services import lockouts
from console.services.chase_leads import Asked, Lead
from console.services.chase_requests import overdue
from console.services.chase_who import Who
from console.services.context import Context
from console.wire import personnel, views


def locked_out(ctx: Context, _call: personnel.LockedOut) -> list[personnel.LockoutRow]:
    """Everyone who is locked; that it is so is no secret, for others wait for his signature."""
    return [
        personnel.LockoutRow(row.person, row.locked, lockouts.who_may(ctx, ctx.person, row.person))
        for row in lockouts.locked(ctx)
    ]


def alerts(ctx: Context) -> Iterator[Alert]:
    """One for each who is locked: somebody may be guessing at his key, and nothing that he signs is taken."""
    for row in lockouts.locked(ctx):
        yield Alert("locked_out", "R12", {"person": row.person, "since": row.locked}, grave=True)


def todo(ctx: Context) -> Iterator[views.TodoRow]:
    """Those whom the caller may let sign again."""
    for row in lockouts.locked(ctx):
        if lockouts.who_may(ctx, ctx.person, row.person) is None:
            yield views.TodoRow(
                what="unlock",
                request=0,
                number=row.person,
                slot=0,
                title=_name(ctx, row.person),
                category="",
                department=_department(ctx, row.person),
                due="",
                because=row.locked,
                since=row.locked,
            )


def leads(ctx: Context, question: Asked) -> Iterator[Lead]:
    """What the chase board says of those who are locked: who may let each sign again."""
    for row in lockouts.locked(ctx) if question.wants("unlock") else ():
        department, name = _department(ctx, row.person), _name(ctx, row.person)
        who = [p.id for p in ctx.roster.people if lockouts.who_may(ctx, p.id, row.person) is None]
        if not question.of(department) or not question.names(
            row.person, name, people=who, department=department
        ):
            continue

        def find(who: list[str] = who) -> Who:
            return Who(sorted(who), "")

        late = overdue(ctx, row.locked)
        yield Lead("unlock", department, name, row.locked, "", late, find, number=row.person)


def _name(ctx: Context, person: str) -> str:
    known = ctx.roster.person(person)
    return known.name if known is not None else person


def _department(ctx: Context, person: str) -> str:
    """The department of the first of his posts that has one."""
    return next((a.department for a in ctx.roster.appointments(person, ctx.at) if a.department), "")
