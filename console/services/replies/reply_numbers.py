"""Numbers and texts of replies (R13): they are erased with the request that they answer, or alone if they answer none.

An open reply keeps its own until somebody has decided: a refusal must not be erased unread.
"""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import or_, select, update

from console.domain.categories import Category
from console.domain.erasure.retention import sent_due
from console.domain.replies.replies import State
from console.services.contacts import hashed_optouts
from console.services.context import SCRUB, Context
from console.services.holds import legal_holds
from console.services.ledger import ledger
from console.store import base
from console.store.replies import ReplyRecord, reply
from console.store.requests import RequestRecord
from console.store.sends import SlotRecord

_R: Final = reply.c
_GONE: Final = {"num": None, "address": "", "text": "", "note": ""}
_MOST: Final = 5_000
"""Most replies that one sweep erases."""


def of_requests(ctx: Context, requests_: Iterable[int]) -> list[int]:
    """Numbers of decided replies to those requests."""
    where = (_R.state != State.OPEN, _R.num.is_not(None), _R.request.in_(sorted(requests_)))
    return list(ctx.conn.execute(select(_R.num).where(*where)).scalars())


def forget(ctx: Context, requests_: Iterable[int]) -> int:
    """Erase number, address and text of decided replies to those requests; return how many."""
    where = (_R.state != State.OPEN, _R.forgotten == "", _R.request.in_(sorted(requests_)))
    gone = ctx.conn.execute(update(reply).where(*where).values(**_GONE, forgotten=ctx.at)).rowcount
    if gone:
        ctx.notice(SCRUB)
    return gone


def deciding(ctx: Context, row: ReplyRecord) -> dict[str, Any]:
    """Further changes when a reply is decided: if its request is erased already, its number and text are erased at once."""
    erased = select(RequestRecord.erased).where(RequestRecord.id == row.request)
    if not ctx.conn.execute(erased).scalar_one_or_none():
        return {}
    if row.num is not None:
        hashed_optouts.erase_numbers(ctx, [row.num])
    ctx.notice(SCRUB)
    return {**_GONE, "forgotten": ctx.at}


def sweep(ctx: Context) -> None:
    """Erase replies without a request to be erased with, once their retention is over; one ledger entry for all of them."""
    if hashed_optouts.refusal(ctx) is not None:
        # Their opt-outs could not be hashed now; the next sweep tries again.
        return
    holds = legal_holds.in_force(ctx)
    general = ctx.roster.general_department()
    home = general.id if general is not None else ""
    rows = [
        row
        for row in _alone(ctx)
        if _due(ctx, row) <= ctx.at and not legal_holds.on(holds, row.department or home, row.request)
    ]
    if not rows:
        return
    hashed_optouts.erase_numbers(ctx, [row.num for row in rows if row.num is not None])
    here = update(reply).where(_R.id.in_([row.id for row in rows]), _R.forgotten == "")
    n = ctx.conn.execute(here.values(**_GONE, forgotten=ctx.at)).rowcount
    if n:
        ledger.record(ctx, "reply.forgotten", "replies", {"n": n})
        ctx.notice(SCRUB, "replies", "optouts")


def _due(ctx: Context, row: ReplyRecord) -> str:
    """The end of retention, as for a request of category `other`, from the day of the reply or its decision, at the day's end."""
    zone, came = ctx.desk.timezone, row.decided or row.at
    ended = ctx.calendar.closing(came, 0, zone)
    return sent_due(ctx.policy.retention, Category.OTHER, came, zone, solo=ctx.roster.solo, ended=ended)


def _alone(ctx: Context) -> list[ReplyRecord]:
    """Decided replies that answer no request that was sent, oldest first."""
    sent = (
        select(SlotRecord.request).where(SlotRecord.request == _R.request, SlotRecord.release != "").exists()
    )
    where = (_R.state != State.OPEN, _R.forgotten == "", or_(_R.request == 0, ~sent))
    return list(base.rows(ctx.conn, select(ReplyRecord).where(*where).order_by(_R.id).limit(_MOST)))


# ---- free pages


def unscrubbed(ctx: Context) -> bool:
    """Whether free pages may still hold an erased number or text."""
    where = (_R.forgotten != "", _R.scrubbed == "")
    return ctx.conn.execute(select(_R.id).where(*where).limit(1)).first() is not None


def scrubbed(ctx: Context) -> None:
    """Record that free pages and log were overwritten."""
    ctx.conn.execute(update(reply).where(_R.forgotten != "", _R.scrubbed == "").values(scrubbed=ctx.at))
