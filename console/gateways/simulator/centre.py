"""What every simulated provider has: it listens on this machine, knows its lines and accounts, and cuts them on demand."""

import asyncio
import ssl
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeAlias, TypeVar, cast

from console.gateways.simulator.counts import Witness
from console.gateways.simulator.faults import Behaviour
from console.gateways.simulator.passwords import Secrets


class Line(asyncio.Protocol):
    """One client's connection."""

    def __init__(self, centre: "Centre[Any]") -> None:
        self._centre = centre
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._choked = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Tell the provider that there is a line."""
        self._transport = cast("asyncio.Transport", transport)
        self._centre.joined(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Tell the provider that there is none any more."""
        self._centre.left(self)

    def pause_writing(self) -> None:
        """Deliver nothing while the client does not read."""
        self._choked = True

    def resume_writing(self) -> None:
        """Deliver again."""
        self._choked = False
        self.push()

    def push(self) -> None:
        """Send what waits for the account, as much as may be unacknowledged at a time."""

    def cut(self) -> None:
        """End the line at once; what was not sent yet is lost."""
        if self._transport is not None:
            self._transport.abort()

    def _close(self) -> None:
        cast("asyncio.Transport", self._transport).close()

    def _write(self, octets: bytes) -> None:
        transport = cast("asyncio.Transport", self._transport)
        if not transport.is_closing():
            transport.write(octets)


Question: TypeAlias = dict[str, Any]
Verbs: TypeAlias = Mapping[str, Callable[[Question], None]]
"""What the control port can have done, beyond what every provider does; each takes the JSON object behind its verb."""

L = TypeVar("L", bound=Line)
W = TypeVar("W")


class Account(Generic[L, W]):
    """State that all lines of an account share: what waits for one that can receive, and how much came in this second."""

    def __init__(self) -> None:
        self.waiting: deque[W] = deque()
        self.receivers: list[L] = []
        self._second = 0
        self.in_second = 0

    def over(self, limit: int, more: int = 1) -> bool:
        """Whether `more` messages would exceed the limit in this second of the clock; `in_second` counts those accepted."""
        second = int(time.time())
        if second != self._second:
            self._second, self.in_second = second, 0
        return self.in_second + more > limit

    def serve(self) -> None:
        """Send what waits."""
        for line in list(self.receivers):
            line.push()

    def hand(self, coming: list[W]) -> None:
        """Take what is to be delivered, and send it."""
        self.waiting.extend(coming)
        self.serve()


class Centre(Generic[L]):
    """A simulated provider. A subclass gives `line`, the connection that it serves.

    `faults` may be replaced at any time.
    """

    verbs: Verbs

    def __init__(
        self, witness: Witness[Any], faults: Behaviour, secrets: Secrets, tls: ssl.SSLContext | None = None
    ) -> None:
        self.witness = witness
        self.faults = faults
        self.secrets = secrets
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._lines: set[L] = set()

    def line(self) -> L:
        """Return the protocol of a new connection."""
        raise NotImplementedError

    async def start(self, port: int = 0) -> int:
        """Listen on the loopback address; `port` 0 takes a free one. Returns the port.

        Raises:
            OSError: the port is taken.
        """
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self.line, "127.0.0.1", port, ssl=self._tls)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Stop listening and cut every line."""
        if self._server is not None:
            self._server.close()
            self.cut()
            await self._server.wait_closed()
        self.witness.close()

    def cut(self) -> None:
        """Cut every line at once; unsent answers are lost."""
        for line in list(self._lines):
            line.cut()

    def joined(self, line: L) -> None:
        """Note that a line was opened; one that comes while the provider stops is cut at once."""
        self._lines.add(line)
        if self._server is not None and not self._server.is_serving():
            line.cut()
        self.witness.counts.lines = len(self._lines)

    def left(self, line: L) -> None:
        """Note that a line ended."""
        self._lines.discard(line)
        self.witness.counts.lines = len(self._lines)

    def set_password(self, account: str, password: str) -> None:
        """Change an account's password, as a provider does; lines that are bound stay."""
        self.secrets.change(account, password)

    def waiting(self) -> int:
        """Return how many receipts are not yet acknowledged."""
        raise NotImplementedError

    def snapshot(self) -> dict[str, Any]:
        """Return the counts."""
        self.witness.counts.receipts_waiting = self.waiting()
        return self.witness.snapshot()
