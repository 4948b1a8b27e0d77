"""What the desk does is said at the function that does it: these decorators keep it; `everything` loads all that say so.

A test that imports one service finds few entries here: `everything` is the only way in.
"""

import inspect
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from sqlalchemy import ColumnElement

from console.domain.shapes import SignedAct
from console.wire.acts import Prepare
from console.wire.base import Call
from console.wire.views import Done

if TYPE_CHECKING:
    from console.services.context import Context, Handler
    from console.services.duties.duty import Asked, Duty
    from console.services.statements import Incoming
    from console.services.two_person.engine import Noun

    Long = Callable[[Context, Any], Callable[[], object] | None]
    Take = Callable[[Context, Incoming], Done]
    Fill = Callable[[Context, Prepare, Any], Any]
    Propose = Callable[[Context, Prepare], Any]
    Source = Callable[[Context, Asked], Iterator[Duty]]

HANDLERS: Final[dict[type[Call], "Handler"]] = {}
BEFORE: Final[dict[type[Call], "Long"]] = {}
"""What is looked at for a call before it is carried out, and a function of it that takes long and needs no database."""
TAKES: Final[dict[type[SignedAct], "Take"]] = {}
FILLS: Final[dict[type[SignedAct], "Fill"]] = {}
"""Signed acts that declare which fields their signer gives, and the function that fills in the rest."""
PROPOSES: Final[dict[type, "Propose"]] = {}
"""The functions that fill in the fields of a proposed act that nobody types."""
NOUNS: Final[dict[str, "Noun"]] = {}
"""The nouns of two-person acts, by kind of pair."""
SOURCES: Final[dict["Source", ColumnElement[bool] | None]] = {}
"""Where duties come from; a source that finds something on few days alone says in SQL whether there is anything."""

_C = TypeVar("_C", bound=Call)
_A = TypeVar("_A")
_F = TypeVar("_F", bound=Callable[..., Any])
_N = TypeVar("_N", bound="Noun")


def _keep(table: dict[Any, Any], keys: tuple[Any, ...], value: Any) -> None:
    for key in keys:
        if key in table:
            raise TypeError(f"twice: {key}")
        table[key] = value


def _calls(take: Callable[..., Any]) -> tuple[type[Call], ...]:
    """The calls that a function takes, by the type of its second parameter."""
    said = [*inspect.get_annotations(take).values()][1]
    return get_args(said) or (said,)


def answers(take: "Callable[[Context, _C], _A]") -> "Callable[[Context, _C], _A]":
    """Say that a function answers the call that its second parameter is."""
    _keep(HANDLERS, _calls(take), take)
    return take


def beforehand(look: _F) -> _F:
    """Say that a function is asked before the calls that its second parameter is, for what takes long."""
    _keep(BEFORE, _calls(look), look)
    return look


def takes(*acts: type[SignedAct]) -> Callable[[_F], _F]:
    """Say that a function takes these signed acts."""

    def keep(take: _F) -> _F:
        _keep(TAKES, acts, take)
        return take

    return keep


def prepares(*acts: type[SignedAct]) -> Callable[[_F], _F]:
    """Say that a function fills in what nobody types of these signed acts."""

    def keep(fill: _F) -> _F:
        _keep(FILLS, acts, fill)
        return fill

    return keep


def proposes(act: type) -> Callable[[_F], _F]:
    """Say that a function fills in what nobody types of an act that two people sign."""

    def keep(fill: _F) -> _F:
        _keep(PROPOSES, (act,), fill)
        return fill

    return keep


def noun(made: _N) -> _N:
    """Say that a noun judges the pairs of its kinds."""
    _keep(NOUNS, tuple(map(str, made.KINDS)), made)
    return made


def source(there: ColumnElement[bool] | None = None) -> Callable[[_F], _F]:
    """Say that duties come from a function; `there` says whether it has anything to look at, for one that seldom has."""

    def keep(find: _F) -> _F:
        _keep(SOURCES, (find,), there)
        return find

    return keep
