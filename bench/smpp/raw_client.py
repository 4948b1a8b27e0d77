"""The speed limit: a hand-written asyncio client without checks, memory or database.

It sends one prebuilt submit_sm to n numbers with at most `window` unanswered, reads each id, and answers receipts.
What the product reaches is told as a share of this, measured in the same run against the same sink.
"""

import argparse
import asyncio
import json
import struct
import time
from dataclasses import asdict, dataclass
from typing import cast

TEXT = "【某某银行】尊敬的客户，您的定期存款将于12月1日到期，请及时办理。"
_HEADER = struct.Struct(">IIII")


@dataclass(frozen=True)
class Result:
    """One timed run: messages, seconds from first write to last answer (or receipt), CPU seconds of this process."""

    messages: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.messages / self.seconds


class RawClient(asyncio.Protocol):
    """The client. `over` is done when the last answer, or the last receipt, has come."""

    def __init__(self, messages: int, window: int, *, receipts: bool, name: str = "") -> None:
        self.messages, self.window, self.receipts = messages, window, receipts
        self.name = name or ("receipts" if receipts else "bench")
        self.sent = self.answered = self.reported = 0
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.began = self.cpu_began = 0.0
        self.tail = b""
        content = TEXT.encode("utf-16-be")
        self.front = b"\0\0\0106900000\0\1\1"
        self.back = b"\0\0\0\0\0\0\1\0\x08\0" + bytes((len(content),)) + content
        self.length = 16 + len(self.front) + 11 + len(self.back)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Bind."""
        self.transport = cast("asyncio.Transport", transport)
        body = self.name.encode() + b"\0bench123\0\0\x34\0\0\0"
        self.transport.write(_HEADER.pack(16 + len(body), 9, 0, 0x7FFFFFFF) + body)

    def fill(self) -> bytes:
        """As many submits as the window has room for."""
        count = min(self.window - (self.sent - self.answered), self.messages - self.sent)
        if count <= 0:
            return b""
        pack, front, back, length, sent = _HEADER.pack, self.front, self.back, self.length, self.sent
        self.sent += count
        return b"".join(
            [
                b"%b%b%d%b" % (pack(length, 4, 0, i), front, 13000000000 + i, back)
                for i in range(sent, sent + count)
            ]
        )

    def data_received(self, data: bytes) -> None:
        """Count answers and receipts, keep the window full."""
        octets = self.tail + data if self.tail else data
        at, size = 0, len(octets)
        unpack, acknowledgements = _HEADER.unpack_from, []
        while size - at >= 16:
            length, command, status, sequence = unpack(octets, at)
            if size - at < length:
                break
            if command == 0x80000004:
                assert status == 0
                octets[at + 16 : at + length - 1]
                self.answered += 1
            elif command == 5:
                found = octets.find(b"\0\x1e\0\x0b", at + 16, at + length)
                octets[found + 4 : found + 14]
                acknowledgements.append(_HEADER.pack(17, 0x80000005, 0, sequence) + b"\0")
                self.reported += 1
            elif command == 0x80000009:
                self.began, self.cpu_began = time.perf_counter(), time.process_time()
            at += length
        self.tail = octets[at:]
        out = b"".join(acknowledgements) + self.fill()
        if out:
            self.transport.write(out)
        done = self.answered == self.messages and (not self.receipts or self.reported == self.messages)
        if done and not self.over.done():
            self.over.set_result(None)


async def run(port: int, messages: int, window: int, *, receipts: bool, name: str = "") -> Result:
    """One timed run; `name` is the system_id to bind with."""
    loop = asyncio.get_running_loop()
    transport, client = await loop.create_connection(
        lambda: RawClient(messages, window, receipts=receipts, name=name), "127.0.0.1", port
    )
    await client.over
    result = Result(messages, time.perf_counter() - client.began, time.process_time() - client.cpu_began)
    transport.close()
    return result


def main() -> None:
    """Run once and print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--window", type=int, default=50)
    parser.add_argument("--receipts", action="store_true")
    a = parser.parse_args()
    result = asyncio.run(run(a.port, a.messages, a.window, receipts=a.receipts))
    print(json.dumps(asdict(result) | {"rate": round(result.rate)}))


if __name__ == "__main__":
    main()
