"""One signed webhook, as Standard Webhooks has it: the receiver knows a repetition by its id, and the sender by its signature."""

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Final

from console.notices.channels.http import Poster
from console.notices.channels.port import MISSING, NEVER, SENT, Message, Outcome
from console.notices.settings import Channel

_PREFIX: Final = "whsec_"


class Webhook:
    """Posts what a notice says as JSON. `key` of the message is the id, the same at each attempt; the time is that of the attempt."""

    def __init__(
        self, channel: Channel, secrets: Mapping[str, str], clock: Callable[[], float] = time.time
    ) -> None:
        self._channel, self._clock, self._poster = channel, clock, Poster(channel)
        self._secret = secrets.get("signing", "")

    async def send(self, message: Message) -> Outcome:
        """See Channel."""
        if not self._secret:
            return MISSING
        body = json.dumps({**message.data, "to": message.address}, ensure_ascii=False).encode()
        at = str(int(self._clock()))
        try:
            signed = signature(self._secret, message.key, at, body)
        except ValueError:
            return Outcome(NEVER, "secret_form")
        headers = {"webhook-id": message.key, "webhook-timestamp": at, "webhook-signature": signed}
        answer = await self._poster.post(self._channel.url, body, headers)
        return answer if isinstance(answer, Outcome) else Outcome(SENT, "")


def signature(secret: str, key: str, at: str, body: bytes) -> str:
    """`v1,` and the HMAC of `id.timestamp.body` (vectors: `reference/operating.md`, 1.2). Raises ValueError for a secret that is not base64."""
    try:
        raw = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("base64") from error
    digest = hmac.new(raw, b".".join((key.encode(), at.encode(), body)), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
