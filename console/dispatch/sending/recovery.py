"""The first step after a start: every intent that was open when the process ended is in doubt."""

import logging
import time

from console.dispatch.lease import RENEWED, Lease
from console.dispatch.outcomes.outcomes import VERDICT
from console.dispatch.sending.caps import key_texts
from console.dispatch.sends import IN_FLIGHT, UNKNOWN, Book, Send
from console.dispatch.store import Store, strides

log = logging.getLogger(__name__)

CRASH = "crash"
"""The code of recipients whose answer was lost with the process."""


def recover(store: Store, book: Book, lease: Lease, now: float) -> int:
    """Set every IN_FLIGHT recipient of the gateway's sends to UNKNOWN, in steps; return how many.

    Nothing may be written to the line before this. Receipts settle what the provider received; the rest is shown. Whoever is left when
    the process ends in between is still IN_FLIGHT at the next start. Raises LeaseLostError.
    """
    with store.turn() as turn:
        lease.check(turn)
        key_texts(turn)
        book.load(turn)
    count = sum(_doubt(store, book, send, lease, now) for send in book)
    if count:
        log.warning("%d recipients in doubt after a restart", count)
    return count


def _doubt(store: Store, book: Book, send: Send, lease: Lease, now: float) -> int:
    """Leave those of one send in doubt; the lease is renewed meanwhile, because nothing else runs that could."""
    if not send.tally[IN_FLIGHT]:
        return 0
    with store.look() as look:
        flying = [place for (place,) in look.rows(_FLYING, (send.id,))]
    renewed = time.monotonic()
    for places in strides(flying):
        if time.monotonic() - renewed > RENEWED:
            lease.renew()
            renewed = time.monotonic()
        with store.turn() as turn:
            lease.check(turn)
            book.move(turn, send, IN_FLIGHT, UNKNOWN, places)
            turn.many(VERDICT, [(send.id, place, CRASH, int(now * 1000)) for place in places])
            send.errors[CRASH] += len(places)
            book.save(turn, now)
    return len(flying)


_FLYING = f"SELECT place FROM recipient WHERE send_id = ? AND state = {int(IN_FLIGHT)} ORDER BY place"  # noqa: S608 - our own integer
