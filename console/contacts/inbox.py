"""The drop box: contact files that arrived by sftp, opened by name inside it, and deleted once they are in a list.

A name without a folder is looked up in the box, through the box's own descriptor. No link is followed, neither to the box nor
in it, and only regular files are read. Everything runs with the rights of the box's owner.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from console.contacts import cut, source
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.source import Source


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


def _regular(folder: int) -> Iterator[tuple[str, int, int]]:
    """Name, octets and time of change of each regular file; one that vanishes meanwhile is left out."""
    for name in os.listdir(folder):
        with suppress(FileNotFoundError):
            status = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if stat.S_ISREG(status.st_mode):
                yield name, status.st_size, int(status.st_mtime)


def files(box: Path) -> list[tuple[str, int, int]]:
    """Return name, size in octets and modification time (seconds since 1970) of each regular file, newest first.

    Files that are still being written, by their names, are left out.

    Raises FileRefusedError `missing` or `unreadable`.
    """
    with folder_of(box) as folder:
        brought = [
            (name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), size, changed)
            for name, size, changed in _regular(folder)
            if not cut.unfinished(name)
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
