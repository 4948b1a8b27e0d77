"""Whether a terminal draws ambiguous characters two cells wide: asked once, before the screens start.

Terminals set up for Chinese may do so (Unicode Standard Annex 11, class A); frames and marks would then push their lines apart. A
terminal multiplexer answers for itself, not for the terminal behind it.
"""

import os
import re
import select
import termios
import time
import tty
from typing import Final

_ASKED: Final = b"\r\xe2\x94\x82\x1b[6n"
"""A vertical line at the start of a line, then the question where the cursor stands (ECMA-48, device status report)."""
_WIPED: Final = b"\r\x1b[K"
_ANSWER: Final = re.compile(rb"\x1b\[(\d+);(\d+)R")
_SECONDS: Final = 0.3
_WIDE: Final = 3
"""The column after the line where it took two cells."""


def wide(path: str = "/dev/tty", seconds: float = _SECONDS) -> bool:
    """Ask the terminal; False if there is none, or if it does not answer in time."""
    try:
        terminal = os.open(path, os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return False
    try:
        before = termios.tcgetattr(terminal)
        try:
            tty.setraw(terminal, termios.TCSANOW)
            os.write(terminal, _ASKED)
            column = _column(terminal, seconds)
            os.write(terminal, _WIPED)
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)
    except (OSError, termios.error):
        return False
    finally:
        os.close(terminal)
    return column == _WIDE


def _column(terminal: int, seconds: float) -> int:
    """The column that the terminal names, or 0. Keys pressed meanwhile are dropped."""
    read, until = b"", time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        part = os.read(terminal, 64)
        if not part:
            break
        read += part
        if answer := _ANSWER.search(read):
            return int(answer[2])
    return 0
