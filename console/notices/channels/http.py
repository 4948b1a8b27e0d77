"""One POST of JSON within a time: no redirect, no proxy but the file's, certificates checked, and an answer of bounded size."""

import asyncio
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import httpcore

from console.notices.channels.port import LARGEST, LATER, NEVER, SECONDS, Outcome
from console.notices.settings import Channel
from console.tls import tls_context

_HEADERS: Final = {
    "content-type": "application/json; charset=utf-8",
    "accept-encoding": "identity",
    "user-agent": "sms-console",
}
_OK: Final = range(200, 300)
_LATER: Final = frozenset({408, 425, 429, *range(500, 600)})


class Answer(NamedTuple):
    """The status and the body of an answer."""

    status: int
    body: bytes


class Poster:
    """Posts to the address of a channel. Its URL is never said in an error, because it may hold a key."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Answer | Outcome:
        """Return the answer of status 200 to 299; else what came of it."""
        try:
            async with asyncio.timeout(SECONDS) as limit:
                answer = await self._post(url, body, {**_HEADERS, **(headers or {})})
        except (TimeoutError, httpcore.TimeoutException):
            return Outcome(LATER, "slow")
        except ssl.SSLError:
            return Outcome(LATER, "tls")
        except (OSError, httpcore.ProxyError):
            return Outcome(NEVER, "unreadable") if self._unreadable() else Outcome(LATER, "unreachable")
        except Exception as error:  # noqa: BLE001 - whatever the other side makes of its answer
            code = "slow" if limit.expired() else "tls" if _is_tls(error) else "unreachable"
            return Outcome(LATER, code)
        return judged(answer)

    async def _post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        proxy = httpcore.Proxy(f"http://{self._channel.proxy}") if self._channel.proxy else None
        pool = httpcore.AsyncConnectionPool(
            ssl_context=context(self._channel), proxy=proxy, max_keepalive_connections=0
        )
        pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
        async with pool, pool.stream("POST", url, headers=pairs, content=body) as answer:
            read = bytearray()
            async for piece in answer.aiter_stream():
                read += piece
                if len(read) > LARGEST:
                    break
            return Answer(answer.status, bytes(read[:LARGEST]))

    def _unreadable(self) -> bool:
        try:
            context(self._channel)
        except OSError:
            return True
        return False


def judged(answer: Answer) -> Answer | Outcome:
    """An answer that took the message, or what came of another one."""
    if answer.status in _OK:
        return answer
    if 300 <= answer.status < 400:
        return Outcome(NEVER, "redirect")
    return Outcome(LATER if answer.status in _LATER else NEVER, f"http:{answer.status}")


def context(channel: Channel) -> ssl.SSLContext:
    """TLS as the channel's file wants it. Raises OSError for a file that cannot be read or is no certificate."""
    ca, certificate = (Path(one) if one else None for one in (channel.ca, channel.certificate))
    return tls_context(ca, certificate=certificate)


def _is_tls(error: BaseException) -> bool:
    seen: Any = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
