"""Who may send: the clone guard of an installation, and the lease of a gateway account.

A copied or restored database does not match the marker file beside it; then nothing is sent until people re-arm the installation.
On SQLite a lock file keeps a second process away; on PostgreSQL the lease expires by itself. A copy is recognised by the file's
inode, or by what the server says of its database and its address (`console.db.identity`).
"""

import fcntl
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from console.dispatch.clock import Clock
from console.dispatch.store import Store, Turn, write_mark
from console.domain.times import render

REARMED = "rearmed"
"""The mark of the newest re-arming: epoch seconds."""
_SECONDS = 15
"""How long a lease holds without being renewed."""
RENEWED = 4.0
"""Seconds after which whoever has one renews it."""
_NOW = {
    False: "CAST(strftime('%s', 'now') AS INTEGER)",
    True: "CAST(extract(epoch FROM clock_timestamp()) AS BIGINT)",
}
"""SQL for the database's own clock, by whether it is PostgreSQL: hosts may disagree on the time."""


class NotArmedError(Exception):
    """The database is not the one from which this installation last sent. `why` says what does not match."""

    def __init__(self, why: str) -> None:
        super().__init__(f"not armed: {why}")
        self.why = why


class LeaseTakenError(Exception):
    """Another dispatcher sends through this gateway account."""


class LeaseLostError(RuntimeError):
    """Another dispatcher has taken over; the transaction must be rolled back."""


class Marker(msgspec.Struct, frozen=True):
    """Contents of the marker file: the installation, the fence of its newest start, and the fence being taken.

    `file` is the inode of the SQLite database (0 on PostgreSQL); `server` is what the PostgreSQL server says of its own database
    (empty on SQLite). A copy has other values.
    """

    instance: str
    fence: int
    next: int
    file: int
    server: str = ""


class Asked(msgspec.Struct, frozen=True):
    """What an unarmed copy stores: the mark under which it asks, and the database that it asks for, as in `Marker`."""

    mark: str
    file: int
    server: str = ""


class Instance:
    """One installation. `arm` must succeed before anything is sent."""

    def __init__(self, store: Store, folder: Path, database_file: Path | None) -> None:
        self._store, self._path, self._file = store, folder / "instance", database_file
        self._lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._lock)
            raise LeaseTakenError("another dispatcher runs on this installation") from error
        self.id = ""
        self.fence = 0

    def use(self, store: Store) -> None:
        """Go on with the same database, opened anew after an outage; the installation stays locked meanwhile."""
        self._store = store

    def close(self) -> None:
        """Release the installation; the kernel does the same when the process dies."""
        os.close(self._lock)

    def arm(self) -> None:
        """Take the next fence. Raises NotArmedError if the database and the marker file do not agree."""
        marker = self._marker()
        with self._store.look() as look:
            rows = look.rows("SELECT id, fence FROM instance")
            used = look.one("SELECT 1 FROM send") is not None
        if marker is None:
            if rows or used:
                raise NotArmedError("the marker file is missing")
            marker = self._new()
        else:
            fence = next((row[1] for row in rows if row[0] == marker.instance), None)
            if fence is None:
                raise NotArmedError("the database does not know this installation")
            if fence not in {marker.fence, marker.next}:
                raise NotArmedError(
                    f"the database stands at fence {fence}, the marker file at {marker.fence}"
                )
            if marker.file != self._inode():
                raise NotArmedError("the database file is a copy")
            if marker.server != self._store.server():
                raise NotArmedError("the database is a copy, was wound back, or answers at another address")
            marker = msgspec.structs.replace(marker, fence=fence)
        self._take(marker)

    def asks(self) -> str:
        """Return the mark under which this copy asks to be armed again: its own, kept over restarts, deleted once it is armed."""
        path, inode, server = self._path.with_name("unarmed"), self._inode(), self._store.server()
        try:
            asked = msgspec.json.decode(path.read_bytes(), type=Asked)
        except (FileNotFoundError, msgspec.DecodeError):
            asked = None
        if asked is None or (asked.file, asked.server) != (inode, server):
            asked = Asked(secrets.token_hex(16), inode, server)
            path.write_bytes(msgspec.json.encode(asked))
        return asked.mark

    def enrol(self) -> None:
        """Join a database from which other hosts send too, as a new installation. `arm` works from then on.

        Raises NotArmedError if this installation has a marker file already.
        """
        if self._marker() is not None:
            raise NotArmedError("this installation is enrolled already")
        self._take(self._new())

    def rearm(self, clock: Clock, also: Callable[[Turn], None] | None = None) -> None:
        """Start again as another installation, after people made sure that nobody else sends from a copy of this database.

        Messages unknown to this database may have been sent meanwhile. So every send under way is held until its operator signs a
        resume, and `claim` sends to nobody in a release that is older than this moment and not in the database. `also` is called in
        the same transaction.
        """
        with self._store.turn() as turn:
            highest = turn.number("SELECT max(fence) FROM instance")
            turn.run("DELETE FROM instance")
            turn.run("DELETE FROM lease")
            now = datetime.fromtimestamp(clock.time(), UTC)
            turn.run(
                "UPDATE send SET hold = CASE WHEN hold > resumed THEN hold ELSE resumed + 1 END, held_at = ?"
                " WHERE state IN ('waiting', 'sending', 'ending')",
                (render(now),),
            )
            turn.run("DELETE FROM mark WHERE name = 'ledger_forked'")
            write_mark(turn, REARMED, int(now.timestamp()))
            if also is not None:
                also(turn)
        self._take(self._new(highest))
        self._path.with_name("unarmed").unlink(missing_ok=True)

    def _new(self, fence: int = 0) -> Marker:
        return Marker(secrets.token_hex(16), fence, fence, self._inode(), self._store.server())

    def _take(self, marker: Marker) -> None:
        following = marker.fence + 1
        self._write(msgspec.structs.replace(marker, next=following))
        with self._store.turn() as turn:
            turn.run(
                "INSERT INTO instance (id, fence) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET fence = excluded.fence",
                (marker.instance, following),
            )
        self._write(msgspec.structs.replace(marker, fence=following, next=following))
        self.id, self.fence = marker.instance, following

    def _marker(self) -> Marker | None:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Marker)
        except FileNotFoundError:
            return None
        except msgspec.DecodeError as error:
            raise NotArmedError("the marker file cannot be read") from error

    def _write(self, marker: Marker) -> None:
        fresh = self._path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(marker))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _inode(self) -> int:
        return self._file.stat().st_ino if self._file else 0


class Lease:
    """The right to send through one gateway account, proved by its fence in every transaction."""

    def __init__(self, store: Store, gateway: str, owner: str) -> None:
        self._store, self._gateway, self.owner = store, gateway, owner
        self.fence = 0
        postgresql = store.database.dialect == "postgresql"
        self._now = _NOW[postgresql]
        # The row is locked until this transaction ends, so that nobody takes over between check and commit.
        lock = " FOR SHARE OF l" if postgresql else ""
        self._check = (
            'SELECT l.fence, (SELECT count(*) FROM "freeze") + (SELECT count(*) FROM freeze_lifted) FROM lease l'  # noqa: S608 - our own words
            f" WHERE l.gateway = ? AND l.owner = ?{lock}"
        )

    def take(self) -> None:
        """Take the lease, which must be free, expired or our own. Raises LeaseTakenError."""
        with self._store.turn() as turn:
            turn.run(
                "INSERT INTO lease (gateway, owner, fence, expires) VALUES (?, '', 0, 0) ON CONFLICT DO NOTHING",
                (self._gateway,),
            )
            touched = turn.run(
                f"UPDATE lease SET owner = ?, fence = fence + 1, expires = {self._now} + {_SECONDS}"  # noqa: S608 - our own words
                f" WHERE gateway = ? AND (owner = ? OR expires < {self._now})",
                (self.owner, self._gateway, self.owner),
            )
            if not touched:
                raise LeaseTakenError(self._gateway)
            self.fence = turn.number("SELECT fence FROM lease WHERE gateway = ?", (self._gateway,))

    def renew(self) -> None:
        """Extend the lease by another 15 s. Raises LeaseLostError."""
        with self._store.turn() as turn:
            touched = turn.run(
                f"UPDATE lease SET expires = {self._now} + {_SECONDS} WHERE gateway = ? AND owner = ? AND fence = ?",  # noqa: S608 - our own words
                (self._gateway, self.owner, self.fence),
            )
        if not touched:
            raise LeaseLostError(self._gateway)

    def check(self, turn: Turn) -> int:
        """Prove in this transaction that the lease is ours; return the number of freezes made and lifted, which only grows.

        Raises LeaseLostError.
        """
        row = turn.one(self._check, (self._gateway, self.owner))
        if row is None or row[0] != self.fence:
            raise LeaseLostError(self._gateway)
        return int(row[1])
