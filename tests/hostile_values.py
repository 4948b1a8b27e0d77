"""Values for any text and any integer of a message, and the places of a message's type where they may stand."""

import types
import typing
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

Path = tuple[Any, ...]

INTEGERS = (
    0,
    1,
    7,
    -1,
    -7,
    2**31 - 1,
    2**31,
    2**53 - 1,
    2**53,
    2**63 - 1,
    2**63,
    2**64 - 1,
    -(2**53),
    -(2**63),
)
TEXTS = (
    "", " ", "1", "-1", "0", "1.2", "1.5e3", "9" * 5000, "٣", "²", "1b", "b1", ".", "1.", "0x10", "客户\uf92d投诉", "e\u0301",
    "\0", "a\0b", "\x1b[2J\r\n\t\x7f\x85", "\u202e\u2066\u200b", "\ufffe\uffff", "😀👨‍👩‍👧", "e" + "\u0301\u0316" * 3000, "\u0301",
    "字" * 70_000, "13800138000", "%_\\'\";--", "{}", "[]", "null", '{"type":"request/1"}', "2026-13-45", "2026-02-30",
    "0000-01-01", "0001-01-01T00:00:00Z", "9999-12-31", "9999-12-31T23:59:59Z", "2026-11-24T03:00:00+08:00", "a/b/../c",
    "request:1", "request:x", "gateway:demo", "all", "zhaomin", "business", "demo", "2026Q4", "2026Q9", "0" * 64, "f" * 64,
    "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n",
)  # fmt: skip


def plain(kind: Any) -> Any:
    """The type without its bounds."""
    return typing.get_args(kind)[0] if typing.get_origin(kind) is typing.Annotated else kind


def hints(struct: type) -> dict[str, Any]:
    """Field by name, with its type as it is declared."""
    found = typing.get_type_hints(struct, include_extras=True)
    return {field.name: found[field.name] for field in msgspec.structs.fields(struct)}


def example(kind: Any, name: str, known: Callable[[str, Any], Any]) -> Any:
    """A plain value (as MessagePack has it) of a type; `known` says what an honest caller would put into a field, or None."""
    kind = plain(kind)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        made = {field: example(type_, field, known) for field, type_ in hints(kind).items()}
        config = kind.__struct_config__
        if config.tag is not None:
            made[config.tag_field or "type"] = config.tag
        return made
    said = known(name, kind)
    if said is not None:
        return said
    if origin in {types.UnionType, typing.Union}:
        return example(arguments[0], name, known)
    if origin is typing.Literal:
        return arguments[0]
    if origin is list:
        return [example(arguments[0], name, known)]
    if origin is dict:
        return {example(arguments[0], name, known): example(arguments[1], name, known)}
    if origin is tuple:
        return [example(one, name, known) for one in arguments]
    return {str: "文", int: 1, bool: True, bytes: b"\0" * 8}.get(kind)


def leaves(value: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every text, integer and run of bytes of a plain value, with where it stands."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*at, key))
    elif isinstance(value, list | tuple):
        for index, one in enumerate(value):
            yield from leaves(one, (*at, index))
    elif isinstance(value, str | int | bytes) and not isinstance(value, bool):
        yield at, value


def put(value: Any, at: Path, new: Any) -> Any:
    """The plain value with another leaf."""
    if not at:
        return new
    if isinstance(value, dict):
        return {key: put(one, at[1:], new) if key == at[0] else one for key, one in value.items()}
    return [put(one, at[1:], new) if index == at[0] else one for index, one in enumerate(value)]
