"""Limits on how often a number is written to (R11, R13), checked for each submit from our own rows, in the transaction that intends it.

`recipient.at` is when a recipient was last intended: the row says by itself whether and when their message may have left. SQLite has
one writer. On PostgreSQL other dispatchers may intend a message to the same number at this moment through another gateway: a lock
that is held until the commit lets only one of them count at a time.

Most numbers are far from their limits. So the index alone first says which numbers are in as many sends as the lowest limit allows
messages; only the rows of these are read and judged one by one.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from console.dispatch.sends import Send
from console.dispatch.store import Row, Turn
from console.domain.sending.limits import COUNTED, Contact, Since, Why, over, since, text_key
from console.domain.states import RecipientState
from console.domain.times import render

_LOCK: Final = 0x736D73_636170
"""PostgreSQL's advisory lock for counting."""
_MINUTE: Final = 60
_MANY: Final = 500
"""Beyond this many sends a query asks for a superset of them: every send from the first on."""
_UNDELIVERED: Final = int(RecipientState.UNDELIVERED)


class _Kind(NamedTuple):
    """What the messages of a send have in common."""

    category: str
    text: str
    request: str


class _Asked(NamedTuple):
    """A query for numbers that may be over a limit: they are in at least `most` of these sends."""

    sends: str
    most: int


class _Counting(NamedTuple):
    """What counts for a send: since when, the sends that may have messages that count, and what is asked about numbers."""

    key: tuple[Row | None, int]
    since: Since
    first: int
    kinds: dict[int, _Kind]
    asks: tuple[_Asked, ...]


class Caps:
    """Used on the event loop alone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._known: dict[int, _Counting] = {}
        self._locked: Turn | None = None

    def over(self, turn: Turn, send: Send, nums: Sequence[int], now: float) -> dict[int, Why]:
        """Return which numbers may get no message of this send at `now` (epoch seconds), and why."""
        if not send.limits or not nums:
            return {}
        self._lock(turn)
        counting = self._counting(turn, send, now)
        near: set[int] = set()
        for sends, most in counting.asks:
            sql = f"SELECT num FROM recipient WHERE {sends} AND num IN ({{}}) GROUP BY num HAVING count(*) >= {most}"  # noqa: S608 - our own integers
            near.update(num for (num,) in turn.rows_in(sql, (), nums))
        return self._judged(turn, send, counting, near) if near else {}

    @staticmethod
    def _judged(turn: Turn, send: Send, counting: _Counting, near: Collection[int]) -> dict[int, Why]:
        contacts: dict[int, list[Contact]] = defaultdict(list)
        for num, send_id, at, state in turn.rows_in(_CONTACTS, (counting.first,), list(near)):
            kind = counting.kinds.get(send_id)
            if kind is not None:
                contacts[num].append(Contact(at, *kind, state != _UNDELIVERED))
        found = {}
        for num, those in contacts.items():
            why = over(send.limits, send.category, send.text_key, send.request_digest, counting.since, those)
            if why is not None:
                found[num] = why
        return found

    def _lock(self, turn: Turn) -> None:
        if turn.postgresql and turn is not self._locked:
            turn.run("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
            self._locked = turn

    def _counting(self, turn: Turn, send: Send, now: float) -> _Counting:
        """What counts for a send now; days begin on a full minute, and a send has its row before it intends anything."""
        key = turn.one(_NEWEST_AND_ALL if turn.postgresql else _NEWEST), int(now) // _MINUTE
        known = self._known.get(send.id)
        if known is None or known.key != key:
            # What was read under another key is never asked for again.
            self._known = {one: its for one, its in self._known.items() if its.key == key}
            known = self._known[send.id] = self._read(turn, send, now, key)
        return known

    def _read(self, turn: Turn, send: Send, now: float, key: tuple[Row | None, int]) -> _Counting:
        limits, begins = send.limits, since(now, self._zone, send.limits.same_text_days)
        earliest = min(begins.days_30, begins.same_text)
        # Of this send itself a number has no message yet.
        rows = turn.rows(_SENDS, (_instant(earliest), send.request_digest, send.id))
        kinds = {row[0]: _Kind(*row[1:4]) for row in rows}
        today, month = (
            {row[0]: row[1] == send.category for row in rows if row[4] >= _instant(at)} for at in begins[:2]
        )
        asks = [
            _asked(today, limits.day, limits.all_day),
            _asked(month, limits.days_30, limits.all_days_30),
        ]
        if limits.same_text_days:
            same = dict.fromkeys((one for one, kind in kinds.items() if kind.text == send.text_key), True)
            asks.append(_asked(same, 1, 0))
        return _Counting(
            key, begins, min(kinds, default=0), kinds, tuple(one for one in asks if one is not None)
        )


def _asked(sends: dict[int, bool], own: int, every: int) -> _Asked | None:
    """Ask for the lower of two limits, one over the sends that are True, one over all; None if no number can have reached it."""
    chosen = [one for one, mine in sends.items() if mine or every]
    if not chosen or not (own or every):
        return None
    ids = ", ".join(map(str, chosen))
    # The plus keeps SQLite from trying each send for each number.
    where = f"+send_id IN ({ids})" if len(chosen) <= _MANY else f"send_id >= {min(chosen)}"
    return _Asked(where, min(most for most in (own, every) if most))


def _instant(at: int) -> str:
    return render(datetime.fromtimestamp(at / 1000, UTC))


def key_texts(turn: Turn) -> None:
    """Give the sends that were claimed before texts were compared the key of theirs."""
    for send_id, body in turn.rows("SELECT id, body FROM send WHERE text_key = '' AND body <> ''"):
        turn.run("UPDATE send SET text_key = ? WHERE id = ?", (text_key(body), send_id))


_COUNTED = f"state IN ({', '.join(str(int(state)) for state in COUNTED)})"
_CONTACTS = f"SELECT num, send_id, at, state FROM recipient WHERE send_id >= ? AND at > 0 AND {_COUNTED} AND num IN ({{}})"  # noqa: S608 - our own integers
_SENDS = "SELECT id, category, text_key, request_digest, closes FROM send WHERE (closes >= ? OR request_digest = ?) AND id <> ?"
"""Nothing of a send leaves after its window, so these are all that may have a message that counts."""
_NEWEST = "SELECT id, release_digest FROM send ORDER BY id DESC LIMIT 1"
_NEWEST_AND_ALL = "SELECT max(id), count(*) FROM send"
"""On PostgreSQL a row with a lower id may come later."""
