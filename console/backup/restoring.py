"""Restoring a backup into an empty home: proved first, then written, and left so that its sender sends nothing.

Recipients who still waited in the backup may have got the message from the original meanwhile. So nothing is resent
automatically: the waiting recipients of every unfinished send become unknown, and two people settle them.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

import msgspec
from sqlalchemy import Connection, text

from console.backup import copying, postgres
from console.backup.checking import check
from console.backup.folders import copy_file, emptied_on_failure, write_file
from console.backup.manifest import DATABASES, DUMPS, TOLD, Part, Report, Say, counted, digest_of
from console.db import doubt
from console.db.errors import StorageError
from console.db.location import database_url
from console.errors import ConsoleError, os_cause

_FOLDERS = ("desk", "dispatch", "log")


def restore(
    folder: Path,
    home: Path,
    say: Say,
    *,
    nothing_since: bool = False,
    into: Mapping[str, Path] | None = None,
) -> Report:
    """Prove a backup and write it into an empty home; if the report has faults, nothing was written.

    `nothing_since` says that the original was stopped before the backup was made: waiting recipients then stay waiting. `into`
    names, for each part that is a dump, the file with the URL of the empty PostgreSQL database for it. Raises ConsoleError
    `restore_home_used`, what `check` raises, `loose_folder`, `loose_parent`, `file_unwritable`; for dumps
    `restore_database_needed`, `restore_database_used`, `restore_server_older`, `backup_unreachable`, `backup_tool_failed`.
    """
    report = check(folder, say)
    if not report.good:
        return report
    places = _places(report, into or {})
    servers = report.manifest.servers
    with (
        emptied_on_failure(home, ConsoleError("restore_home_used", path=home)),
        postgres.restoring(places, servers) if places else nullcontext(),
    ):
        try:
            _copied(folder, home, report, say)
            for place in places:
                # Our own copy, whose digest was checked again: nobody can replace it between check and use.
                proved = home / DUMPS[place.part]
                postgres.load(place, proved, servers[place.part])
                proved.unlink()
                write_file(home / TOLD[place.part], f"{place.url}\n".encode())
            doubtful = _disarmed(home, report, places, nothing_since=nothing_since)
            os.sync()
        except OSError as error:
            raise ConsoleError(
                "file_unwritable", path=error.filename or home, error=os_cause(error)
            ) from error
    return msgspec.structs.replace(report, doubtful=doubtful)


def _places(report: Report, into: Mapping[str, Path]) -> list[postgres.Place]:
    """The database for each dump; every dump needs one, and no other part may have one."""
    places = []
    for part in report.manifest.parts:
        file, needed = into.get(part), part in report.manifest.servers
        if needed and file is None:
            raise ConsoleError("restore_database_needed", part=part)
        if file is not None and not needed:
            raise ConsoleError("restore_database_unneeded", part=part)
        if file is None:
            continue
        try:
            file.stat()
            url = database_url(file, Path())
        except StorageError as error:
            raise ConsoleError("loose_file", **error.params) from error
        except OSError as error:
            raise ConsoleError("file_unreadable", path=file, error=os_cause(error)) from error
        if not postgres.is_postgres(url):
            raise ConsoleError("restore_database_needed", part=part)
        places.append(postgres.Place(part, url))
    return places


def _copied(folder: Path, home: Path, report: Report, say: Say) -> None:
    for name in _FOLDERS:
        (home / name).mkdir(mode=0o700)
    for one in report.manifest.files:
        target = home / one.path
        copy_file(folder / one.path, target, counted(say, one.path, one.size))
        # The backup may have changed since the check, so the copy's own digest is compared.
        if digest_of(target, lambda _done: None) != (one.size, one.sha256):
            raise ConsoleError("backup_changed", path=one.path)


def _disarmed(home: Path, report: Report, places: list[postgres.Place], *, nothing_since: bool) -> int:
    """Disarm the sender so that it sends nothing, and release the claimed databases; return the number of unknown recipients."""
    doubtful = 0
    if Part.DISPATCH in report.manifest.parts and Part.DISPATCH not in report.manifest.servers:
        with copying.changing(home / DATABASES[Part.DISPATCH]) as conn:
            doubtful = _unarmed(conn, nothing_since=nothing_since)
    for place in places:
        with postgres.opened(place) as database, database.migrating() as conn:
            if place.part is Part.DISPATCH:
                doubtful = _unarmed(conn, nothing_since=nothing_since)
            postgres.finish(conn)
    return doubtful


def _unarmed(conn: Connection, *, nothing_since: bool) -> int:
    # A database without any instance would arm itself; with this one, the sender asks two people.
    conn.execute(
        text("INSERT INTO instance (id, fence) VALUES (:id, 0)"),
        {"id": f"restored-{secrets.token_hex(8)}"},
    )
    return 0 if nothing_since else _doubt(conn)


def _doubt(conn: Connection) -> int:
    """Make the waiting recipients of unfinished sends unknown; return their number, earlier unknown ones included."""
    for statement in doubt.statements():
        conn.exec_driver_sql(statement)
    flown = f"SELECT coalesce(sum(in_flight), 0) FROM tally WHERE send_id IN (SELECT id FROM send WHERE state IN {doubt.OPEN})"  # noqa: S608 - our own words
    return int(conn.exec_driver_sql(flown).scalar_one())
