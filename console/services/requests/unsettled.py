"""Sends that are over but not done: some results are unknown, and no two people have settled them (I2).

The dispatcher reports such a send as done, or as stopped. People are shown another state until each result is known or two people closed the rest.
"""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import JSON, ColumnElement, Text, cast, exists, select, type_coerce
from sqlalchemy.dialects import postgresql

from console.domain.states import UNSETTLED, RequestState, SlotState
from console.domain.two_person.pairs import Settle
from console.services.context import Context
from console.store.personnel import ProposalRecord, proposal
from console.store.requests import request
from console.store.sends import SlotRecord, slot

_OVER: Final = (SlotState.DONE, SlotState.STOPPED)
_NONE: Final = '"unknown":0'
"""How a tally, a JSON text, says that no result is unknown."""


def _number(text: Any, *path: str) -> ColumnElement[int]:
    """The whole number at a path of a JSON text, on either database."""
    # PostgreSQL casts it to JSON; SQLite, which has no such type, reads the text.
    read = type_coerce(cast(text, Text().with_variant(postgresql.JSON(), "postgresql")), JSON)
    number: ColumnElement[int] = read[path].as_integer()
    return number


def _left_unknown() -> ColumnElement[bool]:
    """The condition that a slot has unknown results, and no two people closed as many."""
    closed = exists(
        select(ProposalRecord.digest).where(
            proposal.c.request == slot.c.request,
            proposal.c.slot == slot.c.slot,
            proposal.c.kind == Settle.RULE.name,
            proposal.c.state == "applied",
            proposal.c.text.contains('"verdict":"closed"'),
            _number(proposal.c.text, "act", "count") >= _number(slot.c.tally, "unknown"),
        )
    )
    known = slot.c.tally.contains('"unknown":')
    return known & ~slot.c.tally.contains(_NONE) & ~closed


def unsettled() -> ColumnElement[bool]:
    """The condition that a slot is over with unknown results that no two people closed."""
    return slot.c.state.in_(_OVER) & _left_unknown()


def left_unknown(ctx: Context, row: SlotRecord) -> bool:
    """Whether a slot, over or not, has unknown results that no two people closed."""
    return _NONE not in row.tally and _is(ctx, row, _left_unknown())


def slot_state(ctx: Context, row: SlotRecord) -> str:
    """The state of a slot as people are shown it."""
    if row.state not in _OVER or _NONE in row.tally:
        return row.state
    return UNSETTLED if _is(ctx, row, unsettled()) else row.state


def _is(ctx: Context, row: SlotRecord, condition: ColumnElement[bool]) -> bool:
    this = (slot.c.request == row.request) & (slot.c.version == row.version) & (slot.c.slot == row.slot)
    return ctx.conn.execute(select(slot.c.slot).where(this, condition)).first() is not None


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
