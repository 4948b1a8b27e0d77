"""Counts what brakes look at (`console.domain.sending.brakes`), for one gateway; a brake that was pulled is a freeze of our own."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from console.dispatch.sends import Book, Send
from console.dispatch.store import Row, Turn, read_mark, write_mark
from console.domain.freezes.freezes import Scope, numbered
from console.domain.sending import brakes
from console.domain.sending.brakes import Answers, Stood
from console.domain.states import RecipientState
from console.gateways.ports import Fault, LineEvent, LineState, Why

_P = RecipientState
_OUTCOMES: Final = (_P.ACCEPTED, _P.DELIVERED, _P.UNDELIVERED, _P.REFUSED, _P.NO_RECEIPT, _P.UNKNOWN)
_STRAYS: Final = (Fault.RECEIPT_UNMATCHED, Fault.RECEIPT_NUMBERLESS, Fault.RECEIPT_BAD)
_LOOKED_AT: Final = 2_000
"""Receipts after which their share is counted anew: a fault must not hide behind a million good ones."""

Groups = Mapping[tuple[int, RecipientState], Sequence[int]]
"""Places by send and by what one turn's answers made of them."""


class Brakes:
    """Lives beside a sender. All counts begin anew with each start, but for what was spent today."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._answers, self._first, self._day = Answers(), 0.0, ""
        self._codes: dict[int, tuple[str, int]] = {}
        self._before: dict[int, Stood] = {}
        self._since: dict[int, float] = {}
        self._cut: Counter[int] = Counter()
        """By send, the most whom one cut of the line left in doubt: mostly their receipts come, so that one cut alone stops nothing."""
        self._repeated = 0
        """So many receipts may say again what was heard: what was not acknowledged when the line ended comes again."""

    def answered(self, groups: Groups, verdicts: Sequence[Row], now: float) -> None:
        """Count one turn's answers: what they made of whom, and the words of those whom the provider did not take."""
        taken, refused, lost = (
            sum(len(places) for (_, new), places in groups.items() if new is state)
            for state in (_P.ACCEPTED, _P.REFUSED, _P.UNKNOWN)
        )
        one = self._answers
        if taken and not one.awaited:
            self._first = now
        self._answers = one._replace(
            lost=0 if taken or refused else one.lost + lost, awaited=one.awaited + taken
        )
        self._spend(groups, now)
        self._cut |= Counter(send_id for send_id, _, code, _ in verdicts if code == Why.CUT)
        self._count_codes(groups, verdicts)

    def _spend(self, groups: Groups, now: float) -> None:
        day = self._book.day(now)
        before = self._answers.spent if day == self._day else 0
        costs = (
            {send.id: self._book.cost(send) for send in self._book.changed()} if self._book.day_fen else {}
        )
        more = sum(
            costs.get(send_id, 0) * len(places)
            for (send_id, new), places in groups.items()
            if new is _P.ACCEPTED
        )
        self._day, self._answers = day, self._answers._replace(spent=before + more)

    def stopped(self, turn: Turn, why: str) -> None:
        """Begin to count anew what may be spent: two people let as much go on, whatever was spent before."""
        if why.startswith(brakes.SPENT):
            self._answers = self._answers._replace(spent=0)
            self.keep(turn)

    def keep(self, turn: Turn) -> None:
        """Store what was spent today: a restart is no way around it."""
        if self._book.day_fen:
            write_mark(turn, f"{_SPENT}{self._book.gateway}", self._answers.spent, self._day)

    def _count_codes(self, groups: Groups, verdicts: Sequence[Row]) -> None:
        """A code is running while nothing else is said of a send, turn by turn."""
        codes: dict[int, list[str]] = {}
        for send_id, _, code, _ in verdicts:
            if (send_id, _P.REFUSED) in groups:
                codes.setdefault(send_id, []).append(code)
        for send_id, new in groups:
            if new is _P.ACCEPTED:
                self._codes.pop(send_id, None)
                codes.pop(send_id, None)
        for send_id, words in codes.items():
            code, running = self._codes.get(send_id, ("", 0))
            same = next((nth for nth, word in enumerate(reversed(words)) if word != words[-1]), len(words))
            goes_on = same == len(words) and words[-1] == code
            self._codes[send_id] = words[-1], same + (running if goes_on else 0)

    def line(self, event: LineEvent) -> None:
        """Note that the line came up or ended, or that none came about."""
        if event.state is not LineState.UP:
            self._repeated = self._book.window
        self._answers = self._answers._replace(refused=event.refused, code=event.said)

    def received(self, count: int, before: Mapping[str, int]) -> None:
        """Count one turn's receipts; what is wrong with them are the faults that came on top of those of `before`."""
        strays, unread = (
            sum(self._book.faults[one] - before.get(one, 0) for one in several)
            for several in (_STRAYS, (Fault.RECEIPT_UNREAD,))
        )
        again = min(strays, self._repeated)
        self._repeated -= again
        one = self._answers
        if one.receipts >= _LOOKED_AT:
            one = one._replace(receipts=0, unmatched=0)
        self._answers = one._replace(
            unread=one.unread + unread if unread and strays + unread == count else 0,
            receipts=one.receipts + count, unmatched=one.unmatched + strays - again, awaited=0,
        )  # fmt: skip

    def pulled(self, sends: Iterable[Send], now: float) -> dict[tuple[Scope, str], str]:
        """Return why something has to stop, by its scope and subject."""
        answers, book = self._answers._replace(waited=now - self._first), self._book
        if book.day_fen and book.day(now) != self._day:
            answers = answers._replace(spent=0)
        found = {}
        if why := brakes.of_line(answers, book.window, book.receipt_minutes, book.day_fen):
            found[Scope.GATEWAY, book.gateway] = why
        for send in sends:
            code, running = self._codes.get(send.id, ("", 0))
            stands, before = _stood(send), self._before.get(send.id, Stood())
            stands = stands._replace(unknown=stands.unknown - self._cut[send.id])
            if why := brakes.of_send(stands, before, code, running):
                found[Scope.REQUEST, str(send.request)] = why
        for send in self._book:
            if why := self._unproved(send, now):
                found.setdefault((Scope.REQUEST, str(send.request)), why)
        return found

    def _unproved(self, send: Send, now: float) -> str:
        """Say that the first ones of a send have waited for their receipts for too long."""
        if send.may_go() != 0:
            self._since.pop(send.id, None)
            return ""
        if now - self._since.setdefault(send.id, now) < self._book.receipt_minutes * 60:
            return ""
        return brakes.said(brakes.UNPROVED, send.proved(), str(send.first))

    def load(self, turn: Turn) -> None:
        """Begin to count: whom our own crash left in doubt says nothing of the provider. What people let go on before stays so."""
        self._book.let_go = {numbered(subject) for (subject,) in turn.rows(_LET_GO)}
        self._before = {send.id: _stood(send) for send in self._book}
        spent, self._day = read_mark(turn, f"{_SPENT}{self._book.gateway}")
        self._answers = self._answers._replace(spent=spent)

    def released(self, scope: str, subject: str) -> None:
        """Count anew what two people let go on."""
        if (scope, subject) == (Scope.GATEWAY, self._book.gateway):
            self._answers = Answers(spent=self._answers.spent)
        for send in self._book:
            if (scope, subject) == (Scope.REQUEST, str(send.request)):
                self._before[send.id] = _stood(send)
                self._codes.pop(send.id, None)
                self._book.let_go.add(send.request)
                send.first = 0


def _stood(send: Send) -> Stood:
    return Stood(
        sum(send.tally[state] for state in _OUTCOMES), send.tally[_P.UNKNOWN], send.tally[_P.REFUSED]
    )


_SPENT: Final = "spent "
"""The mark of what was spent at a gateway in a day: the fen, and the day."""
_LET_GO = (
    'SELECT DISTINCT f.subject FROM "freeze" f JOIN freeze_lifted l ON l.freeze = f.id'
    " WHERE f.person = '' AND f.scope = 'request'"
)
