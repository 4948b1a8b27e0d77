"""How this installation is, in states and counts, for whoever watches it from outside (`wire.duties.status`)."""

import re
from collections import Counter
from typing import Final

import msgspec
from sqlalchemy import func, select

from console.domain.states import SlotState
from console.services import presence
from console.services.context import Context, answers
from console.services.credentials import expiries
from console.services.duties import lacking, troubles
from console.services.ledger import ledger
from console.services.requests import unsettled
from console.services.sending import obstacles
from console.store import base
from console.store.sends import SlotRecord, slot
from console.version import FULL
from console.wire.duties import status as wire
from console.wire.sending.slots import Tally

_UNDER_WAY: Final = (SlotState.RELEASED, SlotState.SENDING, SlotState.HELD)
_NAME: Final = re.compile(r"[a-z]+(_[a-z]+)+\Z")
_HELD: Final = "held"


@answers
def state(ctx: Context, _call: wire.OperationState) -> wire.DeskState:
    """How this installation is."""
    under_way = list(base.rows(ctx.conn, select(SlotRecord).where(slot.c.state.in_(_UNDER_WAY))))
    left = list(base.rows(ctx.conn, select(SlotRecord).where(unsettled.unsettled())))
    grave, mild = Counter[str](), Counter[str]()
    for alert in lacking.current(ctx):
        (grave if alert.grave else mild)[alert.code] += 1
    moved = select(slot.c.updated).where(slot.c.release != "").order_by(slot.c.updated.desc()).limit(1)
    return wire.DeskState(
        version=FULL,
        time=ctx.at,
        database=ctx.conn.dialect.name,
        entries=ledger.newest(ctx.conn),
        idle=presence.idle(ctx),
        gateways=obstacles.gateway_states(ctx),
        grave=dict(grave),
        mild=dict(mild),
        slots=dict(Counter(row.state for row in under_way)),
        waits=dict(Counter(_why(row) for row in under_way if row.state == SlotState.HELD)),
        queued=sum(_tally(row).queued for row in under_way),
        unknown=sum(_tally(row).unknown for row in left),
        unknown_since=min((row.updated for row in left), default=""),
        moved=ctx.conn.execute(moved).scalar() or "",
        roster_expires=ctx.roster.expires,
        ends=min((row.ends for row in expiries.rows(ctx) if row.ends), default=""),
        backup=ctx.desk.backed_up(),
        log=ctx.desk.log(),
        log_days=ctx.desk.log_days(),
        unheard=ctx.conn.execute(troubles.unheard(ctx, func.count())).scalar_one(),
        teller=ctx.desk.live.notices[1],
        collecting=ctx.desk.live.collecting,
    )


def _why(row: SlotRecord) -> str:
    """Why a slot stands, if that is a name of ours: what a person wrote goes nowhere."""
    name = row.reason.partition(":")[0]
    return name if row.wish != "hold" and _NAME.match(name) else _HELD


def _tally(row: SlotRecord) -> Tally:
    return msgspec.json.decode(row.tally, type=Tally)
