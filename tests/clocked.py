"""A program of ours that starts processes of its own, which shall have the clock of the run like all others.

``python -m tests.clocked console demo`` is ``python -m console demo``, but for that.
"""

import os
import runpy
import sys


def starting(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of the program with the clock of the run."""
    between = ["-m", "tests.clocked"] if "FAKETIME" in os.environ else ["-m"]
    return [sys.executable, "-X", "utf8", *between, module, *arguments]


def main() -> None:
    """Run the module that is named, as Python would."""
    from tests import clocks

    clocks.let_processes_have_it()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
