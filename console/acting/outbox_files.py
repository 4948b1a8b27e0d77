"""The files of an outbox: what lies there, since when, and what is erased. Loaded with the screens, so it hashes nothing."""

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from console.errors import ConsoleError, os_cause

KEPT: Final = 7 * 86_400
"""Seconds after which a file is erased; the host's own timer says the same (`data/install/tmpfiles.conf`)."""


class Place(NamedTuple):
    """Where somebody's box is, and the line that fetches a file from it, by its name."""

    folder: Path
    line: Callable[[str], str]


class Lying(NamedTuple):
    """A file in the box: its name, its octets, and since when it is there (seconds since 1970)."""

    name: str
    size: int
    at: int

    @property
    def until(self) -> int:
        """When it is erased."""
        return self.at + KEPT


def files(folder: Path) -> list[Lying]:
    """Every regular file of a box, the newest first; what is due to be erased is erased before. Raises ConsoleError `outbox_gone`."""
    with opened(folder) as box:
        erase_old(box)
        return sorted(_lying(box), key=lambda one: (-one.at, one.name))


def remove(folder: Path, name: str) -> None:
    """Erase one file of the box; raises ConsoleError `outbox_missing` for what is no file in it, `outbox_gone`."""
    with opened(folder) as box:
        if name not in {one.name for one in _lying(box)}:
            raise ConsoleError("outbox_missing", name=name[:60])
        os.unlink(name, dir_fd=box)


def expire(folder: Path) -> None:
    """Erase what has lain in the box for too long; a box that is not there, or not one's own, is left to who looks for it."""
    with suppress(ConsoleError, OSError), opened(folder) as box:
        erase_old(box)


def erase_old(box: int) -> None:
    """Erase what has lain too long in the box with this descriptor."""
    due = time.time() - KEPT
    for one in _lying(box):
        if one.at <= due:
            with suppress(FileNotFoundError):
                os.unlink(one.name, dir_fd=box)


def _lying(box: int) -> Iterator[Lying]:
    for name in os.listdir(box):
        with suppress(FileNotFoundError):
            status = os.stat(name, dir_fd=box, follow_symlinks=False)
            if stat.S_ISREG(status.st_mode):
                yield Lying(name, status.st_size, int(status.st_mtime))


@contextmanager
def opened(folder: Path) -> Iterator[int]:
    """The box's descriptor; raises ConsoleError `outbox_gone` for what is no folder, a link, or another's."""
    try:
        box = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise ConsoleError("outbox_gone", path=folder, error=os_cause(error)) from error
    try:
        yield box
    finally:
        os.close(box)
