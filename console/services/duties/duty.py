"""A duty before its bearers are known; and the question: all duties for the chase board, or those that may be the caller's."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, false, or_

from console.domain.people.people import EVERYWHERE, Appointment
from console.domain.rosters.alert import Alert
from console.services.context import Context, keep
from console.services.duties.bearers import Who
from console.wire.duties.deadlines import KINDS
from console.wire.duties.subjects import Subject

_AT_ONCE = 500
"""How many values one query may name."""

_NEVER = "9"
"""Sorts after every instant: the deadline of a duty without one."""


_IDS = ("request", "slot", "application", "loss", "complaint")


class Duty(NamedTuple):
    """One duty: its subject, deadline and department; `find` returns who can do it, who is informed, and the remedy.

    `find` costs queries, so it is called only for shown rows. `kind` is one of KINDS. `step` is its name in my turn if that is more
    precise than the kind, `news` its name for those who are only informed (see `Who`). `because` is why it waits, a code or an id
    depending on the kind; `said` replaces the title on the board. `recipients` are those of its request, `sender` who brought it in.
    """

    kind: str
    subject: Subject
    department: str
    since: str
    due: str
    late: bool
    find: Callable[[], Who]
    number: str = ""
    title: str = ""
    category: str = ""
    because: str = ""
    step: str = ""
    news: str = ""
    said: str = ""
    alert: Alert | None = None
    recipients: int = 0
    sender: str = ""

    def urgency(self) -> tuple[bool, str, str]:
        """Sort key: late duties first, then by deadline, then the longest waiting."""
        return not self.late, self.due or _NEVER, self.since

    def place(self) -> tuple[Any, ...]:
        """Sort key of the board: by urgency, with a fixed order among equally urgent duties."""
        nth = ids(self.subject)
        numbers = tuple(nth.get(name, 0) for name in _IDS)
        return (*self.urgency(), *numbers, self.kind, self.department, self.title, self.number, self.step)

    def mark(self) -> int:
        """A number that stays the same as long as the duty is the same."""
        return zlib.crc32(f"{self.kind} {self.step} {self.subject}".encode())


class Asked(NamedTuple):
    """What is asked for: departments (None: all), kinds, and a search text, with the people and departments that it matches.

    `mine` asks, without a text, for what the one person in `people` may owe or be informed of.
    """

    departments: frozenset[str] | None
    kinds: frozenset[str]
    text: str
    people: frozenset[str]
    named: frozenset[str]
    mine: bool = False

    def wants(self, *kinds: str) -> bool:
        """Whether any of these kinds is asked for."""
        return not self.kinds.isdisjoint(kinds)

    def spares(self, people: Iterable[str]) -> bool:
        """Whether the query is for the caller's duties and the caller is not among these people: then the source can be skipped."""
        return self.mine and self.people.isdisjoint(people)

    def within(self, column: ColumnElement[str]) -> list[ColumnElement[bool]]:
        """The condition on a department; empty if all are asked for."""
        return [] if self.departments is None else [column.in_(self.departments)]

    def like(
        self,
        columns: Sequence[ColumnElement[str]],
        department: ColumnElement[str],
        *theirs: ColumnElement[bool],
    ) -> list[ColumnElement[bool]]:
        """The condition on the text: in one of the columns, in the department's name, or one of `theirs`; empty without a text.

        With `mine`, only `theirs` count.
        """
        if self.mine:
            return [or_(false(), *theirs)]
        if not self.text:
            return []
        conditions = [column.icontains(self.text, autoescape=True) for column in columns]
        return [or_(*conditions, department.in_(self.named), *theirs)]

    def takes(self, department: str, *words: str, people: Iterable[str] = ()) -> bool:
        """Whether a duty of that department, with these words and these bearers or informed people, is asked for."""
        if self.departments is not None and department not in self.departments:
            return False
        if not self.text and not self.mine:
            return True
        typed = self.text.casefold()
        return (
            not self.people.isdisjoint(people)
            or (not self.mine and any(typed in word.casefold() for word in words))
            or department in self.named
        )


def asked(ctx: Context, departments: set[str] | None, kinds: Iterable[str], text: str) -> Asked:
    """Build a question; the names of people and departments that the text matches are looked up in the roster."""
    typed = text.strip().casefold()
    return Asked(
        None if departments is None else frozenset(departments),
        frozenset(kinds),
        text.strip(),
        frozenset(p.id for p in ctx.roster.people if typed and (typed in p.name.casefold() or typed in p.id)),
        frozenset(
            d.id for d in ctx.roster.departments if typed and (typed in d.name.casefold() or typed in d.id)
        ),
    )


def mine(ctx: Context, kinds: Iterable[str] = KINDS) -> Asked:
    """A question for what the caller may owe."""
    return Asked(None, frozenset(kinds), "", frozenset({ctx.person}), frozenset(), mine=True)


def posts_of(ctx: Context, question: Asked) -> Iterator[Appointment]:
    """The posts of the named people, and of those for whom they sign as deputies (代)."""
    principals = {d.principal for d in ctx.authority.deputations if d.deputy in question.people}
    for person in sorted(question.people | principals):
        yield from ctx.roster.appointments(person, ctx.at)


def held(
    ctx: Context, question: Asked, post: ColumnElement[str], department: ColumnElement[str]
) -> ColumnElement[bool]:
    """The condition that one of the named people holds the post in the department."""
    condition: ColumnElement[bool] = false()
    for one in posts_of(ctx, question):
        here = post == str(one.post)
        condition = or_(condition, here if one.post in EVERYWHERE else here & (department == one.department))
    return condition


def in_batches(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield the values in parts that are small enough for one query."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def overdue(ctx: Context, since: str) -> bool:
    """Whether a duty without a deadline of its own has waited for more working days than a decision may take."""
    return ctx.at > ctx.calendar.closing(since, ctx.policy.decide_working_days, ctx.desk.timezone)


def ids(subject: Subject) -> dict[str, int]:
    """The ids of a duty's subject, by their field names in the rows of my turn and of the board."""
    return {name: value for name in _IDS if (value := getattr(subject, name, 0))}


def digits(instant: str) -> str:
    """The digits of an instant, for the key of a page."""
    return "".join(filter(str.isdecimal, instant)) or "0"


def home(ctx: Context) -> str:
    """The General Department's id, or empty."""
    general = ctx.roster.general_department()
    return general.id if general is not None else ""


def called(ctx: Context, person: str) -> str:
    """A person's name, or the id if the roster does not know them."""
    known = ctx.roster.person(person)
    return known.name if known is not None else person


Source = Callable[[Context, Asked], Iterator[Duty]]
SOURCES: Final[dict[Source, ColumnElement[bool] | None]] = {}
"""Where duties come from; a source that finds something on few days alone says in SQL whether there is anything."""

_F = TypeVar("_F", bound=Callable[..., Any])


def source(there: ColumnElement[bool] | None = None) -> Callable[[_F], _F]:
    """Say that duties come from a function; `there` says whether it has anything to look at, for one that seldom has."""

    def say(find: _F) -> _F:
        keep(SOURCES, (find,), there)
        return find

    return say
