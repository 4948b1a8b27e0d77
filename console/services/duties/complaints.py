"""Duties to recipients (R7, R11): complaints to answer and to close, replies to decide on."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import exists, func, select

from console.domain.complaints import complaints as complaint_rules
from console.domain.complaints.complaints import State, home
from console.domain.people.people import Post
from console.domain.replies import replies as reply_rules
from console.services.complaint_marks import due_of
from console.services.complaints import complaints
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, source
from console.store import base
from console.store.complaints import ComplaintRecord, ListedComplaint, complaint
from console.store.replies import ReplyRecord, reply
from console.store.requests import RequestRecord, StepRecord, request
from console.wire.duties.subjects import Complaint, Replies

_MOST = 200
_KIND = {State.RECEIVED: "complaint", State.ANSWERED: "complaint_close"}


class _Owed(ListedComplaint):
    __abstract__ = True
    category: str | None


@source(exists().where(ComplaintRecord.state != complaint_rules.State.CLOSED))
def open_complaints(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Open complaints, for those who answer or close them; the approvers of the message complained about are informed."""
    if not question.wants(*_KIND.values()):
        return
    chosen = (
        select(
            ComplaintRecord, RequestRecord.number.label("form"), RequestRecord.purpose, RequestRecord.category
        )
        .outerjoin(request, RequestRecord.id == ComplaintRecord.request)
        .where(ComplaintRecord.state != State.CLOSED, *question.within(complaint.c.department))
        .order_by(ComplaintRecord.due)
        .limit(_MOST)
    )
    rows = base.rows_as(_Owed, ctx.conn, chosen)
    signed = _signed(ctx, [row.request for row in rows if row.request])
    for row in rows:
        kind, until = _KIND[State(row.state)], due_of(row)
        who, above = complaints.owers(ctx, row), sorted(signed[row.request or 0])
        title = row.purpose or row.reference or row.text[:60]
        people = [*who, *above] if question.mine else who
        if not question.wants(kind) or not question.takes(row.department, row.number, title, people=people):
            continue
        bearers = Who(sorted(who), "", informed=tuple(above))

        def find(bearers: Who = bearers, kind: str = kind, department: str = row.department) -> Who:
            post = Post.REGISTRAR if kind == "complaint_close" else Post.DEPARTMENT_MANAGER
            return filled(ctx, bearers, post, department)

        yield Duty(
            kind,
            Complaint(row.id),
            row.department,
            row.at,
            until,
            until < ctx.at,
            find,
            row.number,
            title,
            row.category or "",
            row.source,
            news="complaint_signed",
        )


def _signed(ctx: Context, among: list[int]) -> defaultdict[int, set[str]]:
    """Who approved each of these requests."""
    signers: defaultdict[int, set[str]] = defaultdict(set)
    if among:
        chosen = select(StepRecord.request, StepRecord.person).where(
            StepRecord.kind == "approval", StepRecord.request.in_(among)
        )
        for about, person in ctx.conn.execute(chosen):
            signers[about].add(person)
    return signers


@source(exists().where(ReplyRecord.state == reply_rules.State.OPEN))
def open_replies(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Replies that wait for a decision: one duty for each request that they answer."""
    if not question.wants("replies"):
        return
    table = reply.c
    theirs = (
        table.request,
        table.department,
        RequestRecord.number,
        RequestRecord.purpose,
        RequestRecord.category,
    )
    first = func.min(table.due).label("due")
    rows = ctx.conn.execute(
        select(*theirs, first, func.min(table.at).label("since"), func.count().label("n"))
        .select_from(reply.outerjoin(request, RequestRecord.id == table.request))
        .where(ReplyRecord.state == reply_rules.State.OPEN, *question.within(table.department))
        .group_by(*theirs)
        .order_by(first)
        .limit(_MOST)
    )
    for row in rows:
        late = row.due < ctx.at
        who = reply_rules.deciders(ctx.roster, ctx.at, row.department, late=late)
        if not question.takes(row.department, row.number or "", row.purpose or "", people=who):
            continue

        def find(who: list[str] = who, department: str = row.department) -> Who:
            return filled(ctx, Who(who, ""), Post.OPERATOR, home(ctx.roster, department))

        yield Duty(
            "replies",
            Replies(row.request, row.department),
            row.department,
            row.since,
            row.due,
            late,
            find,
            row.number or "",
            row.purpose or "",
            row.category or "",
            str(row.n),
        )
