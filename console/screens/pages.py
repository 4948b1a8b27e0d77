"""Pages by what they show, or by their name, which is their `SCOPE`; a page's module is loaded when it is first opened."""

import inspect
from collections.abc import Sequence
from importlib import import_module
from typing import Any, TypeAlias, get_type_hints

import msgspec
from textual.screen import Screen

from console import noun
from console.wire.duties.subjects import Subject

About: TypeAlias = noun.Route | Subject
"""What a page is opened for."""


def kind(name: str) -> Any:
    """The class of the page with that name. Raises KeyError if there is none."""
    module, _, own = noun.pages()[name].place.partition(":")
    return getattr(import_module(f"console.screens.{module}"), own)


def make(name: str, about: About | None = None) -> Screen[Any]:
    """Make a page that needs nothing, by its name; a list begins at what it is opened about."""
    return _begun(_made(kind(name), {}), about)


def showing(about: About) -> Screen[Any]:
    """Make the page that shows this: it takes those of the fields that have the names of its parameters."""
    own = kind(noun.shown()[type(about)])
    return _begun(_made(own, {name: getattr(about, name) for name in _taken(own, type(about))}), about)


def again(name: str, given: Sequence[int | str]) -> Screen[Any]:
    """Make a page once more from what it was opened with. Raises LookupError, TypeError or ValueError if it takes something else."""
    if not given:
        return make(name)
    own = kind(name)
    taken, hints = _taken(own, noun.pages()[name].about[0]), get_type_hints(own.__init__)
    named = dict(zip(taken[: len(given)], given, strict=True))
    return _made(own, {one: msgspec.convert(value, hints[one]) for one, value in named.items()})


def _begun(made: Screen[Any], about: About | None) -> Screen[Any]:
    begin_with = getattr(made, "begin_with", None)
    if begin_with is not None and about is not None:
        begin_with(about)
    return made


def _taken(own: Any, about: type[msgspec.Struct]) -> list[str]:
    takes = inspect.signature(own).parameters
    return [name for name in about.__struct_fields__ if name in takes]


def _made(own: Any, named: dict[str, Any]) -> Screen[Any]:
    made: Screen[Any] = own(**named)
    given = [*named.values()]
    while given and given[-1] is None:
        given.pop()
    made.opened = (*given,)  # type: ignore[attr-defined]  # every page has it; the library's screens do not
    return made
