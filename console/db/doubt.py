"""Whoever waits in a send stands as written to without an answer, where a database may be behind what was sent from another.

The next start of a dispatcher finds them as it finds open intents after a crash, and calls them UNKNOWN. The reference is the
send's own, as it would have been used, so that a receipt for what was sent settles the matter.
"""

from typing import Final

from console.domain.states import RecipientState

OPEN: Final = "('waiting', 'sending', 'ending')"
"""Sends that have not ended, as the dispatcher's table has them."""


def statements(opened: str = "") -> tuple[str, str]:
    """Two statements of SQL without parameters, for one transaction of the dispatcher's database.

    `opened`, an instant of `domain.times`, leaves those out whose window opens after it: nothing of them can have been sent.
    """
    queued, flying = int(RecipientState.QUEUED), int(RecipientState.IN_FLIGHT)
    until = f" AND opens <= '{opened}'" if opened else ""
    sends = f"SELECT id FROM send WHERE state IN {OPEN}{until}"  # noqa: S608 - our own words
    doubted = (
        f"UPDATE recipient SET state = {flying}, attempt = attempt + 1,"  # noqa: S608 - our own integers
        " reference = (SELECT s.reference FROM send s WHERE s.id = recipient.send_id)"
        f" WHERE state = {queued} AND send_id IN ({sends})"
    )
    counted = f"UPDATE tally SET in_flight = in_flight + queued, queued = 0 WHERE send_id IN ({sends})"  # noqa: S608 - as above
    return doubted, counted
