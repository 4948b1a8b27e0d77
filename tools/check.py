"""``./run check``: everything that can be judged without running the product. Every step runs, also after a failure."""

import importlib.util
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

from tools.trees import ROOT


class Step(NamedTuple):
    """One check: the words before its time, and the arguments for Python."""

    name: str
    arguments: tuple[str, ...]
    shown: bool = False
    """Whether what it prints is worth reading also where it is content."""


def steps() -> list[Step]:
    """The checks in their order, quick ones first."""
    chosen = [
        Step("format", ("-m", "ruff", "format", "--check", ".")),
        Step("lint", ("-m", "ruff", "check", ".")),
        Step("types", ("-m", "mypy")),
        Step("import contracts", ("-m", "tools.import_contracts")),
        Step("text to widgets", ("-m", "tools.check_screens")),
        Step("house rules", ("-m", "tools.check_habits")),
        Step("translations", ("-m", "tools.check_locale")),
        Step("remedies", ("-m", "tools.check_remedies")),
        Step("pinyin", ("-m", "tools.pinyin", "--check")),
        Step("generated docs", ("-m", "tools.docs", "--check")),
    ]
    if importlib.util.find_spec("console.db.migrate"):
        chosen.append(Step("migrations", ("-m", "console.db.migrate", "check")))
    chosen.append(Step("figures", ("-m", "tools.figures"), shown=True))
    return chosen


def report(chosen: Sequence[Step]) -> int:
    """Runs the steps, prints each with its seconds and what failed with its words; 1 if anything failed."""
    failed = []
    for step in chosen:
        started = time.monotonic()
        run = subprocess.run(
            [sys.executable, "-X", "utf8", *step.arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        verdict = "ok" if run.returncode == 0 else "FAILED"
        print(f"{step.name:<18} {verdict:<7} {time.monotonic() - started:5.1f} s", flush=True)
        if run.returncode != 0:
            failed.append(step.name)
        if run.returncode != 0 or step.shown:
            print("".join(f"    {line}\n" for line in run.stdout.splitlines()), flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(report(steps()))
