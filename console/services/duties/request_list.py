"""The list of requests, with the emergency sends that were made on paper (补录) at their place among them (R2, R3).

An emergency send has no slot and no list, so it can never be sent; it is listed because it is one of the department's uses.
"""

from typing import Any, Final

from sqlalchemy import and_, func, or_, select

from console.domain.people.people import Post
from console.services import lists
from console.services.archive.emergencies import emergency_of
from console.services.context import Context, page_limit
from console.services.requests import requests
from console.store import base
from console.store.archive import PaperSendRecord, paper_send
from console.store.requests import RequestRecord, request
from console.wire import calls
from console.wire.answers import Page
from console.wire.requests.rows import RequestPage, RequestRow

EMERGENCY: Final = "emergency"
"""The state under which emergency sends are listed, and by which a caller selects only these."""
_P: Final = paper_send.c


def page(ctx: Context, call: calls.RequestsPage) -> RequestPage:
    """Requests and emergency sends that the caller may read, newest first.

    The key of the next page is a request's id, or `<id of the request before it>b<its own>` for an emergency send.
    """
    where, on_paper = requests.filters(ctx, call), _filters(ctx, call)
    total = ctx.conn.execute(select(func.count()).select_from(request).where(*where)).scalar_one()
    total += ctx.conn.execute(select(func.count()).select_from(paper_send).where(*on_paper)).scalar_one()
    if call.after:
        position, nth = _key(call.after)
        # At the same position, emergency sends come first.
        where.append(request.c.id <= position if nth else request.c.id < position)
        same = and_(_P.behind == position, _P.id < nth)
        on_paper.append(or_(_P.behind < position, same))
    limit = page_limit(call.limit)
    kept = base.rows(
        ctx.conn, select(RequestRecord).where(*where).order_by(RequestRecord.id.desc()).limit(limit)
    )
    rows = [(row.id, 0, row) for row in requests.rows_of(ctx, kept)]
    rows += [
        (row.behind, row.id, _row(row))
        for row in base.rows(
            ctx.conn,
            select(PaperSendRecord).where(*on_paper).order_by(_P.behind.desc(), _P.id.desc()).limit(limit),
        )
    ]
    rows.sort(key=lambda one: one[:2], reverse=True)
    rows = rows[:limit]
    after = ""
    if len(rows) == limit:
        position, nth, _ = rows[-1]
        after = f"{position}b{nth}" if nth else str(position)
    return RequestPage(Page(total, after), [row for _, _, row in rows])


def _key(after: str) -> tuple[int, int]:
    position, _, nth = after.partition("b")
    return int(position), int(nth or 0)


def _filters(ctx: Context, call: calls.RequestsPage) -> list[Any]:
    return [
        *lists.readable(ctx, _P.department),
        *([_P.id < 0] if call.state and call.state != EMERGENCY else []),
        *lists.same((_P.category, call.category), (_P.department, call.department)),
        *lists.having(call.text, _P.number, _P.text),
    ]


def _row(row: PaperSendRecord) -> RequestRow:
    """An emergency send as the list shows it; its negative id never equals a request's."""
    act = emergency_of(row)
    return RequestRow(
        id=-row.id,
        number=row.number,
        version=0,
        department=row.department,
        category=row.category,
        purpose=act.reason,
        drafter=row.by,
        recipients=row.recipients,
        state=EMERGENCY,
        waits_for="" if row.acknowledged else Post.DEPARTMENT_MANAGER,
        updated=row.acknowledged or row.at,
        opens=row.sent_at,
    )
