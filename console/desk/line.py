"""One connection: Hello and frames must arrive in time, and the other side must read answers and notices in time."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from console.desk.identity import peer_uid
from console.wire import frames

_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on what one caller may cost the others. Times in seconds.

    `connections` in all, `per_account` where accounts identify people; `hello` for the first frame, `frame` from a frame's first
    byte to its last, `write` for the other side to take an answer, `closing` for calls under way at the end. If all places are
    taken, a connection silent for `idle` gives way to a new one: programs reconnect by themselves. A connection may have
    `in_flight` calls at once, and `rate` calls a second after a `burst`. `sweep` is the time between two sweeps of deadlines,
    `watch` that between two checks of other desks.
    """

    connections: int = 256
    per_account: int = 32
    hello: float = 5.0
    frame: float = 30.0
    write: float = 30.0
    closing: float = 10.0
    idle: float = 60.0
    in_flight: int = 16
    rate: float = 500.0
    burst: float = 1000.0
    sweep: float = 60.0
    watch: float = 1.0


class Line:
    """Reads whole payloads and writes whole frames; cuts a connection that does not keep up."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limits: Limits) -> None:
        self.uid = peer_uid(writer.get_extra_info("socket"))
        self.under_way = 0
        """Calls of this connection that are not answered yet."""
        self._places = asyncio.Semaphore(limits.in_flight)
        self._reader, self._writer, self._limits = reader, writer, limits
        self._splitter = frames.Splitter(frames.MAX_HELLO)
        self._early: list[bytes] = []
        self._writing = asyncio.Lock()
        self._topics: set[str] = set()
        self._changed = asyncio.Event()
        self._tokens, self._counted = limits.burst, time.monotonic()
        self.heard = self._counted
        """When something was last read, in monotonic time."""

    async def hello(self) -> bytes:
        """Return the first payload. Raises TimeoutError, FrameError, or EOFError if the other side hung up."""
        async with asyncio.timeout(self._limits.hello):
            while data := await self._reader.read(_CHUNK):
                payloads = self._splitter.feed(data)
                if payloads:
                    self._early = payloads[1:]
                    self._splitter.limit = frames.MAX_FRAME
                    return payloads[0]
        raise EOFError

    async def payloads(self) -> AsyncIterator[bytes]:
        """Yield payloads until the other side hangs up. Raises FrameError, or TimeoutError for a frame that takes too long."""
        for payload in self._early:
            yield payload
        deadline: float | None = None
        while True:
            async with asyncio.timeout_at(deadline):
                data = await self._reader.read(_CHUNK)
            if not data:
                return
            self.heard = time.monotonic()
            messages = self._splitter.feed(data)
            for payload in messages:
                yield payload
            if not self._splitter.pending:
                deadline = None
            elif deadline is None or messages:
                deadline = asyncio.get_running_loop().time() + self._limits.frame

    async def pace(self) -> None:
        """Take one call out of the allowance, waiting until there is one: then the socket fills up, not the desk."""
        now = time.monotonic()
        grown = self._tokens + (now - self._counted) * self._limits.rate
        self._tokens, self._counted = min(grown, self._limits.burst) - 1, now
        if self._tokens < 0:
            await asyncio.sleep(-self._tokens / self._limits.rate)

    async def begin(self) -> None:
        """Take one of the connection's places for calls; wait until one is free."""
        await self._places.acquire()
        self.under_way += 1

    def end(self) -> None:
        """Return the place of an answered call."""
        self.under_way -= 1
        self._places.release()

    async def send(self, frame: bytes) -> None:
        """Write a frame. Cuts the connection and raises ConnectionError if the other side does not take it in time."""
        async with self._writing:
            if self._writer.is_closing():
                raise ConnectionResetError
            self._writer.write(frame)
            try:
                async with asyncio.timeout(self._limits.write):
                    await self._writer.drain()
            except TimeoutError as error:
                self.cut()
                raise ConnectionAbortedError from error

    def notice(self, topics: frozenset[str]) -> None:
        """Queue topics for a notice; topics that wait behind a slow answer are sent together."""
        self._topics |= topics
        self._changed.set()

    async def tell(self) -> None:
        """Send notices while the connection lasts. Raises ConnectionError when it ends."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            topics, self._topics = sorted(self._topics), set()
            await self.send(frames.encode_notice(topics))

    def cut(self) -> None:
        """End the connection at once; unsent bytes are lost."""
        self._writer.transport.abort()

    async def close(self) -> None:
        """End the connection once everything written was taken, within the time for writing."""
        self._writer.close()
        try:
            async with asyncio.timeout(self._limits.write):
                await self._writer.wait_closed()
        except TimeoutError:
            self.cut()
        except OSError:
            return
