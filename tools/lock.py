"""Makes the lock files again from pyproject.toml: ``python -m tools.lock`` (``--upgrade`` takes newer versions).

``lock/run.txt`` is what the console needs, ``lock/dev.txt`` adds the tools of tests and checks, ``lock/audit.txt`` is
what ``./run audit`` asks with. They hold for every Python from 3.11 on and for every platform, pin every package by version
and hash, and name no index. uv resolves them.
"""

import subprocess
import sys

from tools.trees import ROOT

LOCKS = {
    "run": ("--extra", "postgres", "pyproject.toml"),
    "dev": ("--extra", "postgres", "--group", "dev", "pyproject.toml"),
    "audit": ("--group", "pyproject.toml:audit"),
}
ALWAYS = (
    *(
        "pip",
        "compile",
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--only-binary",
        ":all:",
    ),
    *("--no-emit-index-url", "--no-header", "--quiet"),
)


def main() -> int:
    """Writes the files; a lock that cannot be resolved is left as it was."""
    for name, extras in LOCKS.items():
        target = f"lock/{name}.txt"
        print(f"resolving {target} ...", flush=True)
        command = [
            sys.executable,
            "-m",
            "uv",
            *ALWAYS,
            *extras,
            *sys.argv[1:],
            "--output-file",
            target,
        ]
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
