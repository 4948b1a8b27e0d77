"""Per-recipient results for the desk: one report per chunk of the list, each replacing the one before.

A chunk is 1,000 places of the list's sending order, also for a continuation: then it says for each place whether it is one of its recipients at all.
So the desk, which keeps the list, needs no second record of who they are.
"""

from hashlib import sha256

from console.dispatch.reports import doubts
from console.dispatch.reports.outbox import Author
from console.dispatch.sends import UNKNOWN, Send, reasons
from console.dispatch.store import Store, Turn
from console.domain.contacts import merkle
from console.domain.states import ABSENT
from console.signing.keys import UnlockedKey
from console.wire.dispatch import ReportResults
from console.wire.ledger.memory import results_text
from console.wire.sending.slots import Tally

_STATES = "SELECT place, state FROM recipient WHERE send_id = ? AND place >= ? ORDER BY place LIMIT ?"
_AMONG = "SELECT place, state FROM recipient WHERE send_id = ? AND place BETWEEN ? AND ?"
_CODES = "SELECT place, code FROM verdict WHERE send_id = ? AND place BETWEEN ? AND ?"
_IDS = "SELECT place, msgid FROM submission WHERE send_id = ? AND place BETWEEN ? AND ? AND part = 0 ORDER BY attempt"


def report(store: Store, send: Send, position: int, by: Author, key: UnlockedKey) -> ReportResults:
    """Return the present results of a send's chunk at a position, signed, under a new revision that no earlier report had."""
    with store.turn() as turn:
        turn.run(
            "UPDATE chunk SET revision = revision + 1 WHERE send_id = ? AND position = ?", (send.id, position)
        )
        revision = turn.number(
            "SELECT revision FROM chunk WHERE send_id = ? AND position = ?", (send.id, position)
        )
    with store.look() as look:
        first, size = position * merkle.CHUNK, size_of(look, send.root or send.id, position)
        span = (send.id, first, first + size - 1)
        states = bytearray([ABSENT]) * size
        for place, state in look.rows(_AMONG, span):
            states[place - first] = state
        codes = {place - first: code for place, code in look.rows(_CODES, span)}
        ids = {place - first: msgid for place, msgid in look.rows(_IDS, span)}
        # In a list's own order the times would tell where in it somebody is, and so what is masked of their number.
        told = send.keyed and int(UNKNOWN) in states
        known = doubts.in_chunk(look, send, *span[1:]) if told else {}
    keyed = bool(send.keyed)
    text = results_text(
        by.org, by.service, send.release, position, revision, bytes(states), codes, ids, keyed=keyed
    )
    return ReportResults(
        request=send.request,
        slot=send.slot,
        chunk=position,
        revision=revision,
        states=bytes(states),
        codes=codes,
        ids=ids,
        keyed=keyed,
        evidence={place - first: one for place, one in known.items()},
        signature=key.sign(text, f"sms-results@{by.org}"),
    )


def size_of(look: Turn, send_id: int, position: int) -> int:
    """Return how many places a chunk has in the list of a send: 1,000, or fewer in the last one."""
    n = look.number("SELECT n FROM send WHERE id = ?", (send_id,))
    return max(0, min(merkle.CHUNK, n - position * merkle.CHUNK))


def summary(look: Turn, send_id: int) -> tuple[Tally, str, dict[str, int]]:
    """Return the tally of a send, the root over its results, and the suppressed by reason, from one snapshot.

    The root is an RFC 6962 tree; a leaf is SHA-256(0x00 | the chunk's states, one byte per recipient in sending order).
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
