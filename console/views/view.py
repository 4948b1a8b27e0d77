"""What can be derived from a row struct whose fields say how they are shown: columns, label-value pairs, text, labels.

The list and pane of a page, the page of one item, and the tables and `show` of the command line are all made from a View.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import Any, Final, Generic, NamedTuple, Protocol, Self, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec import inspect

from console.domain import leaves, times
from console.domain.refusals import Refusal
from console.domain.rosters.alert import Alert
from console.locale import words
from console.look.senses import Sense
from console.noun import sense_of, senses
from console.wire.shown import SHOWN, Shown

R = TypeVar("R", bound=msgspec.Struct)
EVERYTHING: Final = 1 << 16
"""Room for places where nothing has to be short."""


class _Step(Protocol):
    @property
    def post(self) -> str: ...
    @property
    def people(self) -> Sequence[str]: ...


class Viewer(NamedTuple):
    """The reader's context: language, clock, and the names of people and departments."""

    lang: str
    zone: ZoneInfo
    person: Callable[[str], str]
    department: Callable[[str], str]
    brief: bool = True
    """Whether a near instant is shown without its year, as on screens."""
    now: str = ""
    """The desk's clock as last reported, for naming coming days; empty means this machine's clock."""

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
        """A post in words, with its department if it has one and its name does not begin with that."""
        name, house = self.label("post", post), self.department(department) if department else ""
        return f"{house} {name}" if house and not name.startswith(house) else name

    def route(self, steps: Iterable["_Step"]) -> str:
        """Who signs, accepts and releases, on one line: each post with those who could."""
        named = ((one.post, "/".join(one.people) or self.t("route.nobody")) for one in steps)
        return " > ".join(f"{self.label('post', post)} {names}" for post, names in named)

    def people(self, people: Iterable[str]) -> str:
        """Several people."""
        return ", ".join(map(self.person, people))

    def when(self, instant: str, *, year: bool = True, exact: bool = False) -> str:
        """An instant on people's clock with its zone, `exact` to the second; other text is returned unchanged."""
        try:
            return times.local(instant, self.zone, year=year, exact=exact) if instant else ""
        except ValueError:
            return instant

    def why(self, refusal: Refusal | None, *, short: bool = False) -> str:
        """The refusal in words and, unless `short`, its reason, with names of people and departments; empty without a refusal."""
        if refusal is None:
            return ""
        named = {"person": self.person, "department": self.department}
        params = {name: named.get(name, str)(value) for name, value in refusal.params.items()}
        message = words.explain(msgspec.structs.replace(refusal, params=params), self.lang)
        return message.what if short else f"{message.what} {message.why}".rstrip()

    def alert(self, alert: Alert) -> words.Words:
        """A roster gap or conflict: what it is, why (with the clause), and what to do, with people and departments by name."""
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
        """A sending window on people's clocks, with the zone given once."""
        first, last = self.when(opens), self.when(closes)
        return f"{first.rpartition(' ')[0] or first} - {last}"

    def soon(self, instant: str) -> str:
        """An instant that is near."""
        return self.when(instant, year=not self.brief)


Reader = Callable[[Viewer, Any], str | int]
"""Computes a field's text from the struct that holds the field; a count is returned as a number."""


class Field(NamedTuple):
    """A field that people see; `path` leads to it from the struct of the view, `kind` tells how its value is read by default."""

    path: tuple[str, ...]
    kind: str
    shown: Shown

    @property
    def name(self) -> str:
        """Its name in its struct."""
        return self.path[-1]

    @property
    def right(self) -> bool:
        """Whether its column is right-aligned."""
        return self.shown.right or (self.shown.how or self.kind) in _COUNTED


class View(Generic[R]):
    """How a struct is shown. `readers` compute what cannot be read from a single field.

    Labels are looked up by its noun, and then by the related nouns in `also`.
    """

    def __init__(
        self,
        kind: type[R],
        noun: str,
        *also: str,
        **readers: Reader,
    ) -> None:
        self.kind, self.noun, self.also, self.readers = kind, noun, also, readers
        self._senses: dict[str, Callable[[Viewer, Any], Sense]] = {}

    def meaning(self, **senses: Callable[[Viewer, Any], Sense]) -> Self:
        """The same view, which also knows what these states mean: for each, under the name of its reader, from its struct."""
        self._senses |= senses
        return self

    @cached_property
    def fields(self) -> list[Field]:
        """Every shown field, in the order of declaration; a field that is shown in two ways appears twice."""
        return [*_within(leaves.declared(self.kind), ())]

    def at(self, place: str) -> list[Field]:
        """The fields of a place (`console.wire.shown`), section by section."""
        fields = [one for one in self.fields if {*place} & {*one.shown.places}]
        return sorted(fields, key=lambda one: one.shown.section)

    def label(self, lang: str, field: Field) -> str:
        """The label of a field, the same in every place."""
        return words.text(label_key((self.noun, *self.also), field.shown.label or field.name, lang), lang)

    def read(self, viewer: Viewer, field: Field, value: R, room: int = EVERYTHING) -> str:
        """The text of a field; an instant is shortened to fit `room`."""
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

    def has_sense(self, field: Field) -> bool:
        """Whether the field is a state, whose words have a mark."""
        how = field.shown.how or field.kind
        return how in self._senses or (how not in self.readers and (how in senses() or how in _OVERDUE))

    def sense(self, viewer: Viewer, field: Field, value: R) -> Sense:
        """What the field's state means; PLAIN for a field that is no state."""
        holder, how = _holder(field, value), field.shown.how or field.kind
        if how in self._senses:
            return self._senses[how](viewer, holder)
        if not self.has_sense(field):
            return Sense.PLAIN
        return overdue(viewer, holder) if how in _OVERDUE else sense_of(how, getattr(holder, field.name))

    def cell(self, viewer: Viewer, field: Field, value: R) -> str | int:
        """The same for the cell of a workbook; counts stay numbers, so that people can calculate with them."""
        holder, how = _holder(field, value), field.shown.how or field.kind
        reader = self.readers.get(how)
        number = reader(viewer, holder) if reader is not None else getattr(holder, field.name)
        is_count = isinstance(number, int) and (reader is not None or how in _NUMBERS)
        return number if is_count and (number or how != "some") else self.read(viewer, field, value)

    def pairs(
        self, place: str, viewer: Viewer, value: R, section: int | None = None
    ) -> list[tuple[str, str]]:
        """Label and value of each field of a place, or of one section of it; empty values are left out."""
        pairs = [
            (self.label(viewer.lang, one), self.read(viewer, one, value))
            for one in self.at(place)
            if section is None or one.shown.section == section
        ]
        return [(label, said) for label, said in pairs if said]

    def meanings(self, place: str, viewer: Viewer, value: R) -> dict[str, Sense]:
        """What the states of a place mean, by the labels of `pairs`; fields that are no state are left out."""
        known = {self.label(viewer.lang, one): self.sense(viewer, one, value) for one in self.at(place)}
        return {label: sense for label, sense in known.items() if sense}

    def sections(self, place: str, viewer: Viewer, value: R) -> list[list[tuple[str, str]]]:
        """The same by section; empty sections are left out."""
        numbers = sorted({one.shown.section for one in self.at(place)})
        return [section for nth in numbers if (section := self.pairs(place, viewer, value, nth))]


@cache
def label_key(nouns: tuple[str, ...], name: str, lang: str = "") -> str:
    """Return the catalogue key of a field's label: the noun's, a column's or a form field's; a name with a dot is a key itself."""
    if "." in name:
        return name
    keys = [f"{one}.{name}" for one in (*nouns, "column", "field", "cli.column")]
    return next((key for key in keys if words.has(key, lang)), keys[0])


def _holder(field: Field, value: object) -> Any:
    """The nested struct that holds the field."""
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
    """An instant in the longest form that fits: first the zone is dropped, then the year, then the clock."""
    whole, short = viewer.when(value), viewer.when(value, year=False)
    forms = (whole, whole[:16], short, short[:11], whole[:10], short[:5])
    return next((one for one in forms if len(one) <= room), "")


def counted(value: int) -> str:
    """A number with separators."""
    return f"{value:,}"


def with_id(name: str, which: str) -> str:
    """The name of something with its id; once, where both are the same."""
    return name if name == which or not which else f"{name} ({which})"


class _Owed(Protocol):
    due: str
    late: bool


class _Somebody(Protocol):
    name: str
    person: str


class _Routed(Protocol):
    route: Sequence[_Step]


class _Holding(Protocol):
    post: str
    department: str


def _due(viewer: Viewer, row: _Owed) -> str:
    """The deadline, marked if it is late."""
    return f"{viewer.soon(row.due)} {viewer.t('complaint.late') if row.late else ''}".rstrip()


def overdue(_viewer: Viewer, row: _Owed) -> Sense:
    """That it is late."""
    return Sense.BAD if row.late else Sense.PLAIN


def _named(viewer: Viewer, row: _Somebody) -> str:
    """The name of a person, with their id."""
    return with_id(row.name or viewer.person(row.person), row.person)


def _held(viewer: Viewer, row: _Holding) -> str:
    """A post with its department."""
    return viewer.post(row.post, row.department) if row.post else ""


def _route(viewer: Viewer, row: _Routed) -> str:
    """Who signs, in order."""
    return viewer.route(row.route)


SHARED: Final[dict[str, Reader]] = {"due": _due, "named": _named, "held": _held, "route": _route}
"""Readers that rows of many nouns share."""
_OVERDUE: Final = frozenset({"due"})
"""Shared readers of what may be late."""
COMMON: Final[dict[str, Callable[[Viewer, Any, int], str]]] = {
    "text": lambda _viewer, value, _room: str(value),
    "plain": lambda _viewer, value, _room: str(value),
    "count": lambda _viewer, value, _room: counted(value),
    "some": lambda _viewer, value, _room: counted(value) if value else "",
    "time": _time,
    "person": lambda viewer, value, _room: viewer.person(value) if value else "",
    "department": lambda viewer, value, _room: viewer.department(value) if value else "",
}
"""How values common to all nouns are read; `some` is a count that is shown as empty if it is 0."""
_COUNTED: Final = frozenset({"count", "some"})
_NUMBERS: Final = _COUNTED | {"plain"}
