"""Compares what the lock files pin with known vulnerabilities: ``./run audit``; pip-audit asks, this reads its answer.

Exit status 0: each package was asked about and none is known to be vulnerable. 1: some are. 69: some could not be asked about, which is
never taken for good (pip-audit itself ends with 0 where an index does not know a package).
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
LOCKS: Final = ("run", "dev")
VULNERABLE: Final = 1
NOT_ASKED: Final = 69
"""EX_UNAVAILABLE of sysexits."""


def judged(packages: list[dict[str, Any]]) -> tuple[int, list[str]]:
    """Read the packages of a report of pip-audit (its field `dependencies`); return the exit status, and a line for each finding."""
    known = [
        f"{one['name']} {one['version']}: {bad['id']}, mended in {', '.join(bad['fix_versions']) or 'no release'}"
        for one in packages
        for bad in one.get("vulns", [])
    ]
    unasked = [one["name"] for one in packages if "vulns" not in one]
    lines = [*known, *([f"could not ask about {len(unasked)}: {', '.join(unasked)}"] if unasked else [])]
    if known:
        return VULNERABLE, lines
    return (NOT_ASKED if unasked or not packages else 0), lines


def asked(lock: Path) -> tuple[int, list[str]]:
    """Have pip-audit ask about every pin of a lock file; its findings as `judged` says them."""
    words = (
        "-m",
        "pip_audit",
        "--no-deps",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
        "-r",
        str(lock),
    )
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = done.stderr.strip().splitlines()[-1:]
        return NOT_ASKED, ["could not ask: " + "".join(last)]
    return judged(packages)


def main() -> int:
    """Ask about each lock file; the gravest result counts."""
    results = []
    for name in LOCKS:
        result, lines = asked(ROOT / "lock" / f"{name}.txt")
        for line in lines or ["no known vulnerability"]:
            print(f"lock/{name}.txt: {line}")
        results.append(result)
    return VULNERABLE if VULNERABLE in results else max(results)


if __name__ == "__main__":
    sys.exit(main())
