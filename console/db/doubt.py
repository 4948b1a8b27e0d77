"""Marks waiting recipients as written to without an answer, if the database may lack what was sent from another copy.

The next start of a dispatcher treats them like open intents after a crash and sets them to UNKNOWN. The reference is that of the
send, as it would have been used, so that a receipt for a message that was sent settles the recipient. When it was sent is unknown: for the
limits per number it counts from now.
"""

import time
from typing import Final

from console.domain.states import RecipientState

OPEN: Final = "('waiting', 'sending', 'ending')"
"""Sends that have not ended, by their state in the dispatcher's table."""


def statements(opened: str = "") -> tuple[str, str]:
    """Return two SQL statements without parameters, for one transaction of the dispatcher's database.

    `opened`, an instant of `domain.times`, leaves out sends whose window opens later: nothing of them can have been sent.
    """
    until = f" AND opens <= '{opened}'" if opened else ""
    sends = f"SELECT id FROM send WHERE state IN {OPEN}{until}"  # noqa: S608 - our own words
    counted = f"UPDATE tally SET in_flight = in_flight + queued, queued = 0 WHERE send_id IN ({sends})"  # noqa: S608 - as above
    return f"{_doubted()} AND send_id IN ({sends})", counted


SENDS: Final = (
    "SELECT s.id, (SELECT max(r.place) FROM recipient r WHERE r.send_id = s.id) FROM send s"  # noqa: S608 - our own words
    f" JOIN tally t ON t.send_id = s.id WHERE s.state IN {OPEN} AND t.queued > 0 AND s.opens <= ?"
)
"""The sends in which somebody waits whose window opened by an instant, with the last place in each."""


def step() -> tuple[str, str]:
    """Return the same two statements for a part of one send: with its id and the first and last place, and with (rows, rows, id)."""
    counted = "UPDATE tally SET in_flight = in_flight + ?, queued = queued - ? WHERE send_id = ?"
    return f"{_doubted()} AND send_id = ? AND place BETWEEN ? AND ?", counted


def _doubted() -> str:
    queued, flying = int(RecipientState.QUEUED), int(RecipientState.IN_FLIGHT)
    return (
        f"UPDATE recipient SET state = {flying}, attempt = attempt + 1, at = {int(time.time() * 1000)},"  # noqa: S608 - our own integers
        " reference = (SELECT s.reference FROM send s WHERE s.id = recipient.send_id)"
        f" WHERE state = {queued}"
    )
