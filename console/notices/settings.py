"""The file of the notices (`notices.toml`): the channels of the house, and by which of them each person is told.

Root writes it. It holds no secret: what opens a channel (a robot's key, a signing key, a password) is kept apart (`secrets.py`).
"""

import re
from datetime import time
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

from console.domain import toml_file
from console.errors import ConsoleError, os_cause
from console.wire.notices.outward import KINDS_TOLD

_LABEL: Final = re.compile(r"[A-Za-z0-9.-]{0,40}\Z")
_LOGIN: Final = re.compile(r"[A-Za-z0-9@:._ /-]{0,80}\Z")
_MAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}\Z")
_ACCOUNT: Final = re.compile(r"[A-Za-z0-9_.@-]{0,64}\Z")
_CHANNEL: Final = re.compile(r"[a-z][a-z0-9_-]{0,19}\Z")
_HOURS: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])\Z")
_INNER: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that plain HTTP may reach: what is said there leaves this machine by another program, or not at all."""
_LEAST: Final = 10
_SOCKET: Final = 107
"""Octets of a socket's path at most (unix(7))."""
_DEFAULTS: Final = {
    "wecom": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
    "dingtalk": "https://oapi.dingtalk.com/robot/send",
    "feishu": "https://open.feishu.cn/open-apis/bot/v2/hook",
}
"""Where the robots of each house of chats are called (`reference/operating.md`, 1.1)."""

Kind = Literal["mail", "wecom", "dingtalk", "feishu", "webhook", "command"]
ROBOTS: Final = frozenset(_DEFAULTS)


class Channel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way to tell people. `url` is the address without its key; `ca` and `certificate` are PEM files; `proxy` is host:port.

    For mail: `server`, `port`, `security` (never less than it says), `sender`, `user` (empty: no login). `run` is a program with its arguments.
    `name` is filled in by the file's table.
    """

    kind: Kind
    name: str = ""
    url: str = ""
    ca: str = ""
    certificate: str = ""
    proxy: str = ""
    server: str = ""
    port: int = 587
    security: Literal["starttls", "tls", "plain"] = "starttls"
    sender: str = ""
    user: str = ""
    run: tuple[str, ...] = ()

    def secrets(self) -> tuple[str, ...]:
        """The names of the secrets that the channel needs or may have; the first is needed."""
        if self.kind in ROBOTS:
            return ("key",) if self.kind == "wecom" else ("key", "signing")
        if self.kind == "webhook":
            return ("signing",)
        return ("password",) if self.user else ()


class Collector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the ledger's events go: `to` is `journald`, `unix:///PATH`, or `udp://`, `tcp://`, `tls://HOST:PORT`. `ca` and `certificate` are PEM files.

    `enterprise` is the number under which the event's own fields stand (RFC 5424, 7.2.2); the house's own, or the one for examples (RFC 5612).
    """

    to: str
    ca: str = ""
    certificate: str = ""
    enterprise: int = 32473


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one person is told: `to` names channels in the order in which they are tried, with the person's address in each; `skip` kinds of duties."""

    to: dict[str, str]
    skip: tuple[str, ...] = ()


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file. `host` is this machine's short name, `login` how one signs in; both stand in every notice.

    `wait`, `interval`, `repeat` and `escalate` are seconds: before the first notice of a duty, between notices to a person, before it is said
    again, before it is said to the next people. `hours` are office hours of working days. `alarms` are told when the desk is silent
    (none: the administrators last heard of).
    """

    channels: dict[str, Channel] = {}
    collector: Collector | None = None
    people: dict[str, Person] = {}
    host: str = ""
    login: str = ""
    lang: Literal["zh", "en"] = "zh"
    hours: str = "08:30-17:30"
    wait: int = 60
    interval: int = 900
    repeat: int = 14400
    escalate: int = 14400
    alarms: tuple[str, ...] = ()

    def office(self) -> tuple[time, time]:
        """The office hours, from and until."""
        first, last = self.hours.split("-")
        return time.fromisoformat(first), time.fromisoformat(last)


def read(path: Path) -> Settings:
    """Return what the file says; a missing or empty one tells nobody. Raises ConsoleError `notices_file` with the key and what is wrong."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        what = os_cause(error) if isinstance(error, OSError) else "utf8"
        raise ConsoleError("notices_file", path=path, key="", what=what) from error
    try:
        file = msgspec.convert(toml_file.parsed(text), Settings)
    except ValueError as error:
        # msgspec names the key; the TOML reader names the line.
        raise ConsoleError("notices_file", path=path, key="", what=str(error)) from error
    named = {name: msgspec.structs.replace(one, name=name) for name, one in file.channels.items()}
    file = msgspec.structs.replace(file, channels={name: _filled(one) for name, one in named.items()})
    for key, what in _faults(file):
        raise ConsoleError("notices_file", path=path, key=key, what=what)
    return file


def _filled(channel: Channel) -> Channel:
    return msgspec.structs.replace(channel, url=channel.url or _DEFAULTS.get(channel.kind, ""))


def _faults(file: Settings) -> list[tuple[str, str]]:
    """What is wrong, as (key, word of the catalogue's `notice_fault`)."""
    found = [("host", "label")] if not _LABEL.match(file.host) else []
    found += [("login", "label")] if not _LOGIN.match(file.login) else []
    found += [("hours", "hours")] if not _HOURS.match(file.hours) or not _ordered(file.hours) else []
    if not _LEAST <= file.wait <= file.interval <= file.repeat or file.escalate < file.interval:
        found.append(("wait", "timers"))
    for name, channel in file.channels.items():
        found += [(f"channels.{name}.{key}", what) for key, what in _channel_faults(name, channel)]
    found += [("collector.to", "collector")] if file.collector and not _collects(file.collector.to) else []
    for person, one in file.people.items():
        for name, address in one.to.items():
            known = file.channels.get(name)
            if known is None:
                found.append((f"people.{person}.to.{name}", "no_channel"))
            elif not (_MAIL if known.kind == "mail" else _ACCOUNT).match(address):
                found.append((f"people.{person}.to.{name}", "address"))
        found += [(f"people.{person}.skip", "kind")] if set(one.skip) - set(KINDS_TOLD) else []
    found += [("alarms", "no_person")] if set(file.alarms) - set(file.people) else []
    return found


def _ordered(hours: str) -> bool:
    first, last = hours.split("-")
    return first < last


def _channel_faults(name: str, channel: Channel) -> list[tuple[str, str]]:
    found = [("name", "label")] if not _CHANNEL.match(name) else []
    match channel.kind:
        case "mail":
            found += [("server", "label")] if not channel.server or not _LABEL.match(channel.server) else []
            found += [("sender", "address")] if not _MAIL.match(channel.sender) else []
            found += [("port", "port")] if not 0 < channel.port < 1 << 16 else []
            found += [("user", "plain_login")] if channel.user and channel.security == "plain" else []
        case "command":
            found += [("run", "program")] if not channel.run or not channel.run[0].startswith("/") else []
        case _:
            found += [("url", "address")] if not _reachable(channel.url) else []
    return found


def _collects(to: str) -> bool:
    """Whether that is a collector."""
    try:
        parts = urlsplit(to)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme == "unix":
        return not parts.netloc and parts.path.startswith("/") and len(parts.path) <= _SOCKET
    bare = not (parts.path or parts.query or parts.fragment) and "@" not in parts.netloc
    known = parts.scheme in {"udp", "tcp", "tls"} and bare and bool(parts.hostname) and bool(port)
    return to == "journald" or (known and to.isascii() and to.isprintable())


def _reachable(url: str) -> bool:
    """Whether a URL is one that is called: HTTPS, without a login in it."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in _INNER)
    return (
        secure
        and bool(host)
        and url.isascii()
        and url.isprintable()
        and " " not in url
        and "@" not in parts.netloc
    )
