"""The confirmations of an act that more than two people sign, in the order in which they came."""

from sqlalchemy import select

from console.services.context import Context
from console.services.statements import Incoming
from console.store import base
from console.store.custody import CosignatureRecord, cosignature


def so_far(ctx: Context, proposal: str) -> list[CosignatureRecord]:
    """Who confirmed a proposal, in order."""
    return list(
        base.rows(
            ctx.conn,
            select(CosignatureRecord)
            .where(CosignatureRecord.proposal == proposal)
            .order_by(CosignatureRecord.nth),
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
