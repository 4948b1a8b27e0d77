"""The desk's client: blocking calls from any thread over one socket, and notices of what changed.

A lost connection is restored automatically, and an ask is then repeated once. A do or an enact is never repeated if any
of it may have reached the desk, because the client cannot know whether it took effect.
"""

import contextlib
import itertools
import os
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Self

from console.errors import ConsoleError, RefusedError
from console.wire import frames
from console.wire.base import Ask, Call
from console.wire.calls import WISHES, Envelope, Hello, Reply, Welcome

TOPICS: Final = frozenset({"requests", "lists", "sends", "optouts", "gateways", "roster", WISHES})
"""Every topic of Notice. After a new connection all of them are notified at once, because missed changes are unknown."""

CONNECTION: Final = frozenset({"connection"})
"""Notified when the connection ends without `close`; the next call reconnects."""

Notices = Callable[[frozenset[str]], None]
"""Called with topics, on the reading thread or, when connecting, the calling one; must return fast, not raise, make no call."""

_CHUNK: Final = 1 << 16
_ADDRESS: Final = 64
"""The most characters of an address that are told."""


class ConnectionLost(ConsoleError):  # noqa: N818 - named by what happened, as its words are
    """The desk can't be reached, or hung up before it answered an ask (code `desk_gone`)."""

    def __init__(self) -> None:
        super().__init__("desk_gone")


class AnswerLost(ConsoleError):  # noqa: N818 - as above
    """A do or an enact was sent and no answer came (code `answer_lost`): check whether it took effect before repeating it."""

    def __init__(self, call: Call) -> None:
        super().__init__("answer_lost", call=type(call).__name__)


class Client:
    """One person's or service's connection to the desk; safe to share between threads.

    `person` and `service` are honoured only by a desk in solo mode; otherwise the caller's account decides who calls. `timeout` is
    in seconds, for connecting and for each answer. `watch` asks for the state of the installation alone, `tells` is
    the program that tells people outside. The connection is made with the first call.
    """

    def __init__(
        self,
        path: Path | str,
        person: str = "",
        service: str = "",
        timeout: float = 30.0,
        notices: Notices | None = None,
        *,
        watch: bool = False,
        tells: bool = False,
    ) -> None:
        self._path = str(path)
        source = "" if service or watch or tells else came_from(os.environ)
        self._hello = Hello(frames.VERSION, person, service, watch, tells, source)
        self._timeout = timeout
        self._notices = notices
        self._lock = threading.Lock()
        self._line: _Line | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def listen(self, notify: Notices) -> None:
        """Have `notify` called with every notice from now on."""
        self._notices = notify

    def connect(self) -> None:
        """Connect now.

        Raises RefusedError if the desk does not let this caller in, ConnectionLost if there is no desk, and ConsoleError
        `wire_version` if it is of another release.
        """
        self._ready()

    def call(self, call: Call) -> Any:
        """Return the desk's answer, of the type `call.Answer`.

        Raises RefusedError (a rule says no), AnswerLost (only for dos and enacts), ConnectionLost, or ConsoleError with the
        desk's own code, `desk_slow` for an ask without an answer in time, `bad_answer` for an answer of another type, and
        `too_large` for a call that does not fit in a frame.
        """
        line = self._ready()
        try:
            reply = self._exchange(line, call)
        except ConnectionLost:
            # Even a do or an enact may be sent again: nothing of it was sent, see `_exchange`.
            reply = self._exchange(self._ready(), call)
        if reply.refusal is not None:
            raise RefusedError(reply.refusal)
        if reply.problem is not None:
            problem = reply.problem
            report = {"report": problem.report} if problem.report else {}
            raise ConsoleError(problem.code, **(problem.params | report))
        try:
            return frames.decode_answer(reply, call.Answer)
        except frames.FrameError as error:
            raise ConsoleError("bad_answer", call=type(call).__name__) from error

    def close(self) -> None:
        """Close the connection for good; calls that still wait end as for a lost connection."""
        with self._lock:
            self._closed = True
            line, self._line = self._line, None
        if line is not None:
            line.close()

    def _exchange(self, line: "_Line", call: Call) -> Reply:
        """Raise ConnectionLost only if the call may be repeated: it is an ask, or the line ended before any of it was sent."""
        try:
            return line.exchange(call, self._timeout + call.patience)
        except _Unanswered as lost:
            if not isinstance(call, Ask):
                raise AnswerLost(call) from lost
            if lost.slow:
                raise ConsoleError("desk_slow", call=type(call).__name__) from lost
            raise ConnectionLost from lost

    def _ready(self) -> "_Line":
        """Return a line that was alive a moment ago; connect if there is none."""
        with self._lock:
            if self._closed:
                raise ConnectionLost
            if self._line is not None and self._line.alive:
                return self._line
            again = self._line is not None
            self._line = _Line(self._path, self._hello, self._timeout, self._notify)
            line = self._line
        if again:
            self._notify(TOPICS)
        return line

    def _notify(self, topics: frozenset[str]) -> None:
        if self._notices is not None and not self._closed:
            self._notices(topics)


def came_from(environ: Mapping[str, str]) -> str:
    """The address from which a person came over SSH, as sshd told it to their session; empty for none."""
    return environ.get("SSH_CONNECTION", "").partition(" ")[0][:_ADDRESS]


def answers(path: Path | str, timeout: float = 2.0) -> bool:
    """Whether a desk answers on that socket, even if it would refuse this caller."""
    try:
        with _connected(str(path), timeout) as sock:
            _greet(sock, Hello(frames.VERSION))
    except (OSError, frames.FrameError):
        return False
    return True


class _Unanswered(Exception):  # noqa: N818 - never leaves this module
    """The call was sent, wholly or in part, and there is no answer; `slow` if the line is still open."""

    def __init__(self, *, slow: bool = False) -> None:
        super().__init__()
        self.slow = slow


class _Waiter:
    __slots__ = ("done", "reply")

    def __init__(self) -> None:
        self.done = threading.Event()
        self.reply: Reply | None = None


class _Line:
    """One connection: one thread reads, any thread writes; replies are matched to callers by number."""

    def __init__(self, path: str, hello: Hello, timeout: float, notify: Notices) -> None:
        self.alive = True
        self._notify = notify
        self._ids = itertools.count(frames.NOTICE_ID + 1)
        self._waiting: dict[int, _Waiter] = {}
        self._state = threading.Lock()
        self._writing = threading.Lock()
        try:
            self._sock = _connected(path, timeout)
        except OSError as error:
            raise ConnectionLost from error
        try:
            splitter, early = _welcomed(self._sock, hello)
            self._sock.settimeout(None)
            # A desk that stops reading must not block a caller for ever; reading has no time limit.
            seconds, rest = divmod(timeout, 1)
            self._sock.setsockopt(
                socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("@ll", int(seconds), int(rest * 1e6))
            )
        except (OSError, frames.FrameError) as error:
            self._sock.close()
            raise ConnectionLost from error
        except (RefusedError, ConsoleError):
            self._sock.close()
            raise
        self._thread = threading.Thread(
            target=self._read, args=(splitter, early), name="desk-client", daemon=True
        )
        self._thread.start()

    def exchange(self, call: Call, timeout: float) -> Reply:
        """Send a call and wait for its reply; raises ConnectionLost if none of it was sent, else _Unanswered."""
        number, waiter = next(self._ids), _Waiter()
        try:
            frame = frames.encode(Envelope(number, call))
        except frames.FrameError as error:
            raise ConsoleError("too_large", call=type(call).__name__) from error
        with self._state:
            if not self.alive:
                raise ConnectionLost
            self._waiting[number] = waiter
        try:
            with self._writing:
                self._sock.sendall(frame)
        except OSError as error:
            self._end()
            raise _Unanswered from error
        answered = waiter.done.wait(timeout)
        with self._state:
            self._waiting.pop(number, None)
        if waiter.reply is None:
            raise _Unanswered(slow=not answered)
        return waiter.reply

    def close(self) -> None:
        """Close the connection and wait for the reading thread to end."""
        self._end()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _read(self, splitter: frames.Splitter, early: list[bytes]) -> None:
        try:
            for payload in early:
                self._take(payload)
            while data := self._sock.recv(_CHUNK):
                for payload in splitter.feed(data):
                    self._take(payload)
        except (OSError, frames.FrameError):
            pass
        finally:
            self._end()
            # Waits for the writer: a descriptor closed during a write could already belong to another file.
            with self._writing:
                self._sock.close()
        self._notify(CONNECTION)

    def _take(self, payload: bytes) -> None:
        reply = frames.decode_reply(payload)
        if reply.id == frames.NOTICE_ID:
            self._notify(frozenset(frames.decode_notice(reply).topics))
            return
        with self._state:
            waiter = self._waiting.pop(reply.id, None)
        if waiter is not None:
            waiter.reply = reply
            waiter.done.set()

    def _end(self) -> None:
        with self._state:
            self.alive = False
            waiting, self._waiting = list(self._waiting.values()), {}
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        for waiter in waiting:
            waiter.done.set()


def _connected(path: str, timeout: float) -> socket.socket:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.settimeout(timeout)
        sock.connect(path)
    except OSError:
        sock.close()
        raise
    return sock


def _greet(sock: socket.socket, hello: Hello) -> tuple[Welcome, frames.Splitter, list[bytes]]:
    """Return the Welcome and the frames that followed it; raises OSError or FrameError."""
    sock.sendall(frames.encode(hello))
    splitter = frames.Splitter()
    while data := sock.recv(_CHUNK):
        payloads = splitter.feed(data)
        if payloads:
            return frames.decode_welcome(payloads[0]), splitter, payloads[1:]
    raise frames.FrameError("hung up before the welcome")


def _welcomed(sock: socket.socket, hello: Hello) -> tuple[frames.Splitter, list[bytes]]:
    welcome, splitter, early = _greet(sock, hello)
    if welcome.refusal is not None:
        raise RefusedError(welcome.refusal)
    if welcome.version != frames.VERSION:
        raise ConsoleError("wire_version", desk=welcome.version, console=frames.VERSION)
    return splitter, early
