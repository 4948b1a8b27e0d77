"""The choice of people at a solo home's screens: people as the desk has them, or as the home's own files do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from console.acting.roll import Roll
from console.domain.people.people import Roster
from console.domain.times import now
from console.errors import ConsoleError, RefusedError
from console.launch import organisation
from console.settings import Home
from console.signing import keys
from console.signing.key_errors import KeyFileError
from console.signing.sshsig import fingerprint
from console.signing.statements import decode
from console.wire import calls
from console.wire.client import Client
from console.wire.duties.here import DepartmentRow, PersonRow
from console.wire.rosters import rosters


def newest(home: Home) -> Roster:
    """The newest roster version in the home's files; raises ConsoleError `no_roster`."""
    signed = organisation.read_signed(home.roster, "roster")
    return _read(signed[-1].text) if signed else _read("")


def choices(home: Home) -> Roll:
    """Everyone to choose from, the departments' names by id, and the roster's end, as the desk has them now.

    The desk's roster may be newer than the files. People without a post are left out. If no desk answers, only the files are
    read.
    """
    roster = newest(home)
    with _asking(home, roster) as desk:
        if desk is not None:
            people: list[PersonRow] = desk.call(calls.People())
            departments: list[DepartmentRow] = desk.call(calls.Departments())
            versions: list[rosters.RosterRow] = desk.call(rosters.RosterVersions())
            named = {d.id: d.name for d in departments}
            return Roll([p for p in people if p.posts], named, versions[0].expires)
    return Roll(_in_files(roster), {d.id: d.name for d in roster.departments}, roster.expires)


def owner(home: Home, key: Path) -> str:
    """The person whose key a file holds, by the newest roster available.

    Raises ConsoleError `key_nobodys`, or `key_missing` and similar codes for a file that is no usable key file.
    """
    try:
        public = keys.public_of(key)
    except KeyFileError as error:
        raise ConsoleError(f"key_{error.code}", path=key, file=key.name) from error
    roster = newest(home)
    with _asking(home, roster) as desk:
        if desk is not None:
            text: rosters.RosterText = desk.call(rosters.RosterDetail())
            roster = _read(text.text)
    person = roster.key_owner(public)
    if person is None:
        raise ConsoleError("key_nobodys", path=key)
    return person.id


@contextmanager
def _asking(home: Home, roster: Roster) -> Iterator[Any]:
    """Yield a line to the desk as any person whom it knows, or None where no desk answers."""
    for person in roster.people:
        client = Client(home.desk_socket, person=person.id, timeout=5)
        try:
            client.connect()
        except RefusedError:
            # This person has left; the desk knows the others.
            continue
        except ConsoleError:
            break
        with client:
            yield client
        return
    yield None


def _read(text: str) -> Roster:
    roster = decode(text.encode()) if text else None
    if not isinstance(roster, Roster):
        raise ConsoleError("no_roster")
    return roster


def _in_files(roster: Roster) -> list[PersonRow]:
    at = now()
    return [
        PersonRow(
            p.id,
            p.name,
            [(str(a.post), a.department) for a in roster.appointments(p.id, at)],
            fingerprint(p.keys[-1].public) if p.keys else "",
        )
        for p in roster.people
    ]
