"""The sender of one gateway: each turn is one transaction with what was received and what will be written.

Bytes are sent and receipts acknowledged only after the commit. Any failure ends the process; the next start sets every open intent
to UNKNOWN.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from console.dispatch.clock import Clock, instant
from console.dispatch.holds import RECEIPT_STRAY, Holds
from console.dispatch.lease import Lease
from console.dispatch.memory.memory import FORGOT_RECEIPT
from console.dispatch.outcomes import receipts_again
from console.dispatch.outcomes.flights import Flights
from console.dispatch.outcomes.outcomes import Outcomes
from console.dispatch.outcomes.receipts import Receipts
from console.dispatch.replies import code_refusals, replies
from console.dispatch.replies.unjudged import Unjudged
from console.dispatch.reports import doubts
from console.dispatch.reports.outbox import CONTRADICTED, HELD, Outbox
from console.dispatch.sending import endings
from console.dispatch.sending.brakes import Brakes
from console.dispatch.sending.caps import Caps
from console.dispatch.sending.intents import Intents
from console.dispatch.sends import QUEUED, SENDING, WAITING, Book, Prepare, Send
from console.dispatch.store import FORGOT, STRAY, Store, Turn, write_mark
from console.domain.freezes.freezes import Scope
from console.domain.sending.gateways import GatewayFile
from console.gateways.ports import (
    Cut,
    Fault,
    Inbound,
    LineEvent,
    LineState,
    Outcome,
    Receipt,
    Session,
    Submit,
)

log = logging.getLogger(__name__)

_PATIENT = 3.0
"""Seconds after which people are told that a submit has no answer yet."""


class Sender:
    """The sink of one gateway's session, and the owner of its sends. Lives on the event loop."""

    def __init__(
        self,
        store: Store,
        gateway: str,
        prepare: Prepare,
        *,
        lease: Lease,
        holds: Holds,
        outbox: Outbox,
        clock: Clock,
    ) -> None:
        self.book = Book(gateway, prepare, holds.zone)
        self.holds, self.outbox = holds, outbox
        self.line = LineState.DOWN
        self.cut = str(Cut.ENDED)
        """Why the line is down, if it is: a `Cut`, and behind `: ` the provider's status if people have to know it."""
        self.outage = 0.0, 0.0
        """Since when the line is or was down, and when it came back, in epoch seconds; 0 while it is down, and where it never was."""
        self.session: Session[Any] | None = None
        self.failed: Callable[[BaseException], None] | None = None
        self.refused: Callable[[list[replies.Refusal]], None] = self.refuse
        """Called with the opt-outs found in replies, inside the turn that stores them; all senders of a dispatcher share one."""
        self.unjudged = Unjudged()
        """The messages from subscribers that are not judged yet; all senders of a dispatcher share one."""
        self.forgot: Callable[[str], None] = lambda _: None
        """Called inside a turn that stores a receipt which proves that the database forgot something; from then on all is held."""
        self.brake: Callable[[Turn, Scope, str, str], None] = lambda *_: None
        """Called inside a turn whose counts pull a brake, with what it stops and why; from then on nothing of it is written."""
        self.brakes = Brakes(self.book)
        self._store, self._lease, self._clock = store, lease, clock
        self._flights = Flights()
        self._intents = Intents(self.book, self._flights, Caps(holds.zone), self._judge)
        self._outcomes = Outcomes(self.book, self._flights)
        self.receipts = Receipts(self.book, self._flights)
        self._first = 0
        self._second, self._moment = 0, ""

    # --- ports.Sink ---------------------------------------------------------------------------------------------

    def on_line(self, event: LineEvent) -> None:
        """See `ports.Sink.on_line`."""
        said = f": {event.said}" if event.cause is Cut.BIND_FAILED and event.said else ""
        if LineState.UP in {self.line, event.state}:
            with self._store.turn() as turn:
                doubts.note_line(turn, self.book.gateway, event.state, int(self._clock.time() * 1000))
        self.line, self.cut = event.state, f"{event.cause}{said}"
        self.brakes.line(event)
        log.info("gateway %s: %s, %s", self.book.gateway, event.state.value, event.detail)
        since, back = self.outage
        if event.state is not LineState.UP:
            self.outage = (since, 0.0) if since and not back else (self._clock.time(), 0.0)
        elif since and not back:
            back = self._clock.time()
            self.outage = since, back
            log.warning("gateway %s: the line is back after %.1f s", self.book.gateway, back - since)

    def on_turn(self, outcomes: list[Outcome], receipts: list[Receipt], inbound: list[Inbound]) -> None:
        """See `ports.Sink.on_turn`."""
        now = self._clock.time()
        ready = self._ready(now)
        heard = bool(outcomes or receipts or inbound)
        if self.session is None or not (heard or (ready and self.session.room() > 0)):
            return
        submits: list[Submit[Any]] = []
        with self._store.turn() as turn:
            self.holds.read(turn, self._lease.check(turn))
            at = int(now * 1000)
            before = Counter(self.book.faults) if receipts else Counter()
            left = self._take_in(turn, outcomes, receipts, inbound, at) if heard else ()
            self._count(turn, outcomes, receipts, before, now)
            room = self.session.room()
            if room > 0:
                submits = self._intend(turn, ready, room, now)
            for send in self.book.save(turn, now):
                endings.judge(turn, self.book, send, self.outbox)
        if submits:
            self.session.write(submits)
        if receipts or inbound:
            gone = {id(one) for one in left}
            tokens = [one.token for one in receipts] + [one.token for one in inbound if id(one) not in gone]
            self.session.acknowledge(tokens)
            if left:
                self._decline([one.token for one in left])

    def _take_in(
        self,
        turn: Turn,
        outcomes: list[Outcome],
        receipts: list[Receipt],
        inbound: list[Inbound],
        at: int,
    ) -> list[Inbound]:
        """Apply what was heard; return the messages for which there was no room.

        Refusals count before this same turn intends anything, here and at every other gateway.
        """
        if outcomes:
            self._outcomes.apply(turn, outcomes, at, self._said)
        if receipts:
            self.receipts.apply(turn, receipts, at)
            for send, against in self.receipts.contradicted():
                self.outbox.put(turn, send, CONTRADICTED, against)
        if self.receipts.forgotten:
            self.receipts.forgotten = 0
            write_mark(turn, FORGOT, 1, FORGOT_RECEIPT)
            self.forgot(FORGOT_RECEIPT)
        if self.receipts.unproved:
            self.receipts.unproved = 0
            self._hold_open(turn)
        if coded := [*self._outcomes.coded(), *self.receipts.coded()]:
            self.refused(code_refusals.keep(turn, self.book.gateway, coded, at))
        if not inbound:
            return []
        refusals, left = self.unjudged.put(turn, self.book.gateway, inbound, at)
        self.refused(refusals)
        return left

    def _count(
        self, turn: Turn, outcomes: list[Outcome], receipts: list[Receipt], before: Counter[str], now: float
    ) -> None:
        """Pull the brakes that the counts of this turn ask for, before anything more is written."""
        if outcomes:
            self.brakes.answered(*self._outcomes.told(), now)
        if receipts:
            self.brakes.received(len(receipts), before)
        if outcomes or receipts:
            self._pull(turn, self._pulled(self.book.changed(), now))
        if outcomes:
            self.brakes.keep(turn)

    def _pull(self, turn: Turn, pulled: Sequence[tuple[Scope, str, str]]) -> None:
        for scope, subject, why in pulled:
            self.brake(turn, scope, subject, why)
            self.brakes.stopped(turn, why)

    def _pulled(self, sends: Sequence[Send], now: float) -> list[tuple[Scope, str, str]]:
        """Return what has to stop and does not stand still by itself already."""
        pulled = self.brakes.pulled(sends, now)
        return [(*what, why) for what, why in pulled.items() if what not in self.holds.brakes]

    def follow(self, file: GatewayFile) -> None:
        """Read answers and receipts by this gateway file; what another dialect could not read is judged again."""
        self.book.follow(file)
        self.forget_accepted()
        with self._store.turn() as turn:
            receipts_again.owe_all(turn, file.id, repr(self.book.dialect))

    def take_again(self, send_id: int) -> None:
        """Judge some of the receipts anew that nobody could match or read before; see `receipts_again`."""
        now = self._clock.time()
        with self._store.turn() as turn:
            self.holds.read(turn, self._lease.check(turn))
            self.receipts.read_again(turn, send_id)
            for at, receipts in receipts_again.step(turn, self.book.gateway, send_id):
                strays = self.book.faults[Fault.RECEIPT_UNMATCHED]
                self.book.faults[Fault.RECEIPT_UNMATCHED] = max(0, strays - len(receipts))
                self._take_in(turn, [], receipts, [], at)
            for send in self.book.save(turn, now):
                endings.judge(turn, self.book, send, self.outbox)

    def _decline(self, tokens: list[int]) -> None:
        """Leave messages with the provider, and say so."""
        if self.session is not None:
            self.session.decline(tokens)
        before = self.book.faults[Fault.REPLIES_FULL]
        self.book.faults[Fault.REPLIES_FULL] = now = before + len(tokens)
        if before.bit_length() != now.bit_length():
            log.warning(
                "gateway %s: too many messages from subscribers wait; %d left with it so far",
                self.book.gateway,
                now,
            )

    def _hold_open(self, turn: Turn) -> None:
        """Hold what this gateway may have sent already, until the operator of each send has looked and resumes it.

        If it was put back, two people arm it again instead: the mark says then that everybody who waits is in doubt.
        """
        write_mark(turn, STRAY, 1, RECEIPT_STRAY)
        moment = instant(self._clock)
        for send in self.book:
            if (
                send.state in {WAITING, SENDING}
                and send.tally[QUEUED]
                and send.opens <= moment
                and not send.held
            ):
                self.book.set(turn, send, hold=send.resumed + 1, held_at=moment)
                self.outbox.put(turn, send, HELD, RECEIPT_STRAY)

    # --- what may be sent ---------------------------------------------------------------------------------------

    def _ready(self, now: float) -> list[Send]:
        """Sends with a queue, or with messages on the wire that may return to it."""
        if self.holds.hushed():
            return []
        if int(now) != self._second:
            self._second, self._moment = int(now), instant(self._clock)
        moment = self._moment
        return [
            send
            for send in self.book
            if send.state == SENDING and send.tally[QUEUED] and send.opens <= moment < send.closes
            and not self.holds.why(send, now)
        ]  # fmt: skip

    def _intend(self, turn: Turn, ready: list[Send], room: int, now: float) -> list[Submit[Any]]:
        """Fill the room from the sends in rotation; each turn begins with another send."""
        submits: list[Submit[Any]] = []
        if not ready:
            return submits
        self._first += 1
        start = self._first % len(ready)
        for send in ready[start:] + ready[:start]:
            # A freeze may have been read, or a stop announced, during this transaction.
            if room <= 0 or self.holds.hushed() or self.holds.why(send, now):
                continue
            first = send.may_go()
            taken = self._intents.take(
                turn, send, room if first is None else min(room, first * send.parts), now
            )
            room -= len(taken) * send.parts
            submits += taken
        return submits

    def lag(self) -> tuple[int, int]:
        """Receipt lag of the newest receipts in milliseconds, as median and 95th percentile; -1 while there are none."""
        lags = sorted(self.receipts.lags)
        return (lags[len(lags) // 2], lags[len(lags) * 95 // 100]) if lags else (-1, -1)

    def faults(self) -> dict[str, int]:
        """How often each `ports.Fault` happened since the start."""
        return dict(self.book.faults + (self.session.faults if self.session is not None else Counter()))

    def unanswered(self) -> tuple[int, int]:
        """How many submits have waited for their answer for too long, and the age of the oldest in seconds."""
        return self.session.unanswered(_PATIENT) if self.session is not None else (0, 0)

    def released(self, scope: str, subject: str) -> None:
        """Count anew what two people let go on; a line that the provider refused is tried again."""
        self.brakes.released(scope, subject)
        if self.session is not None and (scope, subject) == (Scope.GATEWAY, self.book.gateway):
            self.session.again()

    def part(self) -> None:
        """Give up a session that ended; what went wrong on it still counts."""
        if self.session is not None:
            self.book.faults.update(self.session.faults)
        self.session = None
        self.line = LineState.DOWN

    def refuse(self, refusals: Sequence[replies.Refusal]) -> None:
        """Note opt-outs that were added to the replica."""
        self._intents.refuse(refusals)

    def allow(self, refusal: replies.Refusal) -> None:
        """Forget an opt-out that has ended."""
        self._intents.allow(refusal)

    def forget_accepted(self) -> None:
        """Forget the accepted recipients in memory, as some may have left ACCEPTED otherwise; the database is asked about each."""
        self._flights.accepted.clear()

    def _said(self, status: int) -> str:
        """See `ports.Session.said`."""
        return self.session.said(status) if self.session is not None else str(status)

    def _judge(self, turn: Turn, nums: Sequence[int]) -> tuple[bool, set[int]]:
        """See `intents.Judge`."""
        refusals, waiting = self.unjudged.of(turn, nums)
        self.refused(refusals)
        return bool(refusals), waiting

    def ready(self) -> bool:
        """Whether something may be sent now."""
        return self.line is LineState.UP and bool(self._ready(self._clock.time()))

    def tick(self) -> None:
        """Do what is due by time: endings, holds that begin and end, and a first turn when there is room."""
        endings.tick(self._store, self.book, self.holds, self.outbox, self._lease, self._clock)
        now = self._clock.time()
        if pulled := self._pulled((), now):
            with self._store.turn() as turn:
                self._lease.check(turn)
                self._pull(turn, pulled)
        if self.ready():
            self.on_turn([], [], [])
