"""Every single value of a signed act, found from its struct, so that no field can be forgotten where an act is shown."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, cast

import msgspec
from msgspec import inspect

from console.domain.reads import Block


class Leaf(NamedTuple):
    """One value of an act, or a list of plain values that is shown as one.

    `noun` names the act, or the act within an act, to which it belongs; `path` holds the field names from there, with the number of
    an item (from 1) in a list of parts; `how` is as in `domain.reads`, or the name of the enumeration; `free` marks text that
    people write.
    """

    noun: str
    path: tuple[str | int, ...]
    value: Any
    how: str
    block: Block
    free: bool

    @property
    def item(self) -> tuple[str | int, ...]:
        """The path of the list item that contains the value, empty if there is none."""
        at = next((n for n in reversed(range(len(self.path) - 1)) if isinstance(self.path[n], int)), -1)
        return self.path[: at + 1]


def of(act: msgspec.Struct) -> Iterator[Leaf]:
    """Yield the leaves of an act in the order of its fields, block by block."""
    leaves = list(_struct(act, noun_of(type(act)), ()))
    for block in Block:
        yield from (leaf for leaf in leaves if leaf.block == block)


def noun_of(kind: type[msgspec.Struct]) -> str:
    """The unversioned tag of an act; the noun of a call."""
    return str(getattr(kind, "NOUN", "")) or str(kind.__struct_config__.tag).partition("/")[0]


@cache
def declared(kind: type[msgspec.Struct]) -> inspect.StructType:
    """Return the fields of a struct with their types."""
    return cast("inspect.StructType", inspect.type_info(kind))


def _struct(value: msgspec.Struct, noun: str, path: tuple[str | int, ...]) -> Iterator[Leaf]:
    for field in declared(type(value)).fields:
        said = getattr(value, field.name)
        if said is not msgspec.UNSET:
            yield from _leaf(field.type, said, noun, (*path, field.name))


def _leaf(node: inspect.Type, value: Any, noun: str, path: tuple[str | int, ...]) -> Iterator[Leaf]:
    plain, said = bare(node), said_of(node)
    if isinstance(value, msgspec.Struct):
        if value.__struct_config__.tag is None:
            yield from _struct(value, noun, path)
        else:
            yield Leaf(noun, path, value, "act", Block.DECIDED, free=False)
            yield from _struct(value, noun_of(type(value)), ())
    elif isinstance(plain, inspect.ListType) and _parts(plain.item_type):
        for nth, one in enumerate(value, 1):
            yield from _leaf(plain.item_type, one, noun, (*path, nth))
    elif isinstance(plain, inspect.DictType):
        for key, one in value.items():
            yield from _leaf(plain.value_type, one, noun, (*path, key))
    else:
        if isinstance(plain, inspect.ListType):
            said = said_of(plain.item_type) | said
            plain = bare(plain.item_type)
        how = plain.cls.__name__ if isinstance(plain, inspect.EnumType) else "text"
        free = isinstance(plain, inspect.StrType) and plain.pattern is None
        yield Leaf(noun, path, value, said.get("reads", how), said.get("block", Block.DECIDED), free)


def said_of(node: inspect.Type) -> dict[str, Any]:
    """Return the metadata of a type, from its outermost annotation."""
    return (node.extra or {}) if isinstance(node, inspect.Metadata) else {}


def _parts(node: inspect.Type) -> bool:
    """Whether the items of a list are shown one by one: parts with fields, and text that people write."""
    plain = bare(node)
    return isinstance(plain, inspect.StructType) or (
        isinstance(plain, inspect.StrType) and plain.pattern is None
    )


def part(plain: inspect.Type) -> inspect.StructType | None:
    """Return the struct that a field holds, even if it is optional, or None."""
    types = [one for one in getattr(plain, "types", (plain,)) if not isinstance(one, inspect.NoneType)]
    return types[0] if len(types) == 1 and isinstance(types[0], inspect.StructType) else None


def optional(kind: type[msgspec.Struct]) -> list[str]:
    """Return the names of the parts of an act that may be missing."""
    plain = {field.name: bare(field.type) for field in declared(kind).fields}
    return [name for name, one in plain.items() if isinstance(one, inspect.UnionType) and part(one)]


@cache
def later(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """Return the names of the parts that came later into an act, and are left out of it where they say nothing."""
    with_default = zip(reversed(kind.__struct_fields__), reversed(kind.__struct_defaults__), strict=False)
    return tuple(name for name, default in with_default if default is msgspec.UNSET)


def bare(node: inspect.Type) -> inspect.Type:
    """Return a type without its metadata."""
    while isinstance(node, inspect.Metadata):
        node = node.type
    return node
