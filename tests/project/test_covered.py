"""Coverage is told by package, and what more is left out than before is told by its name."""

from collections import Counter
from typing import Any

from tools.covered import BRANCHES, LINES, left_out, packages, row, worse


def file(lines: int, no_line: int, branches: int, no_branch: int) -> dict[str, Any]:
    return {
        "summary": {
            "num_statements": lines,
            "missing_lines": no_line,
            "num_branches": branches,
            "missing_branches": no_branch,
        }
    }


def test_files_are_summed_by_package_however_deep_they_lie() -> None:
    found = packages(
        {
            "files": {
                "console/cli/main.py": file(10, 1, 4, 2),
                "console/cli/deep/er.py": file(10, 2, 0, 0),
                "console/app.py": file(5, 0, 2, 0),
            }
        }
    )
    assert set(found) == {"cli", "console"}
    assert row("cli", found["cli"]).split() == ["cli", "20", "85.0", "%", "4", "50.0", "%"]
    assert row("none", Counter(lines=3)).split() == ["none", "3", "100.0", "%", "0", "-"]


def test_only_more_than_was_recorded_is_worse() -> None:
    now = left_out(Counter(lines=100, no_line=7, branches=30, no_branch=5))
    assert now == {LINES: 7, BRANCHES: 5}
    assert worse(now, {LINES: 6, BRANCHES: 5}) == [LINES]
    assert worse(now, {}) == []
