"""Limits on how often a number is written to (R11, R13), checked for each submit from our own rows, in the transaction that intends it.

`recipient.at` is when a recipient was last intended: the row says by itself whether and when their message may have left. SQLite has
one writer. On PostgreSQL other dispatchers may intend a message to the same number at this moment through another gateway: a lock
that is held until the commit lets only one of them count at a time.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from console.dispatch.sends import Send
from console.dispatch.store import Turn
from console.domain.sending.limits import COUNTED, Contact, Since, Why, over, since, text_key
from console.domain.states import RecipientState
from console.domain.times import render

_LOCK: Final = 0x736D73_636170
"""PostgreSQL's advisory lock for counting."""
_MINUTE: Final = 60
_UNDELIVERED: Final = int(RecipientState.UNDELIVERED)


class _Kind(NamedTuple):
    """What the messages of a send have in common."""

    category: str
    text: str
    request: str


class _Begins(NamedTuple):
    """From when messages count for a send, as of the minute `until`, and the first send that may have any."""

    until: int
    since: Since
    first: int


class Caps:
    """Used on the event loop alone."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._kinds: dict[int, _Kind] = {}
        self._begins: dict[int, _Begins] = {}
        self._counting: Turn | None = None

    def over(self, turn: Turn, send: Send, nums: Sequence[int], now: float) -> dict[int, Why]:
        """Return which numbers may get no message of this send at `now` (epoch seconds), and why."""
        if not send.limits or not nums:
            return {}
        self._lock(turn)
        begins = self._since(turn, send, now)
        contacts: dict[int, list[Contact]] = defaultdict(list)
        for num, send_id, at, state in turn.rows_in(_CONTACTS, (begins.first,), nums):
            kind = self._kinds.get(send_id) or self._kind(turn, send_id)
            contacts[num].append(Contact(at, *kind, state != _UNDELIVERED))
        found = {}
        for num, those in contacts.items():
            why = over(send.limits, send.category, send.text_key, send.request_digest, begins.since, those)
            if why is not None:
                found[num] = why
        return found

    def _lock(self, turn: Turn) -> None:
        if turn.postgresql and turn is not self._counting:
            turn.run("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
            self._counting = turn

    def _since(self, turn: Turn, send: Send, now: float) -> _Begins:
        """What counts from when; days begin on a full minute, so it is computed once a minute."""
        minute = int(now) // _MINUTE
        known = self._begins.get(send.id)
        if known is None or known.until != minute:
            begins = since(now, self._zone, send.limits.same_text_days)
            earliest = datetime.fromtimestamp(min(begins.days_30, begins.same_text) / 1000, UTC)
            first = turn.number(_FIRST, (render(earliest), send.request_digest))
            known = self._begins[send.id] = _Begins(minute, begins, first)
        return known

    def _kind(self, turn: Turn, send_id: int) -> _Kind:
        row = turn.one("SELECT category, text_key, request_digest FROM send WHERE id = ?", (send_id,))
        kind = self._kinds[send_id] = _Kind(*row) if row else _Kind("", "", "")
        return kind


_CONTACTS = (
    "SELECT num, send_id, at, state FROM recipient WHERE send_id >= ? AND at > 0"  # noqa: S608 - our own integers
    f" AND state IN ({', '.join(str(int(state)) for state in COUNTED)}) AND num IN ({{}})"
)
_FIRST = "SELECT min(id) FROM send WHERE closes >= ? OR request_digest = ?"
"""Nothing of a send leaves after its window."""


def key_texts(turn: Turn) -> None:
    """Give the sends that were claimed before texts were compared the key of theirs."""
    for send_id, body in turn.rows("SELECT id, body FROM send WHERE text_key = '' AND body <> ''"):
        turn.run("UPDATE send SET text_key = ? WHERE id = ?", (text_key(body), send_id))
