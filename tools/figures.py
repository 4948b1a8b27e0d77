"""Figures of the source that may not get worse unseen: how much there is of it, and where it is tangled.

``python -m tools.figures`` prints each beside the one that was recorded with the last landing, and returns 1 where one of RATCHET is
worse than its record. ``--write`` records what is measured: a figure that got worse then stands in the change, and the commit says why.

What cannot be measured in a moment stands below as it was measured last: coverage, the faults that were drawn (the last FAULTS of them),
the whole suite on each Python. Each carries the date of the commit that it was measured from. An old one is not told: in its place stands
`stale`, and the check fails, when that commit is DAYS older than the newest one, or more than SHARE of the console's lines changed since.
Faults are drawn in several runs: the oldest of them counts for the days, and for the lines what changed since each, weighed by its faults,
which is the share of the code that the sample says nothing of.
Survivors of mutation are the rows of their table that no test kills.
"""

import argparse
import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from grimp import ImportGraph, build_graph

from tools.survivors import TABLE, Drawing, Run, read_drawing, read_table
from tools.trees import ROOT, commit_date, parsed, python_files

RECORD: Final = ROOT / "tools" / "figures.json"
NIGHTS: Final = ROOT / ".ci" / "nightly.txt"
COVERED: Final = "coverage of"
"""The record's key for the date of the commit that coverage was measured from."""
DAYS: Final = 14
SHARE: Final = 0.05
KILLED: Final = 0.85
"""Of all faults that were ever drawn, the least share that a test must kill by now."""
FAULTS: Final = 400
"""So many of the faults that were drawn last make the figure."""

RATCHET: Final = (
    "circles",
    "modules in circles",
    "imports inside functions",
    "rows of no type",
    "survivors",
    "survivors open",
)
"""Figures of which fewer is better whatever a change does. The others grow with the product, and are shown."""

ROWS: Final = frozenset({"row", "rows", "one", "found", "old", "kept", "held", "part", "newest", "r"})
"""What parameters for a row of the database are called."""


def measured() -> dict[str, int]:
    """Every figure of the tree as it stands."""
    console = ROOT / "console"
    trees = [tree for _, tree in parsed(console)]
    circles = list(found_circles(build_graph("console", cache_dir=str(ROOT / ".import_linter_cache"))))
    return {
        "lines of code": lines(console),
        "lines of words": sum(
            path.read_bytes().count(b"\n") for path in (ROOT / "data" / "locale").rglob("*.ftl")
        ),
        "lines of tests": lines(ROOT / "tests"),
        "lines of tools": lines(ROOT / "tools") + lines(ROOT / "bench"),
        "modules": len(python_files(console)),
        "circles": len(circles),
        "modules in circles": sum(map(len, circles)),
        "imports inside functions": sum(len(late_imports(tree)) for tree in trees),
        "rows of no type": sum(map(untyped_rows, trees)),
        **survivors(TABLE.read_text("utf-8")),
    }


def survivors(table: str) -> dict[str, int]:
    """Of the faults that once lived, those that no test kills since; and of them those of which nobody said why they may."""
    alive = [row for row in read_table(table) if not row.came.startswith("killed")]
    return {"survivors": len(alive), "survivors open": sum(not row.came for row in alive)}


def lines(folder: Path) -> int:
    """How many lines its Python has."""
    return sum(path.read_bytes().count(b"\n") for path in python_files(folder))


def found_circles(graph: ImportGraph) -> Iterator[frozenset[str]]:
    """Yield every greatest group of modules that all reach each other by imports, those inside functions too."""
    left = set(graph.modules)
    for module in sorted(graph.modules):
        if module in left:
            reached = graph.find_upstream_modules(module) & graph.find_downstream_modules(module)
            left -= reached | {module}
            if reached:
                yield frozenset(reached | {module})


def late_imports(tree: ast.AST) -> set[int]:
    """The identity of every import that runs when a function does: statements, and calls of the import machinery."""
    functions = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    )
    return {id(node) for function in functions for node in ast.walk(function) if _imports(node)}


def _imports(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) in {"importlib.import_module", "import_module", "__import__"}
    return isinstance(node, ast.Import | ast.ImportFrom)


def untyped_rows(tree: ast.AST) -> int:
    """How many parameters take a row of the database as Any: nothing notices there that a column is gone."""
    return sum(
        isinstance(node, ast.arg)
        and node.arg in ROWS
        and isinstance(node.annotation, ast.Name)
        and node.annotation.id == "Any"
        for node in ast.walk(tree)
    )


LONGER: Final = ("lines that no test runs", "faults drawn", "tests on python3.11", "tests on python3.13")
"""What a release has measured."""


class Measured(NamedTuple):
    """What took long to measure: its name, what it says, and how much of it was measured from the commit of each date (empty: unknown)."""

    name: str
    says: str
    of: tuple[tuple[str, int], ...]


def measured_before(
    record: dict[str, int | str], drawing: Drawing, nights: str, alive: int = 0
) -> list[Measured]:
    """What stands in the records of longer runs; `alive` of all faults that were ever drawn are killed by no test now."""
    found = [
        Measured(name, f"{value:,}", ((str(record.get(COVERED, "")), 1),))
        for name, value in record.items()
        if isinstance(value, int) and name.startswith(("lines that", "branches that"))
    ]
    if runs := newest_runs(drawing):
        drawn, killed = sum(run.drawn for run in runs), sum(run.killed for run in runs)
        says = f"{drawn:,}, {killed / drawn:.0%} killed at once; of all {ever(drawing):,} {killed_by_now(drawing, alive):.1%} by now"
        found.append(Measured("faults drawn", says, tuple((run.at, run.drawn) for run in runs)))
    found += [
        Measured(
            f"tests on {match['stage']}", f"{match['result']} {match['says']}".strip(), ((match["at"], 1),)
        )
        for match in map(_NIGHT.match, nights.splitlines())
        if match
    ]
    return found


def ever(drawing: Drawing) -> int:
    """How many faults were ever drawn."""
    return sum(run.drawn for run in drawing.runs)


def killed_by_now(drawing: Drawing, alive: int) -> float:
    """The share of all faults that were ever drawn that a test kills by now; 1 where none was."""
    return 1 - alive / (ever(drawing) or 1)


def newest_runs(drawing: Drawing) -> list[Run]:
    """The runs that drew the last FAULTS faults, the newest first."""
    found: list[Run] = []
    for run in reversed(drawing.runs):
        if run.drawn and sum(one.drawn for one in found) < FAULTS:
            found.append(run)
    return found


_NIGHT: Final = re.compile(
    r"(?P<stage>python[\d.]+) +(?P<at>\d{4}-\d\d-\d\dT[\d:]{8}Z) +\S+ +(?P<result>ok|FAILED) +\d+ *(?P<says>.*)$"
)
"""The suite on a Python, as the nightly run recorded it; one that was absent measured nothing."""


def is_stale(of: str, newest: str, changed: float, lines_now: int) -> bool:
    """Whether a figure of one commit says nothing of the newest, between which so many of so many lines changed."""
    if not of:
        return True
    age = datetime.fromisoformat(newest) - datetime.fromisoformat(of)
    return age > timedelta(days=DAYS) or changed > SHARE * lines_now


def changed_on_average(parts: Sequence[tuple[str, int]]) -> float:
    """How many lines changed since each date, weighed by how much was measured then; raises as `changed_since` does."""
    return sum(changed_since(of) * much for of, much in parts if of) / sum(much for _, much in parts)


@cache
def changed_since(of: str) -> int:
    """How many of the console's lines were written or taken away since a date of commits, the greater of the two for each file.

    A file that was moved counts by what changed in it, but for its imports: they say only where something stands. The tree counts as it
    stands. Raises CalledProcessError without a repository that reaches so far back.
    """
    git = ["git", "-C", str(ROOT)]
    since = subprocess.run(
        [*git, "rev-list", "-1", f"--before={of}", "HEAD"], check=True, capture_output=True, text=True
    ).stdout.strip()
    if not since:
        raise subprocess.CalledProcessError(1, git)
    told = subprocess.run(
        [*git, "diff", "--unified=0", "--no-prefix", "--find-renames", since, "--", "console/*.py"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return sum(max(written(one, "+"), written(one, "-")) for one in told.split("\ndiff --git "))


def written(difference: str, sign: str) -> int:
    """Lines of one file's difference with that sign, without those that import."""
    body = difference.partition("\n@@")[2]
    return len(re.findall(rf"^[{sign}](?!\s*(?:from|import) )", body, re.MULTILINE))


def aged(before: list[Measured]) -> tuple[list[str], list[str]]:
    """A line for each figure that was measured before, and the names of those that are stale; where there is no history, none is judged."""
    newest, told, stale = commit_date(), [], []
    total = lines(ROOT / "console")
    for one in before:
        says, oldest = one.says, min(of for of, _ in one.of)
        try:
            if newest and is_stale(oldest, newest, changed_on_average(one.of), total):
                says = "stale"
                stale.append(one.name)
        except subprocess.CalledProcessError:
            says = f"{says} (of {oldest}; the history here does not reach so far)"
        told.append(f"{one.name:<26}{says:>9}")
    return told, stale


def compared(now: dict[str, int], before: dict[str, int]) -> tuple[list[str], list[str]]:
    """A line for each figure, and the names of those that got worse."""
    told, worse = [], []
    for name, value in now.items():
        change = value - before.get(name, value)
        told.append(f"{name:<26}{value:>9,}{f'{change:+,}' if change else '':>9}")
        if change > 0 and name in RATCHET:
            worse.append(name)
    return told, worse


def main(arguments: list[str] | None = None) -> int:
    """Print, compare, and record where asked; see the module's own words."""
    parser = argparse.ArgumentParser(prog="python -m tools.figures")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    record: dict[str, int | str] = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    now = measured()
    told, worse = compared(now, {name: value for name, value in record.items() if isinstance(value, int)})
    print(*told, sep="\n")
    nights = NIGHTS.read_text("utf-8") if NIGHTS.exists() else ""
    drawing, alive = read_drawing(), now["survivors"]
    told, stale = aged(measured_before(record, drawing, nights, alive))
    if killed_by_now(drawing, alive) < KILLED:
        worse.append("faults drawn")
    print("measured before:", *told, sep="\n")
    print(
        *(f"{one:<26}not measured" for one in LONGER if not any(line.startswith(one) for line in told)),
        sep="\n",
    )
    if options.write:
        RECORD.write_text(json.dumps(record | now, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return 0
    if worse:
        print(f"worse: {', '.join(worse)}; mend it, or record it with --write and say why in the commit")
    if stale:
        print(f"stale: {', '.join(stale)}; measure again with .ci/nightly")
    return 1 if worse or stale else 0


if __name__ == "__main__":
    sys.exit(main())
