"""Files in the person's own drop box that a list was read from and that may be deleted now (R13); recognised by their bytes."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from console.contacts import inbox
from console.contacts.errors import FileRefusedError
from console.contacts.source import digest_of, held
from console.wire.sending.erasure import BroughtFile

_BLOCK = 1 << 20


def still_there(box: Path | None, files: Sequence[BroughtFile]) -> Iterator[tuple[str, BroughtFile]]:
    """Yield name and entry of every such file that is still in the box; only files of a matching size are read."""
    if box is None:
        return
    brought_by_content = {(one.size, one.sha256): one for one in files}
    sizes = {one.size for one in files}
    try:
        names = [name for name, size, _ in inbox.files(box) if size in sizes]
    except FileRefusedError:
        return
    for name in names:
        brought = brought_by_content.get(_known(name, box))
        if brought is not None:
            yield name, brought


def remove(box: Path, name: str, file: BroughtFile) -> bool:
    """Overwrite a file and delete it if it is still the same file; False where it has changed."""
    try:
        with inbox.folder_of(box) as folder:
            # One handle for reading and writing: the bytes that were checked are the bytes that are overwritten.
            handle = os.open(name, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
            try:
                if digest_of(handle) != (file.size, file.sha256):
                    return False
                for at in range(0, file.size, _BLOCK):
                    os.pwrite(handle, bytes(min(_BLOCK, file.size - at)), at)
                os.fsync(handle)
                return inbox.unlink(name, folder, handle)
            finally:
                os.close(handle)
    except (OSError, FileRefusedError):
        return False


def _known(name: str, box: Path) -> tuple[int, str]:
    try:
        with inbox.folder_of(box) as folder, held(name, folder) as file:
            return digest_of(file.descriptor)
    except (OSError, FileRefusedError):
        return -1, ""
