"""What follows from a row struct that says how its fields are shown: columns, rows of label and value, readings, labels.

A page's list and pane, the page of one, the tables of the command line and its `show` are made from a View alone.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec import inspect

from console.domain import leaves, times
from console.domain.refusals import Refusal
from console.domain.rosters.alert import Alert
from console.locale import words
from console.wire.shown import SHOWN, Shown

R = TypeVar("R", bound=msgspec.Struct)
EVERYTHING: Final = 1 << 16
"""Cells of a place where nothing has to be short."""


class Viewer(NamedTuple):
    """Who looks: in which language, by which clock, and what people and departments are called there."""

    lang: str
    zone: ZoneInfo
    person: Callable[[str], str]
    department: Callable[[str], str]
    brief: bool = True
    """Whether a near instant is told without its year, as on screens."""
    now: str = ""
    """The desk's clock as it was last told, for what is said of days to come; empty: this machine's."""

    def t(self, key: str, /, **params: object) -> str:
        """A text of the catalogue."""
        return words.text(key, self.lang, **params)

    def label(self, prefix: str, value: str) -> str:
        """The word for a value of a fixed set."""
        return words.named(prefix, value, self.lang)

    def state(self, value: str, of: str) -> str:
        """The word for a state."""
        return words.state(value, self.lang, of)

    def post(self, post: str, department: str = "") -> str:
        """A post in words, with its department where it has one."""
        name = self.label("post", post)
        return f"{self.department(department)} {name}" if department else name

    def route(self, steps: Iterable[tuple[str, Iterable[str]]]) -> str:
        """Who signs, accepts and releases, on one line: each post with those who could."""
        named = ((post, "/".join(people) or self.t("route.nobody")) for post, people in steps)
        return " > ".join(f"{self.label('post', post)} {names}" for post, names in named)

    def people(self, people: Iterable[str]) -> str:
        """Several people."""
        return ", ".join(map(self.person, people))

    def when(self, instant: str, *, year: bool = True) -> str:
        """An instant on people's clock with its zone; what is none comes back as it is."""
        try:
            return times.local(instant, self.zone, year=year) if instant else ""
        except ValueError:
            return instant

    def why(self, refusal: Refusal | None, *, short: bool = False) -> str:
        """What is refused and, but for `short`, why, with people and departments by name; nothing where nothing is."""
        if refusal is None:
            return ""
        named = {"person": self.person, "department": self.department}
        params = {name: named.get(name, str)(value) for name, value in refusal.params.items()}
        message = words.explain(msgspec.structs.replace(refusal, params=params), self.lang)
        return message.what if short else f"{message.what} {message.why}".rstrip()

    def alert(self, alert: Alert) -> words.Words:
        """What a roster lacks or lets clash: what, why with the clause, and what to do, with people and departments by name."""
        named: dict[str, Callable[[str], str]] = {
            "department": self.department,
            "person": self.person,
            "people": lambda value: self.people(value.split(", ")),
            "expires": self.when,
            "since": self.when,
        }
        params = {name: named.get(name, str)(value) for name, value in alert.params.items()}
        return words.alert(alert.code, alert.clause, params, self.lang)

    def window(self, opens: str, closes: str) -> str:
        """A window on people's clocks, the zone once."""
        first, last = self.when(opens), self.when(closes)
        return f"{first.rpartition(' ')[0] or first} - {last}"

    def soon(self, instant: str) -> str:
        """An instant that is near."""
        return self.when(instant, year=not self.brief)


Reader = Callable[[Viewer, Any], str | int]
"""What a field says, computed from the whole struct that it stands in; a number where it counts."""


class Field(NamedTuple):
    """A field that people see; `path` leads to it from the struct of the view, `kind` of value tells how it is read by itself."""

    path: tuple[str, ...]
    kind: str
    shown: Shown

    @property
    def name(self) -> str:
        """Its name in its struct."""
        return self.path[-1]

    @property
    def right(self) -> bool:
        """Whether its column is set to the right."""
        return self.shown.right or (self.shown.how or self.kind) in _COUNTED


class View(Generic[R]):
    """How a struct is shown. `readers` compute what no field says by itself.

    Its labels are found by its noun, where that has none by the nouns that it shares words with (`also`).
    """

    def __init__(self, kind: type[R], noun: str, *also: str, **readers: Reader) -> None:
        self.kind, self.noun, self.also, self.readers = kind, noun, also, readers

    @cached_property
    def fields(self) -> list[Field]:
        """Every field that is shown anywhere, in the order of declaration; twice where it is shown in two ways."""
        return [*_within(leaves.declared(self.kind), ())]

    def at(self, place: str) -> list[Field]:
        """The fields of a place (`console.wire.shown`), section by section."""
        fields = [one for one in self.fields if {*place} & {*one.shown.places}]
        return sorted(fields, key=lambda one: one.shown.section)

    def label(self, lang: str, field: Field) -> str:
        """What a field is called, wherever it is shown."""
        return words.text(label_key((self.noun, *self.also), field.shown.label or field.name), lang)

    def read(self, viewer: Viewer, field: Field, value: R, room: int = EVERYTHING) -> str:
        """What a field says of a value; an instant leaves out what has no room."""
        holder = _holder(field, value)
        how = field.shown.how or field.kind
        reader = self.readers.get(how) or SHARED.get(how)
        if reader is not None:
            computed = reader(viewer, holder)
            said = counted(computed) if isinstance(computed, int) else computed
        else:
            said = _read(viewer, how, getattr(holder, field.name), room)
        if said and field.shown.beside:
            path = (*field.path[:-1], *field.shown.beside.split("."))
            other = next(one for one in self.fields if one.path == path)
            said = f"{said}  {self.read(viewer, other, value)}".rstrip()
        return said

    def cell(self, viewer: Viewer, field: Field, value: R) -> str | int:
        """The same for the cell of a workbook: what is counted stays a number, so that people can go on counting."""
        holder, how = _holder(field, value), field.shown.how or field.kind
        reader = self.readers.get(how)
        number = reader(viewer, holder) if reader is not None else getattr(holder, field.name)
        is_count = isinstance(number, int) and (reader is not None or how in _NUMBERS)
        return number if is_count and (number or how != "some") else self.read(viewer, field, value)

    def pairs(
        self, place: str, viewer: Viewer, value: R, section: int | None = None
    ) -> list[tuple[str, str]]:
        """Label and value of each field of a place, or of a section of it; what says nothing is left out."""
        pairs = [
            (self.label(viewer.lang, one), self.read(viewer, one, value))
            for one in self.at(place)
            if section is None or one.shown.section == section
        ]
        return [(label, said) for label, said in pairs if said]

    def sections(self, place: str, viewer: Viewer, value: R) -> list[list[tuple[str, str]]]:
        """The same in its sections; one that says nothing is left out."""
        numbers = sorted({one.shown.section for one in self.at(place)})
        return [section for nth in numbers if (section := self.pairs(place, viewer, value, nth))]


@cache
def label_key(nouns: tuple[str, ...], name: str) -> str:
    """Return the key of what a field is called: the noun's own, that of a column, or that of a form's field; a key is itself."""
    if "." in name:
        return name
    keys = [f"{one}.{name}" for one in (*nouns, "column", "field", "cli.column")]
    return next((key for key in keys if words.has(key)), keys[0])


def _holder(field: Field, value: object) -> Any:
    """The struct inside a value in which a field stands."""
    holder: Any = value
    for name in field.path[:-1]:
        holder = getattr(holder, name)
    return holder


def _within(struct: inspect.StructType, path: tuple[str, ...]) -> Iterator[Field]:
    for field in struct.fields:
        plain, here = leaves.bare(field.type), (*path, field.name)
        meta = leaves.said_of(field.type)
        said: list[Shown] = [meta[one] for one in meta if one.startswith(SHOWN)]
        for one in said:
            yield Field(here, "count" if isinstance(plain, inspect.IntType) else "text", one)
        if not said and isinstance(plain, inspect.StructType):
            yield from _within(plain, here)


def _read(viewer: Viewer, how: str, value: Any, room: int) -> str:
    if isinstance(value, list):
        return ", ".join(_read(viewer, how, one, room) for one in value)
    if how in COMMON:
        return COMMON[how](viewer, value, room)
    prefix, _, of = how.partition(":")
    return viewer.state(value, of) if prefix == "state" else viewer.label(how, value)


def _time(viewer: Viewer, value: str, room: int) -> str:
    """An instant as whole as there is room: first the zone goes, then the year, then the clock."""
    whole, short = viewer.when(value), viewer.when(value, year=False)
    forms = (whole, whole[:16], short, short[:11], whole[:10], short[:5])
    return next((one for one in forms if len(one) <= room), "")


def counted(value: int) -> str:
    """A number with separators."""
    return f"{value:,}"


class _Owed(Protocol):
    due: str
    late: bool


class _Somebody(Protocol):
    name: str
    person: str


class _Holding(Protocol):
    post: str
    department: str


def _due(viewer: Viewer, row: _Owed) -> str:
    """Until when something is owed, and that it is late."""
    return f"{viewer.soon(row.due)} {viewer.t('complaint.late') if row.late else ''}".rstrip()


def _named(viewer: Viewer, row: _Somebody) -> str:
    """Who somebody is, with the id by which they are known."""
    return f"{row.name or viewer.person(row.person)} ({row.person})"


def _held(viewer: Viewer, row: _Holding) -> str:
    """A post with its department."""
    return viewer.post(row.post, row.department) if row.post else ""


SHARED: Final[dict[str, Reader]] = {"due": _due, "named": _named, "held": _held}
"""Readers of what rows of many nouns have alike."""
COMMON: Final[dict[str, Callable[[Viewer, Any, int], str]]] = {
    "text": lambda _viewer, value, _room: str(value),
    "plain": lambda _viewer, value, _room: str(value),
    "count": lambda _viewer, value, _room: counted(value),
    "some": lambda _viewer, value, _room: counted(value) if value else "",
    "time": _time,
    "person": lambda viewer, value, _room: viewer.person(value) if value else "",
    "department": lambda viewer, value, _room: viewer.department(value) if value else "",
}
"""How what is common to all nouns is read; `some` is a count that says nothing where it is 0."""
_COUNTED: Final = frozenset({"count", "some"})
_NUMBERS: Final = _COUNTED | {"plain"}
