"""How much of each package tests run: lines and branches, read from what ``./run test --cov`` has left.

``python -m tools.covered`` prints a row a package and returns 1 where more lines or branches are left out than the record of
``tools.figures`` says; else it records what was measured, and of which commit. ``--write`` records it also where it is worse.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, Final

from tools.figures import COVERED, RECORD
from tools.trees import ROOT, commit_date

LINES: Final = "lines that no test runs"
BRANCHES: Final = "branches that no test takes"


def packages(report: dict[str, Any]) -> dict[str, Counter[str]]:
    """The sums of coverage.py's JSON report by package of `console`; modules that stand in none count as `console`."""
    found: dict[str, Counter[str]] = {}
    for name, file in report["files"].items():
        parts = Path(name).parts
        package = parts[1] if len(parts) > 2 else parts[0]
        summary = file["summary"]
        found.setdefault(package, Counter()).update(
            {
                "lines": summary["num_statements"],
                "no_line": summary["missing_lines"],
                "branches": summary["num_branches"],
                "no_branch": summary["missing_branches"],
            }
        )
    return found


def row(name: str, counted: Counter[str]) -> str:
    """A package, how many lines and branches it has, and the share of each that ran."""
    return (
        f"{name:<12}{counted['lines']:>8,}{_share(counted['lines'], counted['no_line'])}"
        f"{counted['branches']:>8,}{_share(counted['branches'], counted['no_branch'])}"
    )


def _share(all_: int, missing: int) -> str:
    return f"{100 * (all_ - missing) / all_:>7.1f} %" if all_ else f"{'-':>7}  "


def left_out(whole: Counter[str]) -> dict[str, int]:
    """The two figures that are recorded."""
    return {LINES: whole["no_line"], BRANCHES: whole["no_branch"]}


def worse(now: dict[str, int], record: dict[str, Any]) -> list[str]:
    """The figures of which there is more than was recorded."""
    return [name for name, value in now.items() if value > record.get(name, value)]


def _report() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        # Files of started programs lie beside it until they are put together.
        for words in (["combine", "--quiet", "--append"], ["json", "--quiet", "-o", str(path)]):
            subprocess.run([sys.executable, "-m", "coverage", *words], cwd=ROOT, check=words[0] == "json")
        report: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return report


def main(arguments: list[str] | None = None) -> int:
    """Print, compare, and record where asked; see the module's own words."""
    parser = argparse.ArgumentParser(prog="python -m tools.covered")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    found = packages(_report())
    whole: Counter[str] = sum(found.values(), Counter())
    print(f"{'package':<12}{'lines':>8}{'run':>9}{'branches':>8}{'taken':>9}")
    print(*(row(name, found[name]) for name in sorted(found)), row("all", whole), sep="\n")
    record: dict[str, Any] = json.loads(RECORD.read_text("utf-8"))
    now = left_out(whole)
    more = worse(now, record)
    if options.write or not more:
        fresh = record | now | {COVERED: commit_date()}
        RECORD.write_text(json.dumps(fresh, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return 0
    print(
        f"more than recorded: {', '.join(more)}; test it, or record it with --write and say why in the commit"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
