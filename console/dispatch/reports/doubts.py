"""What is known of each recipient in doubt, from what is stored anyway: the intent, the line, the parts accepted, receipts that match nobody.

Only the lines are stored for this, one row for each that was bound.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from console.dispatch.sends import UNKNOWN, Send
from console.dispatch.store import Row, Turn
from console.domain.times import render
from console.gateways.ports import LineState
from console.wire.sending.sends import Evidence

_KEPT: Final = 1_000
"""Lines of each gateway that are kept."""
_BEFORE: Final = 300_000
"""Milliseconds before the intent from which on a receipt may be about it: two clocks differ."""
_WORD: Final = 40
_UNSAID: Final = frozenset({"", "crash", "forgotten"})
"""Codes of those of whom nobody knows whether octets were given to a line: our own end, or our own memory, was in between."""


def note_line(turn: Turn, gateway: str, state: LineState, at: int) -> None:
    """Note that a line was bound, or that it ended, at an epoch time in milliseconds."""
    if state is not LineState.UP:
        turn.run(_END, (at, gateway, gateway))
        return
    turn.run(_OPEN, (gateway, at))
    turn.run(_FORGET, (gateway, gateway, _KEPT))


def in_chunk(look: Turn, send: Send, first: int, last: int) -> dict[int, Evidence]:
    """Return what is known of those in doubt, by place, from the first to the last one."""
    span = (send.id, first, last)
    rows = look.rows(_DOUBTFUL, span)
    if not rows:
        return {}
    near = _near(look, send.gateway, [num for _, num, *_ in rows])
    parts = {(place, attempt): count for place, attempt, count in look.rows(_PARTS, span)}
    return {
        place: _evidence(
            code, reference, attempt, at,
            _line(look, send.gateway, at), near.get(num, ()), parts.get((place, attempt), 0),
        )
        for place, num, at, reference, attempt, code in rows
    }  # fmt: skip


def _evidence(
    code: str, reference: int, attempt: int, at: int, line: Row, receipts: Sequence[Row], parts: int
) -> Evidence:
    about = [(when, status) for when, status in receipts if at and when >= at - _BEFORE]
    newest, said = about[-1] if about else (0, "")
    return Evidence(
        at=_instant(at), attempt=attempt, reference=reference, written=code not in _UNSAID,
        opened=_instant(line[0]), ended=_instant(line[1]), parts=parts,
        receipts=len(about), receipt_at=_instant(newest), receipt=said[:_WORD],
    )  # fmt: skip


def _line(look: Turn, gateway: str, at: int) -> Row:
    """Return when the line that was there at a time was bound and ended; zeros if none is known."""
    row = look.one(_AT, (gateway, at)) if at else None
    return row if row is not None and (not row[1] or row[1] >= at) else (0, 0)


def _near(look: Turn, gateway: str, nums: Sequence[int]) -> dict[int, list[Row]]:
    """Return the receipts about these numbers that match nobody, oldest first."""
    near: dict[int, list[Row]] = {}
    for _, num, at, status in sorted(look.rows_in(_STRAYS, (gateway,), nums)):
        near.setdefault(num, []).append((at, status))
    return near


def newly(look: Turn, gateway: str, after: int) -> tuple[list[Row], int]:
    """Return send and place of those in doubt about whose number a receipt came that matches nobody, and the newest such receipt's id.

    `after` is the newest id of the last time.
    """
    newest = look.number(_NEWEST, (gateway, after)) or after
    return (look.rows(_CAME, (gateway, after, newest)) if newest > after else []), newest


def _instant(at: int) -> str:
    return render(datetime.fromtimestamp(at / 1000, UTC)) if at else ""


_OPEN: Final = "INSERT INTO bound_line (gateway, opened, ended) VALUES (?, ?, 0) ON CONFLICT DO NOTHING"
_END: Final = (
    "UPDATE bound_line SET ended = ? WHERE gateway = ? AND ended = 0"
    " AND opened = (SELECT max(o.opened) FROM bound_line o WHERE o.gateway = ?)"
)
_FORGET: Final = (
    "DELETE FROM bound_line WHERE gateway = ? AND opened < (SELECT min(k.opened) FROM"
    " (SELECT o.opened FROM bound_line o WHERE o.gateway = ? ORDER BY o.opened DESC LIMIT ?) k)"
)
_AT: Final = (
    "SELECT opened, ended FROM bound_line WHERE gateway = ? AND opened <= ? ORDER BY opened DESC LIMIT 1"
)
_DOUBTFUL: Final = (
    "SELECT r.place, r.num, r.at, r.reference, r.attempt, coalesce(v.code, '') FROM recipient r"  # noqa: S608 - our own integer
    " LEFT JOIN verdict v ON v.send_id = r.send_id AND v.place = r.place"
    f" WHERE r.send_id = ? AND r.place BETWEEN ? AND ? AND r.state = {int(UNKNOWN)}"
)
_PARTS: Final = "SELECT place, attempt, count(*) FROM submission WHERE send_id = ? AND place BETWEEN ? AND ? GROUP BY place, attempt"
_STRAYS: Final = (
    "SELECT id, num, at, status FROM receipt WHERE gateway = ? AND send_id IS NULL AND num IN ({})"
)
_NEWEST: Final = "SELECT max(id) FROM receipt WHERE gateway = ? AND send_id IS NULL AND id > ?"
_CAME: Final = (
    "SELECT DISTINCT r.send_id, r.place FROM receipt c JOIN listing l ON l.num = c.num"  # noqa: S608 - our own integer
    " JOIN recipient r ON r.send_id = l.send_id AND r.place = l.place"
    f" WHERE c.gateway = ? AND c.send_id IS NULL AND c.id > ? AND c.id <= ? AND r.state = {int(UNKNOWN)}"
)
