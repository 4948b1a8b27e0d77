"""Sends that are over but not done: some results are unknown, and no two people have settled them (I2).

The dispatcher reports such a send as done, or as stopped. People are shown another state until each result is known or two people closed the rest.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import ColumnElement, exists, select

from console.domain.states import UNSETTLED, RequestState, SlotState
from console.domain.two_person.pairs import Settle
from console.services.context import Context
from console.store.personnel import ProposalRecord, proposal
from console.store.requests import request
from console.store.sends import SlotRecord, slot

_OVER: Final = (SlotState.DONE, SlotState.STOPPED)
_NONE: Final = '"unknown":0'
"""How a tally, a JSON text, says that no result is unknown."""


def unsettled() -> ColumnElement[bool]:
    """The condition that a slot is over with unknown results that no two people closed."""
    closed = exists(
        select(ProposalRecord.digest).where(
            proposal.c.request == slot.c.request,
            proposal.c.slot == slot.c.slot,
            proposal.c.kind == Settle.RULE.name,
            proposal.c.state == "applied",
            proposal.c.text.contains('"verdict":"closed"'),
        )
    )
    known = slot.c.tally.contains('"unknown":')
    return slot.c.state.in_(_OVER) & known & ~slot.c.tally.contains(_NONE) & ~closed


def slot_state(ctx: Context, row: SlotRecord) -> str:
    """The state of a slot as people are shown it."""
    if row.state not in _OVER or _NONE in row.tally:
        return row.state
    this = (slot.c.request == row.request) & (slot.c.version == row.version) & (slot.c.slot == row.slot)
    return UNSETTLED if ctx.conn.execute(select(slot.c.slot).where(this, unsettled())).first() else row.state


def slots_in(state: str) -> ColumnElement[bool]:
    """The condition that people are shown a slot in this state."""
    if state == UNSETTLED:
        return unsettled()
    return (slot.c.state == state) & ~unsettled() if state in _OVER else slot.c.state == state


def requests_in(state: str) -> ColumnElement[bool]:
    """The condition that people are shown a request in this state."""
    done = request.c.state == RequestState.DONE
    left = exists(
        select(slot.c.slot).where(
            slot.c.request == request.c.id, slot.c.version == request.c.version, unsettled()
        )
    )
    if state == UNSETTLED:
        return done & left
    return done & ~left if state == RequestState.DONE else request.c.state == state


def of_requests(ctx: Context, ids: Iterable[int]) -> frozenset[int]:
    """Those of these requests that people are shown as unsettled."""
    chosen = select(request.c.id).where(request.c.id.in_(list(ids)), requests_in(UNSETTLED))
    return frozenset(ctx.conn.execute(chosen).scalars())
