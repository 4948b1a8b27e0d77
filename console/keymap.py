"""A person's own keys: `keys.toml` names actions by their ids, each with the keys that take the place of its own.

    "card.approve" = ["f2"]

A line that cannot be followed is left out and named; everything else in the file counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import ascii_letters, ascii_lowercase, digits
from typing import Final, NamedTuple

from console import actions
from console.actions import Action
from console.domain import toml_file
from console.locale.key_names import KEY_NAMES, key_name
from console.locale.words import text

_PAGES: Final = frozenset({"pagedown", "pageup", "ctrl+pagedown", "ctrl+pageup"})
"""Keys that page through lists and forms."""
_LIST_KEYS: Final = frozenset("gGjk") | _PAGES
"""Keys that move through every list, or begin a jump."""
_TAKEN: Final = frozenset("cfhijmuz")
"""Letters that a terminal, a list or a field takes together with Ctrl."""
_FREE: Final = frozenset(
    {f"f{nth}" for nth in range(1, 13)} | {f"ctrl+{one}" for one in {*ascii_lowercase} - _TAKEN}
)
"""Keys that no field of a form takes."""
_KEYS: Final = _FREE | {*ascii_letters, *digits, *KEY_NAMES} - _LIST_KEYS
"""Keys that a plain terminal and tmux pass on."""
_CONFIRM: Final = frozenset({"y", "enter", "ctrl+s"})
"""Keys that say yes in a dialog: what opens one never confirms it, or a key that is held down would act."""
_BY_NAME: Final = {key_name(key).casefold() if len(key) > 1 else key: key for key in _KEYS}


class Fault(NamedTuple):
    """Why a line of the file does not count: a code whose words are `keymap.<code>`, and what they name."""

    code: str
    params: Mapping[str, str]

    def words(self, lang: str) -> str:
        """The fault in that language."""
        named = dict(self.params)
        for one in ("action", "other"):
            if one in named:
                named[one] = f"{named[one]} ({actions.find(named[one]).label(lang)})"
        return text(f"keymap.{self.code}", lang, **named)


class Keymap(NamedTuple):
    """The keys of each action that has others than its own, by the action's id; and what of the file does not count."""

    keys: Mapping[str, tuple[str, ...]] = {}
    faults: tuple[Fault, ...] = ()


def read(path: Path | None) -> Keymap:
    """Read a person's keys; without a file there are none. Raises nothing: what cannot be read is a fault."""
    if path is None:
        return Keymap()
    try:
        wanted = toml_file.read(path)
    except FileNotFoundError:
        return Keymap()
    except (OSError, ValueError) as error:
        return Keymap({}, (Fault("unread", {"file": path.name, "why": str(error)}),))
    keys: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    for name, value in _flat(wanted):
        chosen = _chosen(name, value)
        if isinstance(chosen, Fault):
            faults.append(chosen)
        else:
            keys[name] = chosen
    while (clash := _clash(keys)) is not None:
        faults.append(clash)
        del keys[clash.params["action"]]
    return Keymap(keys, tuple(faults))


def own(path: Path | None, action_id: str) -> Sequence[str]:
    """Let every text name the keys of that file from now on; return those of an action. Raises KeyError for an unknown one."""
    actions.use_keys(read(path).keys)
    return actions.find(action_id).keys


def _flat(wanted: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Every entry by its id, also where it was written without quotes, which makes a table of it."""
    for name, value in wanted.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _chosen(name: str, value: object) -> tuple[str, ...] | Fault:
    """The keys of one entry, or why it does not count."""
    action = next((one for one in actions.ACTIONS if one.id == name), None)
    if action is None:
        return Fault("unknown_action", {"name": name})
    typed = [value] if isinstance(value, str) else value
    if not isinstance(typed, list) or not typed:
        return Fault("no_keys", {"action": name})
    keys = []
    for one in typed:
        key = _key(one) if isinstance(one, str) else None
        if key is None or (key in _CONFIRM and action.danger and key not in action.keys):
            return Fault("unknown_key", {"action": name, "key": str(one)})
        if key not in _FREE and not any(map(_plain, action.keys)):
            return Fault("taken_by_field", {"action": name, "key": key_name(key)})
        keys.append(key)
    return tuple(dict.fromkeys(keys))


def _key(typed: str) -> str | None:
    """A key by the program's name or by the one that people read: `ctrl+s`, `Ctrl+S`, `question_mark`, `?`."""
    if typed in _KEYS:
        return typed
    return _BY_NAME.get(typed.casefold())


def _plain(key: str) -> bool:
    return key not in _FREE | _PAGES


def _clash(keys: Mapping[str, tuple[str, ...]]) -> Fault | None:
    """The first entry whose key another action of the same page has."""
    for name, own in keys.items():
        action = actions.find(name)
        for other in actions.ACTIONS:
            both = [key for key in own if key in keys.get(other.id, other.keys)]
            if both and other.id != name and _together(action, other):
                return Fault("clash", {"action": name, "key": key_name(both[0]), "other": other.id})
    return None


def _together(one: Action, other: Action) -> bool:
    """Whether two actions are on one page."""
    return one.scope == other.scope or bool({*actions.SHARED} & {one.scope, other.scope})
