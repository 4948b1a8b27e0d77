"""Which services are present: those that were heard recently, and what this means for a send."""

from console.db import gate
from console.domain.states import SlotState
from console.domain.times import parse
from console.services.context import Context
from console.store.sends import SlotRecord

_SILENT_SECONDS = 10
GONE = "dispatcher_gone"
NOT_ARMED = "not_armed"


def heard(ctx: Context) -> list[str]:
    """The services that were heard within the last ten seconds."""
    now = parse(ctx.at)
    return [
        service
        for service, at in ctx.desk.live.heard.items()
        if service not in ctx.desk.live.gone and (now - parse(at)).total_seconds() <= _SILENT_SECONDS
    ]


def missing(ctx: Context, row: SlotRecord) -> str:
    """Why no dispatcher works on a slot that is released and has not ended, as a word of the catalogue's `hold`; empty if one does.

    If several desks share a database, only one of them hears the dispatcher: the others judge by the age of its figures.
    """
    live = ctx.desk.live
    here = heard(ctx)
    if here:
        return NOT_ARMED if all(service in live.unarmed for service in here) else ""
    if live.gone:
        return min(live.gone.values())
    fresh = (parse(ctx.at) - parse(row.updated)).total_seconds() <= _SILENT_SECONDS
    elsewhere = gate.is_shared(ctx.conn) and not live.heard and row.state == SlotState.RELEASED
    return "" if fresh or elsewhere else GONE
