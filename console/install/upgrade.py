"""The way from one program to the next on a separated host: from and to, the steps in words, and the script that root runs.

Each build lies in a folder of its own beside the link `venv`, which the units and everybody's session go by. Nothing here changes anything.
"""

import re
import shlex
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

import msgspec

from console.errors import ConsoleError
from console.install import texts
from console.site import Site
from console.version import order

LINK: Final = "venv"
MARK: Final = "upgrading"
"""Lies beside the link while an upgrade is under way: it names the program before and the backup."""
NAME: Final = "sms-console"

STEPS: Final = ("backup", "stop", "turn", "desk", "custody", "others", "status")


class Upgrade(msgspec.Struct, frozen=True):
    """An upgrade: both programs by version and build, the folder of the new one, and where the backup is laid."""

    before: str
    after: str
    program: Path
    backups: Path

    @property
    def lib(self) -> Path:
        """The folder of the link and of every program."""
        return self.program.parent


def planned(program: Path, after: str, backups: Path) -> Upgrade:
    """Judge and return the upgrade to the program in a folder, which is the one that runs now; `before` is what the link leads to.

    Where an upgrade broke off, `before` is what it began from. Raises ConsoleError: `upgrade_place` where the program lies in no folder of
    its own beside a link, `upgrade_older` where it is older than the one in use, `upgrade_same` where it is in use already.
    """
    link, mark = program.parent / LINK, _marked(program.parent / MARK)
    before = mark or version_in(link)
    if not before or program.name == LINK or version_in(program) != after:
        raise ConsoleError("upgrade_place", program=program, link=link)
    if order(after) < order(before):
        raise ConsoleError("upgrade_older", before=before, after=after)
    if before == after:
        raise ConsoleError("upgrade_same", after=after)
    return Upgrade(before, after, program, backups)


def version_in(program: Path) -> str:
    """Return version and build of the program in a folder; empty where there is none."""
    places = [str(one) for one in program.glob("lib/python3*/site-packages")]
    found = (one.version for one in metadata.distributions(name=NAME, path=places)) if places else iter(())
    return next(found, "")


def script(upgrade: Upgrade, site: Site) -> str:
    """Return the upgrade as a POSIX sh script, to be read and then run as root."""
    text = texts.template("upgrade.sh")
    values = dict(_values(upgrade, site))
    return re.sub(r"@([A-Z_]+)@", lambda match: shlex.quote(values[match[1]]), text)


def _values(upgrade: Upgrade, site: Site) -> Iterator[tuple[str, str]]:
    yield "BEFORE", upgrade.before
    yield "AFTER", upgrade.after
    yield "LIB", str(upgrade.lib)
    yield "PROGRAM", str(upgrade.program)
    yield "BACKUPS", str(upgrade.backups)
    yield "DESK", site.desk_account
    yield "CUSTODY", site.custody_account
    yield "MONITOR", site.monitor_account
    yield "OTHERS", site.notices_account
    yield "DESK_SOCKET", str(site.desk_socket)
    yield "DISPATCH_SOCKET", str(site.dispatch_socket)
    yield "ROOTS", str(site.roots)


def _marked(mark: Path) -> str:
    """What an upgrade that broke off began from; empty where none did."""
    try:
        return mark.read_text("ascii").split()[0]
    except (FileNotFoundError, IndexError):
        return ""
