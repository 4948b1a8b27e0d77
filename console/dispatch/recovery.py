"""The first step after a start: every intent that was open when the process ended is in doubt."""

import logging

from console.dispatch.caps import key_texts
from console.dispatch.lease import Lease
from console.dispatch.outcomes import VERDICT
from console.dispatch.sends import IN_FLIGHT, UNKNOWN, Book
from console.dispatch.store import Store

log = logging.getLogger(__name__)

CRASH = "crash"
"""The code of recipients whose answer was lost with the process."""


def recover(store: Store, book: Book, lease: Lease, now: float) -> int:
    """Set every IN_FLIGHT recipient of the gateway's sends to UNKNOWN, in one transaction; return how many.

    Nothing may be written to the line before this. Receipts settle what the provider received; the rest is shown.
    """
    count = 0
    with store.turn() as turn:
        lease.check(turn)
        key_texts(turn)
        book.load(turn)
        for send in book:
            if not send.tally[IN_FLIGHT]:
                continue
            places = [
                place
                for (place,) in turn.rows(
                    f"SELECT place FROM recipient WHERE send_id = ? AND state = {int(IN_FLIGHT)}",  # noqa: S608 - our own integer
                    (send.id,),
                )
            ]
            book.move(turn, send, IN_FLIGHT, UNKNOWN, places)
            turn.many(VERDICT, [(send.id, place, CRASH, int(now * 1000)) for place in places])
            send.errors[CRASH] += len(places)
            count += len(places)
        book.save(turn, now)
    if count:
        log.warning("%d recipients in doubt after a restart", count)
    return count
