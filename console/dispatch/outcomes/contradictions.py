"""Receipts that contradict what is settled: what each contradicts, and who must not be sent to again because of it."""

from typing import Final

from console.dispatch.outcomes.flights import Flights
from console.dispatch.outcomes.outcomes import CONTRADICTED, VERDICT
from console.dispatch.sends import Book, Send
from console.dispatch.store import Row, Turn
from console.domain.sending.verdicts import Verdict
from console.domain.states import RecipientState
from console.gateways.ports import Fault, Receipt

_P = RecipientState
SETTLED, CONTINUED, ARRIVED, ANSWERED, TRIED = (
    "against_not_sent", "against_again", "against_delivered", "against_refused", "against_tried",
)  # fmt: skip
"""What a receipt contradicts: two people who said `not sent`; two people who sent again; an earlier receipt; the answer to the submit;
an answer by which nothing was taken, until the window ended."""
_KEPT: Final = frozenset({_P.REFUSED, _P.UNDELIVERED})
"""States whose code is the provider's; it stays beside the contradiction."""


class Contradictions:
    """Finds contradictions inside the turn's transaction, and withdraws their recipients from the continuations of a send."""

    def __init__(self, book: Book, flights: Flights) -> None:
        self._book, self._flights = book, flights
        self._at = 0
        self._later: dict[int, list[int]] = {}
        self._found: dict[tuple[int, str], Send] = {}
        self._told: set[tuple[int, str]] = set()

    def begin(self, at: int) -> None:
        """Begin a turn at `at` (epoch milliseconds)."""
        self._at = at
        self._later.clear()

    def fresh(self) -> list[tuple[Send, str]]:
        """Sends in which a receipt contradicts what is settled already, each with what it contradicts; once per start."""
        found = [(send, mark[1]) for mark, send in self._found.items() if mark not in self._told]
        self._told |= set(self._found)
        self._found = {}
        return found

    def of(
        self, turn: Turn, send: Send, place: int, receipt: Receipt, meant: Verdict, now: RecipientState
    ) -> Row | None:
        """Return the verdict of a recipient whom a receipt contradicts, or None: then the receipt may have its effect."""
        against = self._against(turn, send, place, receipt, meant, now)
        if not against:
            return None
        self._found[send.id, against] = send
        self._book.faults[Fault.RECEIPT_AGAINST] += 1
        self._book.soil(send, (place,))
        if against != ARRIVED:
            self.withdraw(turn, send, place)
        return self._verdict(turn, send, place, now)

    def _against(
        self, turn: Turn, send: Send, place: int, receipt: Receipt, meant: Verdict, now: RecipientState
    ) -> str:
        """Return what a receipt contradicts (a name of `event-contradicted`), or an empty string: then it may have its effect.

        What two people settled or began, what the provider refused, and what a receipt called delivered does not change any more.
        """
        if now is _P.NOT_SENT:
            return SETTLED if self._book.was_settled(send.id) else TRIED
        if now is _P.REFUSED and meant is Verdict.DELIVERED:
            return ANSWERED
        if meant is Verdict.FAILED and (now is _P.DELIVERED or self._part_done(turn, send, place, receipt)):
            return ARRIVED
        if now is _P.UNDELIVERED and meant is Verdict.DELIVERED and self._again(turn, send, place):
            return CONTINUED
        return ""

    def _verdict(self, turn: Turn, send: Send, place: int, now: RecipientState) -> Row:
        """Return the verdict of a contradicted recipient; the provider's own word stays in it, and so does when it came."""
        row = turn.one(_CODE, (send.id, place)) if now in _KEPT else None
        if row is None:
            return send.id, place, CONTRADICTED, self._at
        word = row[0].removeprefix(CONTRADICTED).strip()
        return send.id, place, f"{CONTRADICTED} {word}".strip()[:40], row[1]

    def withdraw(self, turn: Turn, send: Send, place: int) -> None:
        """Let nobody be sent to again of whom a receipt says that the provider has their first message.

        Who still waits for the second one is in doubt from now on, and two people look at them; a message on the wire stays there, but
        it is not tried a second time.
        """
        for later, state in self._again(turn, send, place):
            if state == _P.IN_FLIGHT:
                self._flights.spared.add((later, place))
            other = self._book.get(turn, later) if state == _P.QUEUED else None
            if other is not None:
                touched = turn.run(_WITHDRAWN, (send.id, other.id, place))
                self._book.count(other, _P.QUEUED, _P.UNKNOWN, [place], touched)
                other.leave(place)
                turn.many(VERDICT, [(other.id, place, CONTRADICTED, self._at)])
                other.errors[CONTRADICTED] += 1

    def _again(self, turn: Turn, send: Send, place: int) -> list[Row]:
        """Return the continuations, by id, that sent or send to this recipient again, each with their state in it."""
        later = self.later(turn, send)
        return turn.rows_in(_AT_PLACE, (place,), later) if later else []

    def later(self, turn: Turn, send: Send) -> list[int]:
        """Return the continuations of a send, and theirs. Until the turn ends no other one is finished beside it.

        The counted receipt tells a continuation that is being loaded to look whether one of its recipients has moved.
        """
        if send.id not in self._later:
            found, line = list[int](), [send.id]
            while line:
                turn.run_in(_STILL, (), line)
                line = [one for (one,) in turn.rows_in(_CONTINUING, (), line)]
                found += line
            self._later[send.id] = found
        return self._later[send.id]

    @staticmethod
    def _part_done(turn: Turn, send: Send, place: int, receipt: Receipt) -> bool:
        """Whether this part of a long message was reported as delivered before."""
        if send.parts == 1 or not receipt.message_id:
            return False
        return turn.one(_PART_DONE, (send.id, place, receipt.message_id)) is not None


_STILL = "UPDATE send SET moved = moved + 1 WHERE id IN ({})"
_CONTINUING = "SELECT id FROM send WHERE state NOT IN ('refused', 'loading') AND continues IN ({})"
_AT_PLACE = "SELECT send_id, state FROM recipient WHERE place = ? AND send_id IN ({}) ORDER BY send_id"
_WITHDRAWN = (
    f"UPDATE recipient SET state = {int(_P.UNKNOWN)}, at = coalesce((SELECT s.at FROM recipient s WHERE s.send_id = ?"  # noqa: S608 - our own integers
    f" AND s.place = recipient.place), at) WHERE send_id = ? AND place = ? AND state = {int(_P.QUEUED)}"
)
"""A recipient in doubt got the first message, if they got one: the limits count it at its time."""
_CODE = "SELECT code, at FROM verdict WHERE send_id = ? AND place = ?"
_PART_DONE = "SELECT 1 FROM part_done WHERE send_id = ? AND place = ? AND msgid = ?"
