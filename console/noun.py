"""How a noun says what people see of it: its pages, the way to each, their keys, and what its states mean; and all that say so.

Each is a module of `nouns`, found there by its file; none loads a page.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final, NamedTuple

from msgspec import Struct

from console import nouns
from console.action import ALL, TABS, Action
from console.look.senses import Sense


class Key(NamedTuple):
    """A key of a page, by the name of what it does; what the rest is says `Action`."""

    name: str
    keys: tuple[str, ...]
    danger: int
    act: str
    clause: str


class Route(Struct, frozen=True):
    """What a page shows or begins with, where that is no subject of a duty: one type a page, its fields named as the page takes them."""


class Page(NamedTuple):
    """A page by its name: where its class is, the action that opens it, whether that needs nothing else, and the page's own actions.

    `about` are the types of what it is opened for: routes, and subjects of duties (`wire.subjects`). What several pages share (`shared`)
    has no class.
    """

    name: str
    place: str
    by: str
    alone: bool
    about: tuple[type[Struct], ...]
    actions: tuple[Action, ...]


class Noun(NamedTuple):
    """A noun; `senses` says of each code of a set of states what it means, by the name under which the set is shown."""

    name: str
    pages: tuple[Page, ...]
    senses: Mapping[str, Mapping[str, Sense]] = {}


def key(name: str, *keys: str, danger: int = 0, act: str = "", clause: str = "") -> Key:
    """A key of the page that it stands under; the first one is shown."""
    return Key(name, keys, danger, act, clause)


SEARCHED: Final = (key("filter", "slash"), key("again", "full_stop"))
"""The keys of a list that can be searched."""


def page(
    name: str, place: str, by: str = "", *, alone: bool = False, about: tuple[type[Struct], ...] = ()
) -> Callable[..., Page]:
    """A page whose class is at `place` (`module:Class`, below the screens), opened by the action `by`; a tab is opened by none."""

    def having(*keys: Key) -> Page:
        own = (Action(f"{name}.{one.name}", name, *one[1:]) for one in keys)
        return Page(name, place, by, alone, about, tuple(own))

    return having


def shared(scope: str) -> Callable[..., Page]:
    """What several pages share."""
    return page(scope, "")


@cache
def every() -> tuple[Noun, ...]:
    """All nouns by name."""
    return tuple(
        import_module(f"{nouns.__name__}.{one}").NOUN
        for one in sorted(m.name for m in iter_modules(nouns.__path__))
    )


@cache
def pages() -> dict[str, Page]:
    """Every page by its name."""
    return {page.name: page for noun in every() for page in noun.pages if page.place}


@cache
def shown() -> dict[type[Struct], str]:
    """The page that shows what is of this type. Raises ValueError if two say so."""
    found = [(one, page.name) for page in pages().values() for one in page.about]
    if len(found) > len(dict(found)):
        raise ValueError("two pages are about one type")
    return dict(found)


def tab(name: str) -> str:
    """The tab under which a page is reached; empty for one that is reached from everywhere."""
    if name in TABS:
        return name
    by = pages()[name].by
    return tab(by.partition(".")[0]) if by and not by.startswith(f"{ALL}.") else ""


@cache
def senses() -> dict[str, dict[str, Sense]]:
    """The sense of each code of each set of states."""
    return {name: {**codes} for noun in every() for name, codes in noun.senses.items()}


def sense_of(kind: str, code: str) -> Sense:
    """Return what a code means in its set of states; PLAIN for other sets, and for a code that the set does not know."""
    return senses().get(kind, {}).get(code, Sense.PLAIN)
