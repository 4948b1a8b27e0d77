"""The drop box: contact files that arrived by sftp, opened by name inside it, and deleted once they are in a list.

A name without a folder is looked up in the box, through the box's own descriptor. No link is followed, neither to the box nor
in it, and only regular files are read. Everything runs with the rights of the box's owner.
"""

import codecs
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from console.contacts import source
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.guard import SUFFIXES
from console.contacts.messages import PREVIEW_ROWS, RAW_LENGTH
from console.contacts.source import Source

_CHEAP = 256 * 1024
"""Octets of a text whose rows are counted before it is opened."""
_COUNTED = 200
"""Files whose rows are counted at most."""


class Left(StrEnum):
    """The fate of a drop-box file after its import."""

    TAKEN = "taken"
    CHANGED = "changed"
    GONE = "gone"


class Origin(NamedTuple):
    """The origin of a list: the name that the person gave, the drop box if there is one, and the digest of what was read."""

    named: str
    box: Path | None
    sha256: str

    def demand_as_read(self) -> None:
        """Insist that the file is unchanged since it was read, or gone; raises FileRefusedError `changed`."""
        if not as_read(self.named, self.box, self.sha256):
            raise FileRefusedError(FileCode.CHANGED)


def in_box(named: str) -> bool:
    """Whether a name is a file name in the box, and not a path."""
    return bool(named) and "/" not in named and named not in {".", ".."} and not named.startswith("~")


def open_named(named: str, box: Path | None) -> Source:
    """Copy a list file: a bare name in the box if there is one, else the path. Raises FileRefusedError as `open_source`."""
    with _place(named, box) as (path, folder):
        return source.open_source(path, folder)


def as_read(named: str, box: Path | None, sha256: str) -> bool:
    """Whether a file is unchanged since it was read, or gone; False while somebody writes to it, or if another has its name."""
    try:
        with _place(named, box) as (path, folder), source.held(path, folder) as file:
            return source.digest_of(file.descriptor)[1] == sha256 and file.unchanged()
    except FileRefusedError as error:
        return error.reason is FileCode.MISSING
    except OSError:
        return False


class Offered(NamedTuple):
    """A file that may be a list: its name as the system has it, octets, time of change in seconds since 1970.

    Of a small text also its rows (-1: not known) and the first of them.
    """

    name: str
    size: int
    changed: int
    rows: int = -1
    first: tuple[str, ...] = ()


def offered(folder: Path) -> list[Offered]:
    """The regular files of a folder whose names end as those of lists, newest first; the rows of small texts are counted.

    Raises FileRefusedError `missing` or `unreadable`.
    """
    found: list[Offered] = []
    with folder_of(folder) as opened:
        for name, size, changed in _regular(opened):
            suffix = Path(name).suffix.lower()
            if suffix in SUFFIXES and not name.startswith("."):
                counted = suffix == ".txt" and len(found) < _COUNTED and size <= _CHEAP
                found.append(Offered(name, size, changed, *(_text(name, opened) if counted else ())))
    return sorted(found, key=lambda one: (-one.changed, one.name))


def _regular(folder: int) -> Iterator[tuple[str, int, int]]:
    """Name, octets and time of change of each regular file; one that vanishes meanwhile is left out."""
    for name in os.listdir(folder):
        with suppress(FileNotFoundError):
            status = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if stat.S_ISREG(status.st_mode):
                yield name, status.st_size, int(status.st_mtime)


def split_path(typed: str, box: Path) -> tuple[Path, str]:
    """The folder that a path names so far, and the beginning of a name in it; a bare name is one in the box."""
    above, slash, part = typed.rpartition("/")
    if not slash:
        return box, typed
    try:
        return Path(above + slash).expanduser().resolve(), part
    except (OSError, ValueError, RuntimeError):
        return Path(above + slash), part


def completed(typed: str, box: Path) -> str:
    """A path with as much added as all names have in common that begin as it does: folders, and files that may be lists."""
    folder, part = split_path(typed, box)
    names = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir() and typed != part:
                    names.append(entry.name + "/")
                elif entry.is_file(follow_symlinks=False) and Path(entry.name).suffix.lower() in SUFFIXES:
                    names.append(entry.name)
    except (OSError, ValueError):
        return typed
    fit = [name for name in names if name.startswith(part) and (part or not name.startswith("."))]
    return typed[: len(typed) - len(part)] + (os.path.commonprefix(fit) or part)  # noqa: RUF071 - characters are meant


def _text(name: str, folder: int) -> tuple[int, tuple[str, ...]]:
    """The number of a text's rows and the first of them; -1 and none where line ends alone would not tell them."""
    try:
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except OSError:
        return -1, ()
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(_CHEAP).removesuffix(b"\x1a")
    feeds = data.count(b"\n")
    if b"\0" in data or data.count(b"\r") != data.count(b"\r\n"):
        return -1, ()
    head = data.split(b"\n", PREVIEW_ROWS)[:PREVIEW_ROWS]
    return (feeds + (not data.endswith(b"\n")) if data else 0), tuple(map(_decoded, head))


def _decoded(row: bytes) -> str:
    """A row as the importer will most likely read it: UTF-8, else GB18030."""
    row = row[: RAW_LENGTH * 4].removesuffix(b"\r").removeprefix(codecs.BOM_UTF8)
    try:
        return row.decode()
    except UnicodeDecodeError:
        return row.decode("gb18030", "replace")


def files(box: Path) -> list[tuple[str, int, int]]:
    """Return name, size in octets and modification time (seconds since 1970) of each regular file, newest first.

    Raises FileRefusedError `missing` or `unreadable`.
    """
    with folder_of(box) as folder:
        brought = [
            (name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), size, changed)
            for name, size, changed in _regular(folder)
        ]
    return sorted(brought, key=lambda one: (-one[2], one[0]))


def take_away(named: str, box: Path, sha256: str) -> Left:
    """Delete a file of the box if its content is still what was read, and nobody is writing to it."""
    try:
        with folder_of(box) as folder, source.held(named, folder) as file:
            same = source.digest_of(file.descriptor)[1] == sha256 and file.unchanged()
            return Left.TAKEN if same and unlink(named, folder, file.descriptor) else Left.CHANGED
    except FileRefusedError as error:
        return Left.GONE if error.reason is FileCode.MISSING else Left.CHANGED
    except OSError:
        return Left.CHANGED


def unlink(named: str, folder: int, descriptor: int) -> bool:
    """Delete the open file by its name in a folder; False if another file has that name now. Raises OSError."""
    status, own = os.stat(named, dir_fd=folder, follow_symlinks=False), os.fstat(descriptor)
    if (status.st_dev, status.st_ino) != (own.st_dev, own.st_ino):
        return False
    os.unlink(named, dir_fd=folder)
    return True


@contextmanager
def _place(named: str, box: Path | None) -> Iterator[tuple[str | Path, int | None]]:
    """Where a name leads: into the box, through the box's descriptor, or to the path that it is."""
    with ExitStack() as opened:
        if box is None or not in_box(named):
            yield Path(named).expanduser(), None
        else:
            yield named, opened.enter_context(folder_of(box))


@contextmanager
def folder_of(box: Path) -> Iterator[int]:
    """Open the box and yield its descriptor. Raises FileRefusedError `missing` or `unreadable`."""
    try:
        folder = os.open(box, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        code = FileCode.MISSING if isinstance(error, FileNotFoundError) else FileCode.UNREADABLE
        raise FileRefusedError(code) from error
    try:
        yield folder
    finally:
        os.close(folder)
