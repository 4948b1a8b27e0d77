"""Robots of groups in WeCom, DingTalk and Feishu (Lark). The answer's own code counts, never the HTTP status alone."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from console.notices.channels.http import Answer, Poster
from console.notices.channels.port import LATER, MISSING, NEVER, SENT, Message, Outcome
from console.notices.settings import Channel

_AGAIN: Final = {
    "wecom": frozenset({-1, 45009}),
    "dingtalk": frozenset({-1, 130101}),
    "feishu": frozenset({11232, 9499}),
}
"""Codes after which the same message may pass later: busy, too many."""


class Robot:
    """One robot. The key is part of its address, so the address is said nowhere."""

    def __init__(
        self, channel: Channel, secrets: Mapping[str, str], clock: Callable[[], float] = time.time
    ) -> None:
        self._channel, self._clock, self._poster = channel, clock, Poster(channel)
        self._key, self._signing = secrets.get("key", ""), secrets.get("signing", "")

    async def send(self, message: Message) -> Outcome:
        """See Channel."""
        if not self._key:
            return MISSING
        url, body = _BUILD[self._channel.kind](
            self._channel.url, self._key, self._signing, message, self._clock()
        )
        answer = await self._poster.post(url, json.dumps(body, ensure_ascii=False).encode())
        return answer if isinstance(answer, Outcome) else _judged(self._channel.kind, answer)


def _wecom(url: str, key: str, _signing: str, message: Message, _now: float) -> tuple[str, dict[str, Any]]:
    text: dict[str, Any] = {"content": message.text}
    if message.address:
        text["mentioned_list"] = [message.address]
    return f"{url}?{urlencode({'key': key})}", {"msgtype": "text", "text": text}


def _dingtalk(url: str, key: str, signing: str, message: Message, now: float) -> tuple[str, dict[str, Any]]:
    called = f"{message.text}\n@{message.address}" if message.address else message.text
    body = {
        "msgtype": "text",
        "text": {"content": called},
        "at": {"atUserIds": [message.address] if message.address else [], "isAtAll": False},
    }
    query = {"access_token": key}
    if signing:
        at = str(int(now * 1000))
        query |= {"timestamp": at, "sign": dingtalk_sign(at, signing)}
    return f"{url}?{urlencode(query)}", body


def _feishu(url: str, key: str, signing: str, message: Message, now: float) -> tuple[str, dict[str, Any]]:
    called = f'{message.text}\n<at user_id="{message.address}"></at>' if message.address else message.text
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": called}}
    if signing:
        at = str(int(now))
        body |= {"timestamp": at, "sign": feishu_sign(at, signing)}
    return f"{url}/{quote(key, safe='')}", body


_BUILD: Final[Mapping[str, Callable[[str, str, str, Message, float], tuple[str, dict[str, Any]]]]] = {
    "wecom": _wecom,
    "dingtalk": _dingtalk,
    "feishu": _feishu,
}


def dingtalk_sign(at: str, secret: str) -> str:
    r"""DingTalk's signature at epoch milliseconds: `at\\nsecret` under the secret (vectors: `reference/operating.md`, 1.2)."""
    return _signed(secret, f"{at}\n{secret}")


def feishu_sign(at: str, secret: str) -> str:
    r"""Feishu's signature at epoch seconds: nothing under `at\\nsecret` (same vectors)."""
    return _signed(f"{at}\n{secret}", "")


def _signed(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def _judged(kind: str, answer: Answer) -> Outcome:
    try:
        said = json.loads(answer.body)
        code = next(said[name] for name in ("errcode", "code", "StatusCode") if name in said)
    except (ValueError, TypeError, StopIteration, RecursionError):
        return Outcome(LATER, "answer")
    if type(code) is not int:
        return Outcome(LATER, "answer")
    if code == 0:
        return Outcome(SENT, "")
    return Outcome(LATER if code in _AGAIN[kind] else NEVER, f"robot:{code}")
