"""Read access to the databases of a backup, SQLite files and dumps alike; nothing is changed and no server is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from console.backup import copying, postgres
from console.backup.manifest import Manifest, Part

_TABLES: Final = {
    Part.DESK: ("ledger", "head", "desk_version", "desk_program"),
    Part.DISPATCH: ("head", "erasure", "dispatch_version", "dispatch_program"),
}
"""The tables that are read; only these are extracted from a dump."""


@contextmanager
def looking(folder: Path, manifest: Manifest, part: Part) -> Iterator[Connection]:
    """Yield a SQLite connection to a part of the backup: all of a SQLite file, or the tables above of a dump.

    Raises ConsoleError `backup_no_tool`, `backup_tool_failed` for a dump.
    """
    path = folder / manifest.database(part)
    if part not in manifest.servers:
        with copying.looking(path) as conn:
            yield conn
        return
    with postgres.looking(path, manifest.servers[part], _TABLES[part]) as conn:
        yield conn
