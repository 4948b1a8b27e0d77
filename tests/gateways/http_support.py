"""HTTP sessions in tests: on the simulator's platform, and on servers that answer exactly what a test wants."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import h11
import msgspec

from console.domain.sending.gateways import HttpGateway, read
from console.gateways.http.session import HttpSession
from console.gateways.http.settings import Settings
from console.gateways.simulator.faults import WebFaults
from console.gateways.simulator.platform import Platform
from tests.gateways import smpp_support
from tests.gateways.smpp_support import ACCOUNT, PASSWORD, Recorder

PROFILE = """\
send_path = "/send"
ask_path = "/balance"
receipts_path = "/reports"
replies_path = "/replies"
pull_seconds = 1
body = "json"
fields = ["account={account}", "time={time}", "sign={sign}", "mobiles={mobiles}", "content={text}", "uid={reference}"]
ask_fields = ["account={account}", "time={time}", "sign={sign}"]
sign = "md5"
sign_text = "{account}{secret}{time}"
batch = 10
code_at = "code"
id_at = "id"
each_at = "list"
each_number_at = "mobile"
receipts_at = "list"
receipt_number_at = "mobile"
receipt_id_at = "id"
receipt_state_at = "stat"
replies_at = "list"
reply_number_at = "mobile"
reply_to_at = "to"
reply_text_at = "content"
result_codes = ["0=accepted", "101=account", "102=account", "104=later", "105=refused"]
"""
"""What calls and answers of the simulator's platform look like."""
FILE = (
    """\
protocol = "http"
id = "web"
name = "示范平台"
simulator = true
host = "127.0.0.1"
port = 8080
tls = false
tls_ca = ""
account = "demo"
source = "106900000"
destination_prefix = ""
encoding = "ucs2"
billing = "cn_70_67"
window = 100
connections = 4
rate = 1000000
price_fen = 4
response_timeout = 2
enquire_seconds = 5
receipt_hours = 48
"""
    + PROFILE
)
"""The file of the simulator's platform."""


def file(**changes: Any) -> HttpGateway:
    """The file of the simulator's platform, with other values."""
    found = read(FILE)
    assert isinstance(found, HttpGateway)
    return msgspec.structs.replace(found, **changes)


def settings_for(
    port: int, *, window: int = 100, connections: int = 4, host: str = "127.0.0.1", **changes: Any
) -> Settings:
    """An account on the loopback address with short times; `changes` are those of the file, or times of the account."""
    times = {
        key: changes.pop(key)
        for key in ("response_timeout", "enquire_every", "rate", "spare", "server_name")
        if key in changes
    }
    secure = changes.get("tls", False)
    base = Settings(
        host=host, port=port, name=ACCOUNT, source="106900000", window=window, connections=connections, response_timeout=2.0,
        bind_timeout=5.0, enquire_every=5.0, retry_first=0.05, retry_longest=0.2, file=file(**changes), secure=secure,
    )  # fmt: skip
    return replace(base, **times)


def connected(settings: Settings, *, password: str = PASSWORD, tls: Any = None) -> Any:
    """A running session whose account is proved, and its recorder."""
    return smpp_support.connected(settings, password=password, tls=tls, kind=HttpSession)


@asynccontextmanager
async def simulated(
    faults: WebFaults | None = None, **settings: Any
) -> AsyncIterator[tuple[Recorder, Platform]]:
    """A session with the simulator's platform in this process."""
    platform = Platform({ACCOUNT: PASSWORD}, faults)
    port = await platform.start()
    try:
        async with connected(settings_for(port, **settings)) as recorder:
            yield recorder, platform
    finally:
        await platform.stop()


@dataclass
class Peer:
    """A server whose every answer a test gives: status, body, further headers; None for none at all, and the connection ends."""

    answer: Callable[[str, bytes], tuple[int, Any, list[tuple[str, str]]] | None]
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    open: int = 0
    most: int = 0
    """Connections at a time."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection's calls."""
        self.open += 1
        self.most = max(self.most, self.open)
        http = h11.Connection(h11.SERVER)
        path, headers, body = "", dict[str, str](), b""
        try:
            while True:
                event = http.next_event()
                if event is h11.NEED_DATA:
                    data = await reader.read(65536)
                    http.receive_data(data)
                    if not data:
                        return
                elif isinstance(event, h11.Request):
                    path, body = event.target.decode(), b""
                    headers = {name.decode(): value.decode() for name, value in event.headers}
                elif isinstance(event, h11.Data):
                    body += event.data
                elif isinstance(event, h11.EndOfMessage):
                    self.got.append((path, headers, body))
                    said = self.answer(path, body)
                    if said is None:
                        return
                    status, content, more = said
                    octets = content if isinstance(content, bytes) else json.dumps(content).encode()
                    fields = [("content-length", str(len(octets))), *more]
                    writer.write(http.send(h11.Response(status_code=status, headers=fields)) or b"")
                    writer.write(
                        (http.send(h11.Data(data=octets)) or b"") + (http.send(h11.EndOfMessage()) or b"")
                    )
                    await writer.drain()
                    http.start_next_cycle()
                else:
                    return
        except (OSError, h11.RemoteProtocolError):
            pass
        finally:
            self.open -= 1
            writer.close()


GOOD: Any = {"code": "0", "list": []}


@asynccontextmanager
async def peered(
    answer: Callable[[str, bytes], Any], **settings: Any
) -> AsyncIterator[tuple[Recorder, Peer]]:
    """A session with such a server; what the account is asked, and what is fetched, is answered well."""

    def said(path: str, body: bytes) -> Any:
        if path.startswith("/send"):
            found = answer(path, body)
            return found if found is None or isinstance(found, tuple) else (200, found, [])
        return 200, GOOD, []

    peer = Peer(said)
    server = await asyncio.start_server(peer.serve, "127.0.0.1", 0)
    try:
        async with connected(settings_for(server.sockets[0].getsockname()[1], **settings)) as recorder:
            yield recorder, peer
    finally:
        server.close()
