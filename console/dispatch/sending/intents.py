"""Which recipient is next: recipients leave the queue in sending order; opt-outs and limits per number are applied here for the last time."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice
from typing import Any

from console.dispatch.outcomes.flights import Flight, Flights
from console.dispatch.outcomes.outcomes import VERDICT
from console.dispatch.replies import open_replies
from console.dispatch.replies.replies import Refusal
from console.dispatch.sending.caps import Caps
from console.dispatch.sends import Book, Send, Waiting
from console.dispatch.store import Turn
from console.domain.sending.limits import Why
from console.domain.states import RecipientState
from console.gateways.ports import Submit

_P = RecipientState
_BLOCK = 2_048
"""Queued recipients read ahead."""
_FRESH = 50_000
"""Opt-outs newer than the read-ahead that are kept in memory; beyond this number the read-ahead is discarded instead."""
_SUPPRESSED = 500
"""Recipients suppressed by limits in one transaction, about: the line waits for it."""
_PUT_BACK = 500
"""Recipients put back in one transaction because something that they wrote is not judged yet, about."""
_BURST = 0.1
"""Seconds of a send's own rate that may accumulate."""

Judge = Callable[[Turn, Sequence[int]], tuple[bool, set[int]]]
"""Judges what numbers wrote, as far as there is time; says whether it found refusals, which are in the replica then, and of whom
something is not judged yet."""


class Intents:
    """Takes recipients from the queue and marks them IN_FLIGHT, inside the turn's transaction."""

    def __init__(self, book: Book, flights: Flights, caps: Caps, judge: Judge) -> None:
        self._book, self._flights, self._caps, self._judge = book, flights, caps, judge
        self._fresh: dict[int, set[int]] = {}

    def refuse(self, refusals: Sequence[Refusal]) -> None:
        """Note opt-outs that came after the read-ahead; they are in the replica already."""
        for num, scope in refusals:
            self._fresh.setdefault(num, set()).add(scope)
        if len(self._fresh) > _FRESH:
            for send in self._book:
                if send.block:
                    send.cursor = send.block[0][0] - 1
                    send.block = []
            self._fresh.clear()

    def allow(self, refusal: Refusal) -> None:
        """Forget an opt-out that has ended; it is gone from the replica already."""
        num, scope = refusal
        self._fresh.get(num, set()).discard(scope)

    def take(self, turn: Turn, send: Send, room: int, now: float) -> list[Submit[Any]]:
        """Intend at most `room` parts of a send at `now` (epoch seconds); the submits go out after the commit."""
        most = self._allowance(send, room, now)
        submits: list[Submit[Any]] = []
        spared = send.tally[_P.SUPPRESSED]
        if send.again and most:
            those = [send.again.popleft() for _ in range(min(most, len(send.again)))]
            those, _ = self._judged(turn, send, those)
            those = self._suppress(turn, send, those, self._refused(turn, send, _numbers(those)), now)
            submits += self._intend(turn, send, self._within(turn, send, those, now), now, span=False)
        back = 0
        while len(submits) < most and (those := self._next(turn, send, most - len(submits), now)):
            due, found = self._judged(turn, send, those)
            left = len(those) - len(due)
            those = self._suppress(turn, send, due, self._since(turn, send, _numbers(due), found=found), now)
            submits += self._intend(turn, send, self._within(turn, send, those, now), now, span=not left)
            back += left
            if back > _PUT_BACK or (send.limits and send.tally[_P.SUPPRESSED] - spared > _SUPPRESSED):
                break
        send.tokens -= len(submits)
        return submits

    @staticmethod
    def _allowance(send: Send, room: int, now: float) -> int:
        """Return how many recipients may go now: limited by the window's room and by the rate that the request asked for."""
        most = max(room // send.parts, 1)
        if not send.rate:
            return most
        rate = send.rate / send.parts
        send.tokens = min(send.tokens + (now - send.spent_at) * rate, max(1.0, rate * _BURST))
        send.spent_at = now
        return min(most, int(send.tokens))

    def _next(self, turn: Turn, send: Send, count: int, now: float) -> list[Waiting]:
        while not send.block:
            rows = turn.rows(_QUEUED, (send.id, send.cursor, _BLOCK))
            if not rows:
                return []
            send.cursor = rows[-1][0]
            refused = {
                num for (num,) in turn.rows(_REFUSING, (send.id, rows[0][0], rows[-1][0], *_four(send)))
            }
            waiting = open_replies.among(turn, send.id, rows[0][0], rows[-1][0]) if send.promotes else set()
            send.block = self._suppress(turn, send, rows, _whys(refused, waiting), now)
        those = send.block[:count]
        send.block = send.block[count:]
        return those

    def _judged(self, turn: Turn, send: Send, those: list[Waiting]) -> tuple[list[Waiting], bool]:
        """Put those back of whom something is not judged yet; return the others, and whether refusals were found."""
        found, waiting = self._judge(turn, _numbers(those))
        if waiting:
            send.again.extend(one for one in those if one[1] in waiting)
            those = [one for one in those if one[1] not in waiting]
        return those, found

    def _since(self, turn: Turn, send: Send, nums: Sequence[int], *, found: bool) -> dict[int, Why]:
        """Return those of the numbers that have refused since they were read ahead, or whose reply waits for a person.

        On PostgreSQL another dispatcher may have written it into the replica that both share, so only the replica itself can tell.
        """
        if found or turn.postgresql:
            return self._refused(turn, send, nums)
        if not self._fresh:
            return {}
        fresh = {num: scopes for num in nums if (scopes := self._fresh.get(num))}
        refused = {num for num, scopes in fresh.items() if not scopes.isdisjoint(send.refusing)}
        waiting = {num for num, scopes in fresh.items() if open_replies.SCOPE in scopes and send.promotes}
        return _whys(refused, waiting)

    @staticmethod
    def _refused(turn: Turn, send: Send, nums: Sequence[int]) -> dict[int, Why]:
        sql = "SELECT num FROM optout WHERE scope IN (?, ?, ?, ?) AND num IN ({})"
        refused = {num for (num,) in turn.rows_in(sql, _four(send), nums)}
        return _whys(refused, open_replies.these(turn, nums) if send.promotes else set())

    def _within(self, turn: Turn, send: Send, those: list[Waiting], now: float) -> list[Waiting]:
        """Suppress the recipients who got as much as the limits allow; return the others."""
        return self._suppress(turn, send, those, self._caps.over(turn, send, _numbers(those), now), now)

    def _suppress(
        self, turn: Turn, send: Send, those: list[Waiting], whys: Mapping[int, Why], now: float
    ) -> list[Waiting]:
        hit = {place: str(whys[num]) for place, num, _ in those if num in whys} if whys else {}
        if not hit:
            return those
        self._book.move(turn, send, _P.QUEUED, _P.SUPPRESSED, list(hit))
        turn.many(VERDICT, [(send.id, place, why, int(now * 1000)) for place, why in hit.items()])
        send.suppressed += Counter(hit.values())
        return [one for one in those if one[0] not in hit]

    def _intend(
        self, turn: Turn, send: Send, those: list[Waiting], now: float, *, span: bool
    ) -> list[Submit[Any]]:
        if not those or send.message is None:
            return []
        places = [place for place, _, _ in those]
        if span:
            # Nobody else is queued between the first and the last place, so one range is enough.
            touched = turn.run(_SPAN, (send.reference, int(now * 1000), send.id, places[0], places[-1]))
        else:
            touched = turn.run_in(_THESE, (send.reference, int(now * 1000), send.id), places)
        self._book.count(send, _P.QUEUED, _P.IN_FLIGHT, places, touched)
        flying, reference, message = self._flights.flying, send.reference, send.message
        submits = []
        for key, (place, num, attempt) in zip(islice(self._flights.keys, len(those)), those, strict=True):
            flying[key] = Flight(send, place, num, attempt + 1)
            submits.append(Submit(key, num, reference, message))
        return submits


def _numbers(those: Sequence[Waiting]) -> list[int]:
    return [num for _, num, _ in those]


def _whys(refused: Collection[int], waiting: Collection[int]) -> dict[int, Why]:
    """Say why numbers get nothing: who refused counts as such, whatever else they wrote."""
    return dict.fromkeys(waiting, Why.REPLY_OPEN) | dict.fromkeys(refused, Why.OPTED_OUT)


def _four(send: Send) -> tuple[int, ...]:
    """Return the scopes that keep a send's messages back, filled up to four values, so that one statement fits all sends."""
    scopes = send.refusing
    return (*scopes, *scopes[-1:] * (4 - len(scopes)))


_QUEUED = (
    "SELECT place, num, attempt FROM recipient WHERE send_id = ? AND place > ? AND state = 0"
    " ORDER BY place LIMIT ?"
)
_REFUSING = (
    "SELECT DISTINCT o.num FROM recipient r JOIN optout o ON o.num = r.num"
    " WHERE r.send_id = ? AND r.place BETWEEN ? AND ? AND o.scope IN (?, ?, ?, ?)"
)
_INTENT = "UPDATE recipient SET state = 1, attempt = attempt + 1, reference = ?, at = ? WHERE send_id = ? AND state = 0 AND place"
_SPAN = f"{_INTENT} BETWEEN ? AND ?"
_THESE = f"{_INTENT} IN ({{}})"
