"""What is derived from the declaration of a signed act or a call: the questions, what is missing, the filled-in act, the comparison.

Form, command, desk and signer use only this module. Typed values travel as `said`: a value for each asked field, keyed by the last
name of its path.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar

import msgspec
from msgspec import inspect

from console.domain import leaves, times
from console.domain.asks import Ask
from console.domain.contacts.phone import is_mobile_form
from console.domain.masking import kept_words
from console.domain.pair import PairAct
from console.domain.refusals import Refusal, refuse
from console.domain.requests.text import mobile_in
from console.domain.shapes import SignedAct
from console.domain.telephones import telephone
from console.domain.two_person.pairs import Proposal

A = TypeVar("A", bound=msgspec.Struct)
Value = str | bool | int | list[str] | list[int]


class Asked(NamedTuple):
    """A field that a person gives. `most` is the limit in characters (0 if it is not text); `choices` are the allowed values.

    `reads` is how its value is shown (`domain.reads`), or the name of its enumeration.
    """

    noun: str
    path: tuple[str, ...]
    kind: str
    needed: bool
    option: str
    missing: Refusal | None
    code: bool
    urgent: bool
    seen: bool
    filled: bool
    called: str
    section: str
    label: str
    most: int
    choices: tuple[str, ...]
    reads: str

    @property
    def name(self) -> str:
        """Its name in `said`."""
        return self.called or self.path[-1]

    @property
    def field(self) -> str:
        """Its name in refusals and in the catalogue."""
        return ".".join((self.noun, *self.named))

    @property
    def named(self) -> tuple[str, ...]:
        """The path of its label within the noun."""
        return (self.label,) if self.label else self.path


COMPLETED: Final = "slots"
"""The kind of parts whose fields come partly from a person and partly from the desk; their noun fills them in and compares them."""
LINE: Final = 200
"""The longest text, in characters, that is typed on one line."""


@cache
def of(kind: type[msgspec.Struct]) -> tuple[Asked, ...]:
    """Return the fields of an act or a call that a person gives, in order of declaration; a proposed act also has a reason."""
    own = tuple(_within(leaves.declared(kind), leaves.noun_of(kind), ()))
    return own + of(Proposal) if issubclass(kind, PairAct) else own


@cache
def names(kind: type[msgspec.Struct]) -> dict[str, str]:
    """Return the name that refusals use for each field of an act, keyed by its name in `said`."""
    return {one.name: one.field for one in of(kind)}


def kind_of(act: msgspec.Struct) -> type[msgspec.Struct]:
    """Return the type that declares an act; for a proposal, the type of the proposed act."""
    return type(act.act) if isinstance(act, Proposal) else type(act)


def typed(kind: type[msgspec.Struct]) -> tuple[Asked, ...]:
    """Return the fields that are typed or ticked; the others state what was shown."""
    return tuple(one for one in of(kind) if not one.seen)


@cache
def sections(kind: type[msgspec.Struct]) -> dict[str, tuple[Asked, ...]]:
    """Return the fields of a form by section, both in the order of their declaration; a form without parts has one, named ""."""
    parts: dict[str, list[Asked]] = {}
    for one in typed(kind):
        parts.setdefault(one.section, []).append(one)
    return {name: tuple(fields) for name, fields in parts.items()}


def _within(struct: inspect.StructType, noun: str, path: tuple[str, ...]) -> Iterator[Asked]:
    for field in struct.fields:
        plain, here = leaves.bare(field.type), (*path, field.name)
        said: Ask | None = leaves.said_of(field.type).get("ask")
        if said is not None:
            yield Asked(noun, here, *_whole(said, field, plain), _reads(field.type, plain))
        elif (part := leaves.part(plain)) is not None and part.tag is None:
            yield from _within(part, noun, here)


def _whole(said: Ask, field: inspect.Field, plain: inspect.Type) -> Ask:
    """What is asked of a field, with what its type and its name say where the declaration does not."""
    text = leaves.bare(plain.item_type) if isinstance(plain, inspect.ListType) else plain
    most = said.most or ((text.max_length or LINE) if isinstance(text, inspect.StrType) else 0)
    kind = said.kind or ("choice" if said.choices else _kind(field.type, plain, most))
    option = said.option or (said.called or field.name).replace("_", "-")
    return said._replace(kind=kind, option=option, most=most, choices=said.choices or _choices(plain))


def _kind(declared: inspect.Type, plain: inspect.Type, most: int) -> str:
    match plain:
        case inspect.BoolType():
            return "tick"
        case inspect.IntType():
            return "number"
        case inspect.EnumType():
            return "choice"
        case inspect.ListType():
            return _kind_of_list(declared, plain)
        case inspect.StrType() if (how := _reads(declared, plain)) in _READ:
            return how
        case inspect.StrType() if most > LINE:
            return "lines"
        case _:
            return "line"


def _kind_of_list(declared: inspect.Type, plain: inspect.ListType) -> str:
    item = leaves.bare(plain.item_type)
    if isinstance(item, inspect.IntType):
        return "numbers"
    return "texts" if isinstance(item, inspect.StrType) and not _reads(declared, plain) else "choices"


def _reads(declared: inspect.Type, plain: inspect.Type) -> str:
    if isinstance(plain, inspect.ListType):
        return _reads(plain.item_type, leaves.bare(plain.item_type))
    named = plain.cls.__name__ if isinstance(plain, inspect.EnumType) else ""
    return str(leaves.said_of(declared).get("reads", named))


_READ: Final = frozenset({"time", "person", "department"})


def _choices(plain: inspect.Type) -> tuple[str, ...]:
    """The allowed values of a field or of a list's items; empty if any value is allowed."""
    match plain:
        case inspect.EnumType():
            return tuple(one.value for one in plain.cls)
        case inspect.LiteralType():
            return tuple(map(str, plain.values))
        case inspect.ListType():
            return _choices(leaves.bare(plain.item_type))
        case _:
            return ()


def said_in(act: msgspec.Struct) -> dict[str, Any]:
    """Return the values of the fields that a person gives."""
    values: dict[str, Any] = {}
    for one in of(kind_of(act)):
        value: Any = act
        if isinstance(act, Proposal) and one.noun != _PROPOSAL:
            value = act.act
        for name in one.path:
            # Of a part that is left out nothing is said.
            value = getattr(value, name, None)
        said = value is not None and value is not msgspec.UNSET
        values[one.name] = msgspec.to_builtins(value) if said else _EMPTY[one.kind]
    return values


_PROPOSAL: Final = leaves.noun_of(Proposal)


def faults(kind: type[msgspec.Struct], said: Mapping[str, Any]) -> Iterator[tuple[str, Refusal]]:
    """Yield the faults in `said`, by the name of the field: missing, too long, not an instant, a mobile number (I6).

    Texts in a list are named by number (`explained0`). A field that the act does not ask for is a fault too, because its value
    would be lost. The act itself checks the fields that are right by themselves against each other (`between`).
    """
    found = dict(_faults(kind, said))
    yield from found.items()
    right = {name: value for name, value in said.items() if name not in found}
    for name, refusal in getattr(kind, "between", _nothing)(right):
        if name not in found:
            yield name, refusal


def _faults(kind: type[msgspec.Struct], said: Mapping[str, Any]) -> Iterator[tuple[str, Refusal]]:
    asked, clause = of(kind), _clause_of(kind)
    letter = getattr(kind, "LETTER", False)
    for name in said.keys() - {one.name for one in asked}:
        yield name, refuse("field_unknown", "I1", field=name)
    for one in asked:
        value = _meant(kind, said.get(one.name, _EMPTY[one.kind]))
        parts = [(one.name, one, value)]
        if one.kind == "texts" and isinstance(value, list) and value:
            text = one._replace(kind="line")
            parts = [(f"{one.name}{nth}", text, each) for nth, each in enumerate(value)]
        for name, part, given in parts:
            refusal = _fault(part._replace(code=True) if letter else part, given, clause)
            if refusal is not None:
                yield name, refusal


def _clause_of(kind: type[msgspec.Struct]) -> str:
    return kind.RULE.clause if issubclass(kind, PairAct) else str(getattr(kind, "CLAUSE", SignedAct.CLAUSE))


def _nothing(_said: Mapping[str, Any]) -> Iterator[tuple[str, Refusal]]:
    yield from ()


def _fault(asked: Asked, value: Any, clause: str) -> Refusal | None:
    missing = asked.missing or refuse("field_missing", clause, field=asked.field)
    if type(value) is not type(_EMPTY[asked.kind]):
        return missing
    if isinstance(value, list) and any(type(one) is not _ITEM.get(asked.kind, str) for one in value):
        return missing
    if asked.kind == "mobile" and value and not is_mobile_form(str(value)):
        return refuse("not_mobile", "R10")
    if not isinstance(value, str | list):
        return missing if asked.needed and not value and asked.kind != "number" else None
    if not tidied(value):
        return missing if asked.needed else None
    if asked.choices and not {*(value if isinstance(value, list) else [value])} <= {*asked.choices}:
        choices = ", ".join(asked.choices)
        return asked.missing or refuse("not_a_choice", clause, field=asked.field, choices=choices)
    return None if isinstance(value, list) else _fault_of_text(asked, clause, value)


def _fault_of_text(asked: Asked, clause: str, value: str) -> Refusal | None:
    if asked.urgent:
        return None
    if asked.kind in _TIMES and not _readable(times.parse, value):
        return refuse("time_unreadable", clause, value=value)
    if asked.kind == "phone" and not telephone(value):
        return refuse("telephone_form", clause, value=value)
    if asked.kind == "day" and not _readable(times.day, value):
        return refuse("expiry_no_day", clause, value=value)
    if asked.most and len(value) > asked.most:
        return refuse("too_long", clause, field=asked.field, most=asked.most)
    if not (asked.code or asked.seen) and mobile_in(value):
        return refuse("application_mobile", "I6", field=asked.field)
    return None


_TIMES: Final = frozenset({"time", "now"})
_ITEM: Final = {"numbers": int, "quoted": dict, "papers": dict, "slots": dict}
"""The item type of lists that do not hold text."""
_EMPTY: Final[dict[str, Value]] = {
    "line": "",
    "lines": "",
    "texts": [],
    "tick": False,
    "number": 0,
    "mobile": 0,
    "again": 0,
    "time": "",
    "now": "",
    "day": "",
    "phone": "",
    "gateway": "",
    "pick": "",
    "key": "",
    "quoted": [],
    "papers": [],
    "slots": [],
    "choice": "",
    "person": "",
    "department": "",
    "numbers": [],
    "choices": [],
}


def _readable(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


def tidied(value: Any) -> Any:
    """Return a value as it is signed: every text with one kind of line end and no blanks around it."""
    if isinstance(value, list):
        return [tidied(one) for one in value]
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else value


def _meant(kind: type[msgspec.Struct], value: Any) -> Any:
    return value if getattr(kind, "LETTER", False) else tidied(value)


def whole(kind: type[msgspec.Struct], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of every asked field, tidied: empty if it was not given, urgent words as they are stored."""
    given = {one.name: _meant(kind, said.get(one.name, _EMPTY[one.kind])) for one in of(kind)}
    return given | {one.name: kept_words(given[one.name]) for one in of(kind) if one.urgent}


def filled(kind: type[A], said: Mapping[str, Any], beyond: Mapping[str, Any]) -> A:
    """Return the act filled in from `said`, and from `beyond`, the values that nobody types. Raises msgspec.ValidationError."""
    fields: dict[str, Any] = dict(msgspec.to_builtins(dict(beyond)))
    given = whole(kind, said)
    for one in of(kind):
        if one.noun == _PROPOSAL or one.kind == COMPLETED:
            continue
        within = fields
        for part in one.path[:-1]:
            within = within.setdefault(part, {})
        if not (one.filled and not given[one.name]):
            within[one.path[-1]] = given[one.name]
    # A part without any given value is left out.
    for name in leaves.optional(kind):
        if _nothing_in(fields[name]):
            fields[name] = None
    for name in leaves.later(kind):
        if _nothing_in(fields.get(name)):
            fields.pop(name, None)
    fields[str(kind.__struct_config__.tag_field)] = kind.__struct_config__.tag
    return msgspec.convert(fields, kind, strict=True)


def _nothing_in(value: Any) -> bool:
    return not any(value.values()) if isinstance(value, dict) else not value


def differing(act: msgspec.Struct, said: Mapping[str, Any]) -> list[str]:
    """Return the names of the fields in which an act differs from `said`, except fields that were left to the desk."""
    expected, now = whole(kind_of(act), said), said_in(act)
    asked = of(kind_of(act))
    open_ = {one.name for one in asked if one.kind == COMPLETED or (one.filled and not expected[one.name])}
    return [name for name, value in now.items() if name not in open_ and value != expected[name]]
