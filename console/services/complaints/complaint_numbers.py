"""Numbers of closed complaints (R13): erased with the request they are about, and by themselves if it sent nothing.

No erasure proposal names a complaint that is not about a sent request: no dispatcher holds anything about it, and two people could
only sign that a date has come. So its number is erased on that date, with a ledger entry, unless a legal hold keeps it.
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
from console.services.holds import legal_holds
from console.services.ledger import ledger
from console.store import base
from console.store.complaints import ComplaintRecord, complaint
from console.store.erasure import LegalHoldRecord
from console.store.requests import RequestRecord
from console.store.sends import SlotRecord
from console.wire.sending import erasure as wire

_C: Final = complaint.c


def gone(ctx: Context) -> dict[str, Any]:
    """The columns of a complaint whose number is erased now; its commitment stays."""
    ctx.notice(SCRUB)
    return {"num": None, "salt": None, "forgotten": ctx.at}


def of_requests(ctx: Context, requests_: Iterable[int]) -> list[int]:
    """Numbers of closed complaints about those requests."""
    return list(
        ctx.conn.execute(select(_C.num).where(*_closed(), _C.request.in_(sorted(requests_)))).scalars()
    )


def forget(ctx: Context, requests_: Iterable[int]) -> int:
    """Erase the numbers of closed complaints about those requests; return how many. An open complaint keeps its number."""
    where = (*_closed(), _C.request.in_(sorted(requests_)))
    return ctx.conn.execute(update(complaint).where(*where).values(**gone(ctx))).rowcount


def closing(ctx: Context, row: ComplaintRecord) -> dict[str, Any]:
    """Further changes when a complaint is closed: if its request is erased already, the number is erased at once."""
    erased = select(RequestRecord.erased).where(RequestRecord.id == row.request)
    if not ctx.conn.execute(erased).scalar_one_or_none() or row.num is None:
        return {}
    hashed_optouts.erase_numbers(ctx, [row.num])
    return gone(ctx)


def sweep(ctx: Context) -> None:
    """Erase the numbers whose retention is over and that no erasure proposal names, each with a ledger entry."""
    holds = legal_holds.in_force(ctx)
    for row in _alone(ctx):
        if row.num is None or due(ctx, row) > ctx.at or _held(ctx, holds, row):
            continue
        if hashed_optouts.refusal(ctx) is not None:
            # The opt-out could not be hashed together with the number; the next sweep, in a minute, tries again.
            return
        # Another desk may have erased it since it was read.
        here = update(complaint).where(_C.id == row.id, _C.num.is_not(None)).values(**gone(ctx))
        if not ctx.conn.execute(here).rowcount:
            continue
        hashed_optouts.erase_numbers(ctx, [row.num])
        ledger.record(ctx, "complaint.forgotten", f"complaint:{row.number}", {"number": row.number})
        ctx.notice("complaints", "erasure", "optouts")


def due(ctx: Context, row: ComplaintRecord) -> str:
    """Until when a closed complaint's number is kept: as long from its closing as numbers of a request of category `other`."""
    return sent_due(
        ctx.policy.retention,
        Category.OTHER,
        row.closed,
        ctx.desk.timezone,
        solo=ctx.roster.solo,
        ended=row.closed,
    )


def kept(ctx: Context, holds: Sequence[LegalHoldRecord]) -> Iterator[wire.DueRow]:
    """Numbers that are erased without a proposal, as rows of the preview of what is due."""
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
    """Legal holds on a complaint: on its department, or on the General Department if the complaint's department is unknown."""
    general = ctx.roster.general_department()
    department = row.department or (general.id if general is not None else "")
    return legal_holds.on(holds, department, row.request)


def _alone(ctx: Context) -> Sequence[ComplaintRecord]:
    """Closed complaints with a number that are not about a request that sent anything."""
    sent = (
        select(SlotRecord.request).where(SlotRecord.request == _C.request, SlotRecord.release != "").exists()
    )
    chosen = select(ComplaintRecord).where(*_closed(), or_(_C.request == 0, ~sent)).order_by(_C.id)
    return base.rows(ctx.conn, chosen)


def _closed() -> tuple[Any, Any]:
    return _C.state == State.CLOSED, _C.num.is_not(None)


# ---- free pages


def unscrubbed(ctx: Context) -> bool:
    """Whether free database pages may still hold an erased number."""
    where = (_C.forgotten != "", _C.scrubbed == "")
    return ctx.conn.execute(select(_C.id).where(*where).limit(1)).first() is not None


def scrubbed(ctx: Context) -> None:
    """Record that free pages and log were overwritten."""
    ctx.conn.execute(update(complaint).where(_C.forgotten != "", _C.scrubbed == "").values(scrubbed=ctx.at))
