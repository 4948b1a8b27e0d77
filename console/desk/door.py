"""The desk's door: one desk per home, and a socket that appears only when the desk is listening."""

import fcntl
import os
import socket
import stat
from pathlib import Path
from typing import Final

from console.errors import ConsoleError
from console.settings import private_folder

_LONGEST: Final = 107
"""The most bytes in a socket's path, without the NUL (unix(7))."""

SOLO_MODE: Final = 0o600
GROUP_MODE: Final = 0o660


class Lock:
    """An exclusive lock on a file for the life of the process, or until `release`; child processes do not inherit it."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises BlockingIOError if another process has it."""
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._handle)
            raise

    def release(self) -> None:
        """Release the lock."""
        os.close(self._handle)


class Door:
    """A bound socket that is hidden at first. `open` makes it visible at `path`, `close` removes it.

    `mode` is 0600 in a folder of 0700 for solo mode, else 0660 with `group` in a folder without any right for others. Raises
    ConsoleError `loose_folder` or `socket_path` (too long, or another file is in its place).
    """

    def __init__(self, path: Path, *, mode: int = SOLO_MODE, group: int = -1) -> None:
        private_folder(path.parent, 0o077 if mode == SOLO_MODE else 0o027)
        self._path = path
        self._hidden = path.with_name(f".{os.getpid()}")
        longest = max(len(os.fsencode(path)), len(os.fsencode(self._hidden)))
        if longest > _LONGEST or not _replaceable(path):
            raise ConsoleError("socket_path", path=path, bytes=longest)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._hidden.unlink(missing_ok=True)
        self.socket.bind(str(self._hidden))
        self._hidden.chmod(mode)
        if group >= 0:
            os.chown(self._hidden, -1, group)
        self._inode = self._hidden.lstat().st_ino

    def open(self) -> None:
        """Make the socket visible, replacing one that a former desk left. Call it once the desk is listening."""
        self._hidden.replace(self._path)

    def close(self) -> None:
        """Remove the socket, unless it belongs to another process by now."""
        self.socket.close()
        for path in (self._hidden, self._path):
            if path.exists() and path.lstat().st_ino == self._inode:
                path.unlink()


def _replaceable(path: Path) -> bool:
    try:
        return stat.S_ISSOCK(path.lstat().st_mode)
    except FileNotFoundError:
        return True
