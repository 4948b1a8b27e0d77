"""How a noun says what people see of it: its pages, the way to each, their keys, and what its states mean."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from console.action import Action
from console.look.senses import Sense


class Key(NamedTuple):
    """A key of a page, by the name of what it does; what the rest is says `Action`."""

    name: str
    keys: tuple[str, ...]
    danger: int
    act: str
    clause: str


class Page(NamedTuple):
    """A page by its name: where its class is, the action that opens it, whether that needs nothing else, and the page's own actions.

    What several pages share (`shared`) has no class.
    """

    name: str
    place: str
    by: str
    alone: bool
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


def page(name: str, place: str, by: str = "", *, alone: bool = False) -> Callable[..., Page]:
    """A page whose class is at `place` (`module:Class`, below the screens), opened by the action `by`; a tab is opened by none."""

    def having(*keys: Key) -> Page:
        own = (Action(f"{name}.{one.name}", name, *one[1:]) for one in keys)
        return Page(name, place, by, alone, tuple(own))

    return having


def shared(scope: str) -> Callable[..., Page]:
    """What several pages share."""
    return page(scope, "")
