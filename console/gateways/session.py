"""The session: keeps one account's line up, with back-off, and implements `ports.Session` but for what a protocol says itself."""

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
from typing import ClassVar, Final, Generic

from console.domain.sending.brakes import BINDS
from console.gateways.addresses import is_address
from console.gateways.line import BindFailedError, Line, S
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
        if status in self.refused:
            return Cut.REFUSED
        return self.ours.get(status, Cut.TAKEN if status in self.taken else Cut.BIND_FAILED)


class BindRefusedError(Exception):
    """The session has stopped, as `LineState.REFUSED` says. `status` is the provider's answer, or one of our own."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"no further line is tried ({said})")
        self.status = status


class AccountSession(ABC, Generic[S]):
    """One account's session; implements `ports.Session`.

    `password` is called at each bind, and its answer is not kept. `tls` is a context of `tls.tls_context`; the host name checked is
    `settings.server_name`, else the host that is tried.
    """

    ANSWERS: ClassVar[BindAnswers]

    def __init__(
        self, settings: S, password: Password, sink: Sink, *, tls: ssl.SSLContext | None = None
    ) -> None:
        self.settings = settings
        self._password = password
        self._sink = sink
        self._tls = tls
        self.faults: Counter[str] = Counter()
        """How often each `ports.Fault` happened."""
        self._pacer = Pacer(settings.rate)
        self._line: Line[S] | None = None
        self._closing = asyncio.Event()
        self._wake = asyncio.Event()
        """Ends a pause: somebody wants another line at once, or none any more."""
        self._over = asyncio.Event()
        self._refused_binds = self._nth = 0
        self._up_at = 0.0
        self._running = False

    # --- what a protocol says ------------------------------------------------------------------------------------

    @abstractmethod
    def prepare(self, text: str, concatenation: int) -> FramedText:
        """See `ports.Session.prepare`."""

    @abstractmethod
    def said(self, status: int) -> str:
        """See `ports.Session.said`."""

    @abstractmethod
    def _new_line(self, generation: int) -> Line[S]:
        """Return the protocol object of a new connection."""

    # --- ports.Session ------------------------------------------------------------------------------------------

    def room(self) -> int:
        """See `ports.Session.room`."""
        return self._line.room() if self._line is not None else 0

    def unanswered(self, seconds: float) -> tuple[int, int]:
        """See `ports.Session.unanswered`."""
        return self._line.unanswered(seconds) if self._line is not None else (0, 0)

    def write(self, submits: Iterable[Submit[FramedText]]) -> None:
        """See `ports.Session.write`.

        Raises:
            ValueError: a number that has not 11 digits, or a reference outside 0..65535; then none is written.
        """
        if self._line is not None:
            self._line.write(submits)
            return
        unsent: list[Outcome] = [Unsent(submit.key) for submit in submits]
        asyncio.get_running_loop().call_soon(self._sink.on_turn, unsent, [], [])

    def acknowledge(self, tokens: Iterable[int]) -> None:
        """See `ports.Session.acknowledge`."""
        if self._line is not None:
            self._line.acknowledge(tokens)

    def decline(self, tokens: Iterable[int]) -> None:
        """See `ports.Session.decline`."""
        if self._line is not None:
            self._line.acknowledge(tokens, stored=False)

    async def run(self) -> None:
        """See `ports.Session.run`; errors of the password's callable are raised too.

        Raises:
            BindRefusedError: the provider refused the credentials.
            ValueError: the password or a setting does not fit its field.
            ssl.SSLCertVerificationError: the provider's certificate or name is not the expected one.
        """
        pauses = Pauses(self.settings)
        self._running = True
        loop = asyncio.get_running_loop()
        try:
            while not self._closing.is_set():
                cut = await self._one_line()
                if self._another(cut):
                    continue
                held = loop.time() - self._up_at if cut is Cut.ENDED else 0.0
                pause = pauses.after(cut, held)
                await self._pause(pause if self._refused_binds < BINDS else None)
        finally:
            self._running = False
            self._over.set()

    async def close(self) -> None:
        """See `ports.Session.close`."""
        self._closing.set()
        self._wake.set()
        if self._line is not None:
            await self._line.leave()
        if self._running:
            await self._over.wait()

    def again(self) -> None:
        """See `ports.Session.again`."""
        self._refused_binds = 0
        if self._line is None:
            self._wake.set()

    # --- one line after the other -------------------------------------------------------------------------------

    async def _pause(self, seconds: float | None) -> None:
        """Wait before the next attempt; None: until `again`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        self._wake.clear()

    def _another(self, cut: Cut) -> bool:
        """Choose the host that is tried next: the first again, or the one behind a host that was not reached, and then at once."""
        hosts = self.settings.hosts
        self._nth = (self._nth + 1) % len(hosts) if cut is Cut.UNREACHABLE else 0
        return self._nth > 0

    async def _one_line(self) -> Cut:
        """Connect, bind, and stay until the line ends; return why there is none any more. Raises the sink's error."""
        cause = Cut.ENDED
        try:
            line = self._line = await self._connect(self.settings.hosts[self._nth])
            await self._bind(line)
            await line.ended
            if line.stop is not None:
                raise line.stop
        except BindFailedError as error:
            cause = self.ANSWERS.cause(error.status)
            self._refused_binds += cause is Cut.BIND_FAILED
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
            if self._line is not None:
                self._line.end("the session was stopped")
                self._line = None
        return cause

    async def _bind(self, line: Line[S]) -> None:
        await line.bind(await self._secret())
        self._refused_binds, self._up_at = 0, asyncio.get_running_loop().time()
        self._sink.on_line(LineEvent(LineState.UP, f"bound as {line.manner}"))
        line.kick()
        if self._closing.is_set():
            await line.leave()

    async def _secret(self) -> str:
        secret = self._password()
        return await secret if inspect.isawaitable(secret) else secret

    async def _hang_up(self, event: LineEvent) -> None:
        """Close the line and report why. Raises the sink's error."""
        line, self._line = self._line, None
        if line is not None:
            line.end(event.detail)
            why = await line.ended
            if line.failure is not None:
                raise line.failure
            event = replace(event, detail=event.detail or why)
        event = replace(event, refused=self._refused_binds)
        log.info("line %s: %s", event.state, event.detail)
        self._sink.on_line(event)

    async def _connect(self, host: str) -> Line[S]:
        settings, loop = self.settings, asyncio.get_running_loop()
        generation = next(_generations)

        def connected() -> Line[S]:
            limit.reschedule(loop.time() + settings.bind_timeout)
            return self._new_line(generation)

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
                return await self._connect(host)
            except ssl.SSLCertVerificationError:
                raise
            except OSError as error:
                log.info("host %s: %s", host, type(error).__name__)
        return await self._connect(last)

    def turn(self, outcomes: list[Outcome], receipts: list[Receipt], replies: list[Inbound]) -> None:
        """Pass a turn of the line to the sink."""
        self._sink.on_turn(outcomes, receipts, replies)

    @classmethod
    async def bind_test(cls, settings: S, password: Password, *, tls: ssl.SSLContext | None = None) -> bool:
        """Prove credentials: connect, bind, unbind. No message is sent, and none that arrives is taken or answered.

        Return whether the provider proved that it knows the secret too, where the protocol has a proof of it.

        Raises:
            BindFailedError: the provider said no, or we to it; `status` says how.
            OSError, TimeoutError: it could not be asked.
            ValueError: the password or a setting does not fit its field.
        """
        session = cls(settings, password, _Nothing(), tls=tls)
        line = await session._reached()
        try:
            await line.bind(await session._secret())
            await line.leave()
            if line.stop is not None:
                raise line.stop
        finally:
            line.end("bind test over")
            await line.ended
        return not session.faults[Fault.UNPROVED]


class _Nothing:
    """A sink that takes nothing: messages during a bind test stay unacknowledged, so they come again."""

    def on_turn(self, outcomes: list[Outcome], receipts: list[Receipt], inbound: list[Inbound]) -> None:
        """Leave everything to the next line."""

    def on_line(self, event: LineEvent) -> None:
        """Ignore the event."""
