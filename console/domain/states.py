"""States of a request, a slot and a recipient, and the only allowed moves between them (architecture sections 2 and 6)."""

from enum import IntEnum, StrEnum
from typing import Final


class RequestState(StrEnum):
    """The states of a request version; approved levels are counted separately."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CLEARED = "cleared"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LAPSED = "lapsed"
    DONE = "done"


class SlotState(StrEnum):
    """A dated slot of a cleared request."""

    WAITING = "waiting"
    CLEARED = "cleared"
    LAPSED = "lapsed"
    RELEASED = "released"
    SENDING = "sending"
    HELD = "held"
    REFUSED = "refused"
    DONE = "done"
    STOPPED = "stopped"


UNSETTLED: Final = "unsettled"
"""What people are shown in place of `done` or `stopped` while results are unknown that nobody has settled; it is never stored."""


class RecipientState(IntEnum):
    """The state of one recipient of one slot; stored as a small integer.

    `approved = suppressed + delivered + undelivered + refused + no_receipt + unknown + not_sent`, and while running also
    queued + in_flight + accepted.
    """

    QUEUED = 0
    IN_FLIGHT = 1
    ACCEPTED = 2
    DELIVERED = 3
    UNDELIVERED = 4
    REFUSED = 5
    NO_RECEIPT = 6
    UNKNOWN = 7
    SUPPRESSED = 8
    NOT_SENT = 9


class StateError(ValueError):
    """A move that the state machine does not allow."""


_R, _S, _P = RequestState, SlotState, RecipientState

REQUEST_MOVES: dict[RequestState, frozenset[RequestState]] = {
    _R.DRAFT: frozenset({_R.SUBMITTED, _R.WITHDRAWN}),
    _R.SUBMITTED: frozenset(
        {_R.SUBMITTED, _R.APPROVED, _R.CLEARED, _R.RETURNED, _R.REJECTED, _R.WITHDRAWN, _R.EXPIRED, _R.LAPSED}
    ),
    _R.APPROVED: frozenset({_R.CLEARED, _R.RETURNED, _R.REJECTED, _R.WITHDRAWN, _R.EXPIRED, _R.LAPSED}),
    _R.CLEARED: frozenset({_R.DONE, _R.RETURNED, _R.WITHDRAWN, _R.LAPSED}),
    _R.RETURNED: frozenset({_R.SUBMITTED, _R.WITHDRAWN}),
    _R.LAPSED: frozenset({_R.WITHDRAWN, _R.SUBMITTED}),
    _R.EXPIRED: frozenset({_R.WITHDRAWN, _R.SUBMITTED}),
    _R.REJECTED: frozenset(),
    _R.WITHDRAWN: frozenset(),
    _R.DONE: frozenset({_R.CLEARED}),
}
"""SUBMITTED to SUBMITTED means that one more level signed; a returned, lapsed or expired request comes back as a new version.

DONE goes back to CLEARED when two people continue one of its sends to the recipients it did not reach (`pairs.Continue`).
"""

SLOT_MOVES: dict[SlotState, frozenset[SlotState]] = {
    _S.WAITING: frozenset({_S.CLEARED, _S.STOPPED}),
    _S.CLEARED: frozenset({_S.RELEASED, _S.LAPSED, _S.STOPPED}),
    _S.LAPSED: frozenset({_S.CLEARED, _S.STOPPED}),
    _S.RELEASED: frozenset({_S.SENDING, _S.HELD, _S.REFUSED, _S.STOPPED}),
    _S.SENDING: frozenset({_S.HELD, _S.DONE, _S.STOPPED}),
    _S.HELD: frozenset({_S.SENDING, _S.RELEASED, _S.REFUSED, _S.STOPPED, _S.DONE}),
    _S.REFUSED: frozenset({_S.RELEASED, _S.LAPSED, _S.STOPPED}),
    _S.DONE: frozenset(),
    _S.STOPPED: frozenset(),
}

RECIPIENT_MOVES: dict[RecipientState, frozenset[RecipientState]] = {
    _P.QUEUED: frozenset({_P.IN_FLIGHT, _P.SUPPRESSED, _P.NOT_SENT}),
    _P.IN_FLIGHT: frozenset({_P.QUEUED, _P.ACCEPTED, _P.REFUSED, _P.UNKNOWN, _P.DELIVERED, _P.UNDELIVERED}),
    _P.ACCEPTED: frozenset({_P.DELIVERED, _P.UNDELIVERED, _P.NO_RECEIPT}),
    _P.UNKNOWN: frozenset(
        {_P.ACCEPTED, _P.DELIVERED, _P.UNDELIVERED, _P.REFUSED, _P.NO_RECEIPT, _P.NOT_SENT}
    ),
    _P.NO_RECEIPT: frozenset({_P.DELIVERED, _P.UNDELIVERED}),
    _P.DELIVERED: frozenset(),
    _P.UNDELIVERED: frozenset({_P.DELIVERED}),
    _P.REFUSED: frozenset(),
    _P.SUPPRESSED: frozenset(),
    _P.NOT_SENT: frozenset(),
}
"""IN_FLIGHT goes back to QUEUED only on a definite "not taken" (throttled, queue full).

UNDELIVERED goes to DELIVERED by a later receipt, until the recipient is sent to again: then it stays, and the receipt is reported.

UNKNOWN goes to NO_RECEIPT or NOT_SENT only when two people settle it (`pairing`): sent, as far as anybody can tell without a
receipt, or not sent. It skips ACCEPTED, which would wait for a receipt whose message id nobody has.
"""

ABSENT = 255
"""In a chunk of results: this send has nobody at the place, because it continues another send with part of the list."""

RECIPIENT_ENDS = frozenset(
    {_P.DELIVERED, _P.UNDELIVERED, _P.REFUSED, _P.NO_RECEIPT, _P.UNKNOWN, _P.SUPPRESSED, _P.NOT_SENT}
)
"""The states that add up to the final total."""


def move_request(old: RequestState, new: RequestState) -> RequestState:
    """Return `new`; raises StateError if a request may not go there."""
    if new not in REQUEST_MOVES[old]:
        raise StateError(f"a request does not go from {old} to {new}")
    return new


def move_slot(old: SlotState, new: SlotState) -> SlotState:
    """Return `new`; raises StateError if a slot may not go there."""
    if new not in SLOT_MOVES[old]:
        raise StateError(f"a slot does not go from {old} to {new}")
    return new
