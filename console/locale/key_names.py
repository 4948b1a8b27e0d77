"""Keys as people read them, and those of the actions: whoever has the table of actions says which they are (`use`)."""

from collections.abc import Callable, Sequence
from typing import Final

KEY_NAMES: Final = {
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "full_stop": ".",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
}
"""Key names for people, where they differ from the library's."""

SPACE: Final = "frame.space"
"""The text that names the longest key, in each language a word of its own."""
_PLAIN: Final = frozenset({"question_mark", "colon", "slash", "full_stop", "space"})


class _Actions:
    """The keys of an action by its id; raises KeyError for an unknown one."""

    keys: Callable[[str], Sequence[str]] | None = None


def use(keys: Callable[[str], Sequence[str]]) -> None:
    """Let every text name the keys of actions as `keys` returns them for an id, the one to be shown first."""
    _Actions.keys = keys


def of_action(action_id: str, *, in_fields: bool = False) -> str:
    """Return the key to name for an action, by the program's name; `in_fields` one that a form's fields leave, if it has one.

    Raises KeyError for an unknown action, and while nobody has said what the actions are.
    """
    if _Actions.keys is None:
        raise KeyError(action_id)
    keys = _Actions.keys(action_id)
    return next((key for key in keys if not (in_fields and is_plain(key))), keys[0])


def is_plain(key: str) -> bool:
    """Whether a key writes a character, which the fields of a form keep for themselves."""
    return len(key) == 1 or key in _PLAIN


def key_name(key: str) -> str:
    """The name of a key for people: `Ctrl+S`, `F2`, `?`."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    head, plus, last = key.rpartition("+")
    return head.capitalize() + plus + (last.upper() if plus and len(last) == 1 else _worded(last))


def _worded(key: str) -> str:
    return KEY_NAMES.get(key) or (key.capitalize() if len(key) > 1 else key)
