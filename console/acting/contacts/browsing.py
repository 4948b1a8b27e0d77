"""What lies in the folders of this machine, for a person who looks for a file to be read: folders first, then the newest files.

No file is opened but a small text whose rows are counted. A folder may lie on a disk behind a network that no longer answers:
each is read in a thread of its own, one at a time however often it is asked for, and nobody waits for it for long (`Browser`).
"""

import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Final, NamedTuple

from console.acting.patience import within
from console.contacts import inbox
from console.contacts.cut import unfinished
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.files import MAX_FILE, SUFFIXES

_CHEAP: Final = 256 * 1024
"""Octets of a text whose rows are counted before it is opened."""
_COUNTING: Final = 0.25
"""Seconds in which rows are counted: the list comes before the count of its last texts."""
_MOST: Final = 20_000
"""Names of a folder that are read at most."""
_PATIENCE: Final = 2.0
"""Seconds that somebody waits for a folder."""
_LINKS: Final = 0.4
"""Seconds in which all links of a folder have to say where they lead."""
_FRESH: Final = 2.0
"""Seconds for which a folder is not read again while a name in it is typed."""
_REMEMBERED: Final = 16
"""Folders of which the content is remembered."""


class Shown(StrEnum):
    """How the beginning of a file is shown before it is chosen."""

    NOTHING = ""
    ROWS = "rows"
    TEXT = "text"


class Wanted(NamedTuple):
    """The files that are looked for: a name for what they are, how their names end (none: anyhow), octets at most.

    `links`: a link to such a file will do.
    """

    name: str
    suffixes: frozenset[str]
    most: int
    shown: Shown = Shown.NOTHING
    links: bool = True


LISTS: Final = Wanted("lists", SUFFIXES, MAX_FILE, Shown.ROWS, links=False)
"""Files of numbers, which the importer reads."""


class Place(StrEnum):
    """What an entry is: a folder (the one above, the person's own, the drop box, any other), a file, or a file that was read lately."""

    UP = "up"
    HOME = "home"
    BOX = "box"
    FOLDER = "folder"
    RECENT = "recent"
    FILE = "file"


class Entry(NamedTuple):
    """A folder or a file: its name as the system has it, the path that is typed for it, octets, seconds since 1970, rows (-1: not counted).

    `why` is a `FileCode`, or `suffix` or `silent`, if it is hardly what is looked for; `place` says what it is.
    """

    name: str
    path: str
    place: Place = Place.FILE
    size: int = 0
    changed: int = 0
    why: str = ""
    rows: int = -1

    @property
    def folder(self) -> bool:
        """Whether it is a folder."""
        return self.place not in {Place.FILE, Place.RECENT}

    @property
    def refused(self) -> FileCode | None:
        """Why it cannot be read, whatever is in it; a name that ends otherwise is no reason, as octets decide."""
        return FileCode(self.why) if self.why in _CODES else None


_CODES: Final = frozenset(FileCode)


class Listed(NamedTuple):
    """The entries that fit what was typed, in the folder that it names; why there are none; whether the folder does not answer.

    `fits` are the files among them that are looked for, `part` is the beginning of a name, `more` says that there are too many names.
    """

    folder: Path
    part: str
    entries: list[Entry]
    fault: FileCode | None = None
    silent: bool = False
    more: bool = False

    @property
    def fits(self) -> int:
        """Number of files that can be chosen."""
        return sum(not one.folder and not one.why for one in self.entries)


Inside = Callable[[Path, Wanted], tuple[list[Entry], bool]]
"""Read a folder: its entries, and whether there are more names than are read; raises FileRefusedError, OSError, ValueError."""


def split(typed: str) -> tuple[str, str]:
    """The folders of a path with their slash, and the beginning of a name."""
    above, slash, part = typed.rpartition("/")
    return above + slash, part


def placed(typed: str, box: Path) -> Path:
    """Where a path leads that a person typed: `~` is their own folder, and what does not begin at the root begins in the drop box."""
    try:
        return box / Path(typed).expanduser()
    except RuntimeError:
        # Nobody has that name.
        return box / typed


def meant(typed: str, box: Path) -> str:
    """What the importer opens for a path that a person typed: a bare name is one of the drop box, a path is written from the root on."""
    return typed if "/" not in typed or typed.startswith(("/", "~")) else str(box / typed)


class Browser:
    """The folders as a person sees them who looks for such files. `recent` are the paths that were read last.

    `inside` reads a folder; `patience` are the seconds that somebody waits for it.
    """

    def __init__(
        self,
        wanted: Wanted,
        box: Path,
        recent: Callable[[], Sequence[str]] = lambda: (),
        *,
        inside: "Inside | None" = None,
        patience: float = _PATIENCE,
    ) -> None:
        self.wanted, self.box = wanted, box
        self._recent, self._inside, self._patience = recent, inside or _inside, patience
        self._lock = Lock()
        self._known: dict[str, _Read] = {}

    def listed(self, typed: str) -> Listed:
        """What fits a path so far: a part of a name anywhere in it, or the whole name of a file, beside which stand the others.

        Waits two seconds at most (`patience`); to be called in a thread.
        """
        above, part = split(typed)
        read = self._read(above)
        if not read.done.wait(max(0.0, read.begun + self._patience - time.monotonic())):
            return Listed(Path(above), part, [], silent=True)
        entries = read.entries
        if not any(one.name == part and not one.folder for one in entries):
            entries = [one for one in entries if _fits(one, part)]
        else:
            entries = [one for one in entries if _fits(one, "")]
        return Listed(read.folder, part, entries, read.fault, more=read.more)

    def completed(self, typed: str) -> str:
        """A path with as much added as all names have in common that begin as it does; of files, those that are looked for."""
        found = self.listed(typed)
        names = [
            f"{one.name}/" if one.folder else one.name
            for one in found.entries
            if one.place in {Place.FOLDER, Place.FILE} and not one.why and one.name.startswith(found.part)
        ]
        common = os.path.commonprefix(names)  # noqa: RUF071 - characters are meant
        return typed[: len(typed) - len(found.part)] + (common or found.part)

    def forget(self) -> None:
        """Read every folder again that answers."""
        with self._lock:
            self._known = {above: one for above, one in self._known.items() if not one.done.is_set()}

    def _read(self, above: str) -> "_Read":
        """The reading of a folder: the one that is under way or was done just now, else a new one."""
        with self._lock:
            read, now = self._known.pop(above, None), time.monotonic()
            if read is None or read.stale(now):
                read = _Read(now)
                Thread(target=self._reading, args=(above, read), name="folder", daemon=True).start()
            self._known[above] = read
            for oldest in list(self._known)[:-_REMEMBERED]:
                del self._known[oldest]
            return read

    def _reading(self, above: str, read: "_Read") -> None:
        try:
            read.folder = _resolved(placed(above, self.box))
            inside, read.more = self._inside(read.folder, self.wanted)
            named = [one._replace(path=self._path(above, read.folder, one)) for one in inside]
            folders = [one for one in named if one.folder]
            files = sorted(
                (one for one in named if not one.folder),
                key=lambda one: (bool(one.why), one.why == "suffix", -one.changed, one.name),
            )
            lately = [] if above else self._lately({one.path for one in files})
            read.entries = [
                *self._ways(above, read.folder), *sorted(folders), *lately, *_counted(read.folder, files)
            ]  # fmt: skip
        except FileRefusedError as error:
            read.fault = error.reason
        except (OSError, ValueError):
            read.fault = FileCode.UNREADABLE
        finally:
            read.ended = time.monotonic()
            read.done.set()

    def _path(self, above: str, folder: Path, one: Entry) -> str:
        """The path that is typed for an entry: a file of the drop box is known there by its name, however one came to the box.

        A bare name that would mean something else is written from the root on.
        """
        if not one.folder and folder == _resolved(self.box):
            above = ""
        whole = f"{above}{one.name}" if above or not one.name.startswith("~") else f"{folder}/{one.name}"
        return f"{whole}/" if one.folder else whole

    def _ways(self, above: str, folder: Path) -> Iterator[Entry]:
        """The folder above; from the drop box the person's own folder, and from elsewhere the drop box."""
        if folder != folder.parent:
            before, last = split(above.rstrip("/"))
            named = last not in {"", "..", "."} and not last.startswith("~")
            yield Entry("../", before if named else f"{folder.parent}".rstrip("/") + "/", Place.UP)
        if above:
            yield Entry("", "", Place.BOX)
        elif folder != _resolved(Path.home()):
            yield Entry("~/", "~/", Place.HOME)

    def _lately(self, listed: set[str]) -> list[Entry]:
        """The files that were read last and are still there, without those that are listed anyway."""
        paths = [one for one in self._recent() if one not in listed]

        def looked() -> list[Entry]:
            found = (self._at(path) for path in paths if "/" in path)
            return [one._replace(place=Place.RECENT) for one in found if one is not None and not one.why]

        return within(_LINKS, looked, [])

    def _at(self, path: str) -> Entry | None:
        """The file at a path that was typed once."""
        return _file(path, path, lambda _: placed(path, self.box).lstat(), self.wanted)


@dataclass(slots=True)
class _Read:
    """A reading of a folder: when it began, what it found."""

    begun: float
    folder: Path = field(default_factory=Path)
    entries: list[Entry] = field(default_factory=list)
    fault: FileCode | None = None
    more: bool = False
    ended: float = 0.0
    done: Event = field(default_factory=Event)

    def stale(self, now: float) -> bool:
        """Whether it is to be read again; what took long is believed for as long."""
        return self.done.is_set() and self.ended + max(_FRESH, self.ended - self.begun) < now


def _fits(one: Entry, part: str) -> bool:
    """Whether an entry is shown once that part of a name was typed: what is hidden shows by its dot only."""
    if one.place in {Place.UP, Place.HOME, Place.BOX}:
        return not part
    name, sought = one.name.casefold(), part.casefold()
    if one.place is not Place.RECENT and one.name.startswith("."):
        return part.startswith(".") and name.startswith(sought)
    return sought in name and part != "."


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, ValueError, RuntimeError):
        return folder


def _inside(folder: Path, wanted: Wanted) -> tuple[list[Entry], bool]:
    """The folders and files of a folder, and whether there are more names than are read. Raises FileRefusedError."""
    found, until = list[Entry](), time.monotonic() + _LINKS
    with inbox.folder_of(folder) as opened, os.scandir(opened) as names:
        for nth, one in enumerate(islice(names, _MOST + 1)):
            if nth == _MOST:
                return found, True
            if unfinished(one.name):
                # It is still being written: it appears under its own name once it is whole.
                continue
            link = one.is_symlink()
            entry = _linked(folder, one.name, wanted, until) if link else _plain(one, opened, wanted)
            if entry is not None:
                found.append(entry)
    return found, False


def _plain(one: "os.DirEntry[str]", folder: int, wanted: Wanted) -> Entry | None:
    """An entry that is no link. Of a folder nothing is asked: a disk that does not answer may be mounted on it."""
    if one.is_dir(follow_symlinks=False):
        return Entry(one.name, one.name, Place.FOLDER)
    entry = _file(one.name, one.name, lambda _: one.stat(follow_symlinks=False), wanted)
    if entry is None or entry.why or os.access(one.name, os.R_OK, dir_fd=folder, effective_ids=True):
        return entry
    return entry._replace(why=FileCode.UNREADABLE)


def _linked(folder: Path, name: str, wanted: Wanted, until: float) -> Entry | None:
    """Where a link leads, if it says so before `until`."""
    left = until - time.monotonic()
    silent: Entry | None = Entry(name, name, why="silent")

    def looked() -> Entry | None:
        path = folder / name
        if path.is_dir():
            return Entry(name, name, Place.FOLDER)
        if not wanted.links:
            return Entry(name, name, why=FileCode.SYMLINK)
        return _file(name, name, lambda _: path.stat(), wanted)

    return within(left, looked, silent) if left > 0 else silent


def _file(name: str, path: str, look: Callable[[str], os.stat_result], wanted: Wanted) -> Entry | None:
    """A file, with the reason why it can hardly be one of those that are looked for; None if it has vanished."""
    try:
        status = look(path)
    except (OSError, ValueError) as error:
        return None if isinstance(error, FileNotFoundError) else Entry(name, path, why=FileCode.UNREADABLE)
    entry = Entry(name, path, size=status.st_size, changed=int(status.st_mtime))
    return entry._replace(why=_why(name, status, wanted))


def _why(name: str, status: os.stat_result, wanted: Wanted) -> str:
    if not stat.S_ISREG(status.st_mode):
        return FileCode.NOT_REGULAR
    if wanted.suffixes and os.path.splitext(name)[1].lower() not in wanted.suffixes:  # noqa: PTH122 - a name, not a path
        return "suffix"
    if status.st_size == 0:
        return FileCode.EMPTY
    if status.st_size > wanted.most:
        return FileCode.TOO_LARGE
    return ""


def _counted(folder: Path, files: Sequence[Entry]) -> Iterator[Entry]:
    """The files, those of small texts with their rows as far as there is time."""
    until = time.monotonic() + _COUNTING
    with inbox.folder_of(folder) as opened:
        for one in files:
            small = not one.why and one.name.lower().endswith((".txt", ".csv")) and one.size <= _CHEAP
            yield one._replace(rows=_rows(one.name, opened)) if small and time.monotonic() < until else one


def _rows(name: str, folder: int) -> int:
    """The number of a text's rows; -1 where line ends alone would not tell it."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except OSError:
        return -1
    with os.fdopen(descriptor, "rb") as file:
        try:
            data = file.read(_CHEAP).removesuffix(b"\x1a")
        except OSError:
            return -1
    feeds = data.count(b"\n")
    if b"\0" in data or data.count(b"\r") != data.count(b"\r\n"):
        return -1
    if name.lower().endswith(".csv") and any(one.count(b'"') % 2 for one in data.split(b"\n")):
        # A value in quotes may have lines of its own.
        return -1
    return feeds + (not data.endswith(b"\n")) if data else 0
