"""An installation's files as the desk reads them: pinned roots, statements, and the files that rosters name."""

import platform
import shutil
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from console.contacts.plan import plan_on
from console.db.chain import genesis
from console.db.keyed import KeyFile
from console.domain.rosters import rule_files
from console.errors import ConsoleError
from console.services.context import Desk
from console.settings import Home, last_backup
from console.signing.statements import Signed
from console.signing.trust import Roots


def read_desk(home: Home, timezone: str) -> Desk:
    """Return what is the same for all calls. Raises ConsoleError `bad_installation` with the file that is missing or malformed."""
    try:
        roots = msgspec.json.decode(home.roots.read_bytes(), type=Roots)
        return Desk(
            roots=roots,
            genesis=genesis(roots.org, list(roots.keys)),
            plan=plan_on(datetime.now(UTC).date()),
            optout_key=KeyFile(home.desk_optout_key),
            timezone=timezone,
            mark=f"{platform.node()}:{home.root}",
            backed_up=partial(last_backup, home, "desk"),
            free=lambda: shutil.disk_usage(home.desk_database.parent).free,
        )
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise ConsoleError("bad_installation", what=error) from error


def read_statements(home: Home, name: str) -> list[Signed]:
    """Return `<name>-1.json`, `<name>-2.json` … of the roster (or pledges) folder, in order; raises ConsoleError."""
    folder = home.pledges if name == "pledge" else home.roster
    signed: list[Signed] = []
    while (path := folder / f"{name}-{len(signed) + 1}.json").exists():
        try:
            signed.append(msgspec.json.decode(path.read_bytes(), type=Signed))
        except (OSError, msgspec.MsgspecError, UnicodeError) as error:
            raise ConsoleError("bad_installation", what=f"{path.name}: {error}") from error
    return signed


def read_files(home: Home) -> list[bytes]:
    """Return the files here that a roster may name. Raises ConsoleError for one that cannot be read."""
    try:
        return [_bounded(path) for path in home.rule_files()]
    except OSError as error:
        raise ConsoleError("bad_installation", what=error) from error


def _bounded(path: Path) -> bytes:
    """Read a file's bytes, at most one more than any file may have."""
    with path.open("rb") as file:
        return file.read(max(rule_files.LONGEST.values()) + 1)
