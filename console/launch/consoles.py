"""How many consoles of a solo home are open: the last one that leaves ends its processes, and no other."""

import contextlib
import fcntl
import os
from typing import Final

from console.settings import Home

_FILE: Final = "consoles.lock"


class Hold:
    """An open console's hold on its home: a shared lock, which the kernel gives back however the console ends.

    Take it before the processes are started, so that no console which leaves meanwhile takes itself for the last. Child processes
    do not inherit it.
    """

    def __init__(self, home: Home) -> None:
        """Take the hold, and wait while the last console ends the processes. Raises ConsoleError `loose_folder`."""
        self._home = home
        self._file = self._taken()

    def renew(self) -> None:
        """Take it anew, after the home was made anew with its folder."""
        before, self._file = self._file, self._taken()
        os.close(before)

    def alone(self) -> bool:
        """Give the hold up, and return whether no other console has one; until `close` none can take one then.

        Not of a home that was deleted or made anew under this console: the processes that run there now are others'.
        """
        try:
            if not os.path.samestat(os.fstat(self._file), self._path.stat(follow_symlinks=False)):
                return False
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Give the hold up, if it is not yet."""
        with contextlib.suppress(OSError):
            os.close(self._file)

    def _taken(self) -> int:
        file = self._opened()
        fcntl.flock(file, fcntl.LOCK_SH)
        return file

    def _opened(self) -> int:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        self._path = self._home.open_run() / _FILE
        return os.open(self._path, flags, 0o600)
