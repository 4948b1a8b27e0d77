"""Replies as a dispatcher tells them."""

from itertools import count
from typing import Any

from console.domain.replies.reply_judge import shipped_judge
from console.wire.contacts.replies import ReportedReply, ReportReplies

_IDS = count(1)
MOMENT = 1_795_489_200_000
"""2026-11-24 03:00:00 UTC in epoch milliseconds: when the core's tests begin."""


def reply(num: int, text: str, **changes: Any) -> ReportedReply:
    """A reply as it is judged by the shipped words."""
    judged = shipped_judge().judge(text)
    fields: dict[str, Any] = {
        "id": next(_IDS), "gateway": "demo", "num": num, "address": f"86{num}", "to": "1069", "text": text,
        "chars": len(text), "times": 1, "at": MOMENT, "last": MOMENT, "verdict": str(judged.verdict),
        "reason": str(judged.reason), "scope": judged.scope, "waits": judged.waits, "request": 0, "slot": 0,
    }  # fmt: skip
    return ReportedReply(**{**fields, **changes})


def replied(*said: tuple[int, str], **changes: Any) -> ReportReplies:
    """What one report of the dispatcher holds."""
    return ReportReplies([reply(num, text, **changes) for num, text in said])
