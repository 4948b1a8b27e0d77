"""`./run bench [NAME ...] [OPTION ...]`: the project's yardsticks, each printing its own figures.

Ratios count; the machine is whatever it is. What follows the names goes to each bench that is named; `import` and `ui` know `--json`.
"""

import subprocess
import sys
from itertools import takewhile
from typing import Final

BENCHES: Final = {
    "import": "contact files to signed lists, against the database alone and against other readers",
    "ledger": "building and verifying a million ledger entries",
    "smpp.session_bench": "the SMPP session against a hand-written client, no database",
    "protocols": "the sessions of all protocols and of several lines against their stand-ins, no database",
    "dispatch": "the durable sender against a hand-written client",
    "flood": "a send beside a flood of replies",
    "optouts": "a million opt-outs: a list brought in, and what they cost a send",
    "replies": "answers by SMS, a corpus of made-up ones through the judge",
    "screening": "texts before they are sent, corpora of made-up ones through the judge",
    "ui": "the screens: start, keys, bytes over the line",
}

_MODULES: Final = {"import": "imports"}
"""Modules that cannot be called like their bench."""


def main(arguments: list[str]) -> int:
    """Run the named benches, or all; 1 if one fails, 2 for a name that is none."""
    names = [*takewhile(lambda one: not one.startswith("-"), arguments)]
    options = arguments[len(names) :]
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"no such bench: {', '.join(unknown)}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    failed = False
    for name in names or BENCHES:
        # What a machine reads stands alone.
        if not options:
            print(f"== {name}: {BENCHES[name]}", flush=True)
        module = _MODULES.get(name, name)
        run = [sys.executable, "-X", "utf8", "-m", f"bench.{module}", *options]
        failed |= subprocess.run(run, check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
