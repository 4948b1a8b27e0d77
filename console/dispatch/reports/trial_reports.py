"""What became of a trial, for the desk: the state of each telephone, and which id its answer and its newest receipt had.

The receipt is told as it came, matched or not: so people see how a provider spells its ids before anybody depends on it.
"""

import msgspec

from console.dispatch.reports.outbox import Author
from console.dispatch.store import Store, Turn
from console.signing.canonical import dumps
from console.signing.keys import UnlockedKey
from console.wire.dispatch import ReportTrial
from console.wire.sending.trials import TrialReport, Tried


def report(
    store: Store, by: Author, key: UnlockedKey, at: str, proposal: str, event: str = "", reason: str = ""
) -> ReportTrial:
    """Return the present state of a trial at an instant, signed, under a revision that no earlier report had."""
    with store.turn() as turn:
        send_id = turn.number("SELECT id FROM send WHERE release_digest = ?", (proposal,))
        turn.run("UPDATE chunk SET revision = revision + 1 WHERE send_id = ?", (send_id,))
        row = turn.one("SELECT revision FROM chunk WHERE send_id = ?", (send_id,))
        tried = _tried(turn, send_id)
    said = TrialReport(by.org, by.service, at, proposal, event, reason, row[0] if row else 0, tried)
    text = dumps(msgspec.to_builtins(said))
    return ReportTrial(text.decode(), key.sign(text, f"sms-trial@{by.org}"))


def _tried(look: Turn, send_id: int) -> list[Tried]:
    codes: dict[int, str] = dict(look.rows("SELECT place, code FROM verdict WHERE send_id = ?", (send_id,)))
    ids: dict[int, str] = dict(look.rows(_IDS, (send_id,)))
    told = []
    for place, num, state, sent in look.rows(_PLACES, (send_id,)):
        heard = look.one(_HEARD, (_NEWEST, num, sent, send_id)) if sent else None
        msgid, at, matched = heard or ("", 0, 0)
        told.append(Tried(state, codes.get(place, ""), ids.get(place, ""), msgid, sent, at, bool(matched)))
    return told


_NEWEST = 10_000
"""Receipts among which those of a telephone are looked for; a trial goes over a line that is quiet."""
_PLACES = "SELECT place, num, state, at FROM recipient WHERE send_id = ? ORDER BY place"
_IDS = "SELECT place, msgid FROM submission WHERE send_id = ? AND part = 0 ORDER BY attempt"
_HEARD = (
    "SELECT c.msgid, c.at, CASE WHEN c.send_id IS NULL THEN 0 ELSE 1 END FROM (SELECT * FROM receipt ORDER BY id DESC LIMIT ?) c"
    " WHERE c.num = ? AND c.at >= ? AND (c.send_id IS NULL OR c.send_id = ?) ORDER BY c.id DESC LIMIT 1"
)
