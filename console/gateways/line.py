"""One connection to a provider: everything read in one turn of the loop goes to the sink in one call.

What every protocol shares is here; what it writes and reads is its own (`SmppLine`).
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable
from typing import ClassVar, Final, Generic, Protocol, TypeVar, cast

from console.gateways.account import Account
from console.gateways.pacing import Pacer
from console.gateways.ports import Accepted, Fault, Inbound, Outcome, Receipt, Submit, Unsent
from console.gateways.text import FramedText
from console.gateways.window import LARGEST_SEQUENCE, Entry, Long, LongPart, Window

log = logging.getLogger(__name__)

_LEAST_NUMBER: Final = 10_000_000_000
_MOST_NUMBER: Final = 99_999_999_999
_SEQUENCE_BITS: Final = 32

S = TypeVar("S", bound=Account)


class Owner(Protocol):
    """What a line reports to its session."""

    def fault(self, fault: Fault, said: str) -> None:
        """Count what the provider does wrong."""
        ...

    def turn(self, outcomes: list[Outcome], receipts: list[Receipt], replies: list[Inbound]) -> None:
        """Pass a turn to the sink."""
        ...


UNWRITABLE: Final = -9
"""The status, apart from those of any protocol, of a bind that was never written: the protocol's field does not hold the password, or another field what is put there."""


class BindFailedError(ConnectionError):
    """The provider answered the bind with a status other than 0; `said` is the status as its people know it."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"bind answered with status {said}")
        self.status = status
        self.said = said


class StreamError(ValueError):
    """Octets after which it cannot be known where a PDU begins."""


class Line(asyncio.Protocol, ABC, Generic[S]):
    """The protocol object of one connection, from connect to its end.

    `generation` (above 0) is part of its receipts' tokens, so that a receipt of another line is not acknowledged here.
    """

    RETRY: ClassVar[frozenset[int]]
    """Statuses that mean *not accepted, try later*."""

    def __init__(self, settings: S, owner: Owner, pacer: Pacer, generation: int) -> None:
        self._settings = settings
        self._owner = owner
        self._pacer = pacer
        self._token = generation << _SEQUENCE_BITS
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._tail = b""
        self._sequence = self._bind_sequence = 0
        self._grain = min(0.25, settings.response_timeout / 8)
        self._window = Window(self._grain, self.RETRY)
        self._waiting: deque[LongPart] = deque()
        self._outcomes: list[Outcome] = []
        self._receipts: list[Receipt] = []
        self._replies: list[Inbound] = []
        self._out: list[bytes] = []
        self._in_turn = False
        self._bound = False
        self._leaving = False
        self._choked = False
        self._doubted = False
        self._heard_at = 0.0
        self._heard = False
        self._enquired: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._wake: asyncio.TimerHandle | None = None
        self._bind_answer: asyncio.Future[None] = self._loop.create_future()
        self.ended: asyncio.Future[str] = self._loop.create_future()
        """Done when the connection is over; its result is the reason."""
        self.failure: BaseException | None = None
        """The sink's error, if it ended the line."""
        self.stop: BindFailedError | None = None
        """What the provider did that no further line of this account would mend, if that ended the line."""
        self._why = ""

    # --- what a protocol says ------------------------------------------------------------------------------------

    @property
    @abstractmethod
    def manner(self) -> str:
        """How the line was bound, for the log."""

    @abstractmethod
    def _bind_frame(self, secret: str) -> bytes:
        """Write the bind, whose sequence number is `_bind_sequence`."""

    @abstractmethod
    def _unbind_frame(self) -> bytes:
        """Write the goodbye."""

    @abstractmethod
    def _enquiry_frame(self) -> bytes:
        """Write the question whether the provider is there."""

    @abstractmethod
    def _answer_frame(self, sequence: int, *, stored: bool) -> bytes:
        """Write the answer to what came under a sequence number; no octets if there is none to give."""

    @abstractmethod
    def _read(self, octets: bytes) -> int:
        """Read every whole PDU; return where the rest begins.

        Raises:
            StreamError: what follows cannot be read; what came before it counts.
        """

    # --- connection ---------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note the transport; asyncio has set TCP_NODELAY on it."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=1 << 18)
        self._heard_at = self._loop.time()
        self._timer = self._loop.call_later(self._grain, self._tick)

    async def bind(self, secret: str) -> None:
        """Bind and wait for the answer.

        Raises:
            BindFailedError: the provider said no.
            ConnectionError: the line ended first.
            TimeoutError: no answer in the bind time.
        """
        self._bind_sequence = self._next()
        try:
            frame = self._bind_frame(secret)
        except ValueError as error:
            # A password of another protocol's length must not end the lines of every gateway. The text may hold it.
            raise BindFailedError(UNWRITABLE, "unwritable") from error
        self._send(frame)
        async with asyncio.timeout(self._settings.bind_timeout):
            await self._bind_answer

    def connection_lost(self, exc: Exception | None) -> None:
        """Give every outstanding recipient its outcome, once."""
        for timer in (self._timer, self._wake):
            if timer is not None:
                timer.cancel()
        self._bound = False
        why = self._why or (f"line cut: {exc.__class__.__name__}" if exc else "closed by the provider")
        self._window.cut(self._waiting, self._outcomes)
        if not self._bind_answer.done():
            self._bind_answer.set_exception(ConnectionError(why))
            self._bind_answer.exception()
        try:
            if self.failure is None and (self._outcomes or self._receipts or self._replies):
                self._turn()
        finally:
            if not self.ended.done():
                self.ended.set_result(why)

    def kick(self) -> None:
        """Give the sink a first turn, so that it may write."""
        self._turn()

    def end(self, why: str) -> None:
        """Drop the connection at once."""
        self._why = self._why or why
        # Once it is lost there is nothing to drop: under TLS, Python 3.11.2 (Debian 12) raises AttributeError there.
        if self._transport is not None and not self.ended.done():
            self._transport.abort()

    async def leave(self) -> None:
        """Send nothing new, wait for open answers up to the response time, unbind, and close."""
        self._leaving = True
        deadline = self._loop.time() + self._settings.response_timeout + self._grain
        while (
            (self._window.pending or self._waiting) and not self.ended.done() and self._loop.time() < deadline
        ):
            await asyncio.wait({self.ended}, timeout=min(0.02, self._grain))
        if self._bound:
            self._why = "unbound"
            self._send(self._unbind_frame())
            await asyncio.wait({self.ended}, timeout=min(self._settings.response_timeout, 5.0))
        self.end("unbound")

    def pause_writing(self) -> None:
        """Stop writing, and stop reading what would have to be answered, until the provider reads again."""
        self._choked = True
        if self._transport is not None:
            self._transport.pause_reading()

    def resume_writing(self) -> None:
        """Go on: the provider reads again."""
        self._choked = False
        if self._transport is not None:
            self._transport.resume_reading()
        self._turn()

    # --- sending ------------------------------------------------------------------------------------------------

    @property
    def _may_send(self) -> bool:
        return self._bound

    def room(self) -> int:
        """See `ports.Session.room`."""
        if not self._may_send or self._leaving or self._choked or self._doubted:
            return 0
        room = self._settings.window - len(self._window.pending) - len(self._waiting)
        if not self._pacer.open:
            room = min(room, self._pacer.allowance(self._loop.time()) - len(self._waiting))
        return max(room, 0)

    def unanswered(self, seconds: float) -> tuple[int, int]:
        """See `ports.Session.unanswered`."""
        now = self._loop.time()
        count, oldest = self._window.unanswered(now - seconds, self._settings.response_timeout)
        return (count, round(now - oldest)) if count else (0, 0)

    def write(self, submits: Iterable[Submit[FramedText]]) -> None:
        """See `ports.Session.write`.

        Raises:
            ValueError: a number that has not 11 digits, or a reference outside 0..65535; then none is written.
        """
        if not self._may_send:
            self._outcomes.extend(Unsent(submit.key) for submit in submits)
            self._loop.call_soon(self._turn)
            return
        room = self.room()
        sequence = self._sequence if self._sequence < LARGEST_SEQUENCE - (1 << 20) else 0
        pending: dict[int, Entry] = {}
        out: list[bytes] = []
        waiting: list[LongPart] = []
        for key, number, reference, message, only in submits:
            if not (_LEAST_NUMBER <= number <= _MOST_NUMBER and 0 <= reference <= 0xFFFF):
                raise ValueError("a number must have 11 digits and a reference 16 bits; none was written")
            framed = message.framed
            if room > 0 and len(framed) == 1:
                part = framed[0]
                sequence += 1
                room -= 1
                pending[sequence] = key
                out.append(part.pack(part.start, sequence, part.front, b"%d" % number, part.back, reference))
            else:
                places = only or tuple(range(len(framed)))
                whole = Long(key, places)
                for index, place in enumerate(places):
                    waiting.append(LongPart(whole, index, framed[place], number, reference))
        self._sequence = sequence
        self._window.pending.update(pending)
        self._out += out
        self._waiting += waiting
        if out:
            self._note_written(len(out))
        if self._waiting:
            self._pump()
        self._flush()

    def _note_written(self, count: int) -> None:
        now = self._loop.time()
        self._window.written(self._sequence, now + self._settings.response_timeout)
        if not self._pacer.open:
            self._pacer.spend(count, now)
            self._sleep()

    def _pump(self) -> None:
        """Write waiting parts as far as window and pace allow; also while leaving, to complete recipients already begun."""
        if not self._bound or self._choked or self._doubted:
            return
        room = self._settings.window - len(self._window.pending)
        room = min(room, len(self._waiting), self._pacer.allowance(self._loop.time()))
        for _ in range(room):
            entry = self._waiting.popleft()
            sequence = self._next()
            self._window.pending[sequence] = entry
            entry.whole.written += 1
            self._out.append(entry.part.frame(sequence, entry.number, entry.reference))
        if room > 0:
            self._note_written(room)

    def acknowledge(self, tokens: Iterable[int], *, stored: bool = True) -> None:
        """See `ports.Session.acknowledge`, and `decline` for what is not `stored`."""
        if self._transport is None or self._transport.is_closing():
            return
        mine, frame, out = self._token, self._answer_frame, self._out
        for token in tokens:
            sequence = token - mine
            if 0 <= sequence < 1 << _SEQUENCE_BITS:
                out.append(frame(sequence, stored=stored))
        self._flush()

    def _next(self) -> int:
        self._sequence = self._sequence + 1 if self._sequence < LARGEST_SEQUENCE else 1
        return self._sequence

    def _send(self, frame: bytes) -> None:
        self._out.append(frame)
        self._flush()

    def _flush(self) -> None:
        if self._in_turn or not self._out:
            return
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(b"".join(self._out))
        self._out.clear()

    # --- receiving ----------------------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Read every whole PDU, then pass the turn on."""
        self._heard = True
        self._doubted = False
        self._in_turn = True
        octets = self._tail + data if self._tail else data
        try:
            self._tail = octets[self._read(octets) :]
        except StreamError as error:
            self._turn()
            self.end(str(error))
        else:
            self._turn()

    def _bind_answered(self, refusal: BindFailedError | None) -> None:
        if refusal is None:
            self._bound = True
            self._bind_answer.set_result(None)
        else:
            self._bind_answer.set_exception(refusal)

    def _stray_answer(self, sequence: int) -> None:
        self._fault(Fault.STRAY_ANSWER, f"answer to sequence {sequence}, which nothing of ours had")

    def _is_bind_answer(self, sequence: int, *, fits: bool = True) -> bool:
        """Whether an answer to a bind is the one that is waited for, of our kind (`fits`); any other is counted."""
        if fits and sequence == self._bind_sequence and not self._bind_answer.done():
            return True
        self._fault(Fault.STRAY_BIND, f"answer to a bind of sequence {sequence}, which is not ours")
        return False

    def _left(self) -> None:
        """The provider said goodbye, and our answer is among what goes out."""
        self._why = "unbound by the provider"
        self._bound = False
        self._loop.call_soon(self._close)

    def _close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def _fault(self, fault: Fault, said: str) -> None:
        self._owner.fault(fault, said)

    def _turn(self) -> None:
        """Pass what has come to the sink, and write all its answers in one call."""
        outcomes, receipts, replies = self._outcomes, self._receipts, self._replies
        self._outcomes, self._receipts, self._replies = [], [], []
        self._in_turn = True
        try:
            if outcomes or self._window.throttled or self._window.parts_taken:
                self._pace(outcomes)
            if self._waiting:
                self._pump()
            self._owner.turn(outcomes, receipts, replies)
        except BaseException as error:
            self.failure = error
            self.end("the sink failed")
            raise
        finally:
            self._in_turn = False
        self._flush()
        self._sleep()

    def _pace(self, outcomes: list[Outcome]) -> None:
        now = self._loop.time()
        pacer = self._pacer
        window = self._window
        taken = window.parts_taken + sum(1 for o in outcomes if type(o) is Accepted and len(o.ids) == 1)
        window.parts_taken = 0
        pacer.accepted(taken, now)
        if window.throttled:
            window.throttled = False
            pacer.throttled(now)

    def _sleep(self) -> None:
        """Set a timer for when the pace allows more; only if the pace stopped us, not a lack of messages."""
        if self._pacer.open or not self._bound or self._wake is not None:
            return
        now = self._loop.time()
        if self._pacer.allowance(now) < 1 or self._waiting:
            wait = self._pacer.wait(now)
            if wait is not None:
                self._wake = self._loop.call_later(wait, self._awake)

    def _awake(self) -> None:
        self._wake = None
        if self._bound and (self.room() or self._waiting):
            self._turn()
        else:
            self._sleep()

    # --- timers -------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        now = self._loop.time()
        self._timer = self._loop.call_later(self._grain, self._tick)
        if self._heard:
            self._heard = False
            self._heard_at = now
            self._enquired = None
        if self._window.expire(now, self._outcomes):
            # A provider that lost one answer still answers others; one that hangs gets nothing more until it does.
            self._doubted = True
            self._enquire(now)
            self._turn()
        elif self._enquired is not None and now - self._enquired > self._settings.response_timeout:
            self.end("no answer to an enquiry")
        elif self._bound and now - self._heard_at >= self._settings.enquire_every:
            self._enquire(now)

    def _enquire(self, now: float) -> None:
        if self._enquired is None:
            self._enquired = now
            self._send(self._enquiry_frame())
