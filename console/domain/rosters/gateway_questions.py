"""What a guided set-up asks for a gateway file: the keys of its template, in their order, each answer judged by the check of the file.

An answer is typed without the quotes and brackets of TOML: `10.1.2.4`, `是`, `R, TD`; groups of a list as `word value; word value`.
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec

from console.domain import toml_lines
from console.domain.file_faults import Told
from console.domain.rosters.rule_files import faults_of_gateway, odd_characters
from console.domain.sending.gateway_faults import says_secret
from console.domain.sending.gateway_keys import Key, allowed, as_toml, keys
from console.domain.sending.gateways import TAG

Path = tuple[str, ...]
Answers = Mapping[Path, Any]
"""The values that were given, by the path of their keys."""

PROTOCOL: Final = (TAG,)
EMPTY: Final = "-"
"""What is typed for nothing, where an answer of before would be taken otherwise."""
MOST: Final = 1000
"""Characters of an answer; a terminal cuts a line of some thousands in silence."""


def questions(protocol: str) -> list[Key]:
    """Return the keys that are asked for, the protocol first; a list of groups is one question."""
    return [key for key in keys(protocol) if not key.in_list and (key.listed or not key.table)]


def offered(key: Key, said: Answers) -> Any:
    """The value that an answer of nothing stands for: the one of before, else the template's; None where the contract alone knows it."""
    return said.get(key.path, None if key.to_fill else key.value)


def to_fill(protocol: str, said: Answers) -> list[Key]:
    """The keys that still have no value, and none that a template could give them."""
    return [key for key in questions(protocol) if offered(key, said) is None]


def whole(protocol: str, said: Answers) -> dict[Path, Any]:
    """The value of every key, as far as it is known."""
    values = {key.path: offered(key, said) for key in questions(protocol)}
    return {path: value for path, value in values.items() if value is not None}


def meant(key: Key, typed: str) -> Any:
    """The value that an answer means. What means none of the kind stays a text, which the check refuses."""
    if typed == EMPTY and key.value in ("", []):
        return key.value
    if key.listed:
        return [_group(key.table, part) for part in _parts(key, typed)] if key.table else _parts(key, typed)
    if key.bare is bool:
        return _SAID.get(typed.casefold(), typed)
    return int(typed) if key.bare is int and _NUMBER.fullmatch(typed) else typed


APART: Final = "goes_with"
"""The fault of a key that lacks another one beside it."""

_GROUPS: Final = re.compile(r"[;；\n]")
_WORDS: Final = re.compile(r"[,，、;；\n]")
_NUMBER: Final = re.compile(r"[0-9]{1,12}")
_SAID: Final = {
    **dict.fromkeys(("true", "yes", "y", "是"), True),
    **dict.fromkeys(("false", "no", "n", "否"), False),
}


def yes(typed: str) -> bool:
    """Whether somebody said yes."""
    return _SAID.get(typed.casefold(), False)


def _parts(key: Key, typed: str) -> list[str]:
    """What stands between the separators of a list, which may be of full width; the whole answer of what is no list."""
    between = (_GROUPS if key.table else _WORDS).split(typed) if key.listed else [typed]
    return [part.strip() for part in between if part.strip()]


def _group(table: type[msgspec.Struct], part: str) -> dict[str, str]:
    names = names_in(table)
    return dict(zip(names, part.split(maxsplit=len(names) - 1), strict=False))


def names_in(table: type[msgspec.Struct]) -> list[str]:
    """The keys of a group, in the order in which they are typed."""
    return [one.encode_name for one in msgspec.structs.fields(table)]


def typed_as(value: Any) -> str:
    """How a value is typed, so that `meant` gives it back; a truth as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, list):
        return str(value)
    if any(isinstance(one, dict) for one in value):
        return "; ".join(" ".join(map(str, one.values())) for one in value)
    return ", ".join(map(str, value))


def fault(said: Answers, key: Key, typed: str) -> Told | None:
    """Return what is wrong with an answer beside the others; None for one that can be taken.

    Codes beside those of the file's check: `too_long`, and `secret_typed`, for what gives a password. What needs another key is no fault
    here: that one may be asked later.
    """
    found = typed_faults([key], {key.path: typed}, said).get(key.path)
    return None if found is not None and found.code == APART else found


def typed_faults(
    asked: Iterable[Key], typed: Mapping[Path, str], said: Answers = MappingProxyType({})
) -> dict[Path, Told]:
    """Return the faults of answers, by the path of their keys; `said` are values that were judged before."""
    keys_of = {key.path: key for key in asked}
    found = {
        path: one for path, key in keys_of.items() if (one := _fault_of_text(key, typed[path])) is not None
    }
    values = {path: meant(key, typed[path]) for path, key in keys_of.items() if path not in found}
    for path, one in faults({**said, **values}).items():
        if path in values:
            found[path] = _in_its_words(one, keys_of[path], typed[path])
    return found


def _fault_of_text(key: Key, typed: str) -> Told | None:
    field = ".".join(key.path)
    if says_secret(typed):
        return Told("secret_typed", 0, "", "")
    if len(typed) > MOST:
        return Told("too_long", 0, field, f"{len(typed)} > {MOST}")
    odd = next(odd_characters(typed.encode("utf-8", "replace")), None)
    unreadable = "U+FFFD" if "\ufffd" in typed else odd.detail if odd is not None else ""
    return Told("not_text", 0, field, unreadable) if unreadable else None


def _in_its_words(one: Told, key: Key, typed: str) -> Told:
    """A fault of the file's check, by what a person did: nothing was typed, or characters of full width."""
    field = ".".join(key.path)
    if not typed and one.field == field:
        return Told("missing", 0, field, "", one.may)
    wide = toml_lines.full_width("\n".join(_parts(key, typed))) if one.code in {"type", "value"} else ""
    return Told("full_width", 0, field, wide, allowed(key.kind, field)) if wide else one


def faults(said: Answers) -> dict[Path, Told]:
    """Return the first fault of each key whose value is not allowed, by its path; of what is too large, the last key has it."""
    paths = [*said]
    lines = "".join(f"{'.'.join(path)} = {as_toml(value)}\n" for path, value in said.items())
    found: dict[Path, Told] = {}
    for one in faults_of_gateway(lines.encode("utf-8", "replace")):
        if one.line or one.code == "too_large":
            found.setdefault(paths[one.line - 1], msgspec.structs.replace(one, line=0))
    return found


def answers_in(protocol: str, data: bytes) -> dict[Path, Any] | None:
    """The good values of a file that was begun; None if it is none of this protocol."""
    try:
        document, _ = toml_lines.mended(data.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    if document is None or document.get(TAG) != protocol:
        return None
    said: dict[Path, Any] = {}
    for key in questions(protocol):
        value: Any = document
        for name in key.path:
            value = value.get(name) if isinstance(value, dict) else None
        if value is not None and _good(said, key.path, value):
            said[key.path] = value
    return said


def _good(said: Answers, path: Path, value: Any) -> bool:
    try:
        found = faults({**said, path: value}).get(path)
    except TypeError:
        # A date or a time of TOML, which no key has.
        return False
    return found is None or found.code == APART
