"""Limits on how often a number is written to (R11, R13), checked for each submit from our own rows, in the transaction that intends it.

`recipient.at` is when a recipient was last intended: the row says by itself whether and when their message may have left. SQLite has
one writer. On PostgreSQL other dispatchers may intend a message to the same number at this moment through another gateway: a lock
that is held until the commit lets only one of them count at a time.

Most numbers are far from their limits. So the index alone first says, for each limit, which numbers are in as many of the sends that
count for it as it allows messages; only the rows of these are read and judged one by one. A limit that fewer sends count for than it
allows is not asked about at all.
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
_SEEK: Final = 8
"""Looking a number up in one send costs as much as passing by so many others in the index."""
_UNDELIVERED: Final = int(RecipientState.UNDELIVERED)


class _Kind(NamedTuple):
    """What the messages of a send have in common."""

    category: str
    text: str
    request: str


class _Asked(NamedTuple):
    """A query for numbers that may be over a limit: they are in at least `most` of these sends."""

    sends: tuple[int, ...]
    most: int


class _Counting(NamedTuple):
    """What counts for a send: since when, the sends that may have messages that count, and what is asked about numbers.

    `asks` are the queries for numbers that may be over a limit, `contacts` is the one for the messages that such numbers got.
    """

    key: tuple[Row | None, int]
    since: Since
    kinds: dict[int, _Kind]
    asks: tuple[str, ...]
    contacts: str


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
        for sql in counting.asks:
            near.update(num for (num,) in turn.rows_in(sql, (), [num for num in nums if num not in near]))
        return self._judged(turn, send, counting, near) if near else {}

    @staticmethod
    def _judged(turn: Turn, send: Send, counting: _Counting, near: Collection[int]) -> dict[int, Why]:
        contacts: dict[int, list[Contact]] = defaultdict(list)
        for num, send_id, at, state in turn.rows_in(counting.contacts, (), list(near)):
            kind = counting.kinds.get(send_id)
            if kind is not None:
                contacts[num].append(Contact(at, *kind, state != _UNDELIVERED))
        found = {}
        for num, those in contacts.items():
            why = over(send.limits, send.does, send.text_key, send.request_digest, counting.since, those)
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
        today, month = ({row[0] for row in rows if row[4] >= _instant(at)} for at in begins[:2])
        own = {one for one, kind in kinds.items() if kind.category == send.does}
        same = {one for one, kind in kinds.items() if kind.text == send.text_key}
        asked = [
            _Asked(tuple(sorted(sends)), most)
            for sends, most in (
                (same, int(bool(limits.same_text_days))),
                (today & own, limits.day),
                (today, limits.all_day),
                (month & own, limits.days_30),
                (month, limits.all_days_30),
            )
            # A number is in a send once: of fewer sends than a limit allows messages, nobody can have reached it.
            if most and len(sends) >= most
        ]
        asks = tuple(_NEAR.format(_sends(one.sends, kinds), one.most) for one in asked)
        counted = tuple(sorted({send_id for one in asked for send_id in one.sends}))
        return _Counting(
            key, begins, kinds, asks, _CONTACTS.format(_sends(counted, kinds)) if counted else ""
        )


def _sends(chosen: tuple[int, ...], every: Collection[int]) -> str:
    """Return the condition for some of these sends: looked up one by one where they are few, else passed through in the index."""
    ids = ", ".join(map(str, chosen))
    passed = sum(chosen[0] <= one <= chosen[-1] for one in every)
    if len(chosen) * _SEEK <= passed:
        return f"send_id IN ({ids})"
    reach = f"send_id BETWEEN {chosen[0]} AND {chosen[-1]}"
    # The plus keeps SQLite from trying each send for each number.
    return f"{reach} AND +send_id IN ({ids})" if len(chosen) <= _MANY else reach


def _instant(at: int) -> str:
    return render(datetime.fromtimestamp(at / 1000, UTC))


def key_texts(turn: Turn) -> None:
    """Give the sends that were claimed before texts were compared the key of theirs."""
    for send_id, body in turn.rows("SELECT id, body FROM send WHERE text_key = '' AND body <> ''"):
        turn.run("UPDATE send SET text_key = ? WHERE id = ?", (text_key(body), send_id))


_COUNTED = f"state IN ({', '.join(str(int(state)) for state in COUNTED)})"
_NEAR = "SELECT num FROM listing WHERE {} AND num IN ({{}}) GROUP BY num HAVING count(*) >= {}"
_CONTACTS = (
    "SELECT listing.num, send_id, at, state FROM listing JOIN recipient USING (send_id, place)"  # noqa: S608 - our own integers
    f" WHERE {{}} AND at > 0 AND {_COUNTED} AND listing.num IN ({{{{}}}})"
)
_SENDS = (
    "SELECT id, CASE treated_as WHEN '' THEN category ELSE treated_as END, text_key, request_digest, closes FROM send"
    " WHERE (closes >= ? OR request_digest = ?) AND id <> ? AND slot > 0"
)
"""Nothing of a send leaves after its window, so these are all that may have a message that counts."""
_NEWEST = "SELECT id, release_digest FROM send ORDER BY id DESC LIMIT 1"
_NEWEST_AND_ALL = "SELECT max(id), count(*) FROM send"
"""On PostgreSQL a row with a lower id may come later."""
