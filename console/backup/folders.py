"""The folders that backups and restores write: new or empty, this account's alone, with no other account's folder above them."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from console.backup.manifest import BLOCK
from console.errors import ConsoleError, os_cause
from console.settings import private_folder
from console.site import writable_above


@contextmanager
def emptied_on_failure(folder: Path, taken: ConsoleError) -> Iterator[None]:
    """Make a folder (0700) or use an empty one; empty it again if the block fails.

    Raises `taken` if the folder is not empty, ConsoleError `loose_folder`, `loose_parent`, `file_unwritable`.
    """
    made = _take(folder, taken)
    try:
        yield
    except BaseException:
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        if made:
            folder.rmdir()
        raise


def _take(folder: Path, taken: ConsoleError) -> bool:
    try:
        if os.path.lexists(folder):
            private_folder(folder)
            if any(folder.iterdir()):
                raise taken
            made = False
        else:
            folder.mkdir(mode=0o700)
            made = True
    except OSError as error:
        raise ConsoleError("file_unwritable", path=folder, error=os_cause(error)) from error
    loose = writable_above(folder, {os.geteuid()})
    if loose is not None:
        if made:
            folder.rmdir()
        raise ConsoleError("loose_parent", path=folder, parent=loose)
    return made


def copy_file(source: Path, target: Path, say: Callable[[int], None] = lambda _done: None) -> None:
    """Copy a regular file's bytes into a new file (0600) below a folder of ours, and flush it to disk."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    reading = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(reading, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise ConsoleError("loose_file", path=source, mode=oct(os.fstat(file.fileno()).st_mode))
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(target, flags, 0o600), "wb") as out:
            done = 0
            while block := file.read(BLOCK):
                out.write(block)
                done += len(block)
                say(done)
            out.flush()
            os.fsync(out.fileno())


def write_file(target: Path, data: bytes) -> None:
    """Write a new file (0600) and flush it to disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(target, flags, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
