"""A pytest plugin that notes which functions of the console each test enters: `SMS_ENTERED` names the folder it writes to.

Of a function that hundreds of tests enter, the MOST that enter the fewest others are kept: they are the likeliest to notice a fault.
What a test starts as a program of its own is not seen.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path
from types import CodeType, FrameType
from typing import Final, NamedTuple

import pytest

from tools.trees import ROOT

MOST: Final = 120
"""Tests that are kept of a function."""
_CONSOLE: Final = f"{ROOT / 'console'}{os.sep}"


class Entry(NamedTuple):
    """A test that entered a function: how many functions it entered in all, its seconds, and its id."""

    breadth: int
    seconds: float
    test: str


class Entered:
    """The notes of one process. The frames' code is noted by identity, at the cost of one addition to a set a call."""

    def __init__(self) -> None:
        self.entries: dict[str, list[Entry]] = {}
        self._seen: set[CodeType] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Run one test, with what it sets up and takes down, and note it."""
        self._seen.clear()
        started = time.monotonic()
        threading.settrace(self._enter)
        sys.settrace(self._enter)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            threading.settrace(None)
            self._note(item.nodeid, time.monotonic() - started)

    def pytest_sessionfinish(self) -> None:
        """Write the notes, in a file of this process."""
        if self.entries:
            folder = Path(os.environ["SMS_ENTERED"])
            folder.mkdir(parents=True, exist_ok=True)
            cut = {name: sorted(entries)[:MOST] for name, entries in self.entries.items()}
            (folder / f"{os.getpid()}.json").write_text(json.dumps(cut), "utf-8")

    def _enter(self, frame: FrameType, _event: str, _argument: object) -> None:
        self._seen.add(frame.f_code)

    def _note(self, test: str, seconds: float) -> None:
        names = {function_of(code) for code in list(self._seen) if code.co_filename.startswith(_CONSOLE)}
        for name in names:
            entries = self.entries.setdefault(name, [])
            entries.append(Entry(len(names), round(seconds, 2), test))
            if len(entries) > 3 * MOST:
                entries.sort()
                del entries[MOST:]


def function_of(code: CodeType) -> str:
    """`console.services.contacts.optouts.page`: the outermost function or method that a piece of code stands in."""
    module = code.co_filename.removeprefix(f"{ROOT}{os.sep}").removesuffix(".py").replace(os.sep, ".")
    return f"{module}.{code.co_qualname.partition('.<locals>')[0]}"


def read(folder: Path) -> dict[str, list[Entry]]:
    """What every process noted, newest last; of a test that was noted twice the newer note counts."""
    found: dict[str, dict[str, Entry]] = {}
    for path in sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime):
        for name, entries in json.loads(path.read_text("utf-8")).items():
            found.setdefault(name, {}).update((entry[2], Entry(*entry)) for entry in entries)
    return {name: sorted(entries.values()) for name, entries in found.items()}


def pytest_configure(config: pytest.Config) -> None:
    """Note nothing unless a folder is named."""
    if os.environ.get("SMS_ENTERED"):
        config.pluginmanager.register(Entered(), "entered")
