"""The moments at which the suite is run besides the present one, and which tests read the machine's clock.

``python -m tests.clocks`` names the moments, ``--shift NAME`` says by how many seconds the clock must stand off now, ``--turn N`` names the
two of the N-th run, ``--files`` the files in which a test reads it (``./run test -p tests.clocks FILES`` runs those tests alone).
``.ci/run`` runs those under two moments, ``.ci/nightly clocks`` the whole suite under each. The clock is shifted from outside for every
process of a run, by faketime: a database or a started program would not see one that is put into a test. What moves is the wall clock
alone, never the monotonic one.
"""

import argparse
import ast
import os
import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, wraps
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from console.domain.calendar import Holiday, Year
from console.launch import processes

ZONE: Final = ZoneInfo("Asia/Shanghai")
"""In which the moments are told, as most houses of the tests have it."""
_HOURS: Final = (time(0, 30), time(8, 59), time(16, 45), time(23, 50))
_FRIDAY: Final = 4
_SOON: Final = timedelta(days=1)
_TESTS: Final = Path(__file__).parent


def own_years(since: int) -> list[Year]:
    """Calendars of the years that the program does not ship: five years in which only the first days of May are off."""
    return [
        Year(
            year,
            "of the tests",
            date(year - 1, 11, 1),
            [Holiday("May", date(year, 5, 1), date(year, 5, 3), [])],
        )
        for year in range(since, since + 5)
    ]


def _next(today: date, *wanted: tuple[int, int]) -> date:
    """The next of these days of the year, month and day, after today."""
    day = today + _SOON
    while (day.month, day.day) not in wanted:
        day += _SOON
    return day


def days(today: date) -> dict[str, date]:
    """The days that a house meets seldom, each the next after today."""
    return {
        "friday": today + timedelta(days=(_FRIDAY - today.weekday()) % 7 or 7),
        "year-end": _next(today, (12, 31)),
        "leap-day": _next(today, (2, 29)),
        "quarter-end": _next(today, (3, 31), (6, 30), (9, 30)),
        "holiday-eve": _next(today, (4, 30)),
    }


def moments(today: date) -> dict[str, datetime]:
    """Every moment by its name: each hour, and each day at an hour; neighbours differ in both."""
    order = list(days(today).items())
    found = {}
    for nth in range(2 * len(order)):
        name, day = order[nth % len(order)]
        hour = _HOURS[nth % len(_HOURS)]
        found[f"{name}-{hour:%H%M}"] = datetime.combine(day, hour, ZONE)
    return found


def shift(name: str, now: datetime) -> int:
    """Seconds by which the clock stands off at that moment. Raises KeyError for a name that is none."""
    return round((moments(now.astimezone(ZONE).date())[name] - now).total_seconds())


def turn(number: int, now: datetime) -> list[str]:
    """The two moments of a run: after five runs each moment had its turn."""
    names = [*moments(now.astimezone(ZONE).date())]
    return [names[(2 * number + nth) % len(names)] for nth in range(2)]


_READS: Final = re.compile(r"datetime\.now\(|\btime\.time\(|\btimes\.now\(|\bdate\.today\(")
_MOVES: Final = re.compile(r"\.at\b|\bpass_by\(|\btimedelta\(|\brender\(|\btoday\b")


@dataclass(frozen=True)
class _Part:
    """A function or class of a file: its text, the names of what it uses, and what it takes, as a test takes fixtures."""

    text: str
    uses: frozenset[str]
    takes: frozenset[str]


@cache
def _parts(path: Path) -> dict[str, _Part]:
    """What stands in a file at its top, by name; nothing of a file that speaks of no clock."""
    text = path.read_text("utf-8")
    if not (_READS.search(text) or ("house" in text and _MOVES.search(text))):
        return {}
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    lines, found = text.splitlines(), {}
    for node in ast.parse(text).body:
        if isinstance(node, kinds):
            inside = list(ast.walk(node))
            uses = frozenset(one.id for one in inside if isinstance(one, ast.Name))
            takes = frozenset(one.arg for one in inside if isinstance(one, ast.arg))
            first = min(one.lineno for one in (node, *node.decorator_list))
            found[node.name] = _Part("\n".join(lines[first - 1 : node.end_lineno]), uses, takes)
    return found


def _reached(parts: dict[str, _Part], name: str, kind: Callable[[_Part], AbstractSet[str]]) -> list[_Part]:
    """A part of a file, and those that it leads to."""
    found, ahead = dict[str, _Part](), [name]
    while ahead:
        one = ahead.pop()
        if one in parts and one not in found:
            found[one] = parts[one]
            ahead += kind(parts[one])
    return [*found.values()]


def _reads(path: Path, name: str) -> bool:
    """Whether a test reads the clock, by itself or by what its file has for it, or moves that of a house of this very moment."""
    parts = _parts(path)
    if name not in parts:
        return False
    if any(_READS.search(one.text) for one in _reached(parts, name, lambda part: part.uses | part.takes)):
        return True
    given = {one for part in _reached(parts, name, lambda part: part.takes) for one in part.takes}
    return "house" in given and bool(_MOVES.search(parts[name].text))


def files() -> list[str]:
    """The files in which a test may read the clock, from the project's root: to collect all others would take longer than to run these."""
    paths = sorted(_TESTS.rglob("test_*.py"))
    read = (
        path
        for path in paths
        if any(name.startswith("test_") and _reads(path, name) for name in _parts(path))
    )
    return [str(path.relative_to(_TESTS.parent)) for path in read]


def reads_the_clock(item: Any) -> bool:
    """Whether this test is one of those; what takes long is left to the night, which leaves out nothing."""
    return item.get_closest_marker("slow") is None and _reads(item.path, item.originalname)


def shift_of(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables by which the clock of the run is shifted; none where it is not."""
    also = {"LD_PRELOAD", "NO_FAKE_STAT"} if "FAKETIME" in environ else set()
    return {name: value for name, value in environ.items() if name.startswith("FAKETIME") or name in also}


def let_processes_have_it(environ: Mapping[str, str] = os.environ) -> None:
    """Give the processes that the program starts the clock of the run: it gives them none of the variables that shift it."""
    if shifted := shift_of(environ):
        processes.environment = wraps(kept := processes.environment)(lambda given: kept(given) | shifted)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the other tests out."""
    others = [one for one in items if not reads_the_clock(one)]
    config.hook.pytest_deselected(items=others)
    items[:] = [one for one in items if reads_the_clock(one)]


def main() -> None:
    """Say what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.clocks")
    parser.add_argument("--shift")
    parser.add_argument("--turn", type=int)
    parser.add_argument("--files", action="store_true")
    asked, now = parser.parse_args(), datetime.now(UTC)
    if asked.files:
        print(*files())  # noqa: T201 - a command prints
    elif asked.shift:
        print(f"{shift(asked.shift, now):+d}")  # noqa: T201
    else:
        print(*(moments(now.astimezone(ZONE).date()) if asked.turn is None else turn(asked.turn, now)))  # noqa: T201


if __name__ == "__main__":
    main()
