"""Which services are present: those that were heard recently, and what this means for a send."""

import re

from console.db import gate
from console.domain.states import SlotState
from console.domain.times import parse
from console.services.context import Context
from console.store.sends import SlotRecord
from console.wire.dispatch import GatewayWire

_SILENT_SECONDS = 10
GONE = "dispatcher_gone"
NOT_ARMED = "not_armed"
_WORD = re.compile(r"[a-z]+_[a-z_]+")


def heard(ctx: Context) -> list[str]:
    """The services that were heard within the last ten seconds."""
    now = parse(ctx.at)
    return [
        service
        for service, at in ctx.desk.live.heard.items()
        if service not in ctx.desk.live.gone and (now - parse(at)).total_seconds() <= _SILENT_SECONDS
    ]


def idle(ctx: Context) -> str:
    """Why no dispatcher works, as a word of the catalogue's `hold`, where this desk hears none or each waits for two people; else empty."""
    live = ctx.desk.live
    if here := heard(ctx):
        asked = [live.unarmed[service][1] for service in here if service in live.unarmed]
        if len(asked) < len(here):
            return ""
        # Why it asks two people; only what does not fit the marker file has no word of its own.
        return min(why if _WORD.fullmatch(why) else NOT_ARMED for why in asked)
    return min(live.gone.values(), default=GONE)


def missing(ctx: Context, row: SlotRecord) -> str:
    """Why no dispatcher works on a slot that is released and has not ended, as a word of the catalogue's `hold`; empty if one does.

    If several desks share a database, only one of them hears the dispatcher: the others judge by the age of its figures.
    """
    live = ctx.desk.live
    if heard(ctx) or live.gone:
        return idle(ctx)
    fresh = (parse(ctx.at) - parse(row.updated)).total_seconds() <= _SILENT_SECONDS
    elsewhere = gate.is_shared(ctx.conn) and not live.heard and row.state == SlotState.RELEASED
    return "" if fresh or elsewhere else GONE


def wire(ctx: Context, gateway: str) -> GatewayWire:
    """What goes wrong on a gateway's line, as far as a dispatcher that is here told it."""
    told = (ctx.desk.live.wire.get(service, {}).get(gateway) for service in heard(ctx))
    return next((one for one in told if one is not None), GatewayWire())


def witness(ctx: Context, gateway: str) -> str:
    """What is wrong with the witness of the dispatcher that sends through a gateway, as a word of `witness`; empty if nothing is."""
    for service in heard(ctx):
        if gateway in ctx.desk.live.gateways.get(service, {}):
            state = ctx.desk.live.witness.get(service, "")
            return "" if state == "good" else state
    return ""
