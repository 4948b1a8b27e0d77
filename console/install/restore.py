"""A separated site put back from the backups of its parts: the steps in words, and the script that root runs.

Nothing here changes anything, and no backup is read here: `console.backup.pairing` has judged them before.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from console.install import texts
from console.site import Site

STEPS: Final = ("prove", "restore", "lay", "roots")
BRING: Final = ("service", "login", "people", "password", "optouts", "witness", "notices")
"""What is in no backup, keyed as its words are."""
MARK: Final = "restoring"
"""Lies beside the site file while a restore is under way: it names the backups and how far it came."""


class Laid(msgspec.Struct, frozen=True):
    """The backup of one part: its folder, the digest of its manifest, and the file with the URL of the database for its dump."""

    folder: Path
    digest: str
    database: Path | None = None


class Restore(msgspec.Struct, frozen=True):
    """A restore of both parts; without `dispatch` that one is lost. `python` is the interpreter that the accounts run."""

    desk: Laid
    dispatch: Laid | None
    python: Path
    nothing_since: bool = False


def script(plan: Restore, site: Site) -> str:
    """Return the restore as a POSIX sh script, to be read and then run as root."""
    text = texts.template("restore.sh")
    values = dict(_values(plan, site))
    return re.sub(r"@([A-Z_]+)@", lambda match: values[match[1]], text)


def _values(plan: Restore, site: Site) -> Iterator[tuple[str, str]]:
    parts = _parts(plan, site)
    judged = " ".join(one.digest for one in (plan.dispatch, plan.desk) if one is not None)
    yield "PYTHON", shlex.quote(str(plan.python))
    yield "ROOTS", shlex.quote(str(site.roots))
    yield "SOURCE", shlex.quote(str(plan.desk.folder / "roots.json"))
    yield "MARK", shlex.quote(str(site.roots.parent / MARK))
    yield "BACKUP", shlex.quote(judged)
    yield "UNITS", shlex.join(f"{one}.service" for one in (site.desk_account, site.custody_account))
    yield "HOMES", shlex.join(str(home) for _, _, home, _ in parts)
    for name, verb in (("FREE", "free"), ("PROVE", "prove"), ("RESTORE", "restored"), ("LAY", "lay")):
        yield name, "\n".join(f"    {verb} {_words(verb, plan, *part)}" for part in parts)


def _parts(plan: Restore, site: Site) -> list[tuple[str, str, Path, Laid]]:
    """Name, account, home and backup of each part, the dispatcher's first."""
    desk = ("desk", site.desk_account, site.desk_home, plan.desk)
    if plan.dispatch is None:
        return [desk]
    return [("dispatch", site.custody_account, site.custody_home, plan.dispatch), desk]


def _words(verb: str, plan: Restore, part: str, account: str, home: Path, laid: Laid) -> str:
    words = [part, account, str(home)]
    if verb == "prove":
        words.append(laid.digest)
    if verb == "restored":
        words.append(str(laid.database or ""))
        words += ["--nothing-since"] if plan.nothing_since and part == "dispatch" else []
    else:
        words.insert(3, str(laid.folder))
    return shlex.join(words)
