"""Every call as one tagged union, for who must read any of them: the desk. Who makes a call loads only the module that tells it."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, Final, Union

import msgspec

from console import wire
from console.wire import calls
from console.wire.base import Ask, Call, Do, EnactCall
from console.wire.bounds import tidied
from console.wire.frames import NOTICE_ID, UNREADABLE, FrameError, decoded, decoder

_LARGEST_ID: Final = (1 << 53) - 1

_FIELD: Final = re.compile(r"at `\$\[1\]\.(?:\S*\.)?(\w+)(?:\[\S*\])?`")
"""Matches msgspec's error path, to report only the names of our own fields, never what was sent."""


def _below(kind: type[Call]) -> Iterator[type[Call]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _every() -> Any:
    """The union of all calls that the modules of the wire tell."""
    for found in walk_packages(wire.__path__, f"{wire.__name__}."):
        import_module(found.name)
    below = (one for kind in (Ask, Do, EnactCall) for one in _below(kind))
    found_calls = {one.__name__: one for one in below if one.__module__.startswith(wire.__name__)}
    return Union[tuple(found_calls[name] for name in sorted(found_calls))]  # noqa: UP007 - made of what there is


AnyCall: Final = _every()


class UnfitCallError(ValueError):
    """A call of this wire with a field out of bounds: it is answered with a refusal, and the connection stays open."""

    def __init__(self, number: int, where: str) -> None:
        super().__init__(f"call {number}: {where}")
        self.number, self.where = number, where


class _Envelope(msgspec.Struct, frozen=True, array_like=True):
    """An envelope as it is read: `calls.Envelope` with the calls that there are."""

    id: int
    call: AnyCall  # type: ignore[valid-type]  # known once all are loaded


class _Numbered(msgspec.Struct, frozen=True, array_like=True):
    """An envelope of which only the number is read."""

    id: int
    call: msgspec.Raw


def decode_envelope(payload: bytes) -> calls.Envelope:
    """Return the call in a payload, its texts tidied.

    Raises FrameError, also for a number outside 1 to 2^53-1, and UnfitCallError if a field of the call is out of bounds.
    """
    try:
        envelope: _Envelope = decoder(_Envelope).decode(payload)
    except msgspec.ValidationError as error:
        number, where = _number(payload), _FIELD.search(str(error))
        if where is None or where[1] == "call" or not NOTICE_ID < number <= _LARGEST_ID:
            raise FrameError("no call") from None
        raise UnfitCallError(number, where[1]) from None
    except UNREADABLE as error:
        raise FrameError(f"no Envelope: {type(error).__name__}") from None
    if not NOTICE_ID < envelope.id <= _LARGEST_ID:
        raise FrameError(f"call number {envelope.id}")
    return calls.Envelope(envelope.id, tidied(envelope.call))


def _number(payload: bytes) -> int:
    """The number of a call that cannot be read; 0 if the number cannot be read either."""
    try:
        return decoded(payload, _Numbered).id
    except FrameError:
        return 0
