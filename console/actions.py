"""Every action of the screens, as the nouns say (`nouns`). Footer, help, palette, key bindings and the reference page are made from it.

The keys are limited to those that both a plain terminal and tmux pass on. On screens with text fields the actions also have
control or function keys, because letters go into the fields.
"""

from collections.abc import Mapping
from typing import Final

from console import noun
from console.action import ALL, FORM, LIST, SHARED, SIGNS, TABS, Action
from console.locale import key_names

__all__ = ["ACTIONS", "ALL", "FORM", "LIST", "SHARED", "SIGNS", "TABS", "Action", "find", "of", "use_keys"]


ACTIONS: Final[tuple[Action, ...]] = tuple(
    action for one in noun.every() for page in one.pages for action in page.actions
)
"""All, noun by noun. Ids are `<scope>.<name>`; a page of that scope has a method `do_<name>`, unless the key only opens a page."""

_BY_ID: Final = {action.id: action for action in ACTIONS}
_own: Final[dict[str, tuple[str, ...]]] = {}
"""The keys that the person at this terminal has in place of an action's own."""


def use_keys(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Give actions these keys from now on, by their ids; all others have their own. Texts name them."""
    _own.clear()
    _own.update(keys)
    key_names.use(lambda action_id: find(action_id).keys)


def _keyed(action: Action) -> Action:
    return action._replace(keys=_own[action.id]) if action.id in _own else action


def of(scope: str) -> tuple[Action, ...]:
    """Return the actions of one page, without those that every page has."""
    return tuple(_keyed(action) for action in ACTIONS if action.scope == scope)


def find(action_id: str) -> Action:
    """Return the action with that id; raises KeyError if there is none."""
    return _keyed(_BY_ID[action_id])


use_keys({})
