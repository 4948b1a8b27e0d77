"""How much goes to the terminal: over a slow line it is what a person waits for. Counted in a terminal of our own, 80x24."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
PAGE = 8_000
"""Most bytes for another page."""
MOVE = 600
"""Most bytes for another row, with the pane that says all about it."""
QUIET = 1.0
"""After so many seconds without a byte a page is drawn; the clock in the head changes once a minute."""


class Line:
    """The console at the end of a line that counts what comes."""

    def __init__(self, folder: Path) -> None:
        pid, self.fd = pty.fork()
        if pid == 0:
            os.chdir(ROOT)
            os.environ.update(TERM="xterm-256color", LANG="C.UTF-8")
            program = [sys.executable, "-X", "utf8", "-m", "tests.terminal.sit", str(folder), "zh", "sunli"]
            os.execv(sys.executable, program)  # noqa: S606 - no shell is wanted
        self.pid = pid
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def until(self, words: str) -> int:
        """Read until the words came and nothing more comes; how many bytes that were."""
        read, deadline, last = b"", time.monotonic() + PATIENCE, time.monotonic()
        while words.encode() not in read or time.monotonic() - last < QUIET:
            assert time.monotonic() < deadline, read[-2_000:].decode(errors="replace")
            if select.select([self.fd], [], [], 0.1)[0]:
                read += os.read(self.fd, 65_536)
                last = time.monotonic()
        return len(read)

    def press(self, key: str, words: str) -> int:
        os.write(self.fd, key.encode())
        return self.until(words)

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    made = Line(tmp_path)
    yield made
    made.close()


def test_a_page_and_a_row_take_few_bytes(line: Line) -> None:
    line.until("2026-")
    pages = {key: line.press(key, " ") for key in "234567891"}
    assert max(pages.values()) <= PAGE, pages
    # Something was drawn each time.
    assert min(pages.values()) > 1_000, pages
    line.press("3", " ")
    moves = [line.press(key, " ") for key in "jk"]
    assert max(moves) <= MOVE, moves
    assert min(moves) > 50, moves
    # What is sent again is sent whole: nobody knows what else wrote on the terminal.
    assert line.press("\x12", " ") > 3_000
