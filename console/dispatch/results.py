"""Per-recipient results for the desk: one report per chunk of the list, each replacing the one before.

A chunk is 1,000 list positions, also for a continuation: then it says for each position whether it is one of its recipients at all.
So the desk, which keeps the list, needs no second record of who they are.
"""

from hashlib import sha256
from typing import Any

from console.dispatch.outbox import Author
from console.dispatch.sends import Send, reasons
from console.dispatch.store import Store, Turn
from console.domain.contacts import merkle
from console.domain.states import ABSENT
from console.signing.keys import UnlockedKey
from console.wire.dispatch import ReportResults
from console.wire.memory import results_text
from console.wire.views import Tally

_STATES = "SELECT num, state FROM recipient WHERE send_id = ? AND num >= ? ORDER BY num LIMIT ?"
_LISTED = "SELECT num FROM recipient WHERE send_id = ? AND num >= ? ORDER BY num LIMIT ?"
_AMONG = "SELECT num, state FROM recipient WHERE send_id = ? AND num BETWEEN ? AND ?"


def report(store: Store, send: Send, at: int, by: Author, key: UnlockedKey) -> ReportResults:
    """Return the present results of a send's `at`-th chunk, signed, under a new revision that no earlier report had."""
    first, position = send.firsts[at], send.positions[at]
    with store.turn() as turn:
        turn.run(
            "UPDATE chunk SET revision = revision + 1 WHERE send_id = ? AND position = ?", (send.id, position)
        )
        revision = turn.number(
            "SELECT revision FROM chunk WHERE send_id = ? AND position = ?", (send.id, position)
        )
    with store.look() as look:
        index, states = _chunk(look, send, first)
        last = max(index)
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
    placed = {index[num]: code for num, code in codes.items()}
    given = {index[num]: msgid for num, msgid in ids.items()}
    text = results_text(by.org, by.service, send.release, position, revision, states, placed, given)
    return ReportResults(
        request=send.request,
        slot=send.slot,
        chunk=position,
        revision=revision,
        states=states,
        codes=placed,
        ids=given,
        signature=key.sign(text, f"sms-results@{by.org}"),
    )


def _chunk(look: Turn, send: Send, first: int) -> tuple[dict[int, int], bytes]:
    """Return a chunk's recipients with their positions, and one state per position."""
    if not send.root:
        rows = look.rows(_STATES, (send.id, first, merkle.CHUNK))
        return {num: place for place, (num, _) in enumerate(rows)}, bytes(state for _, state in rows)
    listed = [num for (num,) in look.rows(_LISTED, (send.root, first, merkle.CHUNK))]
    places = {num: place for place, num in enumerate(listed)}
    states, index = bytearray([ABSENT] * len(listed)), {}
    for num, state in look.rows(_AMONG, (send.id, first, listed[-1])):
        index[num] = places[num]
        states[places[num]] = state
    return index, bytes(states)


def summary(look: Turn, send_id: int) -> tuple[Tally, str, dict[str, int]]:
    """Return the tally of a send, the root over its results, and the suppressed by reason, from one snapshot.

    The root is an RFC 6962 tree; a leaf is SHA-256(0x00 | the chunk's states, one byte per recipient in list order).
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
    return Tally(sum(counts), *counts), merkle.root_of(leaves).hex(), reasons(look, send_id)[0]
