"""What the chase board's sources have in common: what was asked for, and a thing that is owed before it is known by whom."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, false, or_

from console.domain.alert import Alert
from console.domain.people import EVERYWHERE, Appointment
from console.services.chase_who import Who
from console.services.context import Context
from console.wire.deadlines import ChaseRow

_AT_ONCE = 500
"""How many values one query names."""


class Lead(NamedTuple):
    """One thing that is owed. `find` says by whom; it is called for the rows of the page alone, for it costs queries."""

    what: str
    department: str
    title: str
    since: str
    until: str
    late: bool
    find: Callable[[], Who]
    request: int = 0
    slot: int = 0
    number: str = ""
    application: int = 0
    loss: int = 0
    alert: Alert | None = None

    def urgency(self) -> tuple[Any, ...]:
        """Late things first, then by their end, then what waits longest; the rest only keeps the order the same."""
        return (
            not self.late,
            self.until or "9",
            self.since,
            self.request,
            self.slot,
            self.application,
            self.what,
            self.department,
            self.title,
            self.number,
        )

    def row(self) -> ChaseRow:
        """The row as people get it."""
        found = self.find()
        return ChaseRow(
            what=self.what,
            who=found.who,
            post=found.post,
            department=self.department,
            request=self.request,
            slot=self.slot,
            number=self.number,
            title=self.title,
            since=self.since,
            until=self.until,
            late=self.late,
            application=self.application,
            in_place=list(found.in_place),
            remedy=found.remedy,
            about=list(found.about),
            helpers=list(found.helpers),
            loss=self.loss,
            alert=self.alert,
        )


class Asked(NamedTuple):
    """What the board is asked for: departments (None: all), kinds, part of a text, and whom and which departments that text names."""

    departments: frozenset[str] | None
    kinds: frozenset[str]
    text: str
    people: frozenset[str]
    named: frozenset[str]

    def wants(self, *kinds: str) -> bool:
        """Whether any of these kinds is asked for."""
        return not self.kinds.isdisjoint(kinds)

    def within(self, column: ColumnElement[str]) -> list[ColumnElement[bool]]:
        """The condition on a department, none where all are asked for."""
        return [] if self.departments is None else [column.in_(self.departments)]

    def of(self, department: str) -> bool:
        """Whether that department is asked for."""
        return self.departments is None or department in self.departments

    def like(
        self,
        columns: Sequence[ColumnElement[str]],
        department: ColumnElement[str],
        *others: ColumnElement[bool],
    ) -> list[ColumnElement[bool]]:
        """The condition on the text: in one of the columns, in the department's name, or one of `others`; none without a text."""
        if not self.text:
            return []
        found = [column.icontains(self.text, autoescape=True) for column in columns]
        return [or_(*found, department.in_(self.named), *others)]

    def names(self, *words: str, people: Iterable[str] = (), department: str = "") -> bool:
        """Whether the text is part of one of the words, or names one of the people or the department."""
        if not self.text:
            return True
        wanted = self.text.casefold()
        return (
            any(wanted in word.casefold() for word in words)
            or not self.people.isdisjoint(people)
            or department in self.named
        )


def asked(ctx: Context, departments: set[str] | None, kinds: Iterable[str], text: str) -> Asked:
    """Put the question together; names are looked for in the roster."""
    wanted = text.strip().casefold()
    return Asked(
        None if departments is None else frozenset(departments),
        frozenset(kinds),
        text.strip(),
        frozenset(
            p.id for p in ctx.roster.people if wanted and (wanted in p.name.casefold() or wanted in p.id)
        ),
        frozenset(
            d.id for d in ctx.roster.departments if wanted and (wanted in d.name.casefold() or wanted in d.id)
        ),
    )


def posts_of(ctx: Context, question: Asked) -> Iterator[Appointment]:
    """The posts of those whom the text names, and of those for whom they sign (代)."""
    principals = {d.principal for d in ctx.authority.deputations if d.deputy in question.people}
    for person in sorted(question.people | principals):
        yield from ctx.roster.appointments(person, ctx.at)


def held(
    ctx: Context, question: Asked, post: ColumnElement[str], department: ColumnElement[str]
) -> ColumnElement[bool]:
    """The condition that one of those whom the text names holds the post in the department."""
    found: ColumnElement[bool] = false()
    for one in posts_of(ctx, question):
        here = post == str(one.post)
        found = or_(found, here if one.post in EVERYWHERE else here & (department == one.department))
    return found


def in_batches(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield the values in stretches that one query may name."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
