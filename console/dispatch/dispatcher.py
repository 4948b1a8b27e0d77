"""The dispatcher on its event loop: one sender per gateway, the holds over all of them, and the calls for other threads."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

from console import failure
from console.dispatch.claiming.text_releases import Withdrawals
from console.dispatch.clock import HighWater, instant
from console.dispatch.custody.vault import VaultError
from console.dispatch.erasing import Erasing
from console.dispatch.freezes.freezing import Freezing
from console.dispatch.holds import (
    CLOCK_AHEAD,
    CLOCK_BEHIND,
    DESK_SILENT,
    NOT_ARMED,
    OPTOUT_KEY,
    Holds,
)
from console.dispatch.lease import RENEWED, Lease
from console.dispatch.link import Every, Inbox
from console.dispatch.replies.hashed import Hashed
from console.dispatch.replies.replies import Refusal
from console.dispatch.replies.unjudged import Unjudged
from console.dispatch.reports import outbox
from console.dispatch.reports.outbox import Outbox
from console.dispatch.sending import endings
from console.dispatch.sending.recovery import recover
from console.dispatch.sending.sender import Sender
from console.dispatch.sending.settling import Settling
from console.dispatch.sends import DONE, QUEUED, SENDING, STOPPED, WAITING, Prepare, Reported, Send
from console.dispatch.store import Store, Turn
from console.domain.freezes.freezes import Scope
from console.domain.masking import kept_words
from console.domain.sending.gateways import GatewayFile
from console.domain.times import render
from console.gateways.ports import LineState, Session
from console.signing.statements import Signed
from console.wire.dispatch import GatewayWire, ReleasedRow, TrialOffer

log = logging.getLogger(__name__)

_TICK = 0.05
"""Seconds between two ticks."""
_SILENCE = 10.0
"""Seconds without an answer from the desk after which everything is held."""
_KEYED = 2.0
"""Seconds between two checks of the key for hashed opt-outs."""


class Lifted(NamedTuple):
    """A hold that the desk reports as lifted by a signed act; the act has still to be judged."""

    send: Send
    hold: int
    act: Signed


class TakesBack(Protocol):
    """Undoes a claim."""

    def take_back(self, turn: Turn, send_id: int, name: str) -> None:
        """Refuse a send from which nothing was sent."""
        ...


class Dispatcher:
    """Everything that lives on the loop. Other threads reach it through `inbox.ask` alone.

    `answered` is when the desk answered last (monotonic seconds); `synced` is whether the opt-outs have been fetched since the
    start, and the desk is not behind them. Both are plain values that the link threads set.
    """

    def __init__(self, store: Store, box: Outbox, holds: Holds, clock: HighWater, hashed: Hashed) -> None:
        self.store, self.outbox, self.holds, self.clock = store, box, holds, clock
        self.senders: dict[str, Sender] = {}
        self.leases: dict[str, Lease] = {}
        self.answered = 0.0
        self.synced = False
        self.trials: list[TrialOffer] = []
        """The trials that the desk offers; a plain value that the watch sets."""
        self._lifted: dict[int, Lifted] = {}
        self._bad: set[tuple[int, str]] = set()
        self._transit: set[int] = set()
        self._stop = asyncio.Event()
        self._failure: BaseException | None = None
        self._loop = asyncio.get_running_loop()
        self.inbox = Inbox(self._loop, self.fail)
        self.settling = Settling(store, box, clock, self.senders, self.leases)
        self.freezing = Freezing(store, holds, box.by, clock)
        self.freezing.failed = self.fail
        self.withdrawals = Withdrawals(store)
        self.hashed = hashed
        self.erasing = Erasing(store, holds, box.by, clock, self.senders, self.freezing, hashed)
        self._keyed = Every(_KEYED)
        self.freezing.accept_clock, self.freezing.let_go = clock.accept, self._let_go
        self._renew = Every(RENEWED)
        self._unjudged = Unjudged(shared=store.database.dialect == "postgresql")
        self._lines: dict[str, asyncio.Task[None]] = {}
        self.shut: Callable[[str, str], None] = self._shut
        """Called when a line ended for good by itself, with the gateway and a name of `holds.CLOSED` or a vault's code."""

    # --- life ---------------------------------------------------------------------------------------------------

    def add(self, sender: Sender, lease: Lease, file: GatewayFile) -> int:
        """Add a gateway's sender and bring its database up to date after a start; return the number of recipients in doubt."""
        self.senders[sender.book.gateway] = sender
        sender.refused, sender.unjudged, sender.brake = self.refuse, self._unjudged, self._brake
        self._unjudged.look_again()
        self.leases[sender.book.gateway] = lease
        doubtful = recover(self.store, sender.book, lease, self.clock.time())
        with self.store.look() as look:
            sender.brakes.load(look)
        sender.follow(file)
        return doubtful

    def drop(self) -> None:
        """Forget every sender, to add all anew; none may have a line."""
        for book in (self.senders, self.leases):
            book.clear()
        self._lifted.clear()

    async def run(self) -> None:
        """Serve until `stop`. Raises the error that ended it: a lost lease, a failing database, a drifted state."""
        self.holds.everything.add(DESK_SILENT)
        ticks = asyncio.create_task(self._ticks())
        await self._stop.wait()
        if self._failure is None:
            await asyncio.gather(*(self.disconnect(gateway) for gateway in list(self._lines)))
        tasks = [ticks, *self._lines.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._failure is not None:
            raise self._failure

    def connect(self, gateway: str, session: Session[Any]) -> None:
        """Give a gateway its line, so that it begins to send. It must have none yet. After `stop` it gets none any more."""
        if self.senders[gateway].session is not None:
            raise RuntimeError("the gateway has a line already")
        if self._stop.is_set():
            # An act of the custodian, or a look at the vault, that is late: nobody would close this line.
            return
        self.holds.closed.pop(gateway, None)
        self.senders[gateway].session = session
        self._lines[gateway] = asyncio.create_task(self._line(gateway, session))

    async def disconnect(self, gateway: str) -> None:
        """Close a gateway's line in an orderly way: nothing new is written, and open submits are waited for as the rules say.

        Set the reason in `holds.closed` first, so that nothing is submitted meanwhile. The gateway stays without a line.
        """
        session, task = self.senders[gateway].session, self._lines.get(gateway)
        if session is None or task is None:
            return
        await session.close()
        await asyncio.wait({task})
        self._forget(gateway, session)

    def _forget(self, gateway: str, session: Session[Any]) -> None:
        sender = self.senders[gateway]
        if sender.session is session:
            sender.part()
            self._lines.pop(gateway, None)

    def _shut(self, gateway: str, why: str) -> None:
        self.holds.closed[gateway] = why

    def stop(self) -> None:
        """End `run` in an orderly way."""
        self._stop.set()

    def fail(self, error: BaseException) -> None:
        """End `run` by raising `error`; may be called from any thread. Messages on the wire are in doubt at the next start."""
        self._failure = self._failure or error
        self._loop.call_soon_threadsafe(self._fall)

    def _fall(self) -> None:
        if failure.named(self._failure) == failure.DATABASE_GONE:
            self.lose()
        self._stop.set()

    def lose(self) -> None:
        """Hold everything, because the database is gone; nothing of this dispatcher goes on, and what it knows is still told."""
        self.holds.everything.add(failure.DATABASE_GONE)

    @property
    def lost(self) -> bool:
        """Whether the database is gone."""
        return failure.DATABASE_GONE in self.holds.everything

    async def _line(self, gateway: str, session: Session[Any]) -> None:
        why = ""
        try:
            await session.run()
        except ConnectionError as error:
            log.warning("gateway %s: %s", gateway, error)
        except VaultError as error:
            why = error.code
            log.warning("gateway %s: the vault: %s", gateway, why)
        except Exception as error:  # noqa: BLE001 - the task's boundary: the line must not end unnoticed
            if self.senders[gateway].line is LineState.REFUSED:
                why = str(self.senders[gateway].cut)
                log.warning("gateway %s: %s", gateway, error)
            else:
                self.fail(error)
        if why:
            self._forget(gateway, session)
            self.shut(gateway, why)

    async def _ticks(self) -> None:
        try:
            while True:
                self.tick()
                await asyncio.sleep(_TICK)
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 - the task's boundary
            self.fail(error)

    def tick(self) -> None:
        """Check once everything that depends on time: the desk's silence, the clock, the leases, and every send."""
        self._put(DESK_SILENT, time.monotonic() - self.answered > _SILENCE or not self.synced)
        self._judge_clock()
        if self._keyed.due():
            self._put(OPTOUT_KEY, bool(self.hashed.fault()))
        if self._renew.due():
            for lease in self.leases.values():
                lease.renew()
        self._judge_replies()
        for sender in self.senders.values():
            sender.tick()

    def _judge_replies(self) -> None:
        if self._unjudged:
            with self.store.turn() as turn:
                self.refuse(self._unjudged.judge(turn))
        self._unjudged.begin(beside=any(sender.ready() for sender in self.senders.values()))

    def _judge_clock(self) -> None:
        why = self.clock.judge()
        self._put(CLOCK_BEHIND, why == CLOCK_BEHIND)
        self._put(CLOCK_AHEAD, why == CLOCK_AHEAD)
        self.freezing.clock, self.freezing.clock_why = (self.clock.asks(why), why) if why else ("", "")

    def timely(self) -> bool:
        """Whether things may be judged, end and expire now: see `Holds.suspended`."""
        self._judge_clock()
        return not self.holds.suspended

    def _put(self, reason: str, holds: bool) -> None:
        (self.holds.everything.add if holds else self.holds.everything.discard)(reason)

    def heard_desk(self) -> None:
        """Note that the desk answered. Called by the link threads."""
        self.answered = time.monotonic()

    # --- calls for other threads, on the loop -------------------------------------------------------------------

    def take_file(self, file: GatewayFile, prepare: Prepare) -> None:
        """Give a gateway another gateway file; its line must be closed."""
        sender = self.senders[file.id]
        sender.book.use(prepare)
        sender.follow(file)

    def gateway_ids(self) -> list[str]:
        """Gateways that this dispatcher sends through, by id."""
        return list(self.senders)

    def gateways(self) -> dict[str, str]:
        """Return each gateway with `up`, `down`, or why it is closed (a name of `holds.CLOSED`); none has a line without a database."""
        return {
            name: self.holds.closed.get(
                name, "up" if sender.line is LineState.UP and not self.lost else "down"
            )
            for name, sender in self.senders.items()
        }

    def wire(self) -> dict[str, GatewayWire]:
        """What goes wrong on each gateway's line."""
        return {
            name: GatewayWire(
                sender.faults(), sender.unanswered(), self._unjudged.full(name), _instants(*sender.outage)
            )
            for name, sender in self.senders.items()
        }

    def sends(self) -> Iterable[tuple[Sender, Send]]:
        """Yield every send in memory with its sender."""
        return [(sender, send) for sender in self.senders.values() for send in sender.book]

    def find(self, request: int, slot: int) -> Send | None:
        """Return the newest send of a slot, or None."""
        sends = [send for _, send in self.sends() if (send.request, send.slot) == (request, slot)]
        return max(sends, key=lambda send: send.id, default=None)

    def of_request(self, request: int) -> Send | None:
        """Return the newest send of a request that its people can be judged by, from the database if it is no longer in memory."""
        with self.store.look() as look:
            row = look.one(_OF_REQUEST, (request,))
            sender = self.senders.get(row[1]) if row else None
            return sender.book.get(look, row[0]) if row and sender else None

    def _brake(self, turn: Turn, scope: Scope, subject: str, why: str) -> None:
        """Stop what the counts of a turn ask for; whom our own end leaves in doubt says nothing of the provider."""
        if not self._stop.is_set():
            self.freezing.brake(turn, scope, subject, why)

    def _let_go(self, scope: str, subject: str) -> None:
        for sender in self.senders.values():
            sender.released(scope, subject)

    def wishes(self, rows: list[ReleasedRow]) -> list[ReleasedRow]:
        """Carry out the desk's wishes for the sends that are here; return the rows of the other sends."""
        here = {(send.release, send.request, send.slot): send for _, send in self.sends()}
        for row in rows:
            send = here.get(_which(row))
            if send is not None and send.state in {WAITING, SENDING}:
                self._wish(send, row)
        return [row for row in rows if _which(row) not in here]

    def _wish(self, send: Send, row: ReleasedRow) -> None:
        if row.wish == "stop" and NOT_ARMED in self.holds.everything:
            # Nothing leaves meanwhile; ended now, those whom this database forgot would count as never sent to.
            return
        if row.wish == "stop":
            endings.end(
                self.store, self.senders[send.gateway].book, send, self.outbox, self._lease(send), endings.STOP,
                self.clock.time(),
            )  # fmt: skip
            return
        if row.hold > send.hold or (row.wish == "hold" and not send.held):
            self.hold(send, row.hold, kept_words(row.reason))
        elif row.wish != "hold" and send.held and row.resume:
            act = Signed(row.resume, [row.resume_signature])
            if (send.id, act.digest()) not in self._bad:
                self._lifted[send.id] = Lifted(send, send.hold, act)

    def hold(self, send: Send, number: int, reason: str) -> None:
        """Hold a send; a `number` that is 0 or was lifted already stands for the next number."""
        if number <= send.resumed:
            if send.held:
                return
            number = send.resumed + 1
        book, at = self.senders[send.gateway].book, instant(self.clock)
        endings.hold(self.store, book, send, self.outbox, self._lease(send), number, reason, at)

    def lifted(self) -> list[Lifted]:
        """Return the signed resumes that have to be judged."""
        lifted, self._lifted = list(self._lifted.values()), {}
        return lifted

    def not_lifted(self, one: Lifted) -> None:
        """Refuse a resume: the hold stays, and the same act is not judged again."""
        self._bad.add((one.send.id, one.act.digest()))

    def resume(self, send: Send, number: int) -> None:
        """Lift hold `number`, whose resume was judged good."""
        book = self.senders[send.gateway].book
        endings.resume(self.store, book, send, self.outbox, self._lease(send), number)

    def refuse(self, refusals: Sequence[Refusal]) -> None:
        """Tell the senders about opt-outs that are now in the replica; none may send to these numbers from now on."""
        for sender in self.senders.values():
            sender.refuse(refusals)

    def allow(self, refusals: Sequence[Refusal]) -> None:
        """Tell the senders what keeps numbers back no longer; it is gone from the database already."""
        for sender in self.senders.values():
            for one in refusals:
                sender.allow(one)

    def arrived(self, gateway: str, send_id: int) -> None:
        """Take in a release that was claimed."""
        with self.store.turn() as turn:
            self.senders[gateway].book.get(turn, send_id)

    def take_again(self, gateway: str, send_id: int) -> None:
        """Judge anew some of the receipts that came before a send was here."""
        sender = self.senders.get(gateway)
        if sender is not None:
            sender.take_again(send_id)

    def due(self) -> list[Send]:
        """Unstarted sends whose window is over, or is open with neither a freeze nor a closed gateway in the way."""
        now = instant(self.clock)
        return [
            s
            for _, s in self.sends()
            if s.state == WAITING
            and s.opens <= now
            and (s.closes <= now or not (s.gateway in self.holds.closed or self.holds.freezes_send(s)))
        ]

    def passed(self, send: Send) -> bool:
        """Whether the send's window is over."""
        return send.closes <= instant(self.clock)

    def start(self, send: Send) -> None:
        """Start a send that was just judged good."""
        if send.state != WAITING:
            return
        with self.store.turn() as turn:
            self._lease(send).check(turn)
            book = self.senders[send.gateway].book
            book.set(turn, send, state=SENDING)
            self.outbox.put(turn, send, outbox.STARTED)
            # A continuation may contain only recipients who were in doubt from its beginning; then it ends at once.
            endings.judge(turn, book, send, self.outbox)

    def take_back(self, send: Send, name: str, claims: TakesBack) -> None:
        """Refuse a send that was claimed and is no longer good; nothing of it was sent."""
        if send.state != WAITING:
            return
        with self.store.turn() as turn:
            self._lease(send).check(turn)
            claims.take_back(turn, send.id, name)
            self.outbox.put(turn, send, outbox.REFUSED, name)
        self.senders[send.gateway].book.forget(send.id)

    def waiting(self) -> list[Send]:
        """Sends that wait for their window."""
        return [s for _, s in self.sends() if s.state == WAITING]

    def screened(self, send: Send, why: str = "") -> None:
        """Apply the opt-outs of erased numbers to a send from now on; `why` says why they cannot be known, empty if they can."""
        send.unscreened = why

    def lacks(self, send: Send, name: str) -> None:
        """Note which of our files is missing for a send (empty: none); while one is, nothing of the send goes out."""
        send.lacks = name

    def running(self) -> list[Send]:
        """Sends that are submitting."""
        return [s for _, s in self.sends() if s.state == SENDING and s.tally[QUEUED] and not s.held]

    def waiting_receipts(self) -> list[tuple[Send, int]]:
        """Sends with accepted recipients, each with an epoch time in milliseconds: recipients accepted earlier are overdue."""
        now = self.clock.time()
        return [
            (send, int((now - sender.book.receipt_seconds) * 1000))
            for sender, send in self.sends()
            if send.tally[2]
        ]

    def expire(self, send: Send, places: list[int]) -> int:
        """End the receipt time of these recipients."""
        sender = self.senders[send.gateway]
        sender.forget_accepted()
        book = sender.book
        return endings.expire(
            self.store, book, send, self.outbox, self._lease(send), places, self.clock.time()
        )

    def dirty(self, most: int) -> list[tuple[Send, int]]:
        """Return the positions of at most `most` chunks whose results the desk does not have; they count as reported unless given back to `soil`."""
        chunks: list[tuple[Send, int]] = []
        for _, send in self.sends():
            while send.dirty and len(chunks) < most:
                chunks.append((send, send.dirty.pop()))
        return chunks

    def soil(self, left: list[tuple[Send, int]]) -> None:
        """Take back chunks that were not reported after all, and note which ended sends the desk now knows completely."""
        for send, position in left:
            send.dirty.add(position)
        for sender, send in self.sends():
            if send.state in {DONE, STOPPED} and not send.dirty and send.reported == Reported.PENDING:
                with self.store.turn() as turn:
                    sender.book.set(turn, send, reported=int(Reported.ALL))

    def _lease(self, send: Send) -> Lease:
        return self.leases[send.gateway]


def _instants(since: float, back: float) -> tuple[str, str]:
    """Epoch seconds in the form of statements; empty for 0."""
    one, other = (render(datetime.fromtimestamp(at, UTC)) if at else "" for at in (since, back))
    return one, other


def _which(row: ReleasedRow) -> tuple[str, int, int]:
    """The send that a row is about; a release for one slot does not count for another slot."""
    return row.release, row.request, row.slot


_OF_REQUEST = (
    "SELECT id, gateway FROM send WHERE request = ? AND erased = '' AND state NOT IN ('loading', 'refused')"
    " ORDER BY id DESC LIMIT 1"
)
