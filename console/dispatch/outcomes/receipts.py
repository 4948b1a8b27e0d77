"""Receipts (状态报告): each is stored as it came, is matched to one recipient or to none, and may settle that recipient."""

import logging
from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from console.dispatch.outcomes import receipts_again
from console.dispatch.outcomes.contradictions import Contradictions
from console.dispatch.outcomes.flights import Flights
from console.dispatch.outcomes.outcomes import CONTRADICTED, VERDICT
from console.dispatch.outcomes.receipt_rows import ReceiptRows, Recipient
from console.dispatch.replies.code_refusals import Coded
from console.dispatch.sends import Book, Send
from console.dispatch.store import Row, Turn
from console.domain.sending.verdicts import Verdict
from console.domain.states import RecipientState
from console.domain.times import render
from console.gateways.ports import Fault, Receipt

log = logging.getLogger(__name__)

_P = RecipientState
_OPEN = frozenset({_P.IN_FLIGHT, _P.ACCEPTED, _P.UNKNOWN, _P.NO_RECEIPT})
"""States that a final receipt still moves."""
_CODED = frozenset({_P.UNKNOWN, _P.NO_RECEIPT, _P.UNDELIVERED})
"""States in which a recipient may have a code that a later verdict makes untrue."""
_ENDED = frozenset({_P.NO_RECEIPT, _P.UNDELIVERED, _P.DELIVERED, _P.REFUSED})
"""States of those about whom a late receipt may speak that names them by number and reference alone."""
_KNOWN = frozenset({_P.DELIVERED, _P.UNDELIVERED, _P.REFUSED, _P.SUPPRESSED})
"""States in which a receipt that moves nobody tells nothing. Of a long message that was accepted it tells of a part; of somebody who is in
doubt, or counts as not sent, it tells that something reached the provider, and whoever sends to them again asks for it (`continuing`)."""
_AWAITED = frozenset({_P.IN_FLIGHT, _P.ACCEPTED})
"""States in which a receipt is the first; only then its lag counts."""
_SAID_AGAIN = frozenset({(_P.DELIVERED, Verdict.DELIVERED), (_P.UNDELIVERED, Verdict.FAILED)})
"""A state and a receipt that says it again."""
UNREAD = "? "
"""The prefix of an unknown state word of a receipt, in the place where people look the recipient up."""

_STATES = tuple(RecipientState)


class _Found(NamedTuple):
    send_id: int
    place: int
    num: int
    at: int
    state: int
    reference: int


_Hit = tuple[Send, int, int, int, RecipientState]
"""A recipient: send, place, number, time of acceptance (epoch milliseconds, 0: not known), and state."""


_NEWS, _IDLE, _AGAINST = "news", "idle", "against"


class _Told(NamedTuple):
    """What one turn's receipts do: states from and to, verdicts, and the places of receipts that need not all be kept."""

    present: dict[Recipient, tuple[RecipientState, RecipientState]]
    verdicts: dict[Recipient, Row]
    idle: dict[int, Recipient]
    against: dict[int, Recipient]


class Receipts:
    """Applies receipts inside the turn's transaction. `lags` has the newest receipt lags in milliseconds."""

    def __init__(self, book: Book, flights: Flights) -> None:
        self._book, self._flights = book, flights
        self._rows = ReceiptRows(book.gateway)
        self.lags: deque[int] = deque(maxlen=512)
        self._contradictions = Contradictions(book, flights)
        self._worded: dict[int, bool] = {}
        self._coded: list[Coded] = []
        self.forgotten = 0
        """Receipts about people to whom, by this database, nothing was sent yet: it lacks what was sent to them."""
        self.unproved = 0
        """Receipts for such people that do not name their send: each may speak of somebody else's message, so none is believed."""

    def apply(self, turn: Turn, receipts: Sequence[Receipt], at: int) -> None:
        """Apply one turn's receipts; `at` is the time in epoch milliseconds."""
        self._contradictions.begin(at)
        hits = [self._remembered(receipt) for receipt in receipts]
        known = self._by_id(turn, [receipt for receipt, hit in zip(receipts, hits, strict=True) if not hit])
        raw: list[Row] = []
        told = _Told({}, {}, {}, {})
        gateway = self._book.gateway
        for nth, (receipt, hit) in enumerate(zip(receipts, hits, strict=True)):
            number, msgid, reference, status, state, error, _, content, _ = receipt
            word = _word(status, state, error)
            one = hit or self._found(turn, receipt, known.get(msgid, []), at)
            raw.append((gateway, number, msgid, reference, word, content, at, one[0].id if one else None))
            if one is None:
                self._book.faults[_stray(receipt)] += 1
            elif (said := self._take(turn, receipt, one, word, told, at)) is _AGAINST:
                told.against[nth] = (one[0].id, one[1])
            elif said is _IDLE and hit is None:
                told.idle[nth] = (one[0].id, one[1])
        self._dropped(self._rows.add(turn, raw, told.idle, told.against))
        self._write(turn, told.present, told.verdicts)

    def _take(self, turn: Turn, receipt: Receipt, one: _Hit, word: str, told: "_Told", at: int) -> str:
        """Apply one receipt; return whether it has to be kept (`_NEWS`), or says again what was known or contradicted."""
        send, place, num, since, before = one
        if since and before in _AWAITED:
            self.lags.append(at - since)
        who = (send.id, place)
        first, now = told.present.get(who) or (before, before)
        meant = self._book.dialect.verdict(receipt.status, receipt.state)
        self._read_code(send, num, word, meant, at)
        # Of an accepted message of one part nothing is settled yet; that is the usual receipt.
        one_receipt = self._book.dialect.whole(send.parts)
        settled = now is not _P.ACCEPTED or not one_receipt
        if settled and (found := self._contradictions.of(turn, send, place, receipt, meant, now)):
            if now is _P.DELIVERED:
                return _AGAINST
            again = self._said(turn, who, told, CONTRADICTED)
            told.verdicts[who] = found
            return _AGAINST if again else _NEWS
        if meant is Verdict.NONE:
            again = now in _KNOWN or self._said(turn, who, told, UNREAD)
            self._unread(send, place, word, at, now, told.verdicts)
            return _IDLE if again else _NEWS
        if settled and one_receipt and (now, meant) in _SAID_AGAIN:
            self._book.faults[Fault.RECEIPT_DOUBLED] += 1
        new = self._verdict(turn, send, place, receipt, meant, now, at)
        if new is None or new is now:
            return _IDLE if new is now or now in _KNOWN else _NEWS
        told.present[who] = (first, new)
        self._note(send, place, word, at, new, told.verdicts)
        return _NEWS

    @staticmethod
    def _said(turn: Turn, who: Recipient, told: "_Told", what: str) -> bool:
        """Whether the code of a recipient begins so already: then an earlier receipt is kept that said it."""
        row = (told.verdicts[who][2],) if who in told.verdicts else turn.one(_CODE, who)
        return row is not None and str(row[0]).startswith(what)

    @staticmethod
    def _note(
        send: Send, place: int, word: str, at: int, new: RecipientState, verdicts: dict[tuple[int, int], Row]
    ) -> None:
        """Note the words by which somebody came to be undelivered; whoever came to another state has none."""
        if new is _P.UNDELIVERED:
            verdicts[send.id, place] = (send.id, place, word, at)
            send.failed_at = at
        else:
            verdicts.pop((send.id, place), None)

    def _dropped(self, count: int) -> None:
        """Count the receipts that are not kept, and say so as they grow many."""
        if not count:
            return
        before = self._book.faults[Fault.RECEIPT_DROPPED]
        self._book.faults[Fault.RECEIPT_DROPPED] = now = before + count
        if before.bit_length() != now.bit_length():
            log.warning(
                "gateway %s: too many receipts of no use; %d not kept so far", self._book.gateway, now
            )

    def _read_code(self, send: Send, num: int, word: str, meant: Verdict, at: int) -> None:
        """Note a refusal that the gateway file says a code means; whoever got the message has not refused it."""
        known = self._book.code_meaning(word, at) if meant is not Verdict.DELIVERED else None
        if known is not None:
            self._coded.append(Coded(send, num, known.code, known.scope))

    def coded(self) -> list[Coded]:
        """Return the refusals by code since the last call."""
        found, self._coded = self._coded, []
        return found

    def contradicted(self) -> list[tuple[Send, str]]:
        """Sends in which a receipt contradicts what is settled already, each with what it contradicts; once per start."""
        return self._contradictions.fresh()

    def _write(
        self,
        turn: Turn,
        present: dict[tuple[int, int], tuple[RecipientState, RecipientState]],
        verdicts: dict[tuple[int, int], Row],
    ) -> None:
        groups: dict[tuple[int, RecipientState, RecipientState], list[int]] = {}
        coded = [mark for mark in verdicts if mark not in present]
        for (send_id, place), (first, new) in present.items():
            groups.setdefault((send_id, first, new), []).append(place)
            if first is _P.IN_FLIGHT:
                self._flights.settled.add((send_id, place))
            if first in _CODED or self._has_words(turn, send_id):
                coded.append((send_id, place))
        for (send_id, first, new), places in groups.items():
            send = self._book.get(turn, send_id)
            if send is not None:
                self._book.move(turn, send, first, new, places)
        self._clear(turn, coded)
        if verdicts:
            turn.many(VERDICT, [*verdicts.values()])
            for send_id, _, code, _ in verdicts.values():
                self._count(turn, send_id, code, 1)

    def _clear(self, turn: Turn, coded: Sequence[tuple[int, int]]) -> None:
        """Delete codes that these receipts made untrue, and count them no more."""
        for send_id in {send_id for send_id, _ in coded}:
            places = [place for one, place in coded if one == send_id]
            for (code,) in turn.rows_in(_CODES, (send_id,), places):
                self._count(turn, send_id, code, -1)
            turn.run_in(_UNCODE, (send_id,), places)

    def _count(self, turn: Turn, send_id: int, code: str, by: int) -> None:
        send = self._book.get(turn, send_id)
        if send is not None:
            send.errors[code] += by
            if send.errors[code] <= 0:
                del send.errors[code]

    def _verdict(
        self,
        turn: Turn,
        send: Send,
        place: int,
        receipt: Receipt,
        meant: Verdict,
        now: RecipientState,
        at: int,
    ) -> RecipientState | None:
        """Return the state to which this receipt moves the recipient, the present one if it tells nothing new, else None."""
        if now is _P.REFUSED and meant is Verdict.PENDING and receipt.message_id:
            # It has the message all the same: nobody sends to them again by its answer alone (`continuing`).
            turn.run(_TAKEN, (self._book.gateway, receipt.message_id, at, send.id, place))
            self._contradictions.withdraw(turn, send, place)
        if now not in _OPEN and not (now is _P.UNDELIVERED and meant is Verdict.DELIVERED):
            return None
        one_receipt = self._book.dialect.whole(send.parts)
        if now is _P.UNKNOWN and (meant is Verdict.PENDING or (receipt.message_id and one_receipt)):
            # From now on every further receipt is expected under this id, as for any accepted message.
            turn.run(_TAKEN, (self._book.gateway, receipt.message_id, at, send.id, place))
        if meant is Verdict.PENDING:
            return {_P.UNKNOWN: _P.ACCEPTED, _P.ACCEPTED: now, _P.NO_RECEIPT: now}.get(now)
        if meant is Verdict.FAILED:
            return _P.UNDELIVERED
        if one_receipt:
            return _P.DELIVERED
        part = receipt.message_id or f"#{receipt.token}"
        fresh = turn.run(
            "INSERT INTO part_done (send_id, place, msgid) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (send.id, place, part),
        )
        self._book.faults[Fault.RECEIPT_PART if fresh else Fault.RECEIPT_DOUBLED] += 1
        done = turn.number("SELECT count(*) FROM part_done WHERE send_id = ? AND place = ?", (send.id, place))
        if done >= send.parts:
            # After a restart only those of since then were counted.
            parts = self._book.faults[Fault.RECEIPT_PART]
            self._book.faults[Fault.RECEIPT_PART] = max(0, parts - send.parts)
            return _P.DELIVERED
        return None if fresh else now

    def _unread(
        self,
        send: Send,
        place: int,
        word: str,
        at: int,
        now: RecipientState,
        verdicts: dict[tuple[int, int], Row],
    ) -> None:
        """Note an unknown state word, which changes no state: it is shown with the recipient and counted on the send."""
        self._book.faults[Fault.RECEIPT_UNREAD] += 1
        if now not in _OPEN:
            return
        code = UNREAD + word
        verdicts[send.id, place] = (send.id, place, code[:40], at)
        self._worded[send.id] = True
        self._book.soil(send, (place,))
        if not (count := self._book.faults[Fault.RECEIPT_UNREAD]) & (count - 1):
            log.warning(
                "send %d: a receipt with a state word that nobody knows: %s (%d so far)",
                send.id,
                ascii(word),
                count,
            )

    def read_again(self, turn: Turn, send_id: int) -> None:
        """Let what nobody could read have its effect, where it is known by now what it means; of some of the send's people at a time.

        Of which part of a long text an unknown word spoke is not kept, so there it stays with people.
        """
        send = self._book.get(turn, send_id)
        rows = receipts_again.people(turn, send_id, sorted(_OPEN))
        if send is None or not self._book.dialect.whole(send.parts):
            return
        told = _Told({}, {}, {}, {})
        cleared = list[Recipient]()
        for place, state, code, at, parts in rows:
            new, word = self._read_now(_STATES[state], code or "", parts)
            if new is None:
                continue
            cleared.append((send.id, place))
            if new is not _STATES[state]:
                told.present[send.id, place] = _STATES[state], new
                self._note(send, place, word, at, new, told.verdicts)
        self._clear(turn, cleared)
        self._write(turn, told.present, told.verdicts)
        self._book.soil(send, [place for _, place in cleared])

    def _read_now(self, now: RecipientState, code: str, parts: int) -> tuple[RecipientState | None, str]:
        """Return the state of somebody by what is kept of their receipts, and the word that says so; None if that says nothing."""
        if parts:
            return _P.DELIVERED, ""
        word = code.removeprefix(UNREAD)
        meant = self._book.dialect.verdict(*receipts_again.said(word)[:2])
        if word == code or meant is Verdict.NONE:
            return None, ""
        if meant is Verdict.PENDING:
            return (_P.ACCEPTED if now is _P.UNKNOWN else now), word
        return (_P.DELIVERED if meant is Verdict.DELIVERED else _P.UNDELIVERED), word

    def _has_words(self, turn: Turn, send_id: int) -> bool:
        """Whether an accepted recipient of a send has the code of an unknown word, also from before this start."""
        if send_id not in self._worded:
            self._worded[send_id] = turn.one(_WORDED, (send_id,)) is not None
        return self._worded[send_id]

    def _by_id(self, turn: Turn, receipts: Sequence[Receipt]) -> dict[str, list[_Found]]:
        """Return the recipients whose message has the id of a receipt, by the id as the receipt has it."""
        known: dict[str, list[_Found]] = defaultdict(list)
        dialect, gateway = self._book.dialect, self._book.gateway
        ids = list({receipt.message_id for receipt in receipts if receipt.message_id})
        for msgid, *row in () if dialect.converts else turn.rows_in(_BY_ID, (gateway,), ids):
            known[msgid].append(_Found._make(row))
        # An id that is written otherwise proves nothing by itself: it is looked for among the messages to that number.
        others = [
            one
            for one in receipts
            if one.number and one.message_id and one.number not in {it.num for it in known[one.message_id]}
        ]
        of: dict[tuple[int, str], list[_Found]] = defaultdict(list)
        for msgid, *row in turn.rows_in(_BY_NUM, (gateway,), list({one.number for one in others})):
            found = _Found._make(row)
            of[found.num, dialect.answered(msgid)].append(found)
        for number, msgid in {(one.number, one.message_id) for one in others}:
            known[msgid] += of.get((number, dialect.reported(msgid)), ())
        return known

    def _remembered(self, receipt: Receipt) -> _Hit | None:
        """Return the recipient of a receipt from memory: accepted, and without an earlier receipt."""
        flight = self._flights.accepted.pop(self._book.dialect.reported(receipt.message_id), None)
        if flight is None:
            return None
        send, place, num, since = flight
        named = receipt.number == num and receipt.reference in {None, send.reference}
        if not named and (receipt.number or receipt.reference != send.reference):
            return None
        return send, place, num, since, _P.ACCEPTED

    def _found(self, turn: Turn, receipt: Receipt, known: list[_Found], at: int) -> _Hit | None:
        """Return the recipient of a receipt from the database."""
        match = self._match(turn, receipt, known) or self._unsent(turn, receipt, at)
        send = self._book.get(turn, match.send_id) if match else None
        return (send, match.place, match.num, match.at, _STATES[match.state]) if match and send else None

    def _unsent(self, turn: Turn, receipt: Receipt, at: int) -> _Found | None:
        """Return the recipient of a receipt who still waits in a send whose window has opened; from now on they wait no more.

        Who was tried, and by the provider's answer not taken, is in doubt: the receipt says otherwise. Who was never tried was written
        to all the same if the receipt names their send's reference: the database was put back, and it proves what was forgotten.
        A receipt that may as well speak of another message to the same number proves nothing; one of which nothing here says whose it is
        may speak of what was forgotten under another reference, for each claim gives them anew.
        """
        if not receipt.number:
            return None
        others = turn.rows(_OTHERS, (receipt.number, self._book.gateway))
        if any(receipt.reference in {None, reference} or not reference for (reference,) in others):
            return None
        rows = turn.rows(_UNSENT, (receipt.number, self._book.gateway, _instant(at)))
        named = [
            (one, place)
            for one, place, attempt, reference in rows
            if attempt
            and (receipt.reference == reference or (receipt.reference is None and receipt.message_id))
        ]
        if named:
            return self._doubted(turn, *named[0], receipt.number) if len(named) == 1 else None
        sends = [
            (send, place)
            for one, place, attempt, _ in rows
            if not attempt and (send := self._book.get(turn, one)) is not None
        ]
        same = [one for one in sends if one[0].reference == receipt.reference]
        if len(same) != 1:
            self.unproved += bool(sends) and not self._known(turn, receipt, at)
            return None
        self.forgotten += 1
        send, place = same[0]
        touched = turn.run(_WRITTEN, (send.reference, at, send.id, place))
        self._leave(send, place, _P.IN_FLIGHT, touched)
        return _Found(send.id, place, receipt.number, 0, int(_P.IN_FLIGHT), send.reference)

    def _known(self, turn: Turn, receipt: Receipt, at: int) -> bool:
        """Whether a receipt names a message that was written to its number from here, whatever became of it.

        Without a reference it may speak of any that was written within the time for receipts.
        """
        rows = turn.rows(_TRIED, (receipt.number, self._book.gateway))
        if receipt.reference is not None:
            return any(row[5] == receipt.reference for row in rows)
        since = at - self._book.receipt_seconds * 1000
        return any(row[6] >= since for row in rows)

    def _doubted(self, turn: Turn, send_id: int, place: int, num: int) -> _Found | None:
        """Return somebody whom the provider did not take, as it answered, and of whom it speaks now: in doubt, no longer queued."""
        send = self._book.get(turn, send_id)
        if send is None:
            return None
        self._leave(send, place, _P.UNKNOWN, turn.run(_DOUBTED, (send_id, place)))
        return _Found(send_id, place, num, 0, int(_P.UNKNOWN), send.reference)

    def _leave(self, send: Send, place: int, new: RecipientState, touched: int) -> None:
        """Take somebody out of a send's queue in memory; their row was changed already."""
        self._book.count(send, _P.QUEUED, new, [place], touched)
        send.leave(place)

    def _match(self, turn: Turn, receipt: Receipt, known: list[_Found]) -> _Found | None:
        """Return the one recipient whom the receipt means; None if none or several are possible.

        `known` are the recipients with the receipt's message id.
        """
        # An id alone proves nothing: providers use ids again, and another's receipt may come over our line.
        matches = [
            one
            for one in known
            if receipt.number == one.num or (not receipt.number and receipt.reference == one.reference)
        ]
        if len(matches) > 1 and receipt.reference is not None:
            matches = [one for one in matches if one.reference == receipt.reference]
        if len(matches) > 1:
            matches = [one for one in matches if one.state in _OPEN]
        if matches:
            return matches[0] if len(matches) == 1 else None
        # One without id and reference names no message: whose it is would be guessed by the number alone.
        named = receipt.message_id or receipt.reference is not None
        return self._by_number(turn, receipt) if receipt.number and named else None

    def _by_number(self, turn: Turn, receipt: Receipt) -> _Found | None:
        """Match by (number, reference) among open recipients; without a reference, by number among those without an answer.

        Recipients whom two people settled as sent still have no answer, as their old code shows.
        """
        matches = [
            _Found._make(row) for row in turn.rows_in(_BY_NUMBER, (receipt.number,), self._book.doubtful())
        ]
        if receipt.reference is not None:
            # Where the database forgot everything about a recipient, the reference is lost too.
            matches = [one for one in matches if one.reference in {receipt.reference, 0}]
            fitting = [one for one in matches if one.state in _OPEN]
        else:
            fitting = [
                one
                for one in matches
                if one.state in {_P.IN_FLIGHT, _P.UNKNOWN}
                or (one.state == _P.NO_RECEIPT and turn.one(_CODE, (one.send_id, one.place)))
            ]
        # A recipient settled as not sent stays so, but a receipt that contradicts it is stored under them and reported.
        fitting = fitting or [
            one for one in matches if one.state == _P.NOT_SENT and self._book.was_settled(one.send_id)
        ]
        fitting = fitting or self._ended(turn, receipt)
        return fitting[0] if len(fitting) == 1 else None

    def _ended(self, turn: Turn, receipt: Receipt) -> list[_Found]:
        """Return about whom a late receipt may speak who has a verdict already, also where no id ever said whose it is.

        Who was tried in vain until the window ended counts as not sent; that they did not get it contradicts nothing. Without a
        reference a receipt speaks of them if nothing else was ever tried to their number.
        """
        rows = [_Found._make(row[:6]) for row in turn.rows(_TRIED, (receipt.number, self._book.gateway))]
        failed = self._book.dialect.verdict(receipt.status, receipt.state) is Verdict.FAILED
        if receipt.reference is None:
            return rows if len(rows) == 1 and rows[0].state == _P.NOT_SENT and not failed else []
        states = _ENDED if failed else _ENDED | {_P.NOT_SENT}
        return [one for one in rows if one.reference == receipt.reference and one.state in states]


def _stray(receipt: Receipt) -> Fault:
    """Return what is wrong with a receipt that was matched to nobody."""
    if receipt.number:
        return Fault.RECEIPT_UNMATCHED
    return Fault.RECEIPT_NUMBERLESS if receipt.message_id else Fault.RECEIPT_BAD


def _instant(at: int) -> str:
    return render(datetime.fromtimestamp(at // 1000, UTC))


def _word(status: str, state: int | None, error: str) -> str:
    """Return the provider's words as people look them up: the state, and the error if there is one."""
    word = status or (f"state {state}" if state is not None else "?")
    return f"{word} {error}".strip()[:40]


_BY_ID = (
    "SELECT s.msgid, s.send_id, s.place, r.num, s.at, r.state, r.reference FROM submission s"
    " JOIN recipient r ON r.send_id = s.send_id AND r.place = s.place WHERE s.gateway = ? AND s.msgid IN ({})"
)
_BY_NUM = (
    "SELECT s.msgid, s.send_id, s.place, r.num, s.at, r.state, r.reference FROM listing l JOIN submission s"
    " ON s.send_id = l.send_id AND s.place = l.place JOIN recipient r ON r.send_id = l.send_id AND r.place = l.place"
    " WHERE s.gateway = ? AND l.num IN ({})"
)
_HOLDS = "FROM listing l JOIN recipient r ON r.send_id = l.send_id AND r.place = l.place"
_BY_NUMBER = (
    f"SELECT r.send_id, r.place, r.num, 0, r.state, r.reference {_HOLDS}"
    " WHERE l.num = ? AND r.attempt > 0 AND l.send_id IN ({})"
)
_TRIED = (
    f"SELECT r.send_id, r.place, r.num, 0, r.state, r.reference, r.at {_HOLDS} JOIN send s ON s.id = l.send_id"
    " WHERE l.num = ? AND r.attempt > 0 AND s.gateway = ? AND s.erased = '' AND s.state <> 'loading'"
)
_UNSENT = (
    f"SELECT s.id, r.place, r.attempt, r.reference {_HOLDS} JOIN send s ON s.id = l.send_id"
    f" WHERE l.num = ? AND r.state = {int(_P.QUEUED)}"
    " AND s.gateway = ? AND s.erased = '' AND s.state IN ('waiting', 'sending', 'ending') AND s.opens <= ? ORDER BY s.id"
)
_WRITTEN = (
    f"UPDATE recipient SET state = {int(_P.IN_FLIGHT)}, attempt = attempt + 1, reference = ?, at = ?"  # noqa: S608 - our own integers
    f" WHERE send_id = ? AND place = ? AND state = {int(_P.QUEUED)}"
)
_DOUBTED = f"UPDATE recipient SET state = {int(_P.UNKNOWN)} WHERE send_id = ? AND place = ? AND state = {int(_P.QUEUED)}"  # noqa: S608 - our own integers
_OTHERS = (
    f"SELECT r.reference {_HOLDS} JOIN send s ON s.id = l.send_id WHERE l.num = ? AND r.attempt > 0"
    f" AND s.gateway = ? AND r.state IN ({', '.join(str(int(state)) for state in sorted(_OPEN))})"
)
"""Other messages to a number that still wait for their receipt."""
_CODES = "SELECT code FROM verdict WHERE send_id = ? AND place IN ({})"
_UNCODE = "DELETE FROM verdict WHERE send_id = ? AND place IN ({})"
_CODE = "SELECT code FROM verdict WHERE send_id = ? AND place = ?"
_WORDED = (
    "SELECT 1 FROM verdict v JOIN recipient r ON r.send_id = v.send_id AND r.place = v.place"
    " WHERE v.send_id = ? AND r.state = 2 LIMIT 1"
)
_TAKEN = (
    "INSERT INTO submission (send_id, place, attempt, part, gateway, msgid, at)"
    " SELECT send_id, place, attempt, 0, ?, ?, ? FROM recipient WHERE send_id = ? AND place = ? ON CONFLICT DO NOTHING"
)
