"""`./run bench [NAME ...]`: the project's yardsticks, each printing its own figures. Ratios count; the machine is whatever it is."""

import subprocess
import sys
from typing import Final

BENCHES: Final = {
    "imports": "reading contact files, and validation against phonenumbers",
    "ledger": "building and verifying a million ledger entries",
    "smpp.session_bench": "the SMPP session against a hand-written client, no database",
    "dispatch": "the durable sender against a hand-written client",
}


def main(names: list[str]) -> int:
    """Run the named benches, or all; 1 if one fails, 2 for a name that is none."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"no such bench: {', '.join(unknown)}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    failed = False
    for name in names or BENCHES:
        print(f"== {name}: {BENCHES[name]}", flush=True)
        failed |= (
            subprocess.run([sys.executable, "-X", "utf8", "-m", f"bench.{name}"], check=False).returncode != 0
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
