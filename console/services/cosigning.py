"""The confirmations of an act that more than two people sign, in the order in which they came."""

from typing import Any

from sqlalchemy import select

from console.services.context import Context
from console.services.statements import Incoming
from console.store.custody import cosignature


def so_far(ctx: Context, proposal: str) -> list[Any]:
    """Who confirmed a proposal, in order."""
    return list(
        ctx.conn.execute(
            select(cosignature).where(cosignature.c.proposal == proposal).order_by(cosignature.c.nth)
        )
    )


def add(ctx: Context, proposal: str, by: str, incoming: Incoming) -> int:
    """Keep one more; return how many there are now."""
    nth = len(so_far(ctx, proposal)) + 1
    ctx.conn.execute(
        cosignature.insert().values(
            proposal=proposal,
            nth=nth,
            by=by,
            at=incoming.act.at,
            digest=incoming.digest,
            text=incoming.text,
            signature=incoming.signature,
            carrier=ctx.caller.person if ctx.caller.person != by else "",
        )
    )
    return nth
