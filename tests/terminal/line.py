"""A program at the end of a line that counts what comes: a pseudo-terminal of our own, in which every byte is read as it is sent."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.patience import PATIENCE, Wait

ROOT = Path(__file__).resolve().parents[2]
QUIET = 1.0
"""After so many seconds without a byte a page is drawn; the clock in the head changes once a minute."""


_WHERE = b"\x1b[6n"
_AFTER_ONE = b"\x1b[1;2R"
"""In the second column: what was written before takes one cell."""


class Line:
    """A Python program at the end of a line of `columns` x `rows`, started with these arguments for the interpreter."""

    def __init__(
        self, arguments: Sequence[str], columns: int = 80, rows: int = 24, **environment: str
    ) -> None:
        self.began = time.perf_counter()
        pid, self.fd = pty.fork()
        if pid == 0:
            os.chdir(ROOT)
            os.environ.update({"TERM": "xterm-256color", "LANG": "C.UTF-8", **environment})
            os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - no shell is wanted
        self.pid = pid
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _taken(self) -> bytes:
        """What has come. As a terminal does, answer the question where the cursor stands (ECMA-48, device status report)."""
        read = os.read(self.fd, 65_536)
        if _WHERE in read:
            os.write(self.fd, _AFTER_ONE)
        return read

    def _works(self) -> bool:
        """Whether the program computes, or would if the machine let it."""
        states = []
        for task in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            with suppress(OSError):
                states.append(task.read_text("utf-8").rpartition(")")[2].split()[0])
        return "R" in states

    def until(self, words: str, quiet: float = QUIET) -> int:
        """Read until the words came and for so many seconds nothing more, nor work that may draw; how many bytes that were."""
        read, wait, last = b"", Wait(), time.monotonic()
        while words.encode() not in read or time.monotonic() - last < quiet:
            assert not wait.over(), read[-2_000:].decode(errors="replace")
            if select.select([self.fd], [], [], 0.1)[0]:
                read += self._taken()
                last = time.monotonic()
            elif self._works():
                last = time.monotonic()
        return len(read)

    def press(self, key: str, words: str, quiet: float = QUIET) -> int:
        os.write(self.fd, key.encode())
        return self.until(words, quiet)

    def read_for(self, seconds: float) -> list[bytes]:
        read, end = [], time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                read.append(self._taken())
        return read

    def first_byte(self, key: str) -> float:
        """Seconds from a key to the first byte of what it changes."""
        began = time.perf_counter()
        os.write(self.fd, key.encode())
        assert select.select([self.fd], [], [], PATIENCE)[0], key
        took = time.perf_counter() - began
        self._taken()
        return took

    def since_start(self, words: str) -> float:
        """Seconds from the start of the program until the words came."""
        read, wait = b"", Wait()
        while words.encode() not in read:
            assert not wait.over(), read[-2_000:].decode(errors="replace")
            if select.select([self.fd], [], [], 0.1)[0]:
                read += self._taken()
        return time.perf_counter() - self.began

    def cut(self) -> None:
        """Cut the line: what the program writes from now on goes nowhere, and it is told so by a hang-up."""
        os.close(self.fd)
        self.fd = -1

    def gone(self) -> bool:
        """Whether the program has ended."""
        if self.pid and os.waitpid(self.pid, os.WNOHANG)[0]:
            self.pid = 0
        return not self.pid

    def close(self) -> None:
        if not self.gone():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.fd >= 0:
            os.close(self.fd)
