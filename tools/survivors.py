"""A seeded sample of small faults in the whole shell, to learn where no test notices: by hand, and in the nightly run.

``python -m tools.survivors --count 40`` draws that many faults (`tools.faults`) of all of ``console/`` outside the rules and the verifier
(`tools.mutants` tries those), and tries each in a copy of the tree on the tests that are nearest. Each run draws on from where the last
one ended: tests/mutants/drawn.json keeps the seed, the place in its order, and how many each run drew and how many a test killed. What
lives is added to tests/mutants/survivors.md and stays open there until somebody writes into its row which test kills it now, or why it
may live. Returns 1 while a row is open.

``--only TEXT`` takes the faults that hold TEXT in their names, up to the count, and leaves the drawing as it is; ``--every`` takes all of
them. ``--again`` tries the rows of the table anew instead: what is said to be killed must fall. ``--minutes`` begins no fault after that
time. A fault is tried on the tests whose words are most like those of its function (`tools.likeness`).
"""

import argparse
import ast
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
from msgspec import Struct

from tools import likeness
from tools.faults import Fault, cells, faults, functions, row
from tools.trees import ROOT, commit_date, module_of, python_files, source_of, tracked_files

ELSEWHERE: Final = ("domain", "signing")
"""Parts whose every check `tools.mutants` takes out."""
TABLE: Final = ROOT / "tests" / "mutants" / "survivors.md"
DRAWN: Final = TABLE.with_name("drawn.json")
MOST_TESTS: Final = 24
MOST_OF_A_FILE: Final = 12
SPENT: Final = 30.0
"""Seconds of processor time for the tests of one fault."""
LIMIT: Final = 400
"""Seconds after which a fault is left, on a machine however busy. Where no test was even collected by then it is noticed: a person would
have stopped the program."""

HEAD: Final = """<!-- `python -m tools.survivors` adds rows and runs; the last column is written by hand. -->
# Faults that no test noticed

A row says what lived when it was drawn, and what came of it: the test that kills it now, or why it may live.

| fault | lived on | what came of it |
|---|---|---|
"""


class Told(NamedTuple):
    """What became of a fault: the test that fell (empty: it lives), and how many tests or files were tried."""

    fault: Fault
    killer: str
    tried: str


def every_fault(only: Sequence[str]) -> list[Fault]:
    """The faults of the shell, in the order of its modules."""
    found: list[Fault] = []
    for path in python_files(ROOT / "console"):
        module = module_of(path)
        if "migrations" in module or part_of(module) in ELSEWHERE:
            continue
        if only and not any(fits(module, text) for text in only):
            continue
        found += (one for one in faults(module, path) if not only or any(text in one.name for text in only))
    return found


def part_of(module: str) -> str:
    """The part of the console that a module stands in; empty for one that stands in none."""
    _, *between = module.split(".")[:-1]
    return between[0] if between else ""


def fits(module: str, text: str) -> bool:
    """Whether a fault of that module may hold the text in its name: a cheap answer, so that few modules are read."""
    return text.startswith(module) or module.startswith(text) or not text.startswith("console.")


def place(seed: int, fault: Fault) -> str:
    """Where a fault stands in the order of a seed: the same place whatever else the source holds."""
    return hashlib.sha256(f"{seed} {fault.name}".encode()).hexdigest()[:16]


def drawn(of: Sequence[Fault], seed: int, count: int, after: str = "") -> list[Fault]:
    """Draw the faults that follow a place in the order of a seed."""
    left = [one for one in of if place(seed, one) > after]
    return sorted(left, key=lambda one: place(seed, one))[:count]


class Run(Struct, omit_defaults=True):
    """What one run drew: the date of the commit it was drawn from, how many faults, and how many of them a test killed."""

    at: str
    drawn: int
    killed: int


class Drawing(Struct):
    """How far the drawing has come: the seed, the place after which it goes on, and its runs, newest last."""

    seed: int
    after: str
    runs: list[Run]


def read_drawing() -> Drawing:
    """What is kept; a drawing that begins where nothing is."""
    return msgspec.json.decode(DRAWN.read_bytes(), type=Drawing) if DRAWN.exists() else Drawing(1, "", [])


def keep_drawing(drawing: Drawing) -> None:
    """Write it, a line for each run."""
    DRAWN.write_bytes(msgspec.json.format(msgspec.json.encode(drawing), indent=1) + b"\n")


# ---- which tests


def near(fault: Fault) -> list[str]:
    """The tests to run for a fault: those that are most like it."""
    return likeness.likely(fault.module, fault.function, users(fault), MOST_TESTS, MOST_OF_A_FILE)


def users(fault: Fault) -> dict[str, ast.AST]:
    """The functions in whose runs a fault shows: its own, or for a constant every one of its module that names it."""
    named = fault.function.rpartition(".")[2]
    found: dict[str, ast.AST] = {}
    for name, node in functions(ast.parse(source_of(fault.module).read_bytes())):
        if name == fault.function:
            return {name: node}
        words = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
        words |= {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
        if named in words:
            found[name] = node
    return found


# ---- one fault


class Copy:
    """A copy of the tree, in which one module at a time has a fault, and a process that runs tests in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written = 0
        for path in tracked_files(ROOT):
            to = folder / path.relative_to(ROOT)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, to)
        environment = {**os.environ, "PYTHONPATH": str(folder), "CI": ""}
        environment.setdefault("TEST_PATIENCE", "20")
        self._warm = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "tools.warm"],
            cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def tries(self, fault: Fault, tests: Sequence[str]) -> tuple[str, int]:
        """Return the first test that falls, empty if none does, and how many ran."""
        path = source_of(fault.module, self.folder)
        whole, was = path.read_bytes(), path.stat()
        path.write_bytes(fault.text(whole))
        # Compiled files are told from each other by second and size, and a fault may change neither.
        self._written += 1
        os.utime(path, (self._written, self._written))
        try:
            return self.falls(tests)
        finally:
            path.write_bytes(whole)
            os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))

    def falls(self, tests: Sequence[str]) -> tuple[str, int]:
        """The same as the copy stands."""
        asked = {"tests": [*tests], "seconds": SPENT, "limit": LIMIT}
        assert self._warm.stdin is not None and self._warm.stdout is not None  # noqa: S101, PT018 - as it was started
        self._warm.stdin.write(msgspec.json.encode(asked) + b"\n")
        self._warm.stdin.flush()
        said: dict[str, Any] = msgspec.json.decode(self._warm.stdout.readline())
        return said["fell"], said["ran"]

    def end(self) -> None:
        """End the process."""
        self._warm.communicate()


def hunt(wanted: Sequence[Fault], jobs: int, minutes: float) -> Iterator[Told]:
    """Try each fault, in as many copies at once as there are jobs, and tell of them in their order; none is begun after the time."""
    ends = time.monotonic() + 60 * minutes
    with tempfile.TemporaryDirectory(prefix="sms-faults-") as folder:
        # Some tests start programs under another account, which must read the copy and not fall back on the tree.
        Path(folder).chmod(0o755)
        copies = [Copy(Path(folder) / str(number)) for number in range(jobs)]
        free = [*copies]

        def one(fault: Fault) -> Told | None:
            if time.monotonic() > ends:
                return None
            copy = free.pop()
            try:
                return judged(fault, copy, near(fault))
            finally:
                free.append(copy)

        with ThreadPoolExecutor(jobs) as pool:
            for told in pool.map(one, wanted):
                if told is not None:
                    print(f"{'killed' if told.killer else 'LIVES '} {told.fault.name}", flush=True)
                    print(f"       {told.killer or told.tried}", flush=True)
                    yield told
        for copy in copies:
            copy.end()


def judged(fault: Fault, copy: Copy, tests: Sequence[str]) -> Told:
    """Try one fault. A test that falls without it, too, kills nothing."""
    killer, ran = copy.tries(fault, tests) if tests else ("", 0)
    if "::" in killer and copy.falls([killer])[0]:
        return Told(fault, "", f"{killer} falls without the fault, too")
    files = sorted({test.partition("::")[0].removeprefix("tests/") for test in tests})
    return Told(fault, killer, f"{ran} tests of {', '.join(files)}" if files else "no test is near")


# ---- the table


class Row(NamedTuple):
    """A fault that lived, what it was tried on then, and what came of it (empty: open)."""

    name: str
    tried: str
    came: str


def read_table(text: str) -> list[Row]:
    """The rows of the table's text."""
    told = [cells(line) for line in text.splitlines() if line.startswith("| `")]
    return [Row(name.strip("`"), tried, came) for name, tried, came in told]


def table(rows: Sequence[Row]) -> str:
    """The table's text."""
    return HEAD + "".join(row((f"`{one.name}`", one.tried, one.came)) + "\n" for one in rows)


def again(rows: Sequence[Row], jobs: int, minutes: float) -> int:
    """Try the table's rows anew; 1 where one lives that is said to be killed."""
    came = {row.name: row.came for row in rows}
    wanted = [one for one in every_fault([*came]) if one.name in came]
    wrong = [
        told.fault.name
        for told in hunt(wanted, jobs, minutes)
        if not told.killer and came[told.fault.name].startswith("killed")
    ]
    print(*(f"said to be killed, but lives: {name}" for name in wrong), sep="\n")
    return 1 if wrong else 0


def sample(tolds: Iterator[Told]) -> Iterator[Told]:
    """Keep the table up to date with each fault, so that a run that is cut short has told what it saw."""
    for told in tolds:
        yield told
        rows = read_table(TABLE.read_text("utf-8"))
        if not told.killer and told.fault.name not in {row.name for row in rows}:
            rows.append(Row(told.fault.name, told.tried, ""))
            TABLE.write_text(table(rows), "utf-8")


def draw_on(count: int, jobs: int, minutes: float) -> Iterator[Told]:
    """Draw on from where the last run ended, and keep how far it came; a seed whose every fault was drawn is followed by the next."""
    drawing, found = read_drawing(), every_fault([])
    if not (wanted := drawn(found, drawing.seed, count, drawing.after)):
        drawing.seed, drawing.after = drawing.seed + 1, ""
        wanted = drawn(found, drawing.seed, count)
    run = Run(commit_date(), 0, 0)
    drawing.runs.append(run)
    for told in hunt(wanted, jobs, minutes):
        yield told
        run.drawn, run.killed = run.drawn + 1, run.killed + bool(told.killer)
        drawing.after = place(drawing.seed, told.fault)
        keep_drawing(drawing)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, try, print, write down; see the module's own words."""
    parser = argparse.ArgumentParser(prog="python -m tools.survivors")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600.0)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args(arguments)
    if options.again:
        return again(read_table(TABLE.read_text("utf-8")), options.jobs, options.minutes)
    if options.only or options.every:
        found = every_fault(options.only)
        wanted = found if options.every else drawn(found, read_drawing().seed, options.count)
        tolds = hunt(wanted, options.jobs, options.minutes)
    else:
        tolds = draw_on(options.count, options.jobs, options.minutes)
    killed = [bool(told.killer) for told in sample(tolds)]
    print(f"{len(killed)} faults tried, {sum(killed)} killed, {len(killed) - sum(killed)} live")
    return 1 if any(not row.came for row in read_table(TABLE.read_text("utf-8"))) else 0


if __name__ == "__main__":
    sys.exit(main())
