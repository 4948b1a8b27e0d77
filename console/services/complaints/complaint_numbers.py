"""Numbers of closed complaints (R13): they go with the request that they are about, and by themselves where none was sent.

A complaint about no request that sent anything is named in no erasure: nothing about it lies at a dispatcher, and what two people
would sign is that a date has come. So it goes on that date, with an entry in the ledger, unless a legal hold keeps it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import or_, select, update

from console.domain.categories import Category
from console.domain.complaints.complaints import State
from console.domain.erasure.retention import Kind, sent_due
from console.domain.refusals import Refusal, refuse
from console.services.contacts import hashed_optouts
from console.services.context import SCRUB, Context
from console.services.erasure import legal_holds
from console.services.ledger import ledger
from console.store import base
from console.store.complaints import ComplaintRecord, complaint
from console.store.erasure import LegalHoldRecord
from console.store.requests import RequestRecord
from console.store.sends import SlotRecord
from console.wire import erasure as wire

_C: Final = complaint.c


def gone(ctx: Context) -> dict[str, Any]:
    """The columns of a complaint whose number goes now; its commitment stays."""
    ctx.notice(SCRUB)
    return {"num": None, "salt": None, "forgotten": ctx.at}


def of_requests(ctx: Context, requests_: Iterable[int]) -> list[int]:
    """Numbers of closed complaints about those requests."""
    return list(
        ctx.conn.execute(select(_C.num).where(*_closed(), _C.request.in_(sorted(requests_)))).scalars()
    )


def forget(ctx: Context, requests_: Iterable[int]) -> int:
    """Erase the numbers of closed complaints about those requests; how many. One that is open keeps its own until it is closed."""
    where = (*_closed(), _C.request.in_(sorted(requests_)))
    return ctx.conn.execute(update(complaint).where(*where).values(**gone(ctx))).rowcount


def closing(ctx: Context, row: ComplaintRecord) -> dict[str, Any]:
    """What else changes when a complaint is closed: if what it is about is erased already, its number goes at once."""
    erased = select(RequestRecord.erased).where(RequestRecord.id == row.request)
    if not ctx.conn.execute(erased).scalar_one_or_none() or row.num is None:
        return {}
    hashed_optouts.erase_numbers(ctx, [row.num])
    return gone(ctx)


def sweep(ctx: Context) -> None:
    """Erase the numbers whose time is over and that no erasure would name, each with an entry in the ledger."""
    holds = legal_holds.in_force(ctx)
    for row in _alone(ctx):
        if row.num is None or due(ctx, row) > ctx.at or _held(ctx, holds, row):
            continue
        if hashed_optouts.refusal(ctx) is not None:
            # Its opt-out could not be hashed with it. The next minute asks again.
            return
        # Another desk may have done it meanwhile.
        here = update(complaint).where(_C.id == row.id, _C.num.is_not(None)).values(**gone(ctx))
        if not ctx.conn.execute(here).rowcount:
            continue
        hashed_optouts.erase_numbers(ctx, [row.num])
        ledger.record(ctx, "complaint.forgotten", f"complaint:{row.number}", {"number": row.number})
        ctx.notice("complaints", "erasure", "optouts")


def due(ctx: Context, row: ComplaintRecord) -> str:
    """Until when the number of a closed complaint is kept: as one that a request of category `other` sent to, from its closing."""
    return sent_due(
        ctx.policy.retention,
        Category.OTHER,
        row.closed,
        ctx.desk.timezone,
        solo=ctx.roster.solo,
        ended=row.closed,
    )


def kept(ctx: Context, holds: Sequence[LegalHoldRecord]) -> Iterator[wire.DueRow]:
    """Numbers that go by themselves, as the preview of what is due shows them: nobody proposes them."""
    for row in _alone(ctx):
        mine = _held(ctx, holds, row)
        when = due(ctx, row)
        blocked = refuse("erase_by_itself", "R13", due=when)
        if mine:
            blocked = _held_by(mine[0])
        yield wire.DueRow(
            kind=Kind.COMPLAINT, id=row.id, name=row.number, title=row.reference, department=row.department,
            category="", n=1, findings=0, rows=1, due=when, lists=[], holds=[one.reason for one in mine],
            blocked=blocked,
        )  # fmt: skip


def _held_by(hold: LegalHoldRecord) -> Refusal:
    return refuse("erase_held", "R13", hold=hold.id, reason=hold.reason)


def _held(ctx: Context, holds: Sequence[LegalHoldRecord], row: ComplaintRecord) -> list[LegalHoldRecord]:
    """Legal holds on it: of its department, or of the General Department's where nobody knows whose text it is about."""
    general = ctx.roster.general_department()
    department = row.department or (general.id if general is not None else "")
    return legal_holds.on(holds, department, row.request)


def _alone(ctx: Context) -> Sequence[ComplaintRecord]:
    """Closed complaints with a number that are about no request that sent anything."""
    sent = (
        select(SlotRecord.request).where(SlotRecord.request == _C.request, SlotRecord.release != "").exists()
    )
    chosen = select(ComplaintRecord).where(*_closed(), or_(_C.request == 0, ~sent)).order_by(_C.id)
    return base.rows(ctx.conn, chosen)


def _closed() -> tuple[Any, Any]:
    return _C.state == State.CLOSED, _C.num.is_not(None)


# ---- free pages


def unscrubbed(ctx: Context) -> bool:
    """Whether free pages may still hold a number that went."""
    where = (_C.forgotten != "", _C.scrubbed == "")
    return ctx.conn.execute(select(_C.id).where(*where).limit(1)).first() is not None


def scrubbed(ctx: Context) -> None:
    """Free pages and log were written over."""
    ctx.conn.execute(update(complaint).where(_C.forgotten != "", _C.scrubbed == "").values(scrubbed=ctx.at))
