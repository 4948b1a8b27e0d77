"""What notices are sent to in tests: an HTTP server that answers as it is told, and a mail relay that others wrote."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Got(NamedTuple):
    """One call that came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Peer:
    """An HTTP server on this machine. `answers` are taken in turn, the last one for ever: a status, a body, headers; or a way to misbehave."""

    def __init__(self) -> None:
        self.got: list[Got] = []
        self.answers: list[tuple[int, bytes, dict[str, str]] | str] = [(200, b'{"errcode":0,"code":0}', {})]
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                peer.got.append(Got(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                answer = peer.answers.pop(0) if len(peer.answers) > 1 else peer.answers[0]
                peer.say(self, answer)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.over = threading.Event()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def say(self, handler: BaseHTTPRequestHandler, answer: tuple[int, bytes, dict[str, str]] | str) -> None:
        """Answer one call."""
        if isinstance(answer, str):
            ways: dict[str, Callable[[], object]] = {
                "hang": self.over.wait,
                "drip": lambda: self._drip(handler),
                "cut": handler.connection.close,
            }
            ways[answer]()
            return
        status, body, headers = answer
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def _drip(self, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
        while not self.over.is_set():
            try:
                handler.wfile.write(b" ")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.02)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.server.server_port}/hook"

    tls = False

    def secure(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on."""
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.tls = True

    def close(self) -> None:
        """End it."""
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def peer() -> Iterator[Peer]:
    """A server for one test."""
    made = Peer()
    try:
        yield made
    finally:
        made.close()


class Relay:
    """A mail relay that keeps what it took. `answer` is what it says of the next mails."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.answer = ""

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.mails.append(envelope)
        return self.answer or "250 OK"

    async def handle_RCPT(self, _s: object, _n: object, envelope: Any, address: str, _o: object) -> str:  # noqa: N802 - likewise
        if address.startswith("gone"):
            return "550 no such person"
        if address.startswith("busy"):
            return "451 later"
        envelope.rcpt_tos.append(address)
        return "250 OK"


class _Control(Controller):
    more: dict[str, Any]

    def factory(self) -> SMTP:
        return SMTP(self.handler, hostname="relay.example", **self.more)


@contextmanager
def listening(**more: Any) -> Iterator[tuple[Relay, int]]:
    """A relay and its port; `more` is the library's."""
    handler = Relay()
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = free.getsockname()[1]
    control = _Control(handler, hostname="127.0.0.1", port=number)
    control.more = more
    control.start()
    try:
        yield handler, number
    finally:
        control.stop(no_assert=True)
