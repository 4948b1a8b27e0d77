"""The provider's answers: a session's outcomes become moves of recipients."""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence

from console.dispatch.outcomes.flights import Doubt, Flight, Flights
from console.dispatch.replies.code_refusals import Coded
from console.dispatch.sends import Book, Send
from console.dispatch.store import Row, Turn
from console.domain.states import RecipientState
from console.gateways.ports import NO_ANSWER, Accepted, Late, Outcome, Refused, Unknown

log = logging.getLogger(__name__)

_P = RecipientState
Said = Callable[[int], str]
"""See `ports.Session.said`."""
CONTRADICTED = "contradicted"
"""The code of a recipient whose state a receipt contradicts without changing it; the provider's own code follows, if there is one."""


class Outcomes:
    """Applies outcomes inside the turn's transaction. `moved` says which recipients go back to the queue."""

    def __init__(self, book: Book, flights: Flights) -> None:
        self._book, self._flights = book, flights
        self._groups: dict[tuple[int, RecipientState], list[int]] = {}
        self._sends: dict[int, Send] = {}
        self._submissions: list[Row] = []
        self._verdicts: list[Row] = []
        self._late: list[Late] = []
        self._coded: list[Coded] = []
        self._said: Said = str

    def apply(self, turn: Turn, outcomes: Sequence[Outcome], at: int, said: Said) -> None:
        """Take one turn's outcomes; `at` is the time in epoch milliseconds, `said` is the session's."""
        self._said = said
        self._groups, self._sends, self._submissions, self._verdicts, self._late = {}, {}, [], [], []
        flying, gateway = self._flights.flying, self._book.gateway
        settled, msgid = self._flights.settled, ""
        accepted: dict[int, list[int]] = defaultdict(list)
        for outcome in outcomes:
            if type(outcome) is Accepted:
                send, place, num, attempt = flying.pop(outcome.key)
                for part, msgid in enumerate(outcome.ids):
                    self._submissions.append((send.id, place, attempt, part, gateway, msgid, at))
                if settled and (send.id, place) in settled:
                    settled.discard((send.id, place))
                    # Their state is unchanged, but the desk does not have their message id yet.
                    self._book.soil(send, (place,))
                    continue
                accepted[send.id].append(place)
                if send.parts == 1:
                    self._flights.remember(self._book.dialect.answered(msgid), send, place, num, at)
                self._sends[send.id] = send
            else:
                self._other(outcome, at)
        for send_id, places in accepted.items():
            self._groups[send_id, _P.ACCEPTED] = places
        self._write(turn)
        for late in self._late:
            self._settle_late(turn, late, at)

    def _write(self, turn: Turn) -> None:
        if self._submissions:
            turn.many(_SUBMISSION, self._submissions)
        for (send_id, new), places in self._groups.items():
            self._book.move(turn, self._sends[send_id], _P.IN_FLIGHT, new, places)
        if self._verdicts:
            turn.many(VERDICT, self._verdicts)

    def _put(self, flight: Flight, new: RecipientState) -> None:
        self._sends[flight.send.id] = flight.send
        self._groups.setdefault((flight.send.id, new), []).append(flight.place)

    def _other(self, outcome: Outcome, at: int) -> None:
        if isinstance(outcome, Late):
            self._late.append(outcome)
            return
        flight = self._flights.flying.pop(outcome.key)
        mark = (flight.send.id, flight.place)
        if mark in self._flights.settled:
            # A receipt came first, and an answer does not undo its verdict.
            self._flights.settled.discard(mark)
            log.warning("%s after a receipt, send %d", type(outcome).__name__, flight.send.id)
            return
        if isinstance(outcome, Unknown):
            self._doubt(flight, outcome, at)
        elif isinstance(outcome, Refused) and not outcome.retry:
            code = codes_text(outcome.codes, self._said)
            self._put(flight, _P.REFUSED)
            self._verdicts.append((flight.send.id, flight.place, code, at))
            flight.send.errors[code] += 1
            self._read_code(flight.send, flight.num, code, at)
        elif mark in self._flights.spared:
            self._flights.spared.discard(mark)
            self._put(flight, _P.UNKNOWN)
            self._verdicts.append((*mark, CONTRADICTED, at))
            flight.send.errors[CONTRADICTED] += 1
        else:
            self._put(flight, _P.QUEUED)
            flight.send.again.append((flight.place, flight.num, flight.attempt))

    def _read_code(self, send: Send, num: int, code: str, at: int) -> None:
        known = self._book.code_meaning(code, at)
        if known is not None:
            self._coded.append(Coded(send, num, known.code, known.scope))

    def told(self) -> tuple[dict[tuple[int, RecipientState], list[int]], list[Row]]:
        """Return what the last answers made of whom, and the words of those whom the provider did not take."""
        return self._groups, self._verdicts

    def coded(self) -> list[Coded]:
        """Return the refusals by code since the last call."""
        found, self._coded = self._coded, []
        return found

    def _doubt(self, flight: Flight, outcome: Unknown, at: int) -> None:
        self._put(flight, _P.UNKNOWN)
        self._flights.doubts[outcome.key] = Doubt(flight, list(outcome.codes))
        code = outcome.why.value
        self._verdicts.append((flight.send.id, flight.place, code, at))
        flight.send.errors[code] += 1
        for part, msgid in enumerate(outcome.ids):
            if msgid:
                self._submissions.append(
                    (flight.send.id, flight.place, flight.attempt, part, self._book.gateway, msgid, at)
                )

    def _settle_late(self, turn: Turn, late: Late, at: int) -> None:
        """Let a late answer settle a recipient in doubt once all their parts are answered alike."""
        doubt = self._flights.doubts.get(late.key)
        if doubt is None or late.part >= len(doubt.codes):
            return
        doubt.codes[late.part] = late.code
        send, place, num, attempt = doubt.flight
        if late.code == 0:
            turn.run(_LATE, (send.id, place, attempt, late.part, self._book.gateway, late.id, at))
        if NO_ANSWER in doubt.codes:
            return
        state = turn.number("SELECT state FROM recipient WHERE send_id = ? AND place = ?", (send.id, place))
        if state != _P.UNKNOWN:
            del self._flights.doubts[late.key]
            return
        if not any(doubt.codes):
            self._book.move(turn, send, _P.UNKNOWN, _P.ACCEPTED, [place])
            turn.run("DELETE FROM verdict WHERE send_id = ? AND place = ?", (send.id, place))
            del self._flights.doubts[late.key]
        elif all(doubt.codes):
            code = codes_text(doubt.codes, self._said)
            self._book.move(turn, send, _P.UNKNOWN, _P.REFUSED, [place])
            turn.many(VERDICT, [(send.id, place, code, at)])
            send.errors[code] += 1
            self._read_code(send, num, code, at)
            del self._flights.doubts[late.key]


def codes_text(codes: Sequence[int], said: Said) -> str:
    """Return the first status that is not zero, as people look it up in the provider's table: `0x00000058`."""
    return said(next((code for code in codes if code > 0), 0))


_INSERT = (
    "INSERT INTO submission (send_id, place, attempt, part, gateway, msgid, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_SUBMISSION = _INSERT
_LATE = f"{_INSERT} ON CONFLICT DO NOTHING"
VERDICT = (
    "INSERT INTO verdict (send_id, place, code, at) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (send_id, place) DO UPDATE SET code = excluded.code, at = excluded.at"
)
"""SQL that stores the newest raw code of a recipient."""
