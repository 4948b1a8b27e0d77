"""Opt-outs of erased numbers (R13): kept as HMAC under a key in our own file, and applied to every send before it starts.

A refusal is in clear text here only while its number is in a send that is kept. Erasure hashes it, and a later send with the number
restores it for as long. So each submit is checked against the clear table alone, and no HMAC is computed there.
"""

import logging
import threading
from collections.abc import Iterator, Sequence

from console.db.keyed import Key, KeyedError, KeyFile
from console.dispatch.holds import OPTOUT_KEY
from console.dispatch.link import DeskLink, refusals_in
from console.dispatch.replies import replies
from console.dispatch.reports import retelling
from console.dispatch.sends import Send
from console.dispatch.store import Store, Turn, read_mark, write_mark
from console.wire.dispatch import PullRefusing, RefusingChunk

log = logging.getLogger(__name__)

_PAGE = 10_000
"""Recipients hashed at once."""
_STEP = 1_000
"""Opt-outs hashed in one transaction."""
_KEY, _TIDIED, _SCRUB = "optout_key", "optouts_hashed", "optouts_scrub"


class Hashed:
    """Used by the link threads, and `fault` by the event loop too. `desk_hashed` is the desk's latest count of hashed opt-outs."""

    def __init__(self, store: Store, file: KeyFile) -> None:
        self._store, self._file = store, file
        self._lock = threading.Lock()
        self._said = ""
        self.desk_hashed = 0

    # --- the key ------------------------------------------------------------------------------------------------

    def fault(self) -> str:
        """Return why nothing is sent if the key is missing, loose or a different one; empty if all is well."""
        try:
            self._known()
        except KeyedError as error:
            with self._lock:
                if error.code != self._said:
                    log.error("the key of hashed opt-outs, %s: %s", self._file.path, error.code)  # noqa: TRY400 - an answer about the installation
                    self._said = error.code
            return OPTOUT_KEY
        self._said = ""
        return ""

    def _known(self) -> Key | None:
        """Return the key that the database knows, None if it knows none. Raises KeyedError."""
        with self._store.look() as look:
            known = read_mark(look, _KEY)[1]
        return self._file.key(known) if known else None

    # --- before a send starts -----------------------------------------------------------------------------------

    def screen(self, send: Send, desk: DeskLink) -> str:
        """Restore the opt-outs in a send that are hashed, here or at the desk; return why that is impossible, or empty.

        Raises RefusedError or ConsoleError if the desk does not answer.
        """
        if self.fault():
            return OPTOUT_KEY
        for rows in (self._by_desk(desk, send), self._by_us(send)):
            for refused in rows:
                with self._store.turn() as turn:
                    replies.add_told(turn, refused)
        return ""

    def _by_desk(self, desk: DeskLink, send: Send) -> Iterator[Sequence[replies.Told]]:
        """Yield the refusals that the desk knows; numbers that are not in the send are ignored."""
        after = 0
        while True:
            chunk: RefusingChunk = desk.call(PullRefusing(send.list_id, after))
            said = refusals_in(chunk)
            with self._store.look() as look:
                sql = "SELECT num FROM listing WHERE send_id = ? AND num IN ({})"
                ours = {num for (num,) in look.rows_in(sql, (send.id,), [num for num, _ in said])}
            refusing = [(num, scope, 0, 0) for num, scope in said if num in ours]
            if refusing:
                yield refusing
            if chunk.after <= after:
                return
            after = chunk.after

    def _by_us(self, send: Send) -> Iterator[Sequence[replies.Told]]:
        """Yield the refusals that we know, by the HMAC of each recipient."""
        key, after = self._known(), -1
        while key is not None:
            with self._store.look() as look:
                page = look.rows(_RECIPIENTS, (send.id, after, _PAGE))
                by_hmac = {key.of(num): num for _, num in page}
                rows = look.rows_in(
                    "SELECT hmac, scope, serial, was FROM optout_hmac WHERE hmac IN ({})", (), list(by_hmac)
                )
            if rows:
                yield [(by_hmac[bytes(hmac)], *told) for hmac, *told in rows]
            if len(page) < _PAGE:
                return
            after = page[-1][0]

    # --- after an erasure ---------------------------------------------------------------------------------------

    def owed(self, look: Turn) -> bool:
        """Whether the desk hashed more since we last tidied, or free pages still contain numbers."""
        return read_mark(look, _TIDIED)[0] < self.desk_hashed or self.unscrubbed(look)

    @staticmethod
    def unscrubbed(look: Turn) -> bool:
        """Whether refusals were deleted and free pages were not overwritten since."""
        return bool(read_mark(look, _SCRUB)[0])

    def tidy(self) -> None:
        """Hash every refusal whose number is in no send that is kept. Raises KeyedError.

        Deleting follows in a transaction of its own: a send that is screened between the two finds the refusal either way.
        """
        key, after = self._known(), (0, -1)
        while True:
            with self._store.look() as look:
                rows: list[replies.Told] = look.rows(_STRAYS, (after[0], *after, _STEP))
            if not rows:
                return
            if key is None:
                key = self._made()
            hashed = [(key.of(num), *told) for num, *told in rows]
            with self._store.turn() as turn:
                turn.many(_HASH, hashed)
            with self._store.turn() as turn:
                if turn.many(_DELETE, [row[:3] for row in rows]):
                    write_mark(turn, _SCRUB, 1)
            after = rows[-1][:2]

    def tidied(self, number: int) -> None:
        """Note that free pages contain no refused number any more; `number` is the desk's count from before."""
        with self._store.turn() as turn:
            write_mark(turn, _TIDIED, max(number, read_mark(turn, _TIDIED)[0]))
            if self.unscrubbed(turn):
                write_mark(turn, _SCRUB, 0)

    def end(self, turn: Turn, number: int, scope: int, serial: int, wanted: int) -> bool:
        """Delete the refusal with that serial, which two people ended, in clear and hashed; False if it was said again since.

        `wanted` is when the person wished it (epoch milliseconds). One that a desk told with a later serial before it was put back was
        said again in what it forgot, when nobody knows: a wish from before is no answer to it. Raises KeyedError.
        """
        known = read_mark(turn, _KEY)[1]
        hmac = self._file.key(known).of(number) if known else b""
        told = turn.rows(_SERIALS, (number, scope, hmac, scope))
        newest, was = (max((row[nth] for row in told), default=0) for nth in range(2))
        if newest > serial or (was > newest and wanted <= retelling.put_back(turn)):
            return False
        if turn.run("DELETE FROM optout WHERE num = ? AND scope = ?", (number, scope)):
            write_mark(turn, _SCRUB, 1)
        turn.run("DELETE FROM optout_hmac WHERE hmac = ? AND scope = ?", (hmac, scope))
        return True

    def _made(self) -> Key:
        key = self._file.make()
        with self._store.turn() as turn:
            write_mark(turn, _KEY, 0, key.id)
        return key


_RECIPIENTS = "SELECT place, num FROM recipient WHERE send_id = ? AND place > ? ORDER BY place LIMIT ?"
_KEPT = "NOT EXISTS (SELECT 1 FROM listing l JOIN send s ON s.id = l.send_id WHERE s.erased = '' AND l.num = optout.num)"
_STRAYS = (
    f"SELECT num, scope, serial, was FROM optout WHERE num >= ? AND (num, scope) > (?, ?) AND {_KEPT}"  # noqa: S608 - our own words
    " ORDER BY num, scope LIMIT ?"
)
_SERIALS = (
    "SELECT serial, was FROM optout WHERE num = ? AND scope = ?"
    " UNION ALL SELECT serial, was FROM optout_hmac WHERE hmac = ? AND scope = ?"
)
_HASH = (
    "INSERT INTO optout_hmac (hmac, scope, serial, was) VALUES (?, ?, ?, ?) ON CONFLICT (hmac, scope) DO UPDATE SET"
    " serial = CASE WHEN excluded.serial > optout_hmac.serial THEN excluded.serial ELSE optout_hmac.serial END,"
    " was = CASE WHEN excluded.was > optout_hmac.was THEN excluded.was ELSE optout_hmac.was END"
)
_DELETE = f"DELETE FROM optout WHERE num = ? AND scope = ? AND serial = ? AND {_KEPT}"  # noqa: S608 - our own words
