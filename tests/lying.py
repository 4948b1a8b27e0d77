"""A desk that lies to the consoles: the real core (or a real desk's line), whose answers are altered on their way.

A lie is a function of the call and of its true answer. What it alters, and how often it was told, is its own business; every
call that came is kept, so that a test can say that nothing was signed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from console.acting.steps import Core as Desk
from console.domain import acts
from console.signing.statements import decode, encode
from console.wire import calls
from console.wire.answers import Prepared
from console.wire.base import Call
from console.wire.contacts import lists
from console.wire.rosters.rosters import ConfirmRoster, ProposeRoster

Lie = Callable[[Call, Any], Any]
SIGNED = (calls.Enact, lists.FinishList, ProposeRoster, ConfirmRoster)
"""Calls that carry a signature: a refused lie leaves none of them among those that came."""


@dataclass
class LyingDesk:
    """One person's line to a desk that tells `lie` in place of every answer to a call of these types."""

    desk: Desk
    lie: Lie
    about: tuple[type[Call], ...] = ()
    asked: list[Call] = field(default_factory=list)
    told: int = 0

    def call(self, call: Call) -> Any:
        self.asked.append(call)
        answer = self.desk.call(call)
        if self.about and not isinstance(call, self.about):
            return answer
        lie = self.lie(call, answer)
        self.told += lie is not answer
        return lie

    @property
    def signed(self) -> bool:
        return any(isinstance(call, SIGNED) for call in self.asked)


def forged(change: Callable[[acts.Statement], acts.Statement]) -> Lie:
    """Prepared bytes that say something else, and spell it well."""

    def lie(_call: Call, answer: Any) -> Any:
        if not isinstance(answer, Prepared):
            return answer
        return Prepared(encode(change(decode(answer.text.encode()))).decode())

    return lie


def altered(act: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """A copy of an act with another value at that path."""
    plain = msgspec.to_builtins(act)
    place = plain
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return msgspec.convert(plain, type(act))


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Path and value of everything that a builtin value holds; an empty list or map is a leaf."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inner = list(items)
    if not inner:
        yield path, value
    for name, item in inner:
        yield from leaves(item, (*path, name))


def others(value: Any) -> Iterator[Any]:
    """What a liar could write in place of a leaf: far from it, and by a hair."""
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, max(0, value - 1))
        case str() if len(value) == 64 and set(value) <= set("0123456789abcdef"):
            yield from ("0" * 64, value[:-1] + ("0" if value[-1] != "0" else "1"))
        case str() if len(value) == 20 and value.endswith("Z"):
            yield from ("2031-01-01T00:00:00Z", value[:-3] + ("01Z" if value[-3:] != "01Z" else "02Z"))
        case str():
            yield from ("别的", value + " ", " " + value, value[:-1])
        case list():
            yield ["别的"]
        case dict():
            yield {"别的": 1}
