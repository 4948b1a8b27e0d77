"""The link to the desk: threads with a blocking client each, and their way to the event loop."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol, TypeVar

from console.domain.contacts.optouts import known_number
from console.domain.contacts.packing import unpack_numbers
from console.errors import ConsoleError, RefusedError
from console.failure import DATABASE_GONE, DISK_FULL
from console.wire.base import Call
from console.wire.bounds import tidied
from console.wire.dispatch import OptOutChunk, RefusingChunk

log = logging.getLogger(__name__)

T = TypeVar("T")

_PATIENCE = 60.0
"""Seconds that a thread waits for the loop, which never takes long unless it has ended."""
_AGAIN = 1.0
"""Seconds before a failed round is tried again."""


_GONE = frozenset({"desk_gone", "answer_lost", "desk_slow", "wire_version", DATABASE_GONE, DISK_FULL})
"""Problems of the connection or of the desk, which every other call would meet too. Any other problem concerns one call only."""


def about_the_call(error: RefusedError | ConsoleError) -> bool:
    """Whether the desk rejected only this call, so that others may go on."""
    return isinstance(error, RefusedError) or error.code not in _GONE


class DeskLink(Protocol):
    """What the dispatcher needs of `console.wire.client.Client`."""

    def call(self, call: Call) -> Any:
        """Return the desk's answer; raises RefusedError, ConsoleError or ConnectionError."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class NoticingLink(DeskLink, Protocol):
    """A desk link over which the desk sends notices."""

    def listen(self, notify: Callable[[frozenset[str]], None]) -> None:
        """Have `notify` called with the topics of every notice, on a thread of the link; it must return quickly."""
        ...


def refusals_in(chunk: OptOutChunk | RefusingChunk) -> list[tuple[int, int]]:
    """Return numbers and refusal scopes from the desk's packed form. Raises ConsoleError `bad_answer` if their counts differ."""
    try:
        scopes = map(known_number, unpack_numbers(chunk.scopes))
        return list(zip(unpack_numbers(chunk.numbers), scopes, strict=True))
    except ValueError as error:
        raise ConsoleError("bad_answer", call=type(chunk).__name__) from error


def serials_in(chunk: OptOutChunk) -> list[tuple[int, int, int]]:
    """Return numbers, scopes and serials of a chunk. Raises ConsoleError `bad_answer` if their counts differ."""
    try:
        told = zip(refusals_in(chunk), unpack_numbers(chunk.serials), strict=True)
        return [(num, scope, serial) for (num, scope), serial in told]
    except ValueError as error:
        raise ConsoleError("bad_answer", call=type(chunk).__name__) from error


class Watched:
    """A desk link that notes when the desk last answered. `answered` is a monotonic time; 0 before the first answer."""

    def __init__(self, desk: NoticingLink, notify: Callable[[], None]) -> None:
        self._desk, self._told = desk, notify

    def call(self, call: Call) -> Any:
        """See `DeskLink.call`. A refusal is a sign of life too. Texts in an answer are cleaned before anybody reads them."""
        try:
            answer = self._desk.call(call)
        except RefusedError:
            self._told()
            raise
        self._told()
        return tidied(answer)

    def listen(self, notify: Callable[[frozenset[str]], None]) -> None:
        """See `NoticingLink.listen`."""
        self._desk.listen(notify)

    def close(self) -> None:
        """See `DeskLink.close`."""
        self._desk.close()


class Inbox:
    """Runs functions of other threads on the event loop. An error that one of them raises ends the dispatcher."""

    def __init__(self, loop: asyncio.AbstractEventLoop, failed: Callable[[BaseException], None]) -> None:
        self._loop, self._failed = loop, failed

    def ask(self, function: Callable[[], T]) -> T:
        """Run a function on the loop and return its result."""
        future: Future[T] = Future()

        def run() -> None:
            try:
                future.set_result(function())
            except BaseException as error:  # noqa: BLE001 - handed on to the asking thread and to the dispatcher
                future.set_exception(error)
                self._failed(error)

        self._loop.call_soon_threadsafe(run)
        return future.result(_PATIENCE)


class Rounds(threading.Thread):
    """A thread that calls `work` repeatedly, `pause` seconds apart, until it is told to stop.

    It tries the round again if the desk cannot be reached or refuses; any other error ends the dispatcher.
    """

    def __init__(
        self, name: str, work: Callable[[], None], pause: float, failed: Callable[[BaseException], None]
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._work, self._pause, self._failed = work, pause, failed
        self._ended = threading.Event()
        self._soon = threading.Event()

    def run(self) -> None:
        """Work until stopped."""
        while not self._ended.is_set():
            pause = self._pause
            try:
                self._work()
            except (RefusedError, ConsoleError, ConnectionError) as error:
                log.warning("%s: the desk: %s", self.name, error)
                pause = max(pause, _AGAIN)
            except BaseException as error:  # noqa: BLE001 - the thread's boundary: it must not die unnoticed
                if not self._ended.is_set():
                    self._failed(error)
                return
            self._soon.wait(pause)
            self._soon.clear()

    def soon(self) -> None:
        """Begin the next round at once."""
        self._soon.set()

    def stop(self) -> None:
        """Stop working; does not wait."""
        self._ended.set()
        self._soon.set()


class Every:
    """Whether `seconds` have passed since it last returned true; the first time at once."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._next = seconds, 0.0

    def due(self) -> bool:
        """Whether it is due again."""
        now = time.monotonic()
        if now < self._next:
            return False
        self._next = now + self._seconds
        return True

    def hurry(self) -> None:
        """Be due the next time."""
        self._next = 0.0
