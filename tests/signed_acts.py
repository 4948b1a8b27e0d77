"""Signed acts made from their types alone, and changed by a hair: a new act is made, and walked, by itself."""

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import inspect

from console.domain import acts, times
from console.domain import leaves as acts_leaves

Path = tuple[str | int, ...]
KINDS: Final[tuple[type[msgspec.Struct], ...]] = acts.Statement.__args__
"""Every signed act there is."""

_PATTERNED: Final = (
    "2026-11-24T08:30:15Z",
    "2026-12-01T01:00:00Z",
    "2026-12-01",
    "2026Q4",
    "2026-11",
    "0123456789abcdef" * 4,
    "0123456789abcdef" * 2,
    "zhangsan",
    "promotion",
    "138",
)
"""A value for each pattern that a text of an act may be bound to."""
_AGREED: Final[dict[type[msgspec.Struct], tuple[dict[str, Any], ...]]] = {
    acts.MadeManifest: ({"made": "merge"}, {"made": "subtract"}),
    acts.DerivedManifest: ({"made": "merge"}, {"made": "subtract"}),
    acts.PartManifest: ({"made": "part", "share": None}, {"made": "part", "prefixes": None}),
}
"""What fields of an act say together, where it cannot be told from the type of each; None is left out."""
_LETTERS: Final = "存款到期提醒请您于工作日办理abcXYZ0189 ，。-/"
_TIME: Final = re.compile(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z\Z")
_LARGEST: Final = 5_000
_LONG: Final = 1_000
_PLACES: Final = 8


class Leaf(NamedTuple):
    """A single value of an act, and its type; of a list or a part that may be absent the whole of it."""

    path: Path
    type: inspect.Type
    value: Any


class Changed(NamedTuple):
    """An act that differs from another in one thing: the leaf that it is of, in words what, and the act."""

    place: str
    what: str
    act: Any


class Turn(random.Random):
    """Chance that takes the members of a union in turn."""

    def __init__(self, member: int, seed: int) -> None:
        super().__init__(f"{member} {seed}")
        self.member = member


def example(kind: type[msgspec.Struct], rng: Turn) -> Any:
    """An act of that kind with something in every place."""
    made = _made(inspect.type_info(kind), rng)
    if agreed := _AGREED.get(kind):
        made |= agreed[rng.member % len(agreed)]
        made = {name: value for name, value in made.items() if value is not None}
    return msgspec.convert(made, kind)


def members(kind: type[msgspec.Struct]) -> Iterator[int]:
    """The turns of the acts of a kind, one for each member of the unions in it, so that none goes unseen."""
    told = inspect.type_info(kind)
    assert isinstance(told, inspect.StructType)
    yield from range(max(1, len(_AGREED.get(kind, ())), *(len(_structs(one.type)) for one in told.fields)))


def _structs(node: inspect.Type) -> list[inspect.Type]:
    bare = _bare(node)
    if not isinstance(bare, inspect.UnionType):
        return []
    return [one for one in bare.types if isinstance(_bare(one), inspect.StructType)]


def _bare(node: inspect.Type) -> inspect.Type:
    return node.type if isinstance(node, inspect.Metadata) else node


def _made(node: inspect.Type, rng: Turn) -> Any:  # noqa: C901 - one case a type
    match _bare(node):
        case inspect.StructType(fields=fields, tag=tag, tag_field=tag_field):
            made = {one.encode_name: _made(one.type, rng) for one in fields}
            return ({tag_field: tag} if tag_field else {}) | made
        case inspect.UnionType(types=types):
            chosen = [one for one in types if not isinstance(one, inspect.NoneType)]
            return _made(chosen[rng.member % len(chosen)], rng)
        case inspect.ListType(item_type=item, min_length=least, max_length=most):
            n = min(max(least or 0, 2), most or 2)
            return [_made(item, rng) for _ in range(n)]
        case inspect.DictType(value_type=value):
            return {key: _made(value, rng) for key in ("duplicate", "bad_length")}
        case inspect.EnumType(cls=cls):
            return rng.choice(list(cls)).value
        case inspect.LiteralType(values=values):
            return rng.choice(list(values))
        case inspect.BoolType():
            return rng.random() < 0.5
        case inspect.IntType(ge=least, le=most):
            return rng.randint(least or 0, min(most or _LARGEST, _LARGEST))
        case inspect.StrType(pattern=None, max_length=most):
            # Long enough to be folded, where it may be.
            length = min(most or 12, rng.randint(3, 12) if (most or 0) < _LONG else rng.randint(100, 160))
            return "".join(rng.choice(_LETTERS) for _ in range(length)).strip().ljust(3, "文")
        case inspect.StrType(pattern=str(pattern)):
            return next(one for one in _PATTERNED if re.search(pattern, one))
        case other:
            raise AssertionError(f"no example is known of {other}")


def leaves(act: Any) -> Iterator[Leaf]:
    """Every value of an act; lists, and parts that may be absent, are told as a whole, too."""
    yield from _leaves(inspect.type_info(type(act)), msgspec.to_builtins(act), ())


def _leaves(node: inspect.Type, value: Any, path: Path) -> Iterator[Leaf]:  # noqa: C901 - one case a type
    match _bare(node):
        case inspect.StructType(fields=fields):
            for one in (field for field in fields if field.encode_name in value):
                if not one.required:
                    yield Leaf((*path, one.encode_name), inspect.AnyType(), value[one.encode_name])
                yield from _leaves(one.type, value[one.encode_name], (*path, one.encode_name))
        case inspect.UnionType(types=types):
            if any(isinstance(one, inspect.NoneType) for one in types):
                yield Leaf(path, node, value)
            for part in map(_bare, _structs(node)):
                assert isinstance(part, inspect.StructType)
                if value is not None and (len(_structs(node)) == 1 or part.tag == value[part.tag_field]):
                    yield from _leaves(part, value, path)
        case inspect.ListType(item_type=item):
            yield Leaf(path, node, value)
            for nth, item_value in enumerate(value):
                yield from _leaves(item, item_value, (*path, nth))
        case inspect.DictType(value_type=of):
            yield Leaf(path, node, value)
            for key, counted in value.items():
                yield from _leaves(of, counted, (*path, key))
        case _:
            yield Leaf(path, node, value)


def changes(act: Any, rng: Turn) -> Iterator[Changed]:
    """The act with each of its leaves changed: at random, by a hair, and with its end moved to the next text."""
    whole = msgspec.to_builtins(act)
    kind: type[msgspec.Struct] = type(act)
    found = list(leaves(act))
    for leaf in found:
        for what, value in _hairs(leaf, rng):
            yield from _with(whole, kind, leaf.path, what, {leaf.path: value})
    for name in acts_leaves.later(kind):
        if kind not in _AGREED:
            without = {key: one for key, one in whole.items() if key != name}
            yield Changed(name, "left out", msgspec.convert(without, kind))
    for one, after in pairwise(leaf for leaf in found if _free(leaf)):
        moved = {one.path: one.value[:-1], after.path: one.value[-1:] + after.value}
        yield from _with(whole, kind, one.path, f"its end moved to {place(after.path)}", moved)


def place(path: Path) -> str:
    """A leaf by name, without the numbers of list items."""
    return ".".join(part for part in path if isinstance(part, str))


def _free(leaf: Leaf) -> bool:
    bare = _bare(leaf.type)
    return isinstance(bare, inspect.StrType) and bare.pattern is None and isinstance(leaf.value, str)


def _hairs(leaf: Leaf, rng: Turn) -> Iterator[tuple[str, Any]]:  # noqa: C901 - one case a type
    value = leaf.value
    match _bare(leaf.type):
        case inspect.UnionType():
            yield "absent", None
        case inspect.ListType():
            yield "one less", value[:-1]
            yield "one more", [*value, *value[:1]]
            yield "the other way round", value[::-1]
        case inspect.DictType():
            first, *rest = value.items()
            yield "another reason", dict([("vanity", first[1]), *rest])
            yield "one less", dict(rest)
        case inspect.EnumType(cls=cls):
            yield from ((f"{one.value}", one.value) for one in cls)
        case inspect.LiteralType(values=values):
            yield from ((str(one), one) for one in values)
        case inspect.BoolType():
            yield "turned", not value
        case inspect.IntType():
            yield from ((f"{by:+}", value + by) for by in (1, -1, 1000, -value))
        case inspect.StrType(pattern=None):
            yield from _of_text(value, rng)
        case inspect.StrType():
            yield "emptied", ""
            if _TIME.match(value):
                moment = times.parse(value)
                yield "the next second", times.render(moment + timedelta(seconds=1))
                yield "the second before", times.render(moment - timedelta(seconds=1))
                yield "the minute without seconds", times.render(moment.replace(second=0))
            else:
                yield "another last letter", value[:-1] + ("1" if value[-1:] != "1" else "2")
                yield "another first letter", ("b" if value[:1] != "b" else "c") + value[1:]
                yield from ((one, one) for one in _PATTERNED)
                yield from ((one.value, one.value) for one in acts.Category)


def _of_text(value: str, rng: Turn) -> Iterator[tuple[str, str]]:
    yield "a blank behind", value + " "
    yield "a blank before", " " + value
    yield "a wide blank behind", value + "\u3000"
    yield "a hard blank behind", value + "\u00a0"
    yield "a drawn blank behind", value + "\u2423"
    yield "a line end behind", value + "\n"
    yield "a line end before", "\n" + value
    at = rng.randrange(max(1, len(value)))
    yield "a blank before a line end", value[:at] + " \n" + value[at:]
    # Also where a line may be folded.
    for at in rng.sample(range(len(value)), min(_PLACES, len(value) // 20)):
        yield "a blank within", value[:at] + " " + value[at:]
        yield "a line end within", value[:at] + "\n" + value[at:]
    at = rng.randrange(max(1, len(value)))
    yield "another letter", value[:at] + ("改" if value[at : at + 1] != "改" else "正") + value[at + 1 :]
    yield "one letter less", value[:-1]
    yield "emptied", ""


def _with(whole: Any, kind: type[Any], path: Path, what: str, values: dict[Path, Any]) -> Iterator[Changed]:
    changed = whole
    for one, value in values.items():
        changed = _put(changed, one, value)
    if changed == whole:
        return
    try:
        yield Changed(place(path), what, msgspec.convert(changed, kind))
    except msgspec.ValidationError:
        # Nobody could sign this: the shape forbids it.
        return


def _put(whole: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    first, *rest = path
    copied = list(whole) if isinstance(whole, list) else dict(whole)
    copied[first] = _put(whole[first], tuple(rest), value)  # type: ignore[index]
    return copied
