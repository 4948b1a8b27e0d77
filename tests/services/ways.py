"""Where a test begins: gone to once in a process, and copied for every core that goes the same way there.

What is remembered is a whole database that the services themselves wrote, with what else a core holds. A way is only taken from
memory by a core that has come to it by remembered ways alone and since its founding: whoever wrote in between, by whatever call,
goes the rest on foot.
"""

import atexit
import shutil
import tempfile
from array import array
from collections.abc import Callable
from copy import copy, deepcopy
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import msgspec
from sqlalchemy import event

from console.db.engine import Database
from console.db.sqlite import load
from console.launch.organisation import Organisation
from console.services.context import Live
from console.signing.statements import digest

if TYPE_CHECKING:
    from tests.services.core import Core

R = TypeVar("R")
Way = TypeVar("Way", bound=Callable[..., Any])

_MOST: Final = 96
"""Databases that a process keeps, of less than a megabyte each."""


@dataclass
class Trail:
    """How a core came to where it stands: the name of the way, as long as every commit since the founding belongs to it."""

    name: str = ""
    commits: int = 0
    known: int = 0
    under_way: bool = False

    def follow(self, core: "Core", founding: str) -> None:
        """Begin at the founding of an SQLite file."""
        self.name = founding
        event.listen(core.database._write, "commit", self._count)

    def _count(self, _connection: object) -> None:
        self.commits += 1

    def at(self, name: str) -> None:
        """Know that everything up to here is the way of that name."""
        self.name, self.known = name, self.commits


@dataclass
class _Place:
    """A core as it stood at the end of a way."""

    database: Path
    key: bytes | None
    at: datetime
    org: Organisation
    live: Live
    answer: Any


@dataclass
class _Memory:
    places: dict[str, _Place] = field(default_factory=dict)
    folder: Path | None = None

    def file(self, name: str) -> Path:
        if self.folder is None:
            self.folder = Path(tempfile.mkdtemp(prefix="sms-ways-"))
            atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        return self.folder / name

    def keep(self, name: str, place: _Place) -> None:
        while len(self.places) >= _MOST:
            self.places.pop(next(iter(self.places))).database.unlink()
        self.places[name] = place


_MEMORY: Final = _Memory()


def remembered(way: Way) -> Way:
    """Let a way be gone once: for what leads to where a test begins, never for the act that the test is about."""

    @wraps(way)
    def go(core: "Core", *given: Any, **named: Any) -> Any:
        trail = core.trail
        name = _name(core, way, given, named) if trail.known == trail.commits else ""
        if not name:
            return way(core, *given, **named)
        place = _MEMORY.places.get(name)
        if place is None:
            return _on_foot(core, name, lambda: way(core, *given, **named))
        _stand(core, place)
        trail.at(name)
        return deepcopy(place.answer)

    return cast("Way", go)


def _on_foot(core: "Core", name: str, way: Callable[[], R]) -> R:
    trail = core.trail
    outermost, trail.under_way = not trail.under_way, True
    try:
        answer = way()
    finally:
        trail.under_way = not outermost
    trail.at(name)
    if outermost:
        _MEMORY.keep(name, _place(core, name, answer))
    return answer


def _name(core: "Core", way: Callable[..., object], given: object, named: dict[str, object]) -> str:
    """What tells a way from every other; empty where there is none, or something is given that does not say what it is."""
    if not core.trail.name:
        return ""
    org = core.org
    keys = [key.public for key in org.people.values()]
    whose = [*org.people], keys, org.rosters, org.pledges, org.orders
    here = core.trail.name, way.__module__, way.__qualname__, core.at, whose
    try:
        return digest(msgspec.msgpack.encode((here, given, sorted(named.items())), enc_hook=_said))
    except TypeError:
        return ""


def _said(value: object) -> object:
    if isinstance(value, array):
        return value.typecode, value.tobytes()
    raise TypeError(type(value))


def _own(org: Organisation) -> Organisation:
    """The organisation as it stands: the same keys, in dictionaries and lists of its own."""
    own = copy(org)
    for part in fields(org):
        value = getattr(org, part.name)
        if isinstance(value, list | dict):
            setattr(own, part.name, copy(value))
    return own


def _path(core: "Core") -> Path:
    return Path(str(core.database._write.url.database))


def written_down(database: Database, name: str) -> Path:
    """A copy of an SQLite file as it stands, kept until the process ends."""
    file = _MEMORY.file(name)
    choice = database.sqlite
    assert choice is not None
    kept = load(choice).connect(file)
    with database.reader() as conn:
        driver: Any = conn.connection.driver_connection
        driver.backup(kept)
    kept.close()
    return file


def _place(core: "Core", name: str, answer: object) -> _Place:
    key = core.desk.optout_key.path
    return _Place(
        written_down(core.database, name),
        key.read_bytes() if key.exists() else None,
        core.at,
        _own(core.org),
        deepcopy(core.desk.live),
        deepcopy(answer),
    )


def _stand(core: "Core", place: _Place) -> None:
    """Put a core where the way ends."""
    path = _path(core)
    core.database.close()
    for beside in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    shutil.copyfile(place.database, path)
    key = core.desk.optout_key.path
    if place.key is not None and not key.exists():
        key.touch(0o600)
        key.write_bytes(place.key)
    core.at = place.at
    for part in fields(place.live):
        setattr(core.desk.live, part.name, deepcopy(getattr(place.live, part.name)))
    kept = _own(place.org)
    for part in fields(kept):
        setattr(core.org, part.name, getattr(kept, part.name))
