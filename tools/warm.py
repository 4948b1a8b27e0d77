"""A process that has loaded what stands outside the project, and runs chosen tests in forked copies of itself.

``python -m tools.warm`` reads a line of JSON for each run, ``{"tests": [files or ids], "seconds": n, "limit": n}``, and
answers with a line, ``{"fell": "the first test that fell, or empty", "ran": how many ran}``. A run has `seconds` of processor time, and
ends after `limit` seconds whatever it does. Nothing of the project is loaded before the fork, so each run reads it as it stands.
"""

import importlib
import json
import os
import selectors
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import zip_longest
from typing import Final

import pytest

LOADED: Final = (
    "hypothesis", "textual.app", "textual.pilot", "textual.widgets", "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite", "alembic.command", "cryptography.hazmat.primitives.serialization", "openpyxl", "msgspec", "typer",
    "typer.testing", "python_calamine", "keyring", "psycopg", "rfc8785", "pytest_asyncio", "pytest_timeout", "pyte", "pexpect",
)  # fmt: skip
A_TEST: Final = 150
"""Seconds after which one test is stuck and falls."""
ENDLESS: Final = "(the tests were never collected)"


class Chosen:
    """Keeps the tests in the order that was asked for, each with its parameters in turn, and ends with the first that falls."""

    def __init__(self, asked: Sequence[str], seconds: float) -> None:
        self._asked = asked
        self._seconds = seconds
        self._began = _spent()
        self.ran = 0
        self.fell = ""

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Order what was collected."""
        of: dict[str, list[pytest.Item]] = {name: [] for name in self._asked}
        for item in session.items:
            names = (item.nodeid, item.nodeid.partition("[")[0], item.nodeid.partition("::")[0])
            of.setdefault(next((name for name in names if name in of), ""), []).append(item)
        session.items[:] = [item for turn in zip_longest(*of.values()) for item in turn if item is not None]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the first that fell."""
        self.ran += report.when == "call"
        if report.failed and not self.fell:
            self.fell = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be read falls as a whole."""
        if report.failed and not self.fell:
            self.fell = f"{report.nodeid} (not collected)"

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logfinish(self) -> None:
        """Look whether the time is spent."""
        if self._session is not None and _spent() - self._began > self._seconds:
            self._session.shouldstop = "enough"

    _session: "pytest.Session | None" = None

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Know whom to stop."""
        self._session = session


def _spent() -> float:
    return sum(os.times()[:4])


def _child(answer: int, tests: list[str], seconds: float) -> None:
    """Run them; tell after each test what is known, so that a run that is cut short has told it."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    chosen = Chosen(tests, seconds)

    class Tells:
        @pytest.hookimpl(trylast=True)
        def pytest_runtest_logfinish(self) -> None:
            _tell(answer, chosen)

    options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist", f"--timeout={A_TEST}"]
    options += ["-k", "not postgres"]
    code = pytest.main([*options, *tests], plugins=[chosen, Tells()])
    if code not in {0, 2, 5} and not chosen.fell:
        chosen.fell = f"(pytest ended with {int(code)})"
    _tell(answer, chosen)
    os.write(answer, _DONE)


_DONE: Final = b"done\n"
"""The last line of a fork: the end of the pipe does not come while something that a test started holds it."""


def _tell(answer: int, chosen: Chosen) -> None:
    os.write(answer, json.dumps({"fell": chosen.fell, "ran": chosen.ran}).encode() + b"\n")


def run(tests: list[str], seconds: float, limit: float) -> dict[str, object]:
    """Run tests in a fork of this process; what it started ends with it."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        try:
            _child(writes, tests, seconds)
        finally:
            os._exit(0)
    os.close(writes)
    ends, said = time.monotonic() + limit, b""
    with selectors.DefaultSelector() as ready:
        ready.register(reads, selectors.EVENT_READ)
        while (left := ends - time.monotonic()) > 0:
            if ready.select(left):
                more = os.read(reads, 65536)
                said += more
                if not more or said.endswith(_DONE):
                    break
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reads)
    lines = said.removesuffix(_DONE).splitlines()
    return dict(json.loads(lines[-1])) if lines else {"fell": ENDLESS, "ran": 0}


def main() -> int:
    """Answer until nobody asks."""
    for name in LOADED:
        with suppress(ImportError):
            importlib.import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(run(asked["tests"], asked["seconds"], asked["limit"])), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
