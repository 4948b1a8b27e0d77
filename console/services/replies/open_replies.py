"""Replies that nobody has decided on yet: their numbers get no promotion until then (R11, R13)."""

from array import array
from typing import Final

from sqlalchemy import func, select

from console.domain.contacts.packing import pack_numbers
from console.domain.replies.replies import State
from console.services.contacts import optouts
from console.services.context import Context
from console.store.replies import reply
from console.wire import dispatch

_R: Final = reply.c
_PULL: Final = 50_000
_OPEN: Final = (_R.state == State.OPEN, _R.num.is_not(None))


def numbers(ctx: Context) -> frozenset[int]:
    """Every number with an open reply."""
    return frozenset(ctx.conn.execute(select(_R.num).where(*_OPEN)).scalars())


def mark(ctx: Context) -> str:
    """What changes whenever a reply comes or is decided on: how many are open, and the newest of all."""
    newest = ctx.conn.execute(select(func.max(_R.id))).scalar_one() or 0
    return f"{newest}.{_count(ctx)}"


def _count(ctx: Context) -> int:
    return ctx.conn.execute(select(func.count()).select_from(reply).where(*_OPEN)).scalar_one()


def pull(ctx: Context, call: dispatch.PullOpenReplies) -> dispatch.OpenReplies:
    """Numbers with an open reply, for the dispatcher."""
    ctx.service()
    chosen = select(_R.id, _R.num).where(*_OPEN, _R.id > call.after).order_by(_R.id).limit(_PULL)
    rows = ctx.conn.execute(chosen).all()
    numbers_ = pack_numbers(array("q", (row.num for row in rows)))
    newest = rows[-1].id if rows else call.after
    return dispatch.OpenReplies(numbers_, newest, len(rows) == _PULL, _count(ctx), optouts.newest(ctx))
