"""Replies that nobody has decided on yet, and complaints that are not closed: their numbers get no promotion until then (R11, R13)."""

from array import array
from typing import Final
from zlib import crc32

from sqlalchemy import func, select

from console.domain.complaints.complaints import State as ComplaintState
from console.domain.contacts.packing import pack_numbers
from console.domain.replies.replies import State
from console.services.contacts import optouts
from console.services.context import Context, answers
from console.store.complaints import complaint
from console.store.replies import reply
from console.wire import dispatch

_R: Final = reply.c
_PULL: Final = 50_000
_SUMS: Final = 1_000_000_000
_OPEN: Final = (_R.state == State.OPEN, _R.num.is_not(None))
_FIRST: Final = (*_OPEN, _R.decided == "")
_ANEW: Final = (*_OPEN, _R.decided != "")
"""Replies that came again after they were decided on: a dispatcher that asks for newer ones alone would not hear of them."""
_C: Final = complaint.c
_COMPLAINING: Final = (_C.state != ComplaintState.CLOSED, _C.num.is_not(None))


def numbers(ctx: Context) -> frozenset[int]:
    """Every number with an open reply or complaint."""
    return frozenset(ctx.conn.execute(select(_R.num).where(*_OPEN)).scalars()).union(_complaining(ctx))


def _complaining(ctx: Context) -> set[int]:
    """Numbers of open complaints: the newest, if they are more than an answer holds."""
    chosen = select(_C.num).where(*_COMPLAINING).order_by(_C.id.desc()).limit(_PULL)
    return set(ctx.conn.execute(chosen).scalars())


def _anew(ctx: Context) -> set[int]:
    """Numbers of replies that came again, likewise."""
    chosen = select(_R.num).where(*_ANEW).order_by(_R.id.desc()).limit(_PULL)
    return set(ctx.conn.execute(chosen).scalars())


def mark(ctx: Context) -> str:
    """What changes whenever a reply or complaint comes, comes again or is decided on: the newest reply, and a check sum of the rest."""
    newest = ctx.conn.execute(select(func.max(_R.id))).scalar_one() or 0
    complaints = ctx.conn.execute(select(func.max(_C.id))).scalar_one() or 0
    waiting = ctx.conn.execute(select(func.count()).select_from(complaint).where(*_COMPLAINING)).scalar_one()
    again = tuple(ctx.conn.execute(select(func.count(), func.sum(_R.id)).where(*_ANEW)).one())
    return f"{newest}.{crc32(f'{_count(ctx)} {complaints} {waiting} {again}'.encode()) % _SUMS}"


def _count(ctx: Context) -> int:
    return ctx.conn.execute(select(func.count()).select_from(reply).where(*_FIRST)).scalar_one()


@answers
def pull(ctx: Context, call: dispatch.PullOpenReplies) -> dispatch.OpenReplies:
    """Numbers with an open reply or complaint, for the dispatcher."""
    ctx.service()
    chosen = select(_R.id, _R.num).where(*_FIRST, _R.id > call.after).order_by(_R.id).limit(_PULL)
    rows = ctx.conn.execute(chosen).all()
    numbers_ = pack_numbers(array("q", (row.num for row in rows)))
    newest = rows[-1].id if rows else call.after
    more = len(rows) == _PULL
    complaining = b"" if more else pack_numbers(array("q", sorted(_complaining(ctx) | _anew(ctx))))
    return dispatch.OpenReplies(numbers_, newest, more, _count(ctx), optouts.newest(ctx), complaining)
