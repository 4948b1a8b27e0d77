"""The session: keeps the lines of one account up, with back-off, and implements `ports.Session` but for what a protocol says itself."""

import asyncio
import inspect
import logging
import ssl
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from typing import ClassVar, Final, Generic, TypeVar

from console.domain.sending.brakes import BINDS
from console.gateways.account import Account
from console.gateways.addresses import is_address
from console.gateways.line import UNWRITABLE, BindFailedError, Line, S
from console.gateways.pacing import Pacer
from console.gateways.pauses import Pauses
from console.gateways.ports import (
    Cut,
    Fault,
    Inbound,
    LineEvent,
    LineState,
    Outcome,
    Receipt,
    Sink,
    Submit,
    Unsent,
)
from console.gateways.text import FramedText

log = logging.getLogger(__name__)

_REACH: Final = 4.0
"""Seconds within which a provider takes a connection: what one that is away lets drop is sent anew ever less often, a new attempt at once."""

A = TypeVar("A", bound=Account)

_generations = count(1)
"""Of all lines of this process: what came on one is never acknowledged on another, of whatever session."""

Password = Callable[[], str | Awaitable[str]]
"""Gives the password, at once or later: the place where it is kept may be slow."""


@dataclass(frozen=True, slots=True)
class BindAnswers:
    """What a protocol's answers to a bind mean.

    After one of `refused` another attempt would only help to lock the account; one of `wavering` says a wrong password, or a fault
    of the provider's own; one of `taken`, that the account has another line, such as our last one, which the provider still believes
    in. `ours` are statuses of our own, for what we refuse. Every other one may pass, and is not tried for ever (`brakes.BINDS`).
    """

    refused: frozenset[int]
    wavering: frozenset[int] = frozenset()
    taken: frozenset[int] = frozenset()
    ours: Mapping[int, Cut] = field(default_factory=dict)

    def cause(self, status: int) -> Cut:
        """Return why there is no line after a status."""
        if status == UNWRITABLE or status in self.refused:
            return Cut.REFUSED
        return self.ours.get(status, Cut.TAKEN if status in self.taken else Cut.BIND_FAILED)


class BindRefusedError(Exception):
    """The session has stopped, as `LineState.REFUSED` says. `status` is the provider's answer, or one of our own."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"no further line is tried ({said})")
        self.status = status


class _Place(Generic[S]):
    """The place of one line of an account: one at a time, and after it, with pauses, the next."""

    def __init__(self, session: "AccountSession[S]", nth: int) -> None:
        self._session, self._nth = session, nth
        self.line: Line[S] | None = None
        self.bound = False
        self.wake = asyncio.Event()
        """Ends a pause: somebody wants another line at once, or none any more."""
        self._host = 0
        self._bound_at = 0.0

    async def keep(self) -> None:
        """Have one line after the other until the session closes. Raises as `AccountSession.run` does."""
        session, pauses = self._session, Pauses(self._session.settings)
        while not session.closing.is_set():
            # A wrong password is tried once, and not by every line.
            if self._nth > 0 and not await session.any_bound():
                return
            cut = await self._one_line()
            if self._another(cut):
                continue
            held = asyncio.get_running_loop().time() - self._bound_at if cut is Cut.ENDED else 0.0
            await self._pause(pauses.after(cut, held) if session.refused_binds < BINDS else None)

    async def _pause(self, seconds: float | None) -> None:
        """Wait before the next attempt; None: until `again`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.wake.wait()
        self.wake.clear()

    def _another(self, cut: Cut) -> bool:
        """Choose the host that is tried next: the first again, or the one behind a host that was not reached, and then at once."""
        hosts = self._session.settings.hosts
        self._host = (self._host + 1) % len(hosts) if cut is Cut.UNREACHABLE else 0
        return self._host > 0

    async def _one_line(self) -> Cut:
        """Connect, bind, and stay until the line ends; return why there is none any more. Raises the sink's error."""
        session, cause = self._session, Cut.ENDED
        try:
            line = self.line = await session.connect(session.settings.hosts[self._host], self._nth)
            await self._bind(line)
            await line.ended
            if line.stop is not None:
                raise line.stop
        except BindFailedError as error:
            cause = session.ANSWERS.cause(error.status)
            final = cause not in {Cut.TAKEN, Cut.BIND_FAILED}
            state = LineState.REFUSED if final else LineState.DOWN
            await self._hang_up(LineEvent(state, str(error), error.status, cause, error.said))
            if final:
                raise BindRefusedError(error.status, error.said) from None
        except ssl.SSLCertVerificationError as error:
            detail = f"certificate: {error.verify_message}"
            await self._hang_up(LineEvent(LineState.REFUSED, detail, cause=Cut.REFUSED))
            raise
        except OSError as error:
            detail, cause = f"{type(error).__name__}: {error}", Cut.UNREACHABLE
            await self._hang_up(LineEvent(LineState.DOWN, detail, cause=cause))
        else:
            await self._hang_up(LineEvent(LineState.DOWN, ""))
        finally:
            if self.line is not None:
                self.line.end("the session was stopped")
                self.line, self.bound = None, False
        return cause

    async def _bind(self, line: Line[S]) -> None:
        await line.bind(await self._session.secret())
        self.bound, self._bound_at = True, asyncio.get_running_loop().time()
        self._session.came(line)
        line.kick()
        if self._session.closing.is_set():
            await line.leave()

    async def _hang_up(self, event: LineEvent) -> None:
        """Close the line and report why. Raises the sink's error."""
        line, self.line, self.bound = self.line, None, False
        if line is not None:
            line.end(event.detail)
            why = await line.ended
            if line.failure is not None:
                raise line.failure
            event = replace(event, detail=event.detail or why)
        self._session.went(event)


_REFUSED: Final = (BindRefusedError, ssl.SSLCertVerificationError)
"""After these no further line is tried, and those that are may hear their answers."""


def _errors(tasks: Iterable["asyncio.Task[None]"]) -> list[BaseException]:
    """Return what ended those of the tasks that failed."""
    ended = [task.exception() for task in tasks if task.done() and not task.cancelled()]
    return [error for error in ended if error is not None]


class AnySession(ABC, Generic[A]):
    """What every session of an account has, however it speaks; a subclass implements the rest of `ports.Session`.

    `password` is called whenever the account is proved. `tls` is a context of `tls.tls_context`; the host name checked is
    `settings.server_name`, else the host that is tried.
    """

    ANSWERS: ClassVar[BindAnswers]

    def __init__(
        self, settings: A, password: Password, sink: Sink, *, tls: ssl.SSLContext | None = None
    ) -> None:
        self.settings = settings
        self._password = password
        self._sink = sink
        self._tls = tls
        self.faults: Counter[str] = Counter()
        """How often each `ports.Fault` happened."""
        self._pacer = Pacer(settings.rate)
        self.refused_binds = 0
        """How many binds running were answered with what may pass."""

    @abstractmethod
    def prepare(self, text: str, concatenation: int) -> FramedText:
        """See `ports.Session.prepare`."""

    @abstractmethod
    def said(self, status: int) -> str:
        """See `ports.Session.said`."""

    @abstractmethod
    def room(self) -> int:
        """See `ports.Session.room`."""

    @abstractmethod
    def unanswered(self, seconds: float) -> tuple[int, int]:
        """See `ports.Session.unanswered`."""

    @abstractmethod
    def write(self, submits: Iterable[Submit[FramedText]]) -> None:
        """See `ports.Session.write`.

        Raises:
            ValueError: a number that has not 11 digits, or a reference outside 0..65535; then none is written.
        """

    @abstractmethod
    def acknowledge(self, tokens: Iterable[int]) -> None:
        """See `ports.Session.acknowledge`."""

    @abstractmethod
    def decline(self, tokens: Iterable[int]) -> None:
        """See `ports.Session.decline`."""

    @abstractmethod
    def again(self) -> None:
        """See `ports.Session.again`."""

    @abstractmethod
    async def run(self) -> None:
        """See `ports.Session.run`; errors of the password's callable are raised too.

        Raises:
            BindRefusedError: the provider refused the credentials.
            ValueError: the password or a setting does not fit its field.
            ssl.SSLCertVerificationError: the provider's certificate or name is not the expected one.
        """

    @abstractmethod
    async def close(self) -> None:
        """See `ports.Session.close`."""

    @abstractmethod
    async def proof(self) -> bool:
        """Prove the account once, on a session that does not run; see `bind_test`."""

    async def secret(self) -> str:
        """Return the password, which is asked for each time."""
        secret = self._password()
        return await secret if inspect.isawaitable(secret) else secret

    def fault(self, fault: Fault, said: str) -> None:
        """Count what the provider does wrong; the log has each kind at its 1st, 2nd, 4th, … time, as one provider has many."""
        self.faults[fault] += 1
        count = self.faults[fault]
        if not count & (count - 1):
            log.warning("%s (%d so far)", said, count)

    @classmethod
    async def bind_test(cls, settings: A, password: Password, *, tls: ssl.SSLContext | None = None) -> bool:
        """Prove credentials. No message is sent, and none that arrives is taken or answered.

        Return whether the provider proved that it knows the secret too, where the protocol has a proof of it.

        Raises:
            BindFailedError: the provider said no, or we to it; `status` says how.
            OSError, TimeoutError: it could not be asked.
            ValueError: the password or a setting does not fit its field.
        """
        return await cls(settings, password, _Nothing(), tls=tls).proof()


class AccountSession(AnySession[S]):
    """One account's session; implements `ports.Session` where a provider is spoken to on lines that stay.

    Each of several lines has a window of its own, the pace is the account's. What is written in one turn goes to the line with the
    most room.
    """

    def __init__(
        self, settings: S, password: Password, sink: Sink, *, tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(settings, password, sink, tls=tls)
        self._places = [_Place(self, nth) for nth in range(self.lines)]
        self.closing = asyncio.Event()
        self._over = asyncio.Event()
        self._came = asyncio.Event()
        """Set while a line is bound, or the session closes."""
        self._up = self._running = self._more = False

    # --- what a protocol says ------------------------------------------------------------------------------------

    @property
    def lines(self) -> int:
        """How many lines the account has."""
        return self.settings.connections

    @abstractmethod
    def _new_line(self, generation: int, nth: int) -> Line[S]:
        """Return the protocol object of a new connection, the `nth` of the account (from 0)."""

    def _whole(self) -> bool:
        """Whether the lines that are bound are enough to send and to hear what became of it."""
        return any(place.bound for place in self._places)

    # --- ports.Session ------------------------------------------------------------------------------------------

    def room(self) -> int:
        """See `ports.Session.room`: that of the line with the most."""
        line = self._roomiest()
        return line.room() if line is not None else 0

    def _roomiest(self) -> Line[S] | None:
        """Return the line that is written to now; None while nothing can be."""
        if not self._up:
            return None
        places = self._places
        if len(places) == 1:
            return places[0].line
        return max(
            (one.line for one in places if one.line is not None), key=lambda one: one.room(), default=None
        )

    def _all(self) -> list[Line[S]]:
        return [place.line for place in self._places if place.line is not None]

    def unanswered(self, seconds: float) -> tuple[int, int]:
        """See `ports.Session.unanswered`."""
        counts = [line.unanswered(seconds) for line in self._all()]
        return sum(count for count, _ in counts), max((age for _, age in counts), default=0)

    def write(self, submits: Iterable[Submit[FramedText]]) -> None:
        """See `ports.Session.write`.

        Raises:
            ValueError: a number that has not 11 digits, or a reference outside 0..65535; then none is written.
        """
        line = self._roomiest()
        if line is not None:
            line.write(submits)
            if len(self._places) > 1 and not self._more:
                # The other lines have room that no answer would tell of.
                self._more = True
                asyncio.get_running_loop().call_soon(self._fill)
            return
        unsent: list[Outcome] = [Unsent(submit.key) for submit in submits]
        asyncio.get_running_loop().call_soon(self._sink.on_turn, unsent, [], [])

    def _fill(self) -> None:
        """Let the sink write to the next line that has room."""
        self._more = False
        line = self._roomiest()
        if line is not None and line.room() > 0:
            line.kick()

    def acknowledge(self, tokens: Iterable[int]) -> None:
        """See `ports.Session.acknowledge`: each line answers what came on it."""
        for line in self._all():
            line.acknowledge(tokens)

    def decline(self, tokens: Iterable[int]) -> None:
        """See `ports.Session.decline`."""
        for line in self._all():
            line.acknowledge(tokens, stored=False)

    async def run(self) -> None:
        """See `ports.Session.run`; errors of the password's callable are raised too.

        Where one line is refused for good, no further one is tried, and the others leave when their answers came.

        Raises:
            BindRefusedError: the provider refused the credentials.
            ValueError: the password or a setting does not fit its field.
            ssl.SSLCertVerificationError: the provider's certificate or name is not the expected one.
        """
        self._running = True
        kept = [asyncio.create_task(place.keep()) for place in self._places]
        try:
            await asyncio.wait(kept, return_when=asyncio.FIRST_EXCEPTION)
            errors = _errors(kept)
            if errors and all(isinstance(error, _REFUSED) for error in errors):
                await self._leave()
                await asyncio.wait(kept)
                # The sink may have failed meanwhile, and that is what must end the process.
                errors = sorted(_errors(kept), key=lambda error: isinstance(error, _REFUSED))
            if errors:
                raise errors[0]
        finally:
            for task in kept:
                task.cancel()
            await asyncio.gather(*kept, return_exceptions=True)
            self._running = False
            self._over.set()

    async def close(self) -> None:
        """See `ports.Session.close`."""
        await self._leave()
        if self._running:
            await self._over.wait()

    async def _leave(self) -> None:
        """Have no further line, and take leave on those that are."""
        self.closing.set()
        self._came.set()
        for place in self._places:
            place.wake.set()
        await asyncio.gather(*(line.leave() for line in self._all()))

    def again(self) -> None:
        """See `ports.Session.again`."""
        self.refused_binds = 0
        for place in self._places:
            if place.line is None:
                place.wake.set()

    # --- lines that come and go ---------------------------------------------------------------------------------

    async def any_bound(self) -> bool:
        """Wait until a line is bound; return False if the session closes instead."""
        await self._came.wait()
        return not self.closing.is_set()

    def came(self, line: Line[S]) -> None:
        """Note that a line is bound; people hear of the first that makes sending possible."""
        self._came.set()
        self.refused_binds = 0
        known, self._up = self._up, self._whole()
        detail = f"bound as {line.manner}"
        if self._up and not known:
            self._sink.on_line(LineEvent(LineState.UP, detail))
        else:
            log.info("one more line: %s", detail)

    def went(self, event: LineEvent) -> None:
        """Note that a line ended, or did not come about; people hear of it where nothing can be sent any more."""
        if not any(place.bound for place in self._places) and not self.closing.is_set():
            self._came.clear()
        self._up = self._whole()
        if not self._up:
            self.refused_binds += event.cause is Cut.BIND_FAILED
        elif event.state is LineState.DOWN:
            if self.closing.is_set():
                return
            self.faults[Fault.LINE_LOST] += 1
            log.warning("a line of several: %s", event.detail)
            return
        event = replace(event, refused=self.refused_binds)
        log.info("line %s: %s", event.state, event.detail)
        self._sink.on_line(event)

    async def connect(self, host: str, nth: int = 0) -> Line[S]:
        """Return a new connection to a host. Raises OSError, TimeoutError, ssl.SSLCertVerificationError."""
        settings, loop = self.settings, asyncio.get_running_loop()
        generation = next(_generations)

        def connected() -> Line[S]:
            limit.reschedule(loop.time() + settings.bind_timeout)
            return self._new_line(generation, nth)

        # A name takes as long to look up as the system gives it, lest a dead name server make the provider unreachable.
        async with asyncio.timeout(_REACH if is_address(host) else settings.bind_timeout) as limit:
            _, line = await loop.create_connection(
                connected,
                host,
                settings.port,
                ssl=self._tls,
                server_hostname=(settings.server_name or host) if self._tls else None,
            )
        return line

    async def _reached(self) -> Line[S]:
        """Return a connection to the first host that is reached. Raises the last one's OSError, or that of a wrong certificate at once."""
        *others, last = self.settings.hosts
        for host in others:
            try:
                return await self.connect(host)
            except ssl.SSLCertVerificationError:
                raise
            except OSError as error:
                log.info("host %s: %s", host, type(error).__name__)
        return await self.connect(last)

    def turn(self, outcomes: list[Outcome], receipts: list[Receipt], replies: list[Inbound]) -> None:
        """Pass a turn of the line to the sink."""
        self._sink.on_turn(outcomes, receipts, replies)

    async def proof(self) -> bool:
        """Connect, bind, unbind; see `bind_test`."""
        line = await self._reached()
        try:
            await line.bind(await self.secret())
            await line.leave()
            if line.stop is not None:
                raise line.stop
        finally:
            line.end("bind test over")
            await line.ended
        return not self.faults[Fault.UNPROVED]


class _Nothing:
    """A sink that takes nothing: messages during a bind test stay unacknowledged, so they come again."""

    def on_turn(self, outcomes: list[Outcome], receipts: list[Receipt], inbound: list[Inbound]) -> None:
        """Leave everything to the next line."""

    def on_line(self, event: LineEvent) -> None:
        """Ignore the event."""
