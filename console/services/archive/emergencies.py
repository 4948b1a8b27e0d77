"""补录: emergency sends made on paper and entered afterwards; never sendable, and always listed as an exception (R2, R3)."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import func, or_, select, update

from console.domain.archive import emergencies as rules
from console.domain.archive.archive import PaperKind
from console.domain.archive.emergencies import Approver, Emergency, EmergencyAcknowledgement, EmergencyState
from console.domain.calendar import local_day
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.domain.requests.segments import hidden
from console.domain.times import parse
from console.errors import RefusedError
from console.services import declared, lists, serials
from console.services.archive import archive
from console.services.archive.archive_documents import Document
from console.services.context import Context, answers, demand, found
from console.services.ledger import ledger
from console.services.statements import Incoming, prepares, takes
from console.signing.canonical import dumps
from console.signing.statements import digest
from console.store import base
from console.store.archive import PaperRecord, PaperSendRecord, paper, paper_send
from console.store.requests import request
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.archive import archive as wire

_MOST_ROWS: Final = 100
"""Rows hold whole messages, so a frame has no room for more of them."""
_MOST_TEXT: Final = 1100
_MOST_RECIPIENTS: Final = 10_000_000


# ---- entering


@answers
def enter(ctx: Context, call: wire.EnterEmergency) -> Done:
    """Enter what was sent on paper: it gets a number, its paper goes into the archive book, and it can never be sent."""
    demand(rules.may_enter(ctx.person, call.department, ctx.roster, ctx.at))
    if ctx.roster.department(call.department) is None:
        raise RefusedError(refuse("archive_no_department", "R3", department=call.department))
    demand(_said(ctx, call))
    number = _take_number(ctx, call.department)
    approvers = [Approver(Post(one.post), one.name.strip()) for one in call.approvers]
    act = Emergency(
        org=ctx.roster.org,
        number=number,
        department=call.department,
        category=call.category,
        sent_at=call.sent_at,
        text=call.text.strip(),
        recipients=call.recipients,
        approvers=approvers,
        channel=call.channel.strip()[:2000],
        reason=call.reason.strip()[:2000],
        late=call.late.strip()[:2000],
        paper=archive.judged_number(ctx, call.number),
        by=ctx.person,
        at=ctx.at,
    )
    what = Document(f"emergency:{number}", number, call.department)
    received = local_day(ctx.at, ctx.desk.timezone).isoformat()
    archive.put(ctx, PaperKind.EMERGENCY, what, call, received=received)
    text = dumps(msgspec.to_builtins(act)).decode()
    identity = ctx.conn.execute(
        paper_send.insert()
        .values(
            number=number,
            department=call.department,
            category=call.category,
            sent_at=call.sent_at,
            recipients=call.recipients,
            digest=digest(text.encode()),
            text=text,
            by=ctx.person,
            at=ctx.at,
            acknowledged="",
            acknowledged_by="",
            statement="",
            signature="",
            behind=ctx.conn.execute(select(func.max(request.c.id))).scalar_one() or 0,
        )
        .returning(paper_send.c.id)
    ).scalar_one()
    ctx.notice("emergencies", "archive", "requests")
    # The message may quote a number, so the ledger holds the digest of the entry, never its text.
    payload = {
        "number": number,
        "category": call.category,
        "sent_at": call.sent_at,
        "recipients": call.recipients,
        "paper": act.paper,
        "entry": digest(text.encode()),
    }
    seq = ledger.record(ctx, "emergency.entered", f"emergency:{number}", payload)
    return Done(seq, identity, number)


def _said(ctx: Context, call: wire.EnterEmergency) -> Refusal | None:
    """Why an entry is refused: an unknown category, an unreadable time, one in the future, or one too far in the past."""
    if call.category not in {str(one) for one in ctx.policy.category}:
        return refuse("emergency_no_category", "R2", category=call.category)
    try:
        parse(call.sent_at)
    except ValueError:
        return refuse("time_unreadable", "R3", value=call.sent_at)
    if call.sent_at > ctx.at:
        return refuse("emergency_in_future", "R3")
    within = ctx.calendar.closing(call.sent_at, rules.ENTERED_WITHIN, ctx.desk.timezone)
    if ctx.at > within and not call.late.strip():
        return refuse("emergency_late", "R3", days=rules.ENTERED_WITHIN)
    return _worded(call)


def _worded(call: wire.EnterEmergency) -> Refusal | None:
    """Why its texts are refused: one is missing, the message is too long or has hidden characters, or the approvers are invalid."""
    for field, called in (("text", "message"), ("channel", "means"), ("reason", "why_paper")):
        if not getattr(call, field).strip():
            return refuse("field_missing", "R3", field=called)
    if len(call.text.strip()) > _MOST_TEXT:
        return refuse("emergency_text_long", "R3", most=_MOST_TEXT)
    if hidden(call.text):
        return refuse("hidden_characters", "R11")
    if not 1 <= call.recipients <= _MOST_RECIPIENTS:
        return refuse("emergency_count", "R3")
    names = {f"approver {nth}": one.name.strip() for nth, one in enumerate(call.approvers, 1)}
    archive.judge_words({"channel": call.channel, "reason": call.reason, "late": call.late, **names})
    posts = [one.post for one in call.approvers]
    if len(set(posts)) < len(posts) or not set(posts) <= set(Post) or not all(names.values()):
        return refuse("emergency_approvers", "R2")
    return None


def _take_number(ctx: Context, department: str) -> str:
    """Return the next number (year, department, B, serial): emergency sends are numbered separately from requests."""
    serial = serials.take(ctx, f"B:{department}")
    named = ctx.roster.department(department)
    return f"{ctx.year}-{named.name if named else department}-B-{serial:04d}"


# ---- the manager's acknowledgement


@prepares(EmergencyAcknowledgement)
def prepare(ctx: Context, call: Prepare, kind: type[EmergencyAcknowledgement]) -> EmergencyAcknowledgement:
    """Fill in the acknowledgement of an entry, which is named by its digest; refused as the act itself would be."""
    row = _row_of(ctx, call.subject)
    demand(_open(ctx, row, ctx.person))
    act = declared.filled(ctx, kind, call, {"emergency": row.digest, "number": row.number})
    demand(_fits(emergency_of(row), act))
    return act


@takes(EmergencyAcknowledgement)
def take(ctx: Context, incoming: Incoming) -> Done:
    """Take the department manager's acknowledgement of an entry: once only, and for the count that the entry states."""
    act = incoming.act
    if not isinstance(act, EmergencyAcknowledgement):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    row = _row_of(ctx, act.emergency)
    demand(_open(ctx, row, act.by) or declared.fault(act) or _fits(emergency_of(row), act))
    taken = ctx.conn.execute(
        update(paper_send)
        .where(paper_send.c.id == row.id, paper_send.c.acknowledged == "")
        .values(
            acknowledged=ctx.at,
            acknowledged_by=act.by,
            statement=incoming.text,
            signature=incoming.signature,
        )
    )
    if taken.rowcount != 1:
        raise RefusedError(refuse("emergency_acknowledged", "R7", number=row.number))
    ctx.notice("emergencies", "requests")
    seq = ledger.record(
        ctx,
        "emergency.acknowledged",
        f"emergency:{row.number}",
        {"number": row.number, "count": act.count},
        actor=act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    return Done(seq, row.id, row.number)


def _open(ctx: Context, row: PaperSendRecord, person: str) -> Refusal | None:
    """Why this person may not acknowledge an entry now, or None."""
    if row.acknowledged:
        return refuse("emergency_acknowledged", "R7", number=row.number)
    return rules.may_acknowledge(person, emergency_of(row), ctx.roster, ctx.at)


def _fits(entered: Emergency, act: EmergencyAcknowledgement) -> Refusal | None:
    same = (act.count, act.number) == (entered.recipients, entered.number)
    return None if same else refuse("count_differs", "R2", typed=act.count)


# ---- reading


@answers
def page(ctx: Context, call: wire.Emergencies) -> wire.EmergencyPage:
    """Emergency sends of the departments that the caller may read, newest first."""
    where = _readable(ctx, call.department)
    if call.state:
        done = paper_send.c.acknowledged != ""
        where.append(done if call.state == EmergencyState.ACKNOWLEDGED else ~done)
    if call.text:
        columns = (paper_send.c.number, paper_send.c.text)
        where.append(or_(*(column.icontains(call.text, autoescape=True) for column in columns)))
    few = msgspec.structs.replace(call, limit=min(_MOST_ROWS, call.limit))
    shown, rows = lists.paged(
        ctx, few, PaperSendRecord, select(PaperSendRecord).where(*where), PaperSendRecord.id
    )
    return wire.EmergencyPage(shown, [_emergency_row(ctx, row) for row in rows], _nowhere(ctx))


_UNACKNOWLEDGED = select(PaperSendRecord).where(paper_send.c.acknowledged == "").order_by(paper_send.c.id)


def unacknowledged(ctx: Context) -> Iterator[tuple[PaperSendRecord, Emergency, list[str]]]:
    """Entries that wait for their department's manager, oldest first, each with the people who may acknowledge it."""
    rows = base.rows(ctx.conn, _UNACKNOWLEDGED)
    for row in rows:
        act = emergency_of(row)
        yield row, act, rules.acknowledging(act, ctx.roster, ctx.at)


def due_of(ctx: Context, at: str) -> str:
    """Until when an entry made at `at` must be acknowledged: as many working days as a decision may take."""
    return ctx.calendar.closing(at, ctx.policy.decide_working_days, ctx.desk.timezone)


def _readable(ctx: Context, department: str) -> list[Any]:
    if department:
        ctx.may_read(department)
        return [paper_send.c.department == department]
    return lists.readable(ctx, paper_send.c.department)


def _nowhere(ctx: Context) -> Refusal | None:
    """Why the caller may not enter an emergency send for any department; None if they may for one."""
    refusals = [rules.may_enter(ctx.person, d.id, ctx.roster, ctx.at) for d in ctx.roster.departments]
    return None if None in refusals else refusals[0]


def _emergency_row(ctx: Context, row: PaperSendRecord) -> wire.EmergencyRow:
    act = emergency_of(row)
    kept = base.row(
        ctx.conn,
        select(PaperRecord).where(
            paper.c.kind == PaperKind.EMERGENCY, paper.c.about == f"emergency:{row.number}"
        ),
    )
    rule = next(rule for category, rule in ctx.policy.category.items() if str(category) == row.category)
    opinion = msgspec.json.decode(row.statement)["opinion"] if row.statement else ""
    return wire.EmergencyRow(
        id=row.id,
        number=row.number,
        digest=row.digest,
        department=row.department,
        category=row.category,
        sent_at=row.sent_at,
        text=act.text,
        recipients=row.recipients,
        approvers=[wire.ApproverRow(str(one.post), one.name) for one in act.approvers],
        lacking=[str(post) for post in rules.lacking(act, list(rule.route))],
        channel=act.channel,
        reason=act.reason,
        late=act.late,
        paper=act.paper,
        place=archive.place_of(kept) if kept is not None else "",
        by=row.by,
        at=row.at,
        state=EmergencyState.ACKNOWLEDGED if row.acknowledged else EmergencyState.ENTERED,
        acknowledged_by=row.acknowledged_by,
        acknowledged=row.acknowledged,
        opinion=opinion,
        refusal=_open(ctx, row, ctx.person),
    )


def emergency_of(row: PaperSendRecord) -> Emergency:
    """Return the entered statement from its row."""
    return msgspec.json.decode(row.text, type=Emergency)


def _row_of(ctx: Context, entry: str) -> PaperSendRecord:
    return found(
        base.row(ctx.conn, select(PaperSendRecord).where(paper_send.c.digest == entry)),
        "no_such_emergency",
    )
