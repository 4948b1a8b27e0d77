"""What program this is: the version, which is stated here alone, and the build, which the wheel carries.

Packaging, `sms-console --version`, the daemons' answers and what a database was migrated by are all read from here.
"""

from pathlib import Path
from typing import Final, NamedTuple

VERSION: Final = "0.2.0"

BUILD_FILE: Final = "build.txt"
"""Lies beside this module in a wheel (`tools/build_hook.py` writes it); a tree has none."""


class Build(NamedTuple):
    """A build: its number, which grows with each commit, its commit (empty: made without git), and what was changed beyond it.

    `changed` is the beginning of a digest of all that was shipped; empty where that is what the commit has.
    """

    number: int
    commit: str
    changed: str


def parsed(label: str) -> Build:
    """Read the label of a build, such as `1234.g0123456789ab` or `1234.g0123456789ab.d0123456789`; raises ValueError."""
    number, *parts = label.split(".")
    by_kind = {part[:1]: part[1:] for part in parts}
    return Build(int(number), by_kind.get("g", ""), by_kind.get("d", ""))


def order(full_version: str) -> tuple[int, ...]:
    """Return what orders programs by age: the numbers of the version, then of the build (0: unknown). Raises ValueError."""
    version, plus, label = full_version.partition("+")
    return (*map(int, version.split(".")), parsed(label).number if plus else 0)


def _label() -> str:
    try:
        return Path(__file__).with_name(BUILD_FILE).read_text("ascii").strip()
    except FileNotFoundError:
        return ""


# Read once, when the process starts: a daemon says what it is also while another program is laid in its place.
_OWN: Final = _label()
BUILD: Final = parsed(_OWN) if _OWN else None
"""The build of this program; None for one that runs from a tree."""
FULL: Final = f"{VERSION}+{_OWN}" if _OWN else VERSION
"""Version and build in one word, which no program of other content has; of a tree the version alone."""
