"""A new folder with files in it, readable by this account alone; names that lead out of it are refused, whatever their source."""

import io
import os
import tarfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from console.errors import ConsoleError, os_cause

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/")


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder (0700), which must not exist yet, and its files (0600).

    Raises ConsoleError: `folder_name` for a name that is no plain path, `file_exists`, `file_unwritable`.
    """
    insist_plain(files)
    try:
        folder.mkdir(mode=0o700)
        for name in sorted(files):
            path = folder / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(files[name])
    except FileExistsError as error:
        raise ConsoleError("file_exists", path=folder) from error
    except OSError as error:
        raise ConsoleError("file_unwritable", path=folder, error=os_cause(error)) from error


def tarred(file: BinaryIO, files: Mapping[str, bytes]) -> None:
    """Write files as a tar into an open file that may be a stream."""
    with tarfile.open(fileobj=file, mode="w|") as tar:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size, member.mode, member.mtime = len(files[name]), 0o600, int(time.time())
            tar.addfile(member, io.BytesIO(files[name]))


def insist_plain(names: Iterable[str]) -> None:
    """Raise ConsoleError `folder_name` for a name that is not a plain path below a folder."""
    for name in names:
        if not set(name) <= _LETTERS or any(part in {"", ".", ".."} for part in name.split("/")):
            raise ConsoleError("folder_name", name=name)
