"""A seeded sample of small faults in the whole shell, to learn where no test notices: by hand, and in the nightly run.

``python -m tools.survivors --seed 7 --count 40`` draws that many faults (`tools.faults`), the parts in turn, and tries each in a copy
of the tree on the tests that are nearest. What lives is added to tests/mutants/survivors.md and stays open there until somebody writes
into its row which test kills it now, or why it may live. Returns 1 while a row is open.

``--only TEXT`` draws from the faults that hold TEXT in their names, ``--every`` takes all of them. ``--again`` tries the rows of the
table anew instead: what is said to be killed must fall. ``--minutes`` begins no fault after that time.
``--walk tests/services …`` first runs these tests once and notes which functions each enters; the notes are kept in build/entered.
A function that nobody noted is tried on the test files that carry its module's noun or import it.

No kept tool was found to do it: they change neither SQL nor the lists that conditions stand in, or know one set of tests for all.
"""

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from tools import entered
from tools.faults import Fault, faults
from tools.trees import ROOT, python_files, tracked_files

PARTS: Final = ("services", "dispatch", "cli", "screens", "contacts", "exports", "acting", "custody", "desk")
TABLE: Final = ROOT / "tests" / "mutants" / "survivors.md"
NOTES: Final = ROOT / "build" / "entered"
MOST_TESTS: Final = 40
MOST_OF_A_FILE: Final = 8
MOST_SECONDS: Final = 90.0
"""What the tests of one fault may take together, as they were noted."""
MOST_FILES: Final = 5
"""Files by name, where nothing was noted."""
THROUGH: Final = {
    "services": ("services/sending/test_sending.py", "services/requests/test_request_life.py"),
    "dispatch": ("dispatch/test_sending.py", "dispatch/test_holds.py"),
    "cli": ("cli/test_twins.py", "cli/test_commands.py"),
    "screens": ("screens/requests/test_work.py",),
    "contacts": ("contacts/test_pipeline.py", "contacts/test_importing.py"),
    "exports": ("exports/test_forms.py", "exports/test_request_form.py"),
    "acting": ("acting/test_submission.py", "acting/test_founding.py"),
    "custody": ("custody/test_process.py", "custody/test_keeper.py"),
    "desk": ("desk/test_server.py", "desk/test_process.py"),
}
"""Test files that lead through much of a part; they come last, where nothing was noted."""
LIMIT: Final = 900
"""Seconds after which a fault counts as noticed: a person would have stopped the program."""
OUTSIDE: Final = ("tests/lab/", "tests/launch/", "tests/terminal/", "tests/project/")
"""Whole installations, which are chosen by no name."""

HEAD: Final = """<!-- `python -m tools.survivors` adds rows and runs; the last column is written by hand. -->
# Faults that no test noticed

A row says what lived when it was drawn, and what came of it: the test that kills it now, or why it may live.
"""


class Told(NamedTuple):
    """What became of a fault: the test that fell (empty: it lives), and how many tests or files were tried."""

    fault: Fault
    killer: str
    tried: str


def every_fault(only: Sequence[str]) -> dict[str, list[Fault]]:
    """The faults of each part, in the order of its modules."""
    found: dict[str, list[Fault]] = {}
    for part in PARTS:
        for path in python_files(ROOT / "console" / part):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            if "migrations" in module or (only and not any(fits(module, text) for text in only)):
                continue
            found.setdefault(part, []).extend(
                fault
                for fault in faults(module, path)
                if not only or any(text in fault.name for text in only)
            )
    return found


def fits(module: str, text: str) -> bool:
    """Whether a fault of that module may hold the text in its name: a cheap answer, so that few modules are read."""
    return text.startswith(module) or module.startswith(text) or not text.startswith("console.")


def drawn(of: dict[str, list[Fault]], seed: int, count: int) -> list[Fault]:
    """Draw faults, the parts in turn; the same seed draws the same from the same text."""
    lots = []
    for part in sorted(of):
        lot = random.Random(f"{seed} {part}")  # noqa: S311 - a sample, no secret
        lots.append(lot.sample(of[part], min(count, len(of[part]))))
    turns = chain.from_iterable(zip_longest(*lots))
    return list(islice((fault for fault in turns if fault is not None), count))


# ---- which tests


def near(fault: Fault, notes: dict[str, list[entered.Entry]]) -> list[str]:
    """The tests to run for a fault: those that enter its function, the narrowest first; else files by name."""
    chosen: list[str] = []
    seconds = 0.0
    of_file: dict[str, int] = {}
    for entry in sorted({e for name in users(fault) for e in notes.get(name, ())}):
        file = entry.test.partition("::")[0]
        if "postgres" in entry.test or of_file.get(file, 0) == MOST_OF_A_FILE or not (ROOT / file).exists():
            continue
        if len(chosen) == MOST_TESTS or (chosen and seconds + entry.seconds > MOST_SECONDS):
            break
        of_file[file] = of_file.get(file, 0) + 1
        seconds += entry.seconds
        chosen.append(entry.test)
    return chosen or by_name(fault.module)


def users(fault: Fault) -> list[str]:
    """The functions in whose runs a fault shows: its own, or for a constant every one of its module that names it."""
    source = (ROOT / fault.module.replace(".", "/")).with_suffix(".py")
    named = fault.function.rpartition(".")[2]
    found: list[str] = []
    for node, name in _functions(ast.parse(source.read_bytes())):
        words = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
        words |= {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
        if name == fault.function or named in words:
            found.append(f"{fault.module}.{name}")
    own = f"{fault.module}.{fault.function}"
    return [own] if own in found else found


def _functions(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, node.name
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield inner, f"{node.name}.{inner.name}"


def by_name(module: str) -> list[str]:
    """Test files that carry the module's noun or import it, its own part's first; else those of the modules that import it.

    Those of THROUGH come last.
    """
    found = _named(module)
    if not found:
        _, part, *rest = module.split(".")
        imports = _importing(part, rest[-1]) if rest else None
        for path in python_files(ROOT / "console"):
            if imports and imports.search(path.read_text("utf-8")):
                found += _named(".".join(path.relative_to(ROOT).with_suffix("").parts))
    near = [name for _, _, name in sorted(set(found))[:MOST_FILES]]
    return list(dict.fromkeys([*near, *(f"tests/{name}" for name in THROUGH.get(module.split(".")[1], ()))]))


def _named(module: str) -> list[tuple[int, int, str]]:
    """Rank, size and name of the test files that are near a module."""
    _, part, *rest = module.split(".")
    if not rest:
        return []
    noun = rest[-1].strip("_")
    imports = _importing(part, rest[-1])
    ranked: list[tuple[int, int, str]] = []
    for path in python_files(ROOT / "tests"):
        name = str(path.relative_to(ROOT))
        if not path.name.startswith("test_") or name.startswith(OUTSIDE):
            continue
        own = path.parent.name == part
        if path.stem.removeprefix("test_").startswith((noun, noun.removesuffix("s"))):
            ranked.append((0 if own else 2, path.stat().st_size, name))
        elif imports.search(path.read_text("utf-8")):
            ranked.append((1 if own else 3, path.stat().st_size, name))
    return ranked


def _importing(part: str, name: str) -> re.Pattern[str]:
    if name == "__main__":
        return re.compile(rf"\bconsole\.{part}[\"' ]")
    dotted = rf"console\.{part}(?:\.\w+)*"
    return re.compile(rf"from {dotted} import (?:[^\n(]*|\([^)]*)\b{name}\b|{dotted}\.{name}\b")


# ---- one fault


class Copy:
    """A copy of the tree, in which one module at a time has a fault."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for path in tracked_files(ROOT):
            to = folder / path.relative_to(ROOT)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, to)

    def tries(self, fault: Fault, tests: Sequence[str]) -> str:
        """Return the first test that falls, empty if none does."""
        path = (self.folder / fault.module.replace(".", "/")).with_suffix(".py")
        whole = path.read_bytes()
        path.write_bytes(fault.text(whole))
        try:
            return self.falls(tests)
        finally:
            path.write_bytes(whole)

    def falls(self, tests: Sequence[str]) -> str:
        """Return the first test that falls as the copy stands."""
        # Pyc files are told from each other by second and size, and a fault may change neither.
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1", "CI": ""}
        environment.setdefault("TEST_PATIENCE", "20")
        environment.pop("SMS_ENTERED", None)
        command = [
            sys.executable,
            "-X",
            "utf8",
            "-m",
            "pytest",
            "-x",
            "-q",
            "--tb=no",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
        ]
        chosen = ["-k", "not postgres"] if all("::" not in test for test in tests) else []
        try:
            run = subprocess.run(
                [*command, *chosen, *tests], cwd=self.folder, env=environment, capture_output=True, text=True, check=False,
                timeout=LIMIT,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return "(the run never ended)"
        if run.returncode == 0:
            return ""
        fell = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", run.stdout, re.MULTILINE)
        return fell[1] if fell else f"(pytest ended with {run.returncode})"


def hunt(wanted: Sequence[Fault], jobs: int, minutes: float) -> Iterator[Told]:
    """Try each fault, in as many copies at once as there are jobs, and tell of it as it comes; none is begun after the time."""
    notes, ends = entered.read(NOTES), time.monotonic() + 60 * minutes
    with tempfile.TemporaryDirectory(prefix="sms-faults-") as folder:
        # Some tests start programs under another account, which must read the copy and not fall back on the tree.
        Path(folder).chmod(0o755)
        free = [Copy(Path(folder) / str(number)) for number in range(jobs)]

        def one(fault: Fault) -> Told | None:
            if time.monotonic() > ends:
                return None
            copy = free.pop()
            try:
                return judged(fault, copy, near(fault, notes))
            finally:
                free.append(copy)

        with ThreadPoolExecutor(jobs) as pool:
            for done in as_completed([pool.submit(one, fault) for fault in wanted]):
                told = done.result()
                if told is not None:
                    print(f"{'killed' if told.killer else 'LIVES '} {told.fault.name}", flush=True)
                    print(f"       {told.killer or told.tried}", flush=True)
                    yield told


def judged(fault: Fault, copy: Copy, tests: Sequence[str]) -> Told:
    """Try one fault. A test that falls without it, too, kills nothing."""
    killer = copy.tries(fault, tests) if tests else ""
    if "::" in killer and copy.falls([killer]):
        return Told(fault, "", f"{killer} falls without the fault, too")
    files = sorted({test.partition("::")[0].removeprefix("tests/") for test in tests})
    tried = f"{len(tests)} tests of " if any("::" in test for test in tests) else ""
    return Told(fault, killer, tried + (", ".join(files) or "no test is near"))


# ---- the table


class Row(NamedTuple):
    """A fault that lived, what it was tried on then, and what came of it (empty: open)."""

    name: str
    tried: str
    came: str


def read_table(text: str) -> tuple[list[str], list[Row]]:
    """The lines of the runs, and the rows of those that lived."""
    cells = [
        [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in text.splitlines()
        if line.startswith("| `")
    ]
    runs = [line for line in text.splitlines() if line.startswith("- ")]
    return runs, [Row(name.strip("`"), tried, came) for name, tried, came in cells]


def table(runs: Sequence[str], rows: Sequence[Row]) -> str:
    """The table's text."""
    lines = [
        HEAD,
        "## Runs",
        "",
        *runs,
        "",
        "## Rows",
        "",
        "| fault | lived on | what came of it |",
        "|---|---|---|",
    ]
    for row in rows:
        cells = (f"`{row.name}`", row.tried, row.came)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def walk(tests: Sequence[str]) -> int:
    """Run tests with a note of what each enters; return what pytest does."""
    environment = {**os.environ, "SMS_ENTERED": str(NOTES)}
    command = [
        sys.executable,
        "-X",
        "utf8",
        "-m",
        "pytest",
        "-q",
        "-p",
        "tools.entered",
        "-k",
        "not postgres",
        "--timeout=600",
    ]
    return subprocess.run([*command, *tests], cwd=ROOT, env=environment, check=False).returncode


def again(rows: Sequence[Row], jobs: int, minutes: float) -> int:
    """Try the table's rows anew; 1 where one lives that is said to be killed."""
    came = {row.name: row.came for row in rows}
    wanted = [one for of in every_fault([*came]).values() for one in of if one.name in came]
    wrong = [
        told.fault.name
        for told in hunt(wanted, jobs, minutes)
        if not told.killer and came[told.fault.name].startswith("killed")
    ]
    print(*(f"said to be killed, but lives: {name}" for name in wrong), sep="\n")
    return 1 if wrong else 0


def sample(wanted: Sequence[Fault], drawn_how: str, jobs: int, minutes: float) -> int:
    """Try faults, and keep the table up to date with each, so that a run that is cut short has told what it saw."""
    runs, rows = read_table(TABLE.read_text("utf-8") if TABLE.exists() else "")
    known = {row.name for row in rows}
    tried = lived = 0
    for told in hunt(wanted, jobs, minutes):
        tried, lived = tried + 1, lived + (not told.killer)
        if not told.killer and told.fault.name not in known:
            rows.append(Row(told.fault.name, told.tried, ""))
        run = f"- {drawn_how}: {tried} tried, {tried - lived} killed, {lived} lived"
        TABLE.parent.mkdir(parents=True, exist_ok=True)
        TABLE.write_text(table([*runs, run], rows), "utf-8")
    print(f"{tried} of {len(wanted)} faults tried, {tried - lived} killed, {lived} live")
    return 1 if any(not row.came for row in rows) else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, try, print, write down; see the module's own words."""
    parser = argparse.ArgumentParser(prog="python -m tools.survivors")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600.0)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--walk", nargs="+", default=[])
    options = parser.parse_args(arguments)
    if options.walk and walk(options.walk) not in {0, 1}:
        return 1
    if options.again:
        return again(read_table(TABLE.read_text("utf-8"))[1], options.jobs, options.minutes)
    found = every_fault(options.only)
    flat = [fault for of in found.values() for fault in of]
    wanted = flat if options.every else drawn(found, options.seed, options.count)
    of = " ".join(options.only) or f"all parts, of {len(flat)} faults"
    drawn_how = f"every fault of {of}" if options.every else f"seed {options.seed} of {of}"
    return sample(wanted, drawn_how, options.jobs, options.minutes)


if __name__ == "__main__":
    sys.exit(main())
