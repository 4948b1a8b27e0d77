"""A daemon's log file: it goes on in a new file when it is full, no line is lost on the way, and old files stay long enough.

`desk.log` that is full becomes `desk.log.20261203T095137.041526000Z`. Old files stay for `DAYS` after their last line; where they need more
than `ROOM` before, the oldest go, and how far back the rest reaches is told (`days`), because 180 days are the least by law
(网络安全法 第二十一条; GB/T 22239 8.1.5.4). Whatever else turns the file (a house's own logrotate) is followed: by its name, never by its handle.
"""

import contextlib
import fcntl
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

DAYS: Final = 180
"""The days for which a line stays at least, room permitting."""
MOST: Final = 10 << 20
"""Octets of one file."""
ROOM: Final = 2 << 30
"""Octets of all files of one log."""

_DAY: Final = 86_400
_FLAGS: Final = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC


class LogFile:
    """Appends lines to one file (mode 0600, created if missing); several processes may, threads take turns outside. Raises OSError."""

    def __init__(self, path: Path, *, most: int = MOST, room: int = ROOM) -> None:
        self._path, self._most, self._room = path, most, room
        self._cut = path.with_name(f"{path.name}.cut")
        self._torn = False
        self._handle = os.open(path, _FLAGS, 0o600)

    def write(self, line: bytes) -> None:
        """Append a line with its end. Raises OSError if it is not there as a whole; the next one then begins on a line of its own."""
        # What cannot be turned goes on where it is.
        with contextlib.suppress(OSError):
            self._turn(len(line))
        rest = memoryview(b"\n" + line if self._torn else line)
        whole = len(rest)
        try:
            while rest:
                rest = rest[os.write(self._handle, rest) :]
        finally:
            self._torn = bool(rest) and (self._torn or len(rest) < whole)

    def size(self) -> int:
        """Octets of the file."""
        return os.fstat(self._handle).st_size

    def days(self) -> int:
        """The whole days that the log reaches back where room was too short for `DAYS`; -1 where it was not."""
        try:
            gone = int((time.time() - self._cut.stat().st_mtime) // _DAY)
        except OSError:
            return -1
        return max(gone, 0) if gone < DAYS else -1

    def older(self) -> Iterator[Path]:
        """The files that were full."""
        name = re.compile(re.escape(self._path.name) + r"\.[0-9][0-9TZ.-]*\Z")
        return (one for one in self._path.parent.iterdir() if name.match(one.name))

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)

    def _turn(self, more: int) -> None:
        if not self._named():
            self._open_again()
            return
        size = self.size()
        if size and size + more > self._most:
            self._begin_new()

    def _named(self) -> bool:
        """Whether the name still stands for the open file."""
        try:
            there, ours = os.lstat(self._path), os.fstat(self._handle)
        except FileNotFoundError:
            return False
        return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)

    def _open_again(self) -> None:
        handle = os.open(self._path, _FLAGS, 0o600)
        os.close(self._handle)
        self._handle = handle

    def _begin_new(self) -> None:
        """Turn the file, unless another process is about to; what that one writes meanwhile goes into the same file."""
        fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            if self._named():
                self._path.rename(self._free_name())
        finally:
            fcntl.flock(self._handle, fcntl.LOCK_UN)
        self._open_again()
        self._drop()

    def _free_name(self) -> Path:
        """A name by this moment, which no file has: they sort by it."""
        while True:
            nanoseconds = time.time_ns()
            second = time.strftime("%Y%m%dT%H%M%S", time.gmtime(nanoseconds // 10**9))
            name = self._path.with_name(f"{self._path.name}.{second}.{nanoseconds % 10**9:09}Z")
            if not os.path.lexists(name):
                return name

    def _drop(self) -> None:
        """Remove files whose last line is old enough, and what there is no room for; of the latter remember until when it went."""
        found = sorted((one.stat().st_mtime, one.stat().st_size, one) for one in self.older())
        room = sum(size for _, size, _ in found)
        for last, size, path in found:
            old = time.time() - last > DAYS * _DAY
            if not old and room <= self._room:
                return
            path.unlink()
            room -= size
            if not old:
                self._cut.touch(mode=0o600)
                os.utime(self._cut, (last, last))
