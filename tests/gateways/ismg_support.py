"""A plain SP that says to a CMPP gateway what a test wants said, and keeps what comes back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from console.gateways.cmpp.codec import Frames, decode, encode, report
from console.gateways.cmpp.login import source_authenticator
from console.gateways.cmpp.pdus import (
    V20,
    V30,
    Body,
    Connect,
    ConnectAnswer,
    Deliver,
    DeliverAnswer,
    Pdu,
    Report,
    Submit,
    SubmitAnswer,
)
from console.gateways.simulator.faults import IsmgFaults
from console.gateways.simulator.ismg import Ismg
from tests.gateways.smpp_support import until

SP, SECRET, STAMP, SRC_ID = "920001", "Bank#2026", 301081503, "1069012345"
NUMBER = 13800138000
B = TypeVar("B")


def submit(n: int = 0, **changes: Any) -> Submit:
    """A SUBMIT to the n-th number."""
    plain = Submit(source=SP, src_id=SRC_ID, numbers=(str(NUMBER + n),), content="短信".encode("utf-16-be"))
    return plain._replace(**changes)


@dataclass
class Client:
    """One line. `answering` says whether a DELIVER is answered; `segments` are the pieces as they were read."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    version: int = V30
    answering: bool = True
    sequence: int = 0
    heard: list[Pdu] = field(default_factory=list)
    segments: list[bytes] = field(default_factory=list)
    over: bool = False

    async def listen(self) -> None:
        """Read until the line ends."""
        frames = Frames()
        with suppress(OSError, ValueError):
            while data := await self.reader.read(65536):
                self.segments.append(data)
                for found in frames.feed(data):
                    pdu = decode(found, self.version)
                    self.heard.append(pdu)
                    if isinstance(pdu.body, Deliver) and self.answering:
                        self.say(DeliverAnswer(pdu.body.message_id), sequence=pdu.sequence)
        self.over = True

    def say(self, *bodies: Body, sequence: int | None = None) -> None:
        """Send PDUs in one segment."""
        out = b""
        for body in bodies:
            self.sequence += sequence is None
            out += encode(Pdu(self.sequence if sequence is None else sequence, body), self.version)
        self.writer.write(out)

    def of(self, kind: type[B]) -> list[B]:
        """The bodies of one kind that came, in order."""
        return [pdu.body for pdu in self.heard if isinstance(pdu.body, kind)]

    def results(self) -> list[tuple[int, int]]:
        """The sequence and Result of each answer to a SUBMIT."""
        return [(pdu.sequence, pdu.body.result) for pdu in self.heard if isinstance(pdu.body, SubmitAnswer)]

    def reports(self) -> list[Report]:
        """The reports that came."""
        return [report(deliver.content) for deliver in self.of(Deliver) if deliver.registered_delivery]

    async def wait(self, kind: type[Body], count: int = 1) -> None:
        """Wait until so many PDUs of a kind came."""
        await until(lambda: len(self.of(kind)) >= count, f"{count} times {kind.__name__}")

    async def ended(self) -> None:
        """Wait until the gateway ends the line."""
        await until(lambda: self.over, "the end of the line")

    async def login(self, version: int = V30, *, sp: str = SP, secret: str = SECRET) -> ConnectAnswer:
        """Log in and return the answer."""
        self.version = version
        self.say(Connect(sp, source_authenticator(sp, secret, STAMP), STAMP, version))
        await self.wait(ConnectAnswer)
        return self.of(ConnectAnswer)[-1]


@asynccontextmanager
async def line(port: int) -> AsyncIterator[Client]:
    """A line that is not logged in."""
    client = Client(*await asyncio.open_connection("127.0.0.1", port))
    listening = asyncio.create_task(client.listen())
    try:
        yield client
    finally:
        client.writer.close()
        listening.cancel()


@asynccontextmanager
async def gateway(faults: IsmgFaults | None = None, **more: int) -> AsyncIterator[tuple[Ismg, int]]:
    """A gateway in this process, and its port."""
    ismg = Ismg({SP: SECRET}, faults, gateway=more.get("gateway", 1001), serial=more.get("serial", 1))
    port = await ismg.start()
    try:
        yield ismg, port
    finally:
        await ismg.stop()


@asynccontextmanager
async def connected(
    faults: IsmgFaults | None = None, *, version: int = V30, **more: int
) -> AsyncIterator[tuple[Client, Ismg]]:
    """A gateway and a line that is logged in."""
    async with gateway(faults, **more) as (ismg, port), line(port) as client:
        assert (await client.login(version)).status == 0
        yield client, ismg


VERSIONS = (V20, V30)
