"""Figures of the source that may not get worse unseen: how much there is of it, and where it is tangled.

``python -m tools.figures`` prints each beside the one that was recorded with the last landing, and returns 1 where one of RATCHET is
worse than its record. ``--write`` records what is measured: a figure that got worse then stands in the change, and the commit says why.

What cannot be measured in a moment, coverage, stands in the record as the nightly run last saw it; survivors of mutation are
the rows of its table that no test kills.
"""

import argparse
import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from grimp import ImportGraph, build_graph

from tools.survivors import TABLE, read_table
from tools.trees import ROOT, parsed, python_files

RECORD: Final = ROOT / "tools" / "figures.json"

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
    alive = [row for row in read_table(table)[1] if not row.came.startswith("killed")]
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
    record: dict[str, int] = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    now = measured()
    told, worse = compared(now, record)
    print(*told, sep="\n")
    for name in [name for name in record if name not in now]:
        print(f"{name:<26}{record[name]:>9,}  as last measured")
    if options.write:
        RECORD.write_text(json.dumps(record | now, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return 0
    if worse:
        print(f"worse: {', '.join(worse)}; mend it, or record it with --write and say why in the commit")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
