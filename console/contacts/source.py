"""A list file as it was at one moment: complete, with no writer, copied to memory that can no longer be changed.

The copy has no name and lies in no folder, so nothing of it outlives the console, however that ends. Preview, findings,
manifest and the decision to delete the file all refer to this copy, which is known by its digest.
"""

import errno
import fcntl
import os
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.files import MAX_FILE

_BLOCK = 1 << 20
_OPEN_CODES = {
    errno.ENOENT: FileCode.MISSING,
    errno.ENOTDIR: FileCode.MISSING,
    errno.ELOOP: FileCode.SYMLINK,
    errno.ENXIO: FileCode.NOT_REGULAR,
}
_SEALS = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL


class Source:
    """The sealed copy of a list file: base name, size in octets, SHA-256 in hex, and the copy's descriptor. Close it after use.

    `changed` is when the file was last written, in seconds since 1970; None for what was pasted.
    """

    def __init__(
        self, descriptor: int, name: str, size: int, digest: str, changed: float | None = None
    ) -> None:
        self.descriptor = descriptor
        self.name = name
        self.size = size
        self.sha256 = digest
        self.changed = changed

    def close(self) -> None:
        """Release the copy; a second call does nothing."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Held(NamedTuple):
    """A file open for reading, its state when it was opened, and whether the system makes writers wait meanwhile."""

    descriptor: int
    status: os.stat_result
    leased: bool

    def unchanged(self) -> bool:
        """Whether the file is unchanged: nobody opened it for writing, and size and times are the same."""
        if self.leased and _is_broken(self.descriptor):
            return False
        return _marks(os.fstat(self.descriptor)) == _marks(self.status)


def open_source(path: str | os.PathLike[str], folder: int | None = None) -> Source:
    """Copy a list file without following a link or waiting on a pipe; `folder` is the descriptor of its folder.

    Raises FileRefusedError: `missing`, `unreadable`, `symlink`, `not_regular`, `empty`, `too_large`, or `changing` while
    somebody writes to it.
    """
    with held(path, folder) as file:
        size = file.status.st_size
        if size == 0:
            raise FileRefusedError(FileCode.EMPTY)
        if size > MAX_FILE:
            raise FileRefusedError(FileCode.TOO_LARGE, size=size, limit=MAX_FILE)
        copy = os.memfd_create("list", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        try:
            digest = _sealed(file, copy)
        except BaseException:
            os.close(copy)
            raise
    # A file name may hold octets that are not text; they are shown as replacement characters.
    name = Path(path).name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return Source(copy, name, size, digest, file.status.st_mtime)


def typed_source(data: bytes, name: str) -> Source:
    """The same for numbers that a person pasted: they are in no file. Raises FileRefusedError `empty`, `too_large`."""
    if not data.strip():
        raise FileRefusedError(FileCode.EMPTY)
    if len(data) > MAX_FILE:
        raise FileRefusedError(FileCode.TOO_LARGE, size=len(data), limit=MAX_FILE)
    copy = os.memfd_create("list", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with os.fdopen(os.dup(copy), "wb") as file:
        file.write(data)
    fcntl.fcntl(copy, fcntl.F_ADD_SEALS, _SEALS)
    return Source(copy, name, len(data), sha256(data).hexdigest())


@contextmanager
def held(path: str | os.PathLike[str], folder: int | None = None) -> Iterator[Held]:
    """Open a regular file that nobody is writing to; raises FileRefusedError as `open_source` does."""
    try:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(path, flags, dir_fd=folder)
    except (OSError, ValueError) as error:
        code = _OPEN_CODES.get(getattr(error, "errno", None) or 0, FileCode.UNREADABLE)
        raise FileRefusedError(code) from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileRefusedError(FileCode.NOT_REGULAR)
        leased = _lease(descriptor)
        yield Held(descriptor, os.fstat(descriptor), leased)
    finally:
        os.close(descriptor)


def digest_of(descriptor: int) -> tuple[int, str]:
    """Return size in octets and SHA-256 in hex of an open file, read from its beginning."""
    data, size = sha256(), 0
    while block := os.pread(descriptor, _BLOCK, size):
        data.update(block)
        size += len(block)
    return size, data.hexdigest()


def _sealed(file: Held, copy: int) -> str:
    """Copy a file that stays unchanged meanwhile, seal the copy, and return its SHA-256 in hex."""
    try:
        digest = _copied(file.descriptor, copy, file.status.st_size)
        if not file.unchanged():
            raise FileRefusedError(FileCode.CHANGING)
        fcntl.fcntl(copy, fcntl.F_ADD_SEALS, _SEALS)
    except OSError as error:
        raise FileRefusedError(FileCode.UNREADABLE) from error
    return digest


def _copied(descriptor: int, target: int, size: int) -> str:
    """Copy `size` octets by position and return their SHA-256; a file that grew or shrank shows a different size afterwards."""
    digest, at = sha256(), 0
    while at < size and (block := os.pread(descriptor, min(_BLOCK, size - at), at)):
        digest.update(block)
        at += os.pwrite(target, block, at)
    if at != size:
        raise FileRefusedError(FileCode.CHANGING)
    return digest.hexdigest()


def _lease(descriptor: int) -> bool:
    """Ask to be told of writers; False where another account owns the file or the file system cannot (fcntl(2), F_SETLEASE).

    Raises FileRefusedError `changing` if somebody has the file open for writing, such as an upload that still runs.
    """
    try:
        # Nobody handles the signal, so it must be one that is ignored by default; others would end the console.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        if error.errno == errno.EAGAIN:
            raise FileRefusedError(FileCode.CHANGING) from error
        return False
    return True


def _is_broken(descriptor: int) -> bool:
    return fcntl.fcntl(descriptor, fcntl.F_GETLEASE) != fcntl.F_RDLCK


def _marks(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns
