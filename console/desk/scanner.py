"""The house's own scanner for malware: the program that the settings name, without a shell, with the file on its standard input.

It ends with 0 for clean and 1 for found. Whatever else happens (it is missing, crashes, takes more than a minute) is no answer.
"""

import os
import secrets
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from console.services.context import Scan

SECONDS: Final = 60
"""How long it may take for one file."""
_KEPT: Final = ("PATH", "HOME", "TZ", "TMPDIR")
_RUN: Final = "SMS_CONSOLE_SCAN"
"""The variable by which whatever one run started is found again, also where it left the session."""
_ROUNDS: Final = 10
"""How often we look for what a process that was just ended had started meanwhile."""


class Scanner:
    """Runs a program with its arguments; `seconds` is how long it may take."""

    def __init__(self, command: tuple[str, ...], seconds: float = SECONDS) -> None:
        self._command, self._seconds = command, seconds

    def __call__(self, data: bytes) -> Scan:
        """Have a file scanned; never raises for what the program does."""
        if not self._command:
            return Scan.NONE
        mark = secrets.token_hex(16)
        environ = {name: os.environ[name] for name in _KEPT if name in os.environ}
        try:
            with tempfile.TemporaryFile() as file:
                file.write(data)
                file.seek(0)
                child = subprocess.Popen(  # noqa: S603 - the program of the settings, no shell
                    self._command,
                    stdin=file,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    cwd="/",
                    env=environ | {"LC_ALL": "C", _RUN: mark},
                    start_new_session=True,
                )
        except (OSError, ValueError):
            return Scan.NONE
        try:
            code = child.wait(self._seconds)
        except subprocess.TimeoutExpired:
            return Scan.NONE
        finally:
            # What it started itself may still run.
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                child.kill()
            child.wait()
            _end(mark)
        return {0: Scan.CLEAN, 1: Scan.FOUND}.get(code, Scan.NONE)


def _end(mark: str) -> None:
    """End what a run started in sessions of its own."""
    for _ in range(_ROUNDS):
        found = [*_marked(mark)]
        if not found:
            return
        for pid in found:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)


def _marked(mark: str) -> Iterator[int]:
    """Yield our account's processes that have the mark, where the system tells."""
    wanted = f"{_RUN}={mark}".encode()
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if wanted in (place / "environ").read_bytes().split(b"\0"):
                yield int(place.name)
