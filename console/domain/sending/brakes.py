"""Brakes (I2): counts of outcomes at which a send, or a gateway's line, stops by itself until two people let it go on.

The counts are those of providers' real failures: an account without money refuses everything with one code, a line that loses its answers
leaves everybody in doubt, and a file that does not fit the provider leaves its receipts unmatched or unread.
"""

from typing import Final, NamedTuple

UNKNOWN, REFUSED, SAME_CODE, UNPROVED = "brake_unknown", "brake_refused", "brake_code", "brake_first"
ON_SENDS: Final = frozenset({UNKNOWN, REFUSED, SAME_CODE, UNPROVED})
"""What stops the sends of one request."""
LOST, UNREAD, UNMATCHED, SILENT = "brake_lost", "brake_unread", "brake_unmatched", "brake_silent"
BIND, SPENT = "brake_bind", "brake_spent"
ON_LINES: Final = frozenset({LOST, UNREAD, UNMATCHED, SILENT, BIND, SPENT})
"""What stops everything at one gateway."""

FIRST: Final = 100
"""So many of a large send go first."""
PROVED: Final = 90
"""So many of these must have a final receipt before the rest goes."""
_LEAST: Final = 500
"""Outcomes before a share of them says anything."""
_SHARES: Final = {UNKNOWN: 2, REFUSED: 20}
"""In percent."""
_SAME: Final = 50
_WINDOWS: Final = 2
"""So many windows without a single answer."""
_UNREAD: Final = 20
_RECEIPTS: Final = 200
_UNMATCHED: Final = 5
"""In percent of at least _RECEIPTS."""
BINDS: Final = 3
"""Binds running that the provider refused for what may pass, and no password is proved wrong by."""
_AWAITED: Final = 500
"""Accepted messages of which one should have had its receipt."""


class Stood(NamedTuple):
    """How a send stands: recipients with an outcome, those in doubt, and those whom the provider refused."""

    of: int = 0
    unknown: int = 0
    refused: int = 0


class Answers(NamedTuple):
    """The answers of a line since it began, or since it was let go on.

    `lost` are those in doubt since the last answer, `unread` the receipts that nobody could read since the last one that was read,
    `unmatched` of `receipts` match nobody, and `awaited` were accepted since the last receipt, the first of them `waited` seconds ago.
    `refused` binds running were refused, the last with `code`. `spent` fen are what the messages cost that were accepted today.
    """

    lost: int = 0
    unread: int = 0
    receipts: int = 0
    unmatched: int = 0
    awaited: int = 0
    waited: float = 0.0
    refused: int = 0
    code: str = ""
    spent: int = 0


def of_send(now: Stood, before: Stood, code: str, running: int) -> str:
    """Return why the sends of a request stop, with the counts, or an empty text.

    `before` is how the send stood when it was let go on last. `code` is the one by which the provider refused the last `running`
    recipients one after another.
    """
    if running >= _SAME:
        return said(SAME_CODE, running, code)
    counted = now.of - before.of
    for name, bad in ((UNKNOWN, now.unknown - before.unknown), (REFUSED, now.refused - before.refused)):
        if counted >= _LEAST and bad * 100 >= counted * _SHARES[name]:
            return said(name, bad, str(counted))
    return ""


def of_line(answers: Answers, window: int, receipt_minutes: int, day_fen: int = 0) -> str:
    """Return why everything at a gateway stops, with the counts, or an empty text.

    No receipts are awaited within 0 minutes, and 0 fen a day bound nothing.
    """
    if answers.refused >= BINDS:
        return said(BIND, answers.refused, answers.code)
    if answers.lost >= _WINDOWS * window:
        return said(LOST, answers.lost, str(window))
    if answers.unread >= _UNREAD:
        return said(UNREAD, answers.unread, str(answers.receipts))
    if answers.receipts >= _RECEIPTS and answers.unmatched * 100 >= answers.receipts * _UNMATCHED:
        return said(UNMATCHED, answers.unmatched, str(answers.receipts))
    if receipt_minutes and answers.awaited >= _AWAITED and answers.waited >= receipt_minutes * 60:
        return said(SILENT, answers.awaited, str(receipt_minutes))
    if day_fen and answers.spent >= day_fen:
        return said(SPENT, answers.spent, str(day_fen))
    return ""


def said(name: str, count: int, of: str) -> str:
    """Return a brake with its counts, as it stands in reports and in the reason of a freeze."""
    return f"{name}: {count}/{of}"


def read(reason: str) -> tuple[str, str, str] | None:
    """Return the name and both counts of such a text; None if it is none."""
    name, colon, counts = reason.partition(": ")
    count, slash, of = counts.partition("/")
    return (name, count, of) if colon and slash and name in ON_SENDS | ON_LINES else None
