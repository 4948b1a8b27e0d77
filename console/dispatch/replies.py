"""Messages from subscribers: a word that refuses further messages is kept as an opt-out before anything else."""

import unicodedata
from collections.abc import Sequence

from console.dispatch.store import Turn
from console.gateways.ports import Inbound

WORDS = frozenset(
    {"R", "T", "TD", "N", "QX", "0000", "退订", "TD退订", "T退订", "拒收", "取消订阅", "停止", "STOP"}
)
"""Exact refusal words (domain.md, section 3.2); anything else waits for people."""
PROMOTION, ALL = 0, 1


def refuses(text: str) -> bool:
    """Whether a reply is a refusal word: NFKC, stripped, upper case, exact."""
    return unicodedata.normalize("NFKC", text).strip().upper() in WORDS


def keep(turn: Turn, gateway: str, replies: Sequence[Inbound], at: int) -> set[int]:
    """Store replies as they came (`at`: epoch milliseconds); return the numbers that refuse promotion from now on."""
    refusing: set[int] = set()
    rows = []
    for reply in replies:
        refusal = bool(reply.number) and refuses(reply.text)
        if refusal:
            refusing.add(reply.number)
        rows.append(
            (gateway, reply.number, reply.text.replace("\0", "\ufffd"), reply.raw, at, int(refusal), 0)
        )
    turn.many(
        "INSERT INTO reply (gateway, num, body, raw, at, refusal, reported) VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    add(turn, [(num, PROMOTION) for num in refusing])
    return refusing


def add(turn: Turn, rows: Sequence[tuple[int, int]]) -> None:
    """Add (number, scope) to the replica; what is there already stays."""
    if rows:
        turn.many("INSERT INTO optout (num, scope) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)
