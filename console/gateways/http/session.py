"""One account's session with a provider that is reached by HTTP.

A line here is no connection: it is up from the first call that proves the account until one fails. A call has the people of one text,
and its answer speaks of all of them; where none comes, all of them are in doubt, and nothing more is written before the provider
answers a question that sends nothing. No call is ever repeated.
"""

import asyncio
import logging
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final, cast

import httpcore

from console.domain.sending.brakes import BINDS
from console.gateways.http import answers
from console.gateways.http.answers import Answer, Reader
from console.gateways.http.calls import Call, Caller
from console.gateways.http.fetching import LARGEST, Fetched
from console.gateways.http.settings import Settings
from console.gateways.line import UNWRITABLE, BindFailedError
from console.gateways.pacing import Pacer
from console.gateways.pauses import Pauses
from console.gateways.ports import (
    NO_ANSWER,
    Cut,
    Fault,
    LineEvent,
    LineState,
    Outcome,
    Sink,
    Submit,
    Unknown,
    Unsent,
    Why,
)
from console.gateways.session import AnySession, BindAnswers, BindRefusedError, Password
from console.gateways.text import FramedText, Part

log = logging.getLogger(__name__)

_REACH: Final = 4.0
"""Seconds at most within which a provider takes a connection."""
_LARGEST: Final = 1 << 20
"""Octets of an answer; more is no answer."""

ACCOUNT, OTHER = 1, 2
"""What a failed proof of the account is told as: the account is refused, or the answer was another one."""

_HEADERS: Final = {"accept": "application/json", "accept-encoding": "identity", "user-agent": "sms-console"}
_FAILED = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.ProxyError)
"""How a call fails."""
_NOT_WRITTEN = (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout, httpcore.ProxyError)
"""After these nothing of the call has left for the provider."""


class HttpText(FramedText):
    """A text as it goes out: whole, as the provider cuts it by itself."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        super().__init__((Part(b"", b"", b"", bytes),))
        self.text = text


def prepare(settings: Settings, text: str, concatenation: int) -> HttpText:
    """See `ports.Session.prepare`."""
    del settings, concatenation
    if not text:
        raise ValueError("an empty text has no parts")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(
            f"character {error.start} (U+{ord(text[error.start]):04X}) cannot be written"
        ) from None
    return HttpText(text)


@dataclass(eq=False, slots=True)
class _Line:
    """The account between the call that proved it and the one that failed."""

    client: httpcore.AsyncConnectionPool
    host: str
    caller: Caller
    over: "asyncio.Future[LineEvent]"
    since: float
    doubted: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while a call went unanswered and nothing was heard since."""

    def fall(self, event: LineEvent) -> None:
        """End the line; the first reason counts."""
        if not self.over.done():
            self.over.set_result(event)


class HttpSession(AnySession[Settings]):
    """One account's session; implements `ports.Session`."""

    ANSWERS: ClassVar[BindAnswers] = BindAnswers(refused=frozenset({ACCOUNT}))

    def __init__(
        self, settings: Settings, password: Password, sink: Sink, *, tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(settings, password, sink, tls=tls)
        self._pacer = Pacer(settings.rate, settings.file.batch)
        self._reader = Reader(settings.file)
        self._line: _Line | None = None
        self._closing, self._over, self._wake = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._failure: asyncio.Future[None] | None = None
        self._places = asyncio.Semaphore(settings.connections)
        """Of the calls that are made at a time: people of several texts need more calls than the room tells."""
        self._calls: dict[asyncio.Task[None], tuple[float, Sequence[Submit[FramedText]]]] = {}
        """The calls without an answer: since when, and with whom."""
        self._outcomes: list[Outcome] = []
        self._fetched = Fetched(settings.file, self._reader, fault=self.fault, turn=self._turn)
        self._due: asyncio.Handle | None = None
        self._paced: asyncio.TimerHandle | None = None
        self._taken = 0
        self._throttled = self._running = False

    # --- ports.Session ------------------------------------------------------------------------------------------

    def prepare(self, text: str, concatenation: int) -> HttpText:
        """See `ports.Session.prepare`."""
        return prepare(self.settings, text, concatenation)

    def said(self, status: int) -> str:
        """See `ports.Session.said`."""
        return self._reader.said(status)

    def room(self) -> int:
        """See `ports.Session.room`: what the calls that may still be made can carry."""
        line, settings = self._line, self.settings
        if line is None or line.over.done() or line.doubted.is_set() or self._closing.is_set():
            return 0
        calls = (settings.connections - len(self._calls)) * settings.file.batch
        room = min(calls, settings.window - sum(len(people) for _, people in self._calls.values()))
        if not self._pacer.open:
            room = min(room, self._pacer.allowance(self._now()))
        return max(room, 0)

    def unanswered(self, seconds: float) -> tuple[int, int]:
        """See `ports.Session.unanswered`."""
        now = self._now()
        old = [(since, people) for since, people in self._calls.values() if now - since > seconds]
        return sum(len(people) for _, people in old), round(
            now - min((since for since, _ in old), default=now)
        )

    def write(self, submits: Iterable[Submit[FramedText]]) -> None:
        """See `ports.Session.write`.

        Raises:
            ValueError: a number that has not 11 digits, or a reference outside 0..65535; then none is written.
        """
        submits = [*submits]
        if any(not (10**10 <= one.number < 10**11 and 0 <= one.reference <= 0xFFFF) for one in submits):
            raise ValueError("a number must have 11 digits and a reference 16 bits; none was written")
        line = self._line
        if line is None or line.over.done():
            self._outcomes += [Unsent(one.key) for one in submits]
            self._soon()
            return
        for together in self._together(submits):
            task = asyncio.get_running_loop().create_task(self._send(line, together))
            self._calls[task] = self._now(), together
            task.add_done_callback(self._done)
        if not self._pacer.open:
            self._pacer.spend(len(submits), self._now())
            self._sleep()

    def _together(self, submits: Sequence[Submit[FramedText]]) -> Iterator[list[Submit[FramedText]]]:
        """Yield who goes into one call: people of one text, nobody twice."""
        together: list[Submit[FramedText]] = []
        for one in submits:
            full = len(together) == self.settings.file.batch
            if together and (
                full
                or one.message is not together[0].message
                or any(one.number == two.number for two in together)
            ):
                yield together
                together = []
            together.append(one)
        if together:
            yield together

    def acknowledge(self, tokens: Iterable[int]) -> None:
        """See `ports.Session.acknowledge`: the provider is asked for more when all is stored."""
        self._fetched.stored(tokens)

    def decline(self, tokens: Iterable[int]) -> None:
        """See `ports.Session.decline`: the provider has forgotten them, so they are kept here and offered again."""
        if self._running:
            self._fetched.offer_later(tokens)

    def again(self) -> None:
        """See `ports.Session.again`."""
        self.refused_binds = 0
        if self._line is None:
            self._wake.set()

    async def run(self) -> None:
        """See `ports.Session.run`; errors of the password's callable are raised too.

        Raises:
            BindRefusedError: the provider refused the account.
            ssl.SSLCertVerificationError: the provider's certificate or name is not the expected one.
        """
        self._running = True
        self._failure = asyncio.get_running_loop().create_future()
        self._fetched.begin()
        kept = asyncio.ensure_future(self._keep())
        try:
            await asyncio.wait({kept, self._failure}, return_when=asyncio.FIRST_COMPLETED)
            if self._failure.done():
                self._failure.result()
            await kept
        finally:
            open_ = (kept, *self._calls, *self._fetched.under_way)
            for task in open_:
                task.cancel()
            await asyncio.gather(*open_, return_exceptions=True)
            # A task that is cancelled before its first step does nothing at all.
            self._outcomes += [Unsent(one.key) for _, people in self._calls.values() for one in people]
            self._calls.clear()
            try:
                if not self._failure.done() and self._outcomes:
                    # Whoever was being written to when this was cancelled.
                    self._turn()
            finally:
                for handle in filter(None, (self._due, self._paced)):
                    handle.cancel()
                self._failure.cancel()
                self._fetched.end()
                self._running = False
                self._over.set()

    async def close(self) -> None:
        """See `ports.Session.close`."""
        self._closing.set()
        self._wake.set()
        if self._running:
            await self._over.wait()

    # --- lines that come and go ---------------------------------------------------------------------------------

    async def _keep(self) -> None:
        pauses, host = Pauses(self.settings), 0
        while not self._closing.is_set():
            event, held = await self._one_line(self.settings.hosts[host])
            if event.state is LineState.REFUSED:
                raise BindRefusedError(event.code or 0, event.said)
            host = (host + 1) % len(self.settings.hosts) if event.cause is Cut.UNREACHABLE else 0
            if host == 0 and not self._closing.is_set():
                await self._pause(pauses.after(event.cause, held) if self.refused_binds < BINDS else None)

    async def _pause(self, seconds: float | None) -> None:
        """Wait before the next attempt; None: until `again`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        self._wake.clear()

    async def _one_line(self, host: str) -> tuple[LineEvent, float]:
        """Prove the account, stay until the line falls, and say why it did; with the seconds that it held."""
        held = 0.0
        try:
            async with self._proved(host) as line:
                self._line = line
                self._came()
                await self._stay(line)
                event, held = line.over.result(), self._now() - line.since
        except BindFailedError as error:
            event = self._turned_away(error)
        except ssl.SSLCertVerificationError as error:
            self._tell(
                LineEvent(LineState.REFUSED, f"certificate: {error.verify_message}", cause=Cut.REFUSED)
            )
            raise
        except OSError as error:
            event = _away(error)
        finally:
            self._line = None
        self._tell(event)
        return event, held

    def _tell(self, event: LineEvent) -> None:
        try:
            self._sink.on_line(event)
        except BaseException as error:
            self._fail(error)
            raise

    def _turned_away(self, error: BindFailedError) -> LineEvent:
        cause = self.ANSWERS.cause(error.status)
        if cause is Cut.REFUSED:
            return LineEvent(LineState.REFUSED, str(error), error.status, cause, error.said)
        self.refused_binds += 1
        return LineEvent(LineState.DOWN, str(error), error.status, cause, error.said, self.refused_binds)

    def _came(self) -> None:
        self.refused_binds = 0
        self._wake.clear()
        self._tell(LineEvent(LineState.UP, "http"))
        self._fetched.offer_kept()
        self._turn()

    @asynccontextmanager
    async def _proved(self, host: str) -> AsyncIterator[_Line]:
        """A line of an account that the provider knows. Raises as `bind_test`."""
        caller, loop = Caller(self.settings.file, await self.secret()), asyncio.get_running_loop()
        async with self._client() as client:
            line = _Line(client, host, caller, loop.create_future(), loop.time())
            await self._prove_or_close(line)
            yield line

    async def _prove_or_close(self, line: _Line) -> None:
        """Prove the account, unless the session closes before that. Raises as `_prove`."""
        asked = asyncio.ensure_future(self._prove(line))
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait({asked, closing}, return_when=asyncio.FIRST_COMPLETED)
            if not asked.done():
                raise ConnectionError("closed")
            asked.result()
        finally:
            for task in (asked, closing):
                task.cancel()
            await asyncio.gather(asked, closing, return_exceptions=True)

    def _client(self) -> httpcore.AsyncConnectionPool:
        settings = self.settings
        # A connection for each call: on one that was used before, a surplus answer would be read as that of the next call. Three are for
        # what is fetched and asked.
        return httpcore.AsyncConnectionPool(
            ssl_context=self._tls,
            max_connections=settings.connections + 3,
            max_keepalive_connections=0,
            proxy=httpcore.Proxy(f"http://{settings.file.proxy}") if settings.file.proxy else None,
        )

    async def _prove(self, line: _Line) -> None:
        """Ask what sends nothing. Raises BindFailedError, OSError, ssl.SSLCertVerificationError."""
        try:
            call = line.caller.ask(self.settings.file.ask_path)
        except ValueError as error:
            # A secret that cannot be written must not end the lines of every gateway. The text may hold it.
            raise BindFailedError(UNWRITABLE, "unwritable") from error
        try:
            answer = await self._call(line, call)
        except (*_FAILED, TimeoutError) as error:
            raise _as_os_error(error) from error
        meaning = self._reader.meaning(answer)
        if meaning.means != "accepted":
            said = self._reader.said(meaning.status)
            raise BindFailedError(ACCOUNT if meaning.means == "account" else OTHER, said)

    async def _stay(self, line: _Line) -> None:
        """Fetch and ask until the line falls or the session closes; then wait for the answers of open calls."""
        file = self.settings.file

        async def ask(path: str) -> Answer:
            try:
                return await self._call(line, line.caller.ask(path), LARGEST)
            except _NOT_WRITTEN as error:
                # Nothing was asked, so nothing was lost; that the provider is away is the line's affair.
                raise ConnectionRefusedError from error
            except (*_FAILED, TimeoutError) as error:
                raise ConnectionError(type(error).__name__) from error

        beside: list[asyncio.Future[Any]] = [asyncio.ensure_future(self._enquire(line))]
        beside += [
            asyncio.ensure_future(self._fetched.keep(path, ask, over=self._is_over(line)))
            for path in (file.receipts_path, file.replies_path)
            if path
        ]
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            first: set[asyncio.Future[Any]] = {line.over, closing, *beside}
            await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
            for task in beside:
                if task.done():
                    task.result()
            # Each has its own limit of time, and no answer that still comes is lost.
            while open_ := {*self._calls, *self._fetched.under_way}:
                await asyncio.wait(open_)
                await asyncio.sleep(0)
            line.fall(LineEvent(LineState.DOWN, "closed"))
            self._turn()
        finally:
            for task in (closing, *beside):
                task.cancel()
            await asyncio.gather(closing, *beside, return_exceptions=True)

    def _is_over(self, line: _Line) -> Callable[[], bool]:
        return lambda: line.over.done() or self._closing.is_set()

    # --- calls --------------------------------------------------------------------------------------------------

    async def _call(self, line: _Line, call: Call, largest: int = _LARGEST) -> Answer:
        """Make a call once. Raises _FAILED, TimeoutError."""
        try:
            return await self._called(line, call, largest)
        except (*_FAILED, TimeoutError):
            raise
        except Exception as error:
            # Whatever a provider makes of its answer (TLS that breaks off, for one) is an answer that proves nothing.
            raise httpcore.ReadError(type(error).__name__) from error

    async def _called(self, line: _Line, call: Call, largest: int) -> Answer:
        seconds = self.settings.response_timeout
        # Nobody is in doubt of whom nothing left: that no connection came (a name, TCP, TLS) must be known before the time is over.
        extensions: dict[str, Any] = {
            "timeout": {
                "connect": min(_REACH, seconds / 4),
                "read": seconds,
                "write": seconds,
                "pool": seconds,
            },
            "sni_hostname": self.settings.server_name or line.host,
        }
        address = self.settings.address(line.host, call.path)
        async with (
            asyncio.timeout(seconds),
            line.client.stream(
                "POST",
                address,
                headers=[*_headers({**_HEADERS, **call.headers})],
                content=call.body,
                extensions=extensions,
            ) as answer,
        ):
            body = bytearray()
            async for piece in answer.aiter_stream():
                body += piece
                if len(body) > largest:
                    return Answer(answer.status, None)
        packed = dict(answer.headers).get(b"content-encoding", b"identity").lower() != b"identity"
        return Answer(answer.status, None if packed else answers.read(bytes(body)))

    async def _send(self, line: _Line, together: Sequence[Submit[FramedText]]) -> None:
        text = cast("HttpText", together[0].message).text
        reference = together[0].reference if len(together) == 1 else None
        begun = False
        try:
            async with self._places:
                call = self._written(line, [str(one.number) for one in together], text, reference)
                if call is None or line.over.done() or line.doubted.is_set():
                    self._outcomes += [Unsent(one.key) for one in together]
                    return
                begun = True
                answer = await self._call(line, call)
            self._judge(line, answer, together)
        except asyncio.CancelledError:
            self._outcomes += [
                Unknown(one.key, Why.CUT, ("",), (NO_ANSWER,)) if begun else Unsent(one.key)
                for one in together
            ]
            raise
        except _NOT_WRITTEN as error:
            self._outcomes += [Unsent(one.key) for one in together]
            line.fall(_away(error))
        except (TimeoutError, httpcore.TimeoutException):
            self._in_doubt(line, together, Why.TIMEOUT)
        except _FAILED as error:
            self._in_doubt(line, together, Why.CUT)
            log.info("a call ended: %s", type(error).__name__)
        finally:
            task = asyncio.current_task()
            if task is not None:
                self._calls.pop(task, None)
            self._soon()

    def _written(self, line: _Line, numbers: Sequence[str], text: str, reference: int | None) -> Call | None:
        """Write a call; None if this file, with this secret, cannot be written, which ends the line."""
        try:
            return line.caller.send(numbers, text, reference)
        except (ValueError, TypeError, KeyError) as error:
            # What the error says may hold the secret.
            said = type(error).__name__
            line.fall(LineEvent(LineState.REFUSED, said, UNWRITABLE, Cut.REFUSED, "unwritable"))
            return None

    def _in_doubt(self, line: _Line, together: Sequence[Submit[FramedText]], why: Why) -> None:
        self._outcomes += [Unknown(one.key, why, ("",), (NO_ANSWER,)) for one in together]
        line.doubted.set()

    def _judge(self, line: _Line, answer: Answer, together: Sequence[Submit[FramedText]]) -> None:
        told = [*self._reader.outcomes(answer, together)]
        self._outcomes += [outcome for outcome, _ in told]
        kinds = Counter(meaning.means for _, meaning in told)
        self._taken += kinds["accepted"]
        self._throttled |= kinds["later"] > 0
        if kinds[None]:
            self.fault(Fault.UNREADABLE, "an answer to a call that sent, which says nothing of those in it")
        if kinds["account"]:
            status = next(meaning.status for _, meaning in told if meaning.means == "account")
            said = self._reader.said(status)
            line.fall(LineEvent(LineState.REFUSED, said, ACCOUNT, Cut.REFUSED, said))

    def _done(self, task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self._fail(error)

    async def _enquire(self, line: _Line) -> None:
        """Ask from time to time whether the provider is there, and at once where an answer did not come."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.settings.enquire_every):
                    await line.doubted.wait()
            try:
                await self._prove(line)
            except BindFailedError as error:
                line.fall(self._turned_away(error))
                return
            except OSError as error:
                line.fall(_away(error))
                return
            if line.doubted.is_set():
                line.doubted.clear()
                self._turn()

    # --- turns --------------------------------------------------------------------------------------------------

    def _soon(self) -> None:
        """Pass a turn on when everything of this round of the loop is there."""
        if self._due is None:
            self._due = asyncio.get_running_loop().call_soon(self._turn)

    def _turn(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
        now = self._now()
        self._pacer.accepted(self._taken, now)
        self._taken = 0
        if self._throttled:
            self._throttled = False
            self._pacer.throttled(now)
        outcomes, self._outcomes = self._outcomes, []
        try:
            self._sink.on_turn(outcomes, *self._fetched.taken())
        except BaseException as error:
            self._fail(error)
            raise
        self._sleep()

    def _fail(self, error: BaseException) -> None:
        """End the session with the sink's error."""
        if self._failure is not None and not self._failure.done():
            self._failure.set_exception(error)

    def _sleep(self) -> None:
        """Set a timer for when the pace allows more, if the pace alone stops us."""
        if self._pacer.open or self._paced is not None or self._line is None:
            return
        now = self._now()
        if self._pacer.allowance(now) < 1 and (wait := self._pacer.wait(now)) is not None:
            self._paced = asyncio.get_running_loop().call_later(wait, self._awake)

    def _awake(self) -> None:
        self._paced = None
        if self.room():
            self._turn()
        else:
            self._sleep()

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()

    async def proof(self) -> bool:
        """Prove the account by a call that sends nothing; nothing is fetched. See `bind_test`."""
        *others, last = self.settings.hosts
        for host in others:
            try:
                async with self._proved(host):
                    return True
            except (BindFailedError, ssl.SSLCertVerificationError):
                raise
            except OSError as error:
                log.info("host %s: %s", host, type(error).__name__)
        async with self._proved(last):
            return True


def _headers(said: Mapping[str, str]) -> Iterator[tuple[bytes, bytes]]:
    return ((name.encode(), value.encode()) for name, value in said.items())


def _away(error: BaseException) -> LineEvent:
    return LineEvent(LineState.DOWN, _said(error), cause=Cut.UNREACHABLE)


def _said(error: BaseException) -> str:
    """What an error says, but for one that may quote a header with the secret in it."""
    name = type(error).__name__
    return (
        f"{name}: {error}"
        if isinstance(error, OSError | httpcore.ConnectError | httpcore.ProxyError)
        else name
    )


def _as_os_error(error: BaseException) -> OSError:
    """Return why a provider could not be asked, as the port knows it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, TimeoutError | httpcore.TimeoutException):
        return TimeoutError(type(error).__name__)
    return ConnectionError(_said(error))
