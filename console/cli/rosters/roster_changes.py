"""The changes of the next roster version, from the options of the command line or from a TOML or JSON file."""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from console.cli.moments import instant
from console.cli.streams import read_file
from console.domain.people.people import Post
from console.domain.rosters import rosters
from console.domain.rosters.rosters import Change
from console.domain.rosters.rule_files import Kind
from console.errors import ConsoleError

_MOST: Final = 1 << 20
_TIMES: Final = frozenset({"since", "until", "at"})

Given = Mapping[str, Sequence[str]]
"""Option name to its values, in the given order."""


class Reader:
    """Turns options into changes; `now` is the desk's time, `zone` the people's time zone, `since` the time of key revocations.

    `bring` takes a file to the desk and returns the change that brings it into force.
    """

    def __init__(
        self,
        now: str,
        zone: str,
        since: str,
        key_of: Callable[[str, str], str],
        bring: Callable[[Kind, bytes], Change],
    ) -> None:
        self._now, self._zone, self._since = now, zone, since
        self._key_of, self._bring = key_of, bring

    def read(self, given: Given) -> list[Change]:
        """Return the changes ordered so that each finds what it needs; raises ConsoleError `changes_unreadable`."""
        changes: list[Change] = []
        for name, make in self._makers().items():
            for value in given.get(name, ()):
                changes += self._made(name, value, make)
        return changes

    def _made(self, name: str, value: str, make: Callable[..., Iterator[Change]]) -> list[Change]:
        parts = [part.strip() for part in value.split(",")]
        plain = [part for part in parts if "=" not in part]
        named = dict(part.split("=", 1) for part in parts if "=" in part)
        try:
            return list(make(*plain, **named))
        except (TypeError, ValueError) as error:
            raise ConsoleError("changes_unreadable", what=f"--{name} {value}") from error

    def _makers(self) -> dict[str, Callable[..., Iterator[Change]]]:
        return {
            "open-department": self._open_department,
            "add-person": self._add_person,
            "edit-person": self._edit_person,
            "add-key": self._add_key,
            "revoke-key": self._revoke_key,
            "leave": lambda person: self._standing(person, "left"),
            "suspend": lambda person: self._standing(person, "suspended"),
            "lift": lambda person: self._standing(person, "active"),
            "end": self._end,
            "move": self._move,
            "appoint": self._appoint,
            "policy": lambda file: self._file(Kind.POLICY, file),
            "screening": lambda file: self._file(Kind.SCREENING, file),
            "calendar": lambda file: self._file(Kind.CALENDAR, file),
            "numbers": lambda file: self._file(Kind.NUMBERS, file),
            "gateway": lambda file: self._file(Kind.GATEWAY, file),
            "drop-gateway": self._drop_gateway,
        }

    def _open_department(
        self, department: str, name: str, kind: str, manager: str, supervisor: str
    ) -> Iterator[Change]:
        yield _typed(rosters.AddDepartment, department=department, name=name, kind=kind)
        yield from self._appoint(manager, Post.DEPARTMENT_MANAGER, department)
        yield from self._appoint(supervisor, Post.SUPERVISING_MANAGER, department)

    def _add_person(
        self, person: str, name: str, staff_no: str, phone: str, key: str = "", *, uid: str = "-1"
    ) -> Iterator[Change]:
        yield rosters.AddPerson(person, name, staff_no, phone, int(uid), public_line(key) if key else "")

    def _edit_person(
        self, person: str, *, name: str | None = None, phone: str | None = None, uid: str | None = None
    ) -> Iterator[Change]:
        yield rosters.EditPerson(person, name, phone, None if uid is None else int(uid))

    def _add_key(self, person: str, key: str) -> Iterator[Change]:
        yield rosters.AddKey(person, public_line(key))

    def _revoke_key(self, person: str, fingerprint: str) -> Iterator[Change]:
        yield rosters.RevokeKey(person, self._key_of(person, fingerprint), self._since)

    def _standing(self, person: str, standing: str) -> Iterator[Change]:
        yield _typed(rosters.SetStanding, person=person, standing=standing)

    def _end(self, person: str, post: str, department: str = "", *, at: str = "") -> Iterator[Change]:
        yield rosters.EndPost(person, Post(post), department, self._time(at) or self._now)

    def _move(self, person: str, post: str, department: str, new: str, there: str) -> Iterator[Change]:
        yield from self._end(person, post, department)
        yield from self._appoint(person, new, there)

    def _appoint(
        self,
        person: str,
        post: str,
        department: str = "",
        standby: str = "",
        *,
        since: str = "",
        until: str = "",
    ) -> Iterator[Change]:
        if standby not in {"", "standby"}:
            raise ValueError(standby)
        since, until = self._time(since) or self._now, self._time(until)
        yield rosters.Appoint(person, Post(post), department, since, until, bool(standby))

    def _file(self, kind: Kind, file: str) -> Iterator[Change]:
        yield self._bring(kind, read_file(Path(file)))

    def _drop_gateway(self, gateway: str) -> Iterator[Change]:
        yield rosters.SetGateway(gateway, "")

    def _time(self, text: str) -> str:
        return instant(text, self._zone)


def from_file(path: Path, zone: str) -> list[Change]:
    """Return the `changes` of a `.toml` or `.json` file, each with its `type`; raises ConsoleError `changes_unreadable`.

    Times may be local (`2026-12-01 09:00`).
    """
    data = read_file(path, _MOST)
    try:
        is_json = path.suffix.lower() == ".json"
        document: Any = json.loads(data) if is_json else tomllib.loads(data.decode("utf-8-sig"))
        changes = [
            {name: instant(value, zone) if name in _TIMES else value for name, value in one.items()}
            for one in document["changes"]
        ]
        return msgspec.convert(changes, list[Change])
    except (ValueError, TypeError, AttributeError, KeyError, msgspec.ValidationError) as error:
        raise ConsoleError("changes_unreadable", what=f"{path.name}: {error}") from error


def public_line(file: str) -> str:
    """Return the public key of a `.pub` file without its comment; raises ConsoleError `file_unreadable`, ValueError."""
    words = read_file(Path(file), _MOST).decode("ascii").split()
    if len(words) < 2:
        raise ValueError(file)
    return f"{words[0]} {words[1]}"


def _typed(made: type[Any], /, **fields: object) -> Any:
    """Make a change whose fields are checked against their types; raises ValueError."""
    try:
        return msgspec.convert({"type": made.__struct_config__.tag} | fields, made)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
