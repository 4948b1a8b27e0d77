"""The outbox of a person on a separated host: what their program made, for them alone to fetch by sftp, until it is erased.

A file has no name until it is whole and the ledger knows of it: it is written without one (O_TMPFILE) and linked at the end. So
nothing half-written lies there, whatever ends the program, and a full disk leaves what was there before. Every name is one that
needs no quoting in the line that fetches it. Everything runs with the rights of the box's owner, through the box's descriptor.
"""

import errno
import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from console.acting.outbox_files import erase_old, files, opened
from console.errors import ConsoleError, os_cause
from console.wire.answers import Done
from console.wire.ledger.outbox import OutKind, PutOut

_MARKS: Final = frozenset("._-")
_LONGEST: Final = 200
"""Octets of a name; file systems take 255, and a number may be added."""
_COPIES: Final = 999
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_BLOCK: Final = 1 << 20

Record = Callable[[PutOut], Done]
"""Tells the desk of a file, and returns its entry in the ledger."""


@dataclass(frozen=True)
class Outbox:
    """One person's box: its folder, how the desk is told of a file, and the line that fetches a file, by its name."""

    folder: Path
    record: Record
    line: Callable[[str], str]

    def holds(self, out: Path) -> str:
        """The name under which a path lies in this box: a bare name, or a path into its folder; empty for a place elsewhere."""
        bare = out.parent == Path() and out.name not in {"", "-", ".."}
        inside = out.is_absolute() and out.parent.resolve() == self.folder.resolve()
        return out.name if bare or inside else ""

    def free(self, name: str) -> str:
        """The plain form of a name, with a number if a file is called so already; raises ConsoleError `outbox_name`."""
        name = plain(name)
        stem, ending = PurePath(name).stem, PurePath(name).suffix
        names = (name, *(f"{stem}-{nth}{ending}" for nth in range(2, _COPIES)))
        return next((one for one in names if not os.path.lexists(self.folder / one)), name)

    @contextmanager
    def put(self, name: str, kind: OutKind) -> Iterator[BinaryIO]:
        """Yield a new file (0600) that lies in the box under the plain form of its name once it is whole and in the ledger.

        Raises ConsoleError `outbox_name`, `file_exists`, `outbox_full`, `file_unwritable`, and as `record` does; nothing is there then.
        """
        name = plain(name)
        path = self.folder / name
        with self._told(path), opened(self.folder) as box:
            erase_old(box)
            if os.path.lexists(path):
                raise ConsoleError("file_exists", path=name)
            handle = os.open(".", os.O_RDWR | os.O_TMPFILE | os.O_CLOEXEC, 0o600, dir_fd=box)
            with os.fdopen(handle, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
                self.record(_said(kind, file))
                # Of the few ways to name a file that has no name, this one needs no privilege.
                os.link(f"/proc/self/fd/{file.fileno()}", name, dst_dir_fd=box, follow_symlinks=True)
                os.fsync(box)

    @contextmanager
    def _told(self, path: Path) -> Iterator[None]:
        """Say a full disk, and what else the operating system refuses, by its name."""
        try:
            yield
        except FileExistsError as error:
            raise ConsoleError("file_exists", path=path.name) from error
        except OSError as error:
            if error.errno in _FULL:
                lie = files(self.folder)
                size = sum(one.size for one in lie)
                raise ConsoleError("outbox_full", name=path.name, n=len(lie), size=size) from error
            raise ConsoleError("file_unwritable", path=path, error=os_cause(error)) from error


def plain(name: str) -> str:
    """A name of letters and digits of any script, dots, lines and dashes: what else stands in it becomes a dash.

    Raises ConsoleError `outbox_name` for a name with a folder or a control character, for one that is too long, or has no letter.
    """
    name = unicodedata.normalize("NFC", name.strip())
    made = "".join(one if one.isalnum() or one in _MARKS else "-" for one in name).lstrip(".-")
    wrong = "/" in name or any(unicodedata.category(one) in {"Cc", "Cs"} for one in name)
    if wrong or not any(map(str.isalnum, made)) or len(made.encode()) > _LONGEST:
        raise ConsoleError("outbox_name", name=name[:60])
    return made


def _said(kind: OutKind, file: BinaryIO) -> PutOut:
    """What the ledger is told of a whole file."""
    hashed, size = hashlib.sha256(), 0
    file.seek(0)
    while block := file.read(_BLOCK):
        hashed.update(block)
        size += len(block)
    return PutOut(str(kind), hashed.hexdigest(), size)
