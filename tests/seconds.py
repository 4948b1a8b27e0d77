"""How long test files take: told by package at the end of a run, and kept, so that the next run begins with the longest.

Workers take whole files. A long one that comes last is waited for by all the others, so files go by `seconds.json`, which
`./run test --record-seconds` writes anew; one that is not in it yet counts as long.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest

KEPT: Final = Path(__file__).with_suffix(".json")
_NEW: Final = 60.0


class Seconds:
    """Adds up what the tests report, in the process that tells their results."""

    def __init__(self, *, record: bool) -> None:
        self._record = record
        self._spent: defaultdict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count set-up, call and tear-down to the file."""
        self._spent[file_of(report.nodeid)] += report.duration

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say the seconds of each package, the longest first; a run of a few files says nothing."""
        packages: defaultdict[str, float] = defaultdict(float)
        for file, seconds in self._spent.items():
            packages[(Path(file).parts[1:-1] or ("tests",))[0]] += seconds
        longest = sorted(packages.items(), key=lambda one: -one[1])
        if len(packages) > 1:
            told = ", ".join(f"{name} {seconds:.0f}" for name, seconds in longest)
            terminalreporter.write_line(f"seconds in tests: {sum(packages.values()):.0f} ({told})")

    def pytest_sessionfinish(self) -> None:
        """Keep what was measured, if that is wanted."""
        if self._record:
            kept = read() | {file: round(seconds, 1) for file, seconds in self._spent.items()}
            there = {file: kept[file] for file in sorted(kept) if (KEPT.parent.parent / file).exists()}
            KEPT.write_text(json.dumps(there, indent=1) + "\n", "utf-8")


def file_of(nodeid: str) -> str:
    """The file that a test stands in."""
    return nodeid.partition("::")[0]


def read() -> dict[str, float]:
    """Seconds by file, as they were kept last."""
    return dict(json.loads(KEPT.read_text("utf-8"))) if KEPT.exists() else {}


def longest_first(items: list[pytest.Item]) -> None:
    """Put the tests of long files before those of short ones; those of one file stay together and in order."""
    kept = read()
    items.sort(key=lambda item: (-kept.get(file_of(item.nodeid), _NEW), file_of(item.nodeid)))
