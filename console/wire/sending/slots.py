"""The slots of a request, their counts, and gateways as people choose among them."""

import msgspec

from console.domain.sending import counts
from console.wire.bounds import Whole


class Tally(msgspec.Struct, frozen=True):
    """Recipients of a slot by state; the names are those of the final sum (invariant 2)."""

    approved: Whole = 0
    queued: Whole = 0
    in_flight: Whole = 0
    accepted: Whole = 0
    delivered: Whole = 0
    undelivered: Whole = 0
    refused: Whole = 0
    no_receipt: Whole = 0
    unknown: Whole = 0
    suppressed: Whole = 0
    not_sent: Whole = 0

    def balances(self) -> bool:
        """Whether the states add up to the approved count."""
        return counts.balances(self)


class SlotRow(msgspec.Struct, frozen=True):
    """A slot: its list, window, state, why it is held or refused, and its recipients by state.

    `continues` is the slot to whose recipients it partly sends again, 0 for one of the request's own. For a slot whose window passed,
    `next_opens` and `next_closes` are a window that it could be given; empty if none is near.
    """

    id: int
    list_id: int
    list_name: str
    n: int
    opens: str
    closes: str
    state: str
    reason: str
    tally: Tally
    continues: int = 0
    next_opens: str = ""
    next_closes: str = ""


class GatewayRow(msgspec.Struct, frozen=True):
    """A gateway of the roster as people choose it, and the state of its link (`up`, `down`, `unknown`)."""

    id: str
    name: str
    simulator: bool
    rate: int
    price_fen: int
    state: str
