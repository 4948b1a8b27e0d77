"""The drop box: contact files that came in by sftp, opened by name inside it, and taken away once they are in a list.

A name without a folder is looked for in the box, through the box's own descriptor: no link is followed, neither to the box
nor in it, and nothing but a regular file is read. Everything runs with the rights of the person whose box it is.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from console.contacts import importing
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.importing import Source


def in_box(named: str) -> bool:
    """Whether a name is that of a file in the box, and not a path of its own."""
    return bool(named) and "/" not in named and named not in {".", ".."} and not named.startswith("~")


def open_named(named: str, box: Path | None) -> Source:
    """Open a list file: a bare name in the box if there is one, else the path. Raises FileRefusedError as `open_source`."""
    if box is None or not in_box(named):
        return importing.open_source(Path(named).expanduser())
    with _opened(box) as folder:
        return importing.open_source(named, folder)


def files(box: Path) -> list[tuple[str, int, int]]:
    """Return name, size in octets and time of change (seconds since 1970) of each regular file, newest first.

    Raises FileRefusedError `missing` or `unreadable`.
    """
    found = []
    with _opened(box) as folder:
        for name in os.listdir(folder):  # noqa: PTH208 - by the descriptor, not by a path that may lead elsewhere now
            status = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if stat.S_ISREG(status.st_mode):
                shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
                found.append((shown, status.st_size, int(status.st_mtime)))
    return sorted(found, key=lambda one: (-one[2], one[0]))


def take_away(named: str, box: Path, identity: tuple[int, int]) -> bool:
    """Delete the file whose `Source.identity` this is; False if another one has its name by now, or it is gone."""
    try:
        with _opened(box) as folder:
            status = os.stat(named, dir_fd=folder, follow_symlinks=False)
            if (status.st_dev, status.st_ino) != identity:
                return False
            os.unlink(named, dir_fd=folder)
    except (OSError, FileRefusedError):
        return False
    return True


@contextmanager
def _opened(box: Path) -> Iterator[int]:
    try:
        folder = os.open(box, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        code = FileCode.MISSING if isinstance(error, FileNotFoundError) else FileCode.UNREADABLE
        raise FileRefusedError(code) from error
    try:
        yield folder
    finally:
        os.close(folder)
