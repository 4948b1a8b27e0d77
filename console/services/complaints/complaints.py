"""Complaints (12321 and direct): entered, answered, closed; each step is a ledger entry that holds no number (R7, R13)."""

import secrets
from typing import Any, NamedTuple

from sqlalchemy import func, select, update

from console.domain.complaints import complaints as rules
from console.domain.complaints.complaints import Source, State
from console.domain.contacts.phone import mask
from console.domain.digit_masking import digits_masked
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import declared
from console.services.complaint_marks import due_of
from console.services.complaints import complaint_numbers
from console.services.contacts import optouts
from console.services.context import Context, answers, demand, found, page_limit
from console.services.ledger import ledger
from console.store import base
from console.store.complaints import About, ComplaintRecord, ListedComplaint, complaint, series
from console.store.replies import ListedReply, reply
from console.store.requests import RequestRecord, request
from console.store.tables import LedgerRecord
from console.wire.answers import Done, Page
from console.wire.contacts import complaints as wire

# ---- the three steps


@answers
def enter(ctx: Context, call: wire.EnterComplaint) -> Done:
    """Enter a complaint; its number is opted out too if the caller asks for that."""
    about = _request(ctx, call.form)
    department = about.department if about is not None else call.department
    demand(rules.may_enter(ctx.person, ctx.roster, ctx.at, department))
    call = declared.checked(call)
    demand(_judged(ctx, call, department))
    form = (about.number or "") if about is not None else ""
    entry = _Wanted(
        call.source, call.reference, department, about.id if about is not None else 0, form, call.num or None,
        call.text, call.opt_out, call.at,
    )  # fmt: skip
    return _open(ctx, entry)


def of_reply(ctx: Context, row: ListedReply, opt_out: str) -> str:
    """Open a complaint from a reply (its row joined with `form`), and return the complaint's number.

    While a complaint of the same sender about the same text is open, that is the one.
    """
    theirs = (reply.c.num == row.num) if row.num is not None else (reply.c.address == row.address)
    since = (
        select(complaint.c.number)
        .join(reply, reply.c.complaint == complaint.c.number)
        .where(complaint.c.state != State.CLOSED, reply.c.request == row.request, theirs)
    )
    known = ctx.conn.execute(since.order_by(complaint.c.id.desc()).limit(1)).scalar_one_or_none()
    if known is not None:
        return str(known)
    entry = _Wanted(
        Source.REPLY, "", row.department, row.request, row.form or "", row.num, digits_masked(row.text) or "…", opt_out,
        row.at,
    )  # fmt: skip
    return _open(ctx, entry).number


class _Wanted(NamedTuple):
    """A complaint to be entered."""

    source: str
    reference: str
    department: str
    request: int
    form: str
    num: int | None
    text: str
    opt_out: str
    at: str


def _open(ctx: Context, entry: _Wanted) -> Done:
    number = _next_number(ctx)
    salt = secrets.token_bytes(32) if entry.num else None
    committed = rules.commitment(salt, entry.num) if salt is not None and entry.num else ""
    row = {
        "number": number,
        "source": entry.source,
        "reference": entry.reference,
        "department": entry.department,
        "request": entry.request,
        "num": entry.num,
        "salt": salt,
        "commitment": committed,
        "text": entry.text,
        "opted": entry.opt_out,
        "state": State.RECEIVED,
        "at": entry.at,
        "entered": ctx.at,
        "by": ctx.caller.person,
        "due": ctx.calendar.closing(entry.at, ctx.policy.complaint.answer_days, ctx.desk.timezone),
        **dict.fromkeys(_STEPS_TO_COME, ""),
    }
    new = ctx.conn.execute(complaint.insert().values(**row)).inserted_primary_key
    known = {
        "number": number,
        "source": entry.source,
        "reference": entry.reference,
        "department": entry.department,
        "form": entry.form,
    }
    if committed:
        known["commitment"] = committed
    if entry.opt_out and entry.num:
        known |= {
            "opt_out": entry.opt_out,
            "new": str(
                optouts.keep(ctx, [entry.num], entry.opt_out, f"complaint {number}", entry.department)
            ),
        }
        ctx.notice("optouts")
    ctx.notice("complaints", "requests")
    seq = ledger.record(ctx, "complaint.received", f"complaint:{number}", known)
    return Done(seq, int(new[0]) if new else 0, number)


_STEPS_TO_COME = ("answer", "answered", "answered_by", "outcome", "conclusion", "closed", "closed_by")


@answers
def answer(ctx: Context, call: wire.AnswerComplaint) -> Done:
    """Record the answer; until the complaint is closed, a better answer replaces the previous one."""
    row = by_id(ctx, call.id)
    demand(rules.may_answer(ctx.person, ctx.roster, ctx.at, row.department, row.state))
    values = {
        "answer": declared.checked(call).text,
        "answered": ctx.at,
        "answered_by": ctx.person,
        "state": State.ANSWERED,
    }
    if row.state == State.RECEIVED:
        # Only the first answer sets the due date, so a later one gives nobody more time.
        days = ctx.policy.complaint.conclude_days
        values["due"] = ctx.calendar.closing(ctx.at, days, ctx.desk.timezone)
    return _step(ctx, row, "complaint.answered", values, {"answer": values["answer"]})


@answers
def close(ctx: Context, call: wire.CloseComplaint) -> Done:
    """Close a complaint: whether it was justified, and the conclusion."""
    row = by_id(ctx, call.id)
    demand(_may_close(ctx, row))
    call = declared.checked(call)
    values = {
        "conclusion": call.text,
        "outcome": call.outcome,
        "closed": ctx.at,
        "closed_by": ctx.person,
        "state": State.CLOSED,
    }
    values |= complaint_numbers.closing(ctx, row)
    closing = {"outcome": call.outcome, "conclusion": values["conclusion"]}
    return _step(ctx, row, "complaint.closed", values, closing)


def _step(
    ctx: Context, row: ComplaintRecord, kind: str, values: dict[str, Any], params: dict[str, str]
) -> Done:
    changed = ctx.conn.execute(
        update(complaint).where(complaint.c.id == row.id, complaint.c.state == row.state).values(**values)
    )
    if changed.rowcount != 1:
        # Somebody at another desk took a step since the complaint was read.
        raise RefusedError(refuse("stale", "R7"))
    ctx.notice("complaints", "requests")
    return Done(ledger.record(ctx, kind, f"complaint:{row.number}", params), row.id, row.number)


# ---- judging what is entered


def _judged(ctx: Context, call: wire.EnterComplaint, department: str) -> Refusal | None:
    if department and ctx.roster.department(department) is None:
        return refuse("complaint_no_department", "R7", department=department)
    if call.at > ctx.at:
        return refuse("complaint_in_future", "R7", at=call.at)
    return optouts.unfit(ctx, call.opt_out, optouts.whose(call.opt_out, department)) if call.opt_out else None


def _request(ctx: Context, form: str) -> RequestRecord | None:
    """The request of a printed number, or None if it is empty; refused if the caller may not read it or there is none."""
    if not form:
        return None
    row = base.row(ctx.conn, select(RequestRecord).where(RequestRecord.number == form))
    if row is None:
        raise RefusedError(refuse("complaint_no_request", "R3", number=form))
    ctx.may_read(row.department)
    return row


def _next_number(ctx: Context) -> str:
    year = ctx.year
    # The lock on the row makes a second desk wait, so that no serial is given out twice.
    taken = ctx.conn.execute(
        update(series).where(series.c.year == year).values(last=series.c.last + 1).returning(series.c.last)
    ).scalar_one_or_none()
    if taken is None:
        ctx.conn.execute(series.insert().values(year=year, last=1))
    return f"{year}-C{taken or 1:03}"


# ---- reading

_ABOUT = (request.c.number.label("form"), request.c.purpose)


def by_id(ctx: Context, complaint_id: int) -> ComplaintRecord:
    """A complaint that the caller may read."""
    row = found(
        base.row(ctx.conn, select(ComplaintRecord).where(ComplaintRecord.id == complaint_id)),
        "no_such_complaint",
    )
    mine = ctx.departments()
    if mine is not None and row.department not in mine and row.by != ctx.person:
        raise RefusedError(refuse("not_your_department", "R7", department=row.department))
    return row


@answers
def page(ctx: Context, call: wire.ComplaintsPage) -> wire.ComplaintPage:
    """Complaints that the caller may read, newest first."""
    source = complaint.outerjoin(request, request.c.id == complaint.c.request)
    where: list[Any] = []
    mine = ctx.departments()
    if mine is not None:
        where.append(complaint.c.department.in_(mine) | (complaint.c.by == ctx.person))
    if call.state:
        where.append(complaint.c.state == call.state)
    if call.request:
        where.append(complaint.c.request == call.request)
    if call.text:
        columns = (complaint.c.number, complaint.c.reference, request.c.number, request.c.purpose)
        fits = [column.contains(call.text, autoescape=True) for column in columns]
        where.append(fits[0] | fits[1] | fits[2] | fits[3])
    total = ctx.conn.execute(select(func.count()).select_from(source).where(*where)).scalar_one()
    if call.after:
        where.append(complaint.c.id < int(call.after))
    limit = page_limit(call.limit)
    chosen = select(ComplaintRecord, *_ABOUT).select_from(source).where(*where)
    rows = base.rows_as(ListedComplaint, ctx.conn, chosen.order_by(complaint.c.id.desc()).limit(limit))
    after = str(rows[-1].id) if len(rows) == limit else ""
    refusal = rules.may_enter(ctx.person, ctx.roster, ctx.at, "")
    return wire.ComplaintPage(Page(total, after), [row_of(ctx, row, row) for row in rows], refusal)


@answers
def detail(ctx: Context, call: wire.ComplaintDetail) -> wire.ComplaintView:
    """One complaint, and who must take the next step."""
    row = by_id(ctx, call.id)
    about = base.row_as(About, ctx.conn, select(*_ABOUT).where(RequestRecord.id == row.request))
    return wire.ComplaintView(
        row=row_of(ctx, row, about),
        text=row.text,
        reference=row.reference,
        by=row.by,
        entered=row.entered,
        opted=row.opted,
        answer=row.answer,
        answered_by=row.answered_by,
        answered=row.answered,
        outcome=row.outcome,
        conclusion=row.conclusion,
        closed_by=row.closed_by,
        commitment=row.commitment,
        who=owers(ctx, row),
        allowed={
            "answer": rules.may_answer(ctx.person, ctx.roster, ctx.at, row.department, row.state),
            "close": _may_close(ctx, row),
        },
    )


def owers(ctx: Context, row: ComplaintRecord) -> list[str]:
    """Who owes the next step of a complaint."""
    if row.state == State.RECEIVED:
        return rules.answerers(ctx.roster, ctx.at, row.department)
    if row.state == State.ANSWERED:
        answered = _answered(ctx, row)
        return [one for one in rules.closers(ctx.roster, ctx.at, row.answered_by) if one not in answered]
    return []


def _may_close(ctx: Context, row: ComplaintRecord) -> Refusal | None:
    """A person who answered may never close, even if somebody else replaced their answer."""
    by = ctx.person if ctx.person in _answered(ctx, row) else row.answered_by
    return rules.may_close(ctx.person, ctx.roster, ctx.at, by, row.state)


def _answered(ctx: Context, row: ComplaintRecord) -> set[str]:
    """Everybody who has answered a complaint."""
    entries = select(LedgerRecord.actor).where(
        LedgerRecord.subject == f"complaint:{row.number}", LedgerRecord.kind == "complaint.answered"
    )
    return set(ctx.conn.execute(entries).scalars())


def row_of(ctx: Context, row: ComplaintRecord, about: About | None) -> wire.ComplaintRow:
    """A complaint as a row of a list; the custodian sees no number in it, not even a masked one (R12)."""
    due = due_of(row)
    return wire.ComplaintRow(
        id=row.id,
        number=row.number,
        source=row.source,
        state=row.state,
        request=row.request,
        form=(about.form or "") if about is not None else "",
        purpose=(about.purpose or "") if about is not None else "",
        department=row.department,
        masked="" if row.num is None or ctx.blind else mask(row.num),
        at=row.at,
        due=due,
        late=bool(due) and due < ctx.at,
        closed=row.closed,
    )
