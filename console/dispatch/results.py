"""Per-recipient results for the desk: one report a 1,000-number chunk, each replacing the one before."""

from hashlib import sha256
from typing import Any

from console.dispatch.sends import Send
from console.dispatch.store import Store, Turn
from console.domain import merkle
from console.wire.calls import ReportResults
from console.wire.views import Tally

_STATES = "SELECT num, state FROM recipient WHERE send_id = ? AND num >= ? ORDER BY num LIMIT ?"


def report(store: Store, send: Send, position: int) -> ReportResults:
    """The results of one chunk as they stand, under a new revision that no earlier report had."""
    first = send.firsts[position]
    with store.turn() as turn:
        turn.run(
            "UPDATE chunk SET revision = revision + 1 WHERE send_id = ? AND position = ?", (send.id, position)
        )
        revision = turn.number(
            "SELECT revision FROM chunk WHERE send_id = ? AND position = ?", (send.id, position)
        )
    with store.look() as look:
        rows = look.rows(_STATES, (send.id, first, merkle.CHUNK))
        last = rows[-1][0]
        codes: dict[Any, Any] = dict(
            look.rows(
                "SELECT num, code FROM verdict WHERE send_id = ? AND num BETWEEN ? AND ?",
                (send.id, first, last),
            )
        )
        ids: dict[Any, Any] = dict(
            look.rows(
                "SELECT num, msgid FROM submission WHERE send_id = ? AND num BETWEEN ? AND ? AND part = 0",
                (send.id, first, last),
            )
        )
    return ReportResults(
        request=send.request,
        slot=send.slot,
        chunk=position,
        revision=revision,
        states=bytes(state for _, state in rows),
        codes={at: codes[num] for at, (num, _) in enumerate(rows) if num in codes},
        ids={at: ids[num] for at, (num, _) in enumerate(rows) if num in ids},
    )


def summary(look: Turn, send_id: int) -> tuple[Tally, str]:
    """The tally of a send and the root over its results, of one snapshot.

    The root is an RFC 6962 tree; a leaf is SHA-256(0x00 | the chunk's states, one byte a recipient in list order).
    """
    leaves = []
    counts = [0] * 10
    after = 0
    while rows := look.rows(_STATES, (send_id, after, merkle.CHUNK)):
        states = bytes(state for _, state in rows)
        leaves.append(sha256(b"\x00" + states).digest())
        for state in range(10):
            counts[state] += states.count(state)
        after = rows[-1][0] + 1
    return Tally(sum(counts), *counts), merkle.root_of(leaves).hex()
