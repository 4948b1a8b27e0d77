"""CMPP sessions in tests: on the simulator's gateway, and on a peer that says exactly what a test wants."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from console.gateways.cmpp.codec import Frames, decode, encode
from console.gateways.cmpp.login import ismg_authenticator
from console.gateways.cmpp.pdus import V30, Body, Connect, ConnectAnswer, Pdu, Terminate, TerminateAnswer
from console.gateways.cmpp.session import CmppSession
from console.gateways.cmpp.settings import Settings
from console.gateways.simulator.faults import IsmgFaults
from console.gateways.simulator.ismg import Ismg
from tests.gateways import smpp_support
from tests.gateways.ismg_support import SECRET, SP, SRC_ID
from tests.gateways.smpp_support import Recorder, until

B = TypeVar("B")


def settings_for(port: int, **changes: Any) -> Settings:
    """An account on the loopback address with short times."""
    base = Settings(
        "127.0.0.1", port, SP, source=SRC_ID, service="BANKMSG", window=16, response_timeout=2.0, bind_timeout=5.0,
        enquire_every=5.0, retry_first=0.05, retry_longest=0.2,
    )  # fmt: skip
    return replace(base, **changes)


def connected(settings: Settings, *, secret: str = SECRET) -> Any:
    """A running, bound session and its recorder."""
    return smpp_support.connected(settings, password=secret, kind=CmppSession)


@asynccontextmanager
async def simulated(
    faults: IsmgFaults | None = None, **settings: Any
) -> AsyncIterator[tuple[Recorder, Ismg]]:
    """A session bound to the simulator's gateway in this process."""
    ismg = Ismg({SP: SECRET}, faults)
    port = await ismg.start()
    try:
        async with connected(settings_for(port, **settings)) as recorder:
            yield recorder, ismg
    finally:
        await ismg.stop()


@dataclass
class Peer:
    """The gateway's side of the newest line: what it got, and a way to say something."""

    version: int = V30
    got: list[Pdu] = field(default_factory=list)
    writer: Any = None
    lines: int = 0

    def say(self, sequence: int, *bodies: Body) -> None:
        """Send PDUs under one sequence, in one segment."""
        self.writer.write(b"".join(encode(Pdu(sequence, body), self.version) for body in bodies))

    def of(self, kind: type[B]) -> list[tuple[int, B]]:
        """The bodies of one kind that came, each with its sequence."""
        return [(pdu.sequence, pdu.body) for pdu in self.got if isinstance(pdu.body, kind)]

    async def wait(self, kind: type[Any], count: int = 1) -> list[tuple[int, Any]]:
        """Wait until so many of a kind came, and return all of them."""
        await until(lambda: len(self.of(kind)) >= count, f"{count} times {kind.__name__}")
        return self.of(kind)


Answer = Callable[[Connect], ConnectAnswer | None]


def greeting(connect: Connect) -> ConnectAnswer:
    """The answer of a gateway that knows the secret."""
    width = 4 if connect.version >= V30 else 1
    return ConnectAnswer(
        0, ismg_authenticator(0, width, connect.authenticator, SECRET), connect.version, width
    )


@asynccontextmanager
async def peered(
    version: int = V30, answer: Answer = greeting, then: Callable[[Peer], Awaitable[None]] | None = None
) -> AsyncIterator[tuple[Peer, int]]:
    """A peer that answers CONNECT and TERMINATE alone, and its port; `then` follows the answer to CONNECT at once."""
    peer = Peer(version)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        frames = Frames()
        peer.writer = writer
        peer.lines += 1
        try:
            while data := await reader.read(65536):
                for found in frames.feed(data):
                    pdu = decode(found, version)
                    peer.got.append(pdu)
                    if isinstance(pdu.body, Connect) and (said := answer(pdu.body)) is not None:
                        peer.say(pdu.sequence, said)
                        if then is not None:
                            await then(peer)
                    elif isinstance(pdu.body, Terminate):
                        peer.say(pdu.sequence, TerminateAnswer())
        except OSError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield peer, server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def scripted(version: int = V30, **settings: Any) -> AsyncIterator[tuple[Recorder, Peer]]:
    """A session on such a peer."""
    async with (
        peered(version) as (peer, port),
        connected(settings_for(port, version=version, **settings)) as recorder,
    ):
        yield recorder, peer
