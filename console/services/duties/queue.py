"""The queues: the requests and the applications that wait for the caller's decision (R1, R2)."""

import msgspec
from sqlalchemy import select

from console.domain.states import RequestState
from console.services.context import Context, answers, page_limit
from console.services.duties import request_list
from console.services.duties.blocks import Blocks
from console.services.duties.duty import digits, ids
from console.services.duties.my_turn import days_left, unsure
from console.services.duties.stream import Mine, caller_duties
from console.services.people import application_pages
from console.services.requests import requests
from console.store import base
from console.store.requests import RequestRecord, request
from console.wire import calls
from console.wire.answers import Page
from console.wire.people import enrolment as wire
from console.wire.requests.rows import RequestPage, RequestRow

_APPLICATIONS = ("authorise_application", "approve_application", "file_application", "revise_application", "carry_out")  # fmt: skip


@answers
def requests_page(ctx: Context, call: calls.RequestsPage) -> RequestPage:
    """The queue, the nearest deadline first; or every request that the caller may read."""
    if not call.queue:
        return request_list.page(ctx, call)
    open_ = request.c.state.in_([RequestState.SUBMITTED, RequestState.APPROVED])
    fitting = set(ctx.conn.execute(select(request.c.id).where(open_, *requests.filters(ctx, call))).scalars())
    waiting = {
        _key(one): one
        for one in caller_duties(ctx, "decide", "accept")
        if not one.informed and ids(one.duty.subject)["request"] in fitting
    }
    due, _, nth = call.after.partition("b")
    shown = sorted(key for key in waiting if not call.after or key > (due, int(nth or 0)))
    limit = page_limit(call.limit)
    after = "b".join(map(str, shown[limit - 1])) if len(shown) > limit else ""
    blocks = Blocks(ctx)
    rows = [_row(ctx, waiting[key], blocks) for key in shown[:limit]]
    return RequestPage(Page(len(waiting), after), rows)


def _key(one: Mine) -> tuple[str, int]:
    """The deadline and the request's id: the position in the queue, and the key of the next page."""
    return digits(one.duty.urgency()[1]).ljust(14, "9"), ids(one.duty.subject)["request"]


def _row(ctx: Context, one: Mine, blocks: Blocks) -> RequestRow:
    duty = one.duty
    chosen = select(RequestRecord).where(RequestRecord.id == ids(duty.subject)["request"])
    late = duty.late and duty.kind == "decide"
    made = requests.row_of(base.one(ctx.conn, chosen), due=duty.due, days=days_left(ctx, duty.due), late=late)
    return msgspec.structs.replace(made, unsure=unsure(ctx, duty.due), blocked=blocks.of(duty))


@answers
def applications_page(ctx: Context, call: wire.ApplicationsPage) -> wire.ApplicationPage:
    """Applications that wait for the caller, or all that they may see."""
    if not call.queue:
        return application_pages.page(ctx, call)
    mine = caller_duties(ctx, *_APPLICATIONS)
    return application_pages.page(ctx, call, [ids(one.duty.subject)["application"] for one in mine])
