"""Files in the person's own drop box that a list was read from and that need not be kept any more (R13): known by their bytes."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from console.contacts import inbox
from console.contacts.errors import FileRefusedError
from console.wire.erasure import BroughtFile

_BLOCK = 1 << 20


def still_there(box: Path | None, files: Sequence[BroughtFile]) -> Iterator[tuple[str, BroughtFile]]:
    """Yield the name in the box and the entry of every file that is still there; only files of a fitting size are read."""
    if box is None:
        return
    wanted = {(one.size, one.sha256): one for one in files}
    sizes = {one.size for one in files}
    try:
        names = [name for name, size, _ in inbox.files(box) if size in sizes]
    except FileRefusedError:
        return
    for name in names:
        found = wanted.get(_known(name, box))
        if found is not None:
            yield name, found


def remove(box: Path, name: str, file: BroughtFile) -> bool:
    """Write a file over and delete it, if it is still the very one; False where it is another by now."""
    try:
        with inbox.open_named(name, box) as source:
            if _digest(source.descriptor) != (file.size, file.sha256):
                return False
            # Opened anew for writing: the reader's descriptor is for reading alone.
            handle = os.open(box / name, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                status = os.fstat(handle)
                if (status.st_dev, status.st_ino) != source.identity:
                    return False
                for at in range(0, status.st_size, _BLOCK):
                    os.pwrite(handle, bytes(min(_BLOCK, status.st_size - at)), at)
                os.fsync(handle)
            finally:
                os.close(handle)
            return inbox.take_away(name, box, source.identity)
    except (OSError, FileRefusedError):
        return False


def _known(name: str, box: Path) -> tuple[int, str]:
    try:
        with inbox.open_named(name, box) as source:
            return _digest(source.descriptor)
    except (OSError, FileRefusedError):
        return -1, ""


def _digest(descriptor: int) -> tuple[int, str]:
    data, size = hashlib.sha256(), 0
    while block := os.pread(descriptor, _BLOCK, size):
        data.update(block)
        size += len(block)
    return size, data.hexdigest()
