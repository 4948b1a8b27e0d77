"""Events of the ledger on their way to a collector: RFC 5424 over UDP, TCP, TLS or a local socket, or the fields of systemd's journal.

Octet counting over streams (RFC 6587, 3.4.1; RFC 5425, 4.3). syslog answers nothing, so over a stream events count as taken when the other
side's kernel has acknowledged every octet and has not shut the line.
"""

import array
import contextlib
import fcntl
import re
import socket
import ssl
import struct
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlsplit

from console.notices.settings import Collector
from console.tls import tls_context
from console.wire.notices.events import LedgerEvent

SECONDS: Final = 10.0
"""How long the other side may take over one batch."""
JOURNAL: Final = "/run/systemd/journal/socket"
_AUDIT: Final = 13
"""The facility `log audit` (RFC 5424, table 1)."""
_INFO, _WARNING = 6, 4
_REFUSED: Final = "session.refused"
_MARKED: Final = re.compile(r'(["\\\]])')
_KIND: Final = 32
"""Octets of a MSGID at most (RFC 5424, 6)."""


class Sink(Protocol):
    """Where events go. `send` raises OSError where not all of them are known to be taken; `close` never raises."""

    def send(self, events: Sequence[LedgerEvent]) -> None:
        """Hand over all of them, in order."""
        ...

    def close(self) -> None:
        """Give the line up."""
        ...


def opened(to: Collector, host: str) -> Sink:
    """The way to a collector. Raises OSError where there is none."""
    if to.to == "journald":
        return Journal(_local(JOURNAL))
    parts = urlsplit(to.to)
    if parts.scheme == "unix":
        return Datagrams(_local(parts.path), to, host)
    address = (parts.hostname or "", parts.port or 0)
    if parts.scheme == "udp":
        return Datagrams(_towards(address, socket.SOCK_DGRAM), to, host)
    line = _towards(address, socket.SOCK_STREAM)
    if parts.scheme == "tls":
        line = _tls(line, to, address[0])
    return Stream(line, to, host)


def _local(path: str) -> socket.socket:
    line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    line.settimeout(SECONDS)
    with _shut_on_error(line):
        line.connect(path)
    return line


def _towards(address: tuple[str, int], kind: socket.SocketKind) -> socket.socket:
    found = socket.getaddrinfo(*address, type=kind)
    for nth, (family, type_, protocol, _, there) in enumerate(found, 1):
        line = socket.socket(family, type_, protocol)
        line.settimeout(SECONDS)
        try:
            with _shut_on_error(line):
                line.connect(there)
        except OSError:
            if nth == len(found):
                raise
        else:
            return line
    raise OSError("no address")


def _tls(line: socket.socket, to: Collector, host: str) -> socket.socket:
    ca, certificate = (Path(one) if one else None for one in (to.ca, to.certificate))
    with _shut_on_error(line):
        return tls_context(ca, certificate=certificate).wrap_socket(line, server_hostname=host)


@contextlib.contextmanager
def _shut_on_error(line: socket.socket) -> Iterator[None]:
    try:
        yield
    except BaseException:
        line.close()
        raise


class Datagrams:
    """One event a datagram. What a network loses is lost: nobody can tell."""

    def __init__(self, line: socket.socket, to: Collector, host: str) -> None:
        self._line, self._to, self._host = line, to, host

    def send(self, events: Sequence[LedgerEvent]) -> None:
        """See Sink."""
        for event in events:
            self._line.send(framed(event, self._to, self._host))
        _raise_error(self._line)

    def close(self) -> None:
        """See Sink."""
        self._line.close()


class Journal:
    """systemd's journal on this host, by its native protocol, so that each field can be asked for (`journalctl SMS_KIND=session.opened`)."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def send(self, events: Sequence[LedgerEvent]) -> None:
        """See Sink."""
        for event in events:
            self._line.send(journalled(event))

    def close(self) -> None:
        """See Sink."""
        self._line.close()


class Stream:
    """A line on which each event follows the count of its octets."""

    def __init__(self, line: socket.socket, to: Collector, host: str) -> None:
        self._line, self._to, self._host = line, to, host

    def send(self, events: Sequence[LedgerEvent]) -> None:
        """See Sink. A line that the other side has shut takes nothing more, though it may look so for a while."""
        until = time.monotonic() + SECONDS
        self._stands()
        frames = (framed(event, self._to, self._host) for event in events)
        self._line.sendall(b"".join(b"%d %b" % (len(frame), frame) for frame in frames))
        while _unacknowledged(self._line):
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.01)
        self._stands()

    def _stands(self) -> None:
        """Raise OSError if the other side ended the line. It says nothing else, and if it does, nobody minds."""
        _raise_error(self._line)
        self._line.setblocking(False)
        try:
            if not self._line.recv(1 << 12):
                raise ConnectionResetError
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return
        finally:
            self._line.settimeout(SECONDS)

    def close(self) -> None:
        """See Sink."""
        self._line.close()


def _raise_error(line: socket.socket) -> None:
    if code := line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
        raise OSError(code, "")


def _unacknowledged(line: socket.socket) -> int:
    """Octets that the other side's kernel did not acknowledge (tcp(7), SIOCOUTQ)."""
    count = array.array("i", [0])
    fcntl.ioctl(line.fileno(), termios.TIOCOUTQ, count)
    return count[0]


# ---- what is written


def framed(event: LedgerEvent, to: Collector, host: str) -> bytes:
    """One event as RFC 5424 has it, without anything around it."""
    fields = {"seq": event.seq, "actor": event.actor, "hash": event.hash, **event.said}
    data = " ".join(
        f'{name}="{_MARKED.sub(_escaped, str(value))}"' for name, value in fields.items() if value
    )
    level = _AUDIT * 8 + _severity(event)
    head = f"<{level}>1 {event.time} {host or '-'} sms-console - {event.kind[:_KIND]}"
    return f"{head} [ledger@{to.enterprise} {data}] {_line(event)}".encode()


def journalled(event: LedgerEvent) -> bytes:
    """One event as the fields of a journal's entry; a value with a line's end follows its length (systemd, native protocol)."""
    fields = {
        "MESSAGE": _line(event),
        "PRIORITY": _severity(event),
        "SYSLOG_FACILITY": _AUDIT,
        "SYSLOG_IDENTIFIER": "sms-console",
        "SMS_KIND": event.kind,
        "SMS_TIME": event.time,
        "SMS_SEQ": event.seq,
        "SMS_ACTOR": event.actor,
        "SMS_HASH": event.hash,
        **{f"SMS_{name.upper()}": value for name, value in event.said.items()},
    }
    return b"".join(_field(name, str(value).encode()) for name, value in fields.items())


def _field(name: str, value: bytes) -> bytes:
    if b"\n" in value:
        return b"%b\n%b%b\n" % (name.encode(), struct.pack("<Q", len(value)), value)
    return b"%b=%b\n" % (name.encode(), value)


def _severity(event: LedgerEvent) -> int:
    return _WARNING if event.kind == _REFUSED else _INFO


def _line(event: LedgerEvent) -> str:
    return " ".join(one for one in (event.kind, event.actor, f"#{event.seq}") if one)


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[1]
