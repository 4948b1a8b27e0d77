"""Restoring a backup into an empty home: proved first, then written, and left so that its sender sends nothing.

A backup is older than what the installation did since. Whoever still waited in it may have got the message from the original
meanwhile; so nobody is sent to again by itself: of every send that had not ended they are in doubt, and two people settle them.
"""

import os
import secrets
from pathlib import Path

import msgspec
from sqlalchemy import Connection, text

from console.backup import copying
from console.backup.checking import check
from console.backup.folders import copy_file, emptied_on_failure
from console.backup.manifest import DATABASES, Part, Report, Say, counted, digest_of
from console.domain.states import RecipientState
from console.errors import ConsoleError, os_cause

_FOLDERS = ("desk", "dispatch", "log")
_OPEN = "('waiting', 'sending', 'ending')"
"""Sends that have not ended, as the dispatcher's table has them."""


def restore(folder: Path, home: Path, say: Say, *, nothing_since: bool = False) -> Report:
    """Prove a backup and write it into an empty home; a report with faults says that nothing was written.

    `nothing_since` says that the original had been stopped before the backup was made: then who waited still waits. Raises
    ConsoleError `restore_home_used`, what `check` raises, `loose_folder`, `loose_parent`, `file_unwritable`.
    """
    report = check(folder, say)
    if not report.good:
        return report
    with emptied_on_failure(home, ConsoleError("restore_home_used", path=home)):
        try:
            return _restored(folder, home, report, say, nothing_since=nothing_since)
        except OSError as error:
            raise ConsoleError(
                "file_unwritable", path=error.filename or home, error=os_cause(error)
            ) from error


def _restored(folder: Path, home: Path, report: Report, say: Say, *, nothing_since: bool) -> Report:
    for name in _FOLDERS:
        (home / name).mkdir(mode=0o700)
    for one in report.manifest.files:
        target = home / one.path
        copy_file(folder / one.path, target, counted(say, one.path, one.size))
        # What was proved is what was read then; what counts is what lies here now.
        if digest_of(target, lambda _done: None) != (one.size, one.sha256):
            raise ConsoleError("backup_changed", path=one.path)
    if Part.DISPATCH not in report.manifest.parts:
        return report
    with copying.changing(home / DATABASES[Part.DISPATCH]) as conn:
        # A database that no sender ever began would arm itself: with this one in it, it asks two people.
        conn.execute(
            text("INSERT INTO instance (id, fence) VALUES (:id, 0)"),
            {"id": f"restored-{secrets.token_hex(8)}"},
        )
        doubtful = 0 if nothing_since else _doubt(conn)
    os.sync()
    return msgspec.structs.replace(report, doubtful=doubtful)


def _doubt(conn: Connection) -> int:
    """Let everybody who waits in a send that has not ended stand as written to, without an answer; the next start says UNKNOWN.

    The reference is the send's own, as the original would have used it, so that a receipt for what it sent settles the matter.
    """
    queued, flying = int(RecipientState.QUEUED), int(RecipientState.IN_FLIGHT)
    rows = conn.execute(text(f"SELECT id, reference FROM send WHERE state IN {_OPEN}")).all()  # noqa: S608 - our own words
    for send, reference in rows:
        n = conn.execute(
            text(
                "UPDATE recipient SET state = :flying, attempt = attempt + 1, reference = :reference"
                " WHERE send_id = :send AND state = :queued"
            ),
            {"flying": flying, "queued": queued, "reference": reference, "send": send},
        ).rowcount
        conn.execute(
            text("UPDATE tally SET queued = queued - :n, in_flight = in_flight + :n WHERE send_id = :send"),
            {"n": n, "send": send},
        )
    flown = f"SELECT coalesce(sum(in_flight), 0) FROM tally WHERE send_id IN (SELECT id FROM send WHERE state IN {_OPEN})"  # noqa: S608 - as above
    return int(conn.exec_driver_sql(flown).scalar_one())
