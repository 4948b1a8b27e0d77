"""What time and people change in a send: holds that begin and end, the end of its window, stop, done, corrected."""

from console.dispatch.clock import Clock, instant
from console.dispatch.holds import HELD, Holds
from console.dispatch.lease import Lease
from console.dispatch.reports import outbox as events
from console.dispatch.reports.outbox import Outbox
from console.dispatch.sends import (
    ACCEPTED,
    DONE,
    ENDING,
    IN_FLIGHT,
    NO_RECEIPT,
    QUEUED,
    SENDING,
    STOPPED,
    Book,
    Reported,
    Send,
)
from console.dispatch.store import STRAY, Store, Turn
from console.domain.states import RecipientState

STOP = "stop"
STOPPED_EARLY = "stopped_early"
"""Stopped before it was claimed: nothing of it is here that could be continued."""
WINDOW_PASSED = "window_passed"
_SLICE = 2_500
"""Recipients taken out of the queue in one transaction when a send ends early; the loop waits for each, about 15 ms."""
_QUIET = 2.0
"""Seconds without a further receipt before a correction is reported."""


def judge(turn: Turn, book: Book, send: Send, outbox: Outbox) -> None:
    """End a send whose recipients moved if none of them is open any more."""
    if send.state == SENDING and not send.open():
        book.set(turn, send, state=DONE, reported=int(Reported.PENDING))
        outbox.put(turn, send, events.DONE, send.reason)
    elif send.state == ENDING and not send.tally[QUEUED]:
        _ended(turn, book, send, outbox)


def _ended(turn: Turn, book: Book, send: Send, outbox: Outbox) -> None:
    """Finish the early end of a send whose queue is empty: a stop is reported now, and receipts are still taken."""
    if send.reason != STOP:
        book.set(turn, send, state=SENDING)
        judge(turn, book, send, outbox)
        return
    book.set(turn, send, state=STOPPED, reported=int(Reported.PENDING))
    outbox.put(turn, send, events.STOPPED, STOP)


def tick(store: Store, book: Book, holds: Holds, outbox: Outbox, lease: Lease, clock: Clock) -> None:
    """Go through all sends once; called a few times a second."""
    now, moment = clock.time(), instant(clock)
    for send in book:
        if send.state == SENDING and not send.open():
            # The recipients in doubt after a start may have been its last ones, and then no later move ends the send.
            with store.turn() as turn:
                lease.check(turn)
                judge(turn, book, send, outbox)
        elif send.state == SENDING and send.tally[QUEUED] and moment >= send.closes and not holds.suspended:
            end(store, book, send, outbox, lease, WINDOW_PASSED, now)
        elif send.state == SENDING:
            _note_hold(store, book, send, outbox, lease, holds, now)
        if send.state in {ENDING, STOPPED, DONE} and send.tally[QUEUED]:
            _empty(store, book, send, outbox, lease, now)
        if (
            send.state in {DONE, STOPPED}
            and send.reported == Reported.CORRECTION
            and not send.open()
            and now - send.moved_at >= _QUIET
        ):
            with store.turn() as turn:
                lease.check(turn)
                book.set(turn, send, reported=int(Reported.PENDING))
                outbox.put(turn, send, events.CORRECTED, "receipts")


def end(store: Store, book: Book, send: Send, outbox: Outbox, lease: Lease, reason: str, now: float) -> None:
    """Send nothing more of a send: its queue becomes NOT_SENT, in slices."""
    with store.turn() as turn:
        lease.check(turn)
        book.set(turn, send, state=ENDING, reason=reason)
        send.block, send.held_by_self = [], ""
        send.again.clear()
        if not send.tally[QUEUED]:
            _ended(turn, book, send, outbox)
    if send.tally[QUEUED]:
        _empty(store, book, send, outbox, lease, now)


def _empty(store: Store, book: Book, send: Send, outbox: Outbox, lease: Lease, now: float) -> None:
    with store.turn() as turn:
        lease.check(turn)
        places = [
            place
            for (place,) in turn.rows(
                "SELECT place FROM recipient WHERE send_id = ? AND state = 0 ORDER BY place LIMIT ?",
                (send.id, _SLICE),
            )
        ]
        send.again.clear()
        book.move(turn, send, RecipientState.QUEUED, RecipientState.NOT_SENT, places)
        for changed in book.save(turn, now):
            judge(turn, book, changed, outbox)


def _note_hold(
    store: Store, book: Book, send: Send, outbox: Outbox, lease: Lease, holds: Holds, now: float
) -> None:
    """Report a hold that the dispatcher made itself, and its end. A person's hold is reported when it is made."""
    why = holds.why(send, now) if send.tally[QUEUED] else ""
    if why == send.held_by_self or (why == HELD and not send.held_by_self):
        return
    with store.turn() as turn:
        lease.check(turn)
        if why and why != HELD:
            outbox.put(turn, send, events.HELD, holds.said(send, now, why))
        elif send.held_by_self and why != HELD:
            outbox.put(turn, send, events.RESUMED, send.held_by_self)
    send.held_by_self = "" if why == HELD else why
    book.get(turn, send.id)


def hold(
    store: Store, book: Book, send: Send, outbox: Outbox, lease: Lease, number: int, reason: str, at: str
) -> None:
    """Apply a person's hold number `number`, made at an instant, at once; report what is out."""
    with store.turn() as turn:
        lease.check(turn)
        book.set(turn, send, hold=number, held_at=at)
        outbox.put(turn, send, events.HELD, reason)


def resume(store: Store, book: Book, send: Send, outbox: Outbox, lease: Lease, number: int) -> None:
    """Lift hold `number`, whose signed act was judged good; a hold that is lifted already is not reported again."""
    if number <= send.resumed:
        return
    with store.turn() as turn:
        lease.check(turn)
        book.set(turn, send, resumed=max(send.resumed, number))
        turn.run(_LOOKED, (STRAY,))
        if not send.held:
            outbox.put(turn, send, events.RESUMED, "")


def expire(
    store: Store, book: Book, send: Send, outbox: Outbox, lease: Lease, places: list[int], now: float
) -> int:
    """Set recipients whose receipt time is over to NO_RECEIPT; a late receipt still settles them. Return how many."""
    with store.turn() as turn:
        lease.check(turn)
        still = [
            place
            for (place,) in turn.rows_in(
                f"SELECT place FROM recipient WHERE send_id = ? AND state = {int(ACCEPTED)} AND place IN ({{}})",  # noqa: S608 - our own integer
                (send.id,),
                places,
            )
        ]
        book.move(turn, send, ACCEPTED, NO_RECEIPT, still)
        for changed in book.save(turn, now):
            judge(turn, book, changed, outbox)
    return len(still)


_LOOKED = (
    "DELETE FROM mark WHERE name = ? AND NOT EXISTS"
    " (SELECT 1 FROM send WHERE state IN ('waiting', 'sending', 'ending') AND hold > resumed)"
)
"""Once nothing is held any more, people have looked at what may have been forgotten."""

__all__ = [
    "IN_FLIGHT",
    "STOP",
    "STOPPED_EARLY",
    "WINDOW_PASSED",
    "end",
    "expire",
    "hold",
    "judge",
    "resume",
    "tick",
]
