"""Gathering a department's quarter (R3): which forms belong to it, what happened to them, and what else is filed with them.

A send belongs to the quarter of its first message, as reported by the dispatcher; a number to the quarter in which it was given.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import and_, case, func, or_, select

from console.domain import acts
from console.domain.archive.emergencies import Emergency, lacking
from console.domain.categories import Category
from console.domain.filing import sampling
from console.domain.filing.filed import (
    Filed,
    FiledComplaint,
    FiledEmergency,
    FiledForm,
    FiledLoss,
    FiledPaper,
    FiledSample,
    FiledUpkeep,
    Slot,
    Standing,
)
from console.domain.filing.quarters import Quarter
from console.domain.filing.statistics import Dimension, Period
from console.domain.losses import losses
from console.domain.sending.limits import read_reasons
from console.domain.states import RequestState
from console.domain.upkeep.upkeep import Kind
from console.services.archive import archive
from console.services.context import Context
from console.services.printed.form_parts import called, pledge_number, roster_of
from console.services.requests import requests
from console.signing.statements import digest
from console.store import base
from console.store.archive import PaperSendRecord, paper_send
from console.store.complaints import complaint
from console.store.losses import LossRecord, loss
from console.store.people import pledge
from console.store.personnel import application, application_statement
from console.store.replies import reply
from console.store.requests import RequestRecord, request, request_version
from console.store.sends import SlotRecord, event, slot
from console.store.tables import ledger
from console.store.upkeep import UpkeepRecord

_OVER: Final = frozenset({RequestState.REJECTED, RequestState.WITHDRAWN, RequestState.DONE})


class Bounds(NamedTuple):
    """A quarter in the organisation's time zone: its first and last second as instants."""

    quarter: Quarter
    begins: str
    ends: str

    def holds(self, at: str) -> bool:
        """Whether an instant lies in the quarter."""
        return self.begins <= at <= self.ends


def bounds(ctx: Context, quarter: Quarter) -> Bounds:
    """The quarter in the organisation's time zone."""
    return Bounds(quarter, quarter.begins(ctx.desk.timezone), quarter.ends(ctx.desk.timezone))


def filed(ctx: Context, department: str, quarter: Quarter) -> Filed:
    """Everything that a department's quarter holds, as it is now."""
    within = bounds(ctx, quarter)
    return Filed(
        org=ctx.roster.org,
        department=department,
        quarter=quarter.name,
        forms=list(_forms(ctx, department, within)),
        losses=list(_losses(ctx, department, within)),
        papers=[*_applications(ctx, department, within), *_pledges(ctx, department, within)],
        emergencies=list(_emergencies(ctx, department, within)),
        complaints=list(_complaints(ctx, department, within)),
        replies=_replies(ctx, department, within),
        samples=list(_samples(ctx, department, within.quarter)),
        upkeep=list(_upkeep(ctx, department, within)),
    )


# ---- forms


def _forms(ctx: Context, department: str, within: Bounds) -> Iterator[FiledForm]:
    given = given_numbers(ctx, department)
    began = begun(ctx, department)
    rows = base.rows(
        ctx.conn,
        select(RequestRecord)
        .where(request.c.department == department, request.c.number.is_not(None))
        .order_by(request.c.number, request.c.id),
    )
    for row in rows:
        at = given.get(row.id, "")
        starts = began.get(row.id, {})
        standing = _standing(row, at, set(starts.values()), within)
        if standing is not None:
            yield _form(ctx, row, at, standing, {nth for nth, first in starts.items() if within.holds(first)})


def _standing(row: RequestRecord, given: str, starts: set[str], within: Bounds) -> Standing | None:
    """Why a form is in this quarter's papers, or None if it is not in them."""
    if given > within.ends:
        return None
    if any(within.holds(first) for first in starts):
        return Standing.SENT
    mine = within.holds(given)
    if row.state in _OVER and not starts:
        # This includes requests that were cleared and then stopped before anything was sent: their numbers are used up.
        return Standing.VOID if mine or within.holds(row.updated) else None
    if mine and starts:
        return Standing.ELSEWHERE
    if row.state in _OVER or (starts and min(starts) < within.begins):
        return None
    # A request that was submitted earlier and never sent is listed in every quarter until somebody ends it.
    return Standing.OPEN


def given_numbers(ctx: Context, department: str) -> dict[int, str]:
    """When each request of a department was first submitted, which is when it got its number."""
    rows = ctx.conn.execute(
        select(request_version.c.request, request_version.c.at)
        .join(request, request.c.id == request_version.c.request)
        .where(request.c.department == department, request_version.c.version == 1)
    )
    return {row.request: row.at for row in rows}


def begun(ctx: Context, department: str) -> dict[int, dict[int, str]]:
    """When each slot of a department's requests began, by request: as in the dispatcher's first report about it.

    The instant that the dispatcher signed counts, because the report may arrive after the quarter has ended. If the ledger has no
    report, the desk's events stand in, so that a send disappears only if both are missing.
    """
    starts: dict[int, dict[int, str]] = {}
    noted: dict[int, dict[int, str]] = {}

    def take(into: dict[int, dict[int, str]], request_id: int, slot_id: int, at: str) -> None:
        known = into.setdefault(request_id, {})
        known[slot_id] = min(at, known.get(slot_id, at))

    rows = ctx.conn.execute(
        select(event.c.request, event.c.slot, event.c.at)
        .join(request, request.c.id == event.c.request)
        .where(request.c.department == department, event.c.words.startswith("started"))
    )
    for row in rows:
        take(noted, row.request, row.slot, row.at)
    mine = {f"request:{one}": one for one in _ids(ctx, department)}
    entries = ctx.conn.execute(
        select(ledger.c.subject, ledger.c.time, ledger.c.envelope, ledger.c.statement).where(
            ledger.c.kind == "send.started"
        )
    )
    for one in entries:
        if one.subject in mine:
            take(starts, mine[one.subject], slot_of(one), told_at(one))
    for request_id, slots in noted.items():
        for slot_id, at in slots.items():
            starts.setdefault(request_id, {}).setdefault(slot_id, at)
    return starts


def told_at(entry: Any) -> str:
    """When something happened by the dispatcher's signed report in a ledger entry; for an unsigned one, the entry's time."""
    signed = msgspec.json.decode(bytes(entry.statement), type=_Report).at if entry.statement else ""
    return signed or str(entry.time)


def slot_of(entry: Any) -> int:
    """The slot that a ledger entry about a send is about."""
    return msgspec.json.decode(bytes(entry.envelope), type=_Envelope).payload.slot


def _ids(ctx: Context, department: str) -> list[int]:
    return list(
        ctx.conn.execute(
            select(request.c.id).where(request.c.department == department, request.c.number.is_not(None))
        ).scalars()
    )


class _Report(msgspec.Struct):
    at: str = ""


class _Payload(msgspec.Struct):
    slot: int = 0


class _Envelope(msgspec.Struct):
    payload: _Payload


def _form(ctx: Context, row: RequestRecord, given: str, standing: Standing, mine: set[int]) -> FiledForm:
    statement = requests.statement_of(ctx, row.id, row.version)
    digest = row.digest
    parts = _parts(ctx, row, mine)
    own = [one for one in parts if not one.continues]
    recipients = sum(one.n for one in own)
    each, fen = (statement.cost.billed_each, statement.cost.fen) if statement else (0, 0)
    whole = statement.recipients() if statement else 0
    paper = archive.paper_of(ctx, row.id)
    return FiledForm(
        id=row.id,
        number=row.number or "",
        version=row.version,
        digest=digest,
        standing=standing,
        category=row.category,
        subtype=statement.subtype if statement else "",
        purpose=statement.purpose if statement else row.purpose,
        text=statement.text.whole() if statement else "",
        audience=statement.audience if statement else "",
        approvals=_approvals(ctx, row),
        given=given,
        why=_why_void(ctx, row)
        if standing is Standing.VOID
        else row.state
        if standing is Standing.OPEN
        else "",
        paper=paper[0] if paper else "",
        place=paper[1] if paper else "",
        recipients=recipients,
        billed=each * recipients,
        fen=fen * recipients // whole if whole else 0,
        slots=[_slot(ctx, one) for one in parts],
    )


def _why_void(ctx: Context, row: RequestRecord) -> str:
    """Why a number is void: the reason given by those who ended the request, or who stopped its slots."""
    if row.reason or row.state != RequestState.DONE:
        return str(row.reason)
    reasons = ctx.conn.execute(
        select(slot.c.reason)
        .where(slot.c.request == row.id, slot.c.version == row.version)
        .order_by(slot.c.slot)
    ).scalars()
    return "; ".join(dict.fromkeys(one for one in reasons if one))


def _parts(ctx: Context, row: RequestRecord, mine: set[int]) -> list[SlotRecord]:
    """Released slots that began in the quarter; of an earlier version none did, or the request had not gone back to its drafter."""
    rows = base.rows(
        ctx.conn,
        select(SlotRecord)
        .where(
            slot.c.request == row.id,
            slot.c.version == row.version,
            slot.c.release != "",
            slot.c.slot.in_(mine),
        )
        .order_by(slot.c.slot),
    )
    return list(rows)


def _approvals(ctx: Context, row: RequestRecord) -> list[tuple[str, str]]:
    signed: list[tuple[str, str]] = []
    for one in requests.steps_of(ctx, row.id, row.version):
        if one.kind == "approval":
            act = msgspec.json.decode(one.text, type=acts.Approval)
            name = called(roster_of(ctx, act.roster), act.by)
            signed += [(str(post), name) for post in act.posts]
    return signed


def _slot(ctx: Context, row: SlotRecord) -> Slot:
    events = ctx.conn.execute(
        select(event.c.at, event.c.words)
        .where(event.c.request == row.request, event.c.slot == row.slot)
        .order_by(event.c.id)
    ).all()
    tally = msgspec.json.decode(row.tally, type=dict[str, int])
    people = [called(ctx.roster, one) for one in (row.released_by, row.confirmed_by) if one]
    return Slot(
        slot=row.slot,
        version=row.version,
        state=row.state,
        started=next((e.at for e in events if e.words.startswith("started")), ""),
        ended=next((e.at for e in reversed(events) if e.words.startswith(("done", "stopped"))), ""),
        operator=", ".join(people),
        n=row.n,
        tally={name: count for name, count in tally.items() if count},
        continues=row.continues,
        suppressed=dict(read_reasons(tally.get("suppressed", 0), row.suppressed)),
    )


# ---- the other papers


def _losses(ctx: Context, department: str, within: Bounds) -> Iterator[FiledLoss]:
    rows = base.rows(ctx.conn, select(LossRecord).where(loss.c.at <= within.ends).order_by(loss.c.id))
    for row in rows:
        report = msgspec.json.decode(row.text, type=losses.Report)
        earlier = row.at < within.begins
        if report.department == department and (not earlier or not row.closed or within.holds(row.closed)):
            yield FiledLoss(row.id, row.number, row.subject, row.name, row.at, row.closed)


def months_of(quarter: Quarter) -> list[str]:
    """The names of a quarter's months."""
    return [one.name for one in Period.read(quarter.name).split(Dimension.MONTH)]


def sheets(ctx: Context, department: str, quarter: Quarter) -> list[tuple[str, str]]:
    """The signed sheets of samples of a quarter's months, the oldest first: text and signature of each."""
    subjects = [sampling.subject_of(department, month) for month in months_of(quarter)]
    rows = ctx.conn.execute(
        select(ledger.c.statement, ledger.c.signature)
        .where(ledger.c.kind == sampling.SIGNED, ledger.c.subject.in_(subjects))
        .order_by(ledger.c.seq)
    )
    return [(bytes(row.statement).decode(), row.signature) for row in rows]


def _samples(ctx: Context, department: str, quarter: Quarter) -> Iterator[FiledSample]:
    for text, _ in sheets(ctx, department, quarter):
        act = msgspec.json.decode(text, type=sampling.SampleSheet)
        hashed = digest(text.encode())
        yield FiledSample(act.month, len(act.sends), act.of, bool(act.faults), act.by, act.at, hashed)


def _dated(ctx: Context, happened: Any, entered: Any, within: Bounds) -> Any:
    """The condition that something happened in the quarter, or was entered in it and is older than the first filed quarter."""
    started = ctx.conn.execute(select(ledger.c.time).order_by(ledger.c.seq).limit(1)).scalar_one_or_none()
    first = bounds(ctx, Quarter.of(started or ctx.at, ctx.desk.timezone)).begins
    return or_(
        happened.between(within.begins, within.ends),
        and_(happened < first, entered.between(within.begins, within.ends)),
    )


def _emergencies(ctx: Context, department: str, within: Bounds) -> Iterator[FiledEmergency]:
    table = paper_send.c
    rows = base.rows(
        ctx.conn,
        select(PaperSendRecord)
        .where(table.department == department, _dated(ctx, table.sent_at, table.at, within))
        .order_by(table.sent_at, table.id),
    )
    for row in rows:
        act = msgspec.json.decode(row.text, type=Emergency)
        yield FiledEmergency(
            number=row.number,
            category=row.category,
            sent_at=row.sent_at,
            recipients=row.recipients,
            text=act.text,
            reason=act.reason,
            paper=act.paper,
            acknowledged=row.acknowledged,
            approvers=[(str(one.post), one.name) for one in act.approvers],
            lacking=[
                str(post) for post in lacking(act, list(ctx.policy.category[Category(row.category)].route))
            ],
            late=act.late,
            id=row.id,
        )


def _replies(ctx: Context, department: str, within: Bounds) -> dict[str, int]:
    """Replies to the department's messages by verdict; those to no known text are filed with the General Department's quarter."""
    general, table = ctx.roster.general_department(), reply.c
    of = [department, *([""] if general is not None and general.id == department else [])]
    rows = ctx.conn.execute(
        select(table.verdict, func.count())
        .where(
            table.department.in_(of), table.at >= within.begins, table.at <= within.ends, table.verdict != ""
        )
        .group_by(table.verdict)
        .order_by(table.verdict)
    )
    return {str(verdict): int(n) for verdict, n in rows}


def _complaints(ctx: Context, department: str, within: Bounds) -> Iterator[FiledComplaint]:
    table = complaint.c
    general = ctx.roster.general_department()
    # A complaint whose department is unknown is answered by the General Department, and filed with its quarter.
    of = [department, *([""] if general is not None and general.id == department else [])]
    rows = ctx.conn.execute(
        select(complaint, request.c.number.label("form"))
        .outerjoin(request, request.c.id == table.request)
        .where(table.department.in_(of), _dated(ctx, table.at, table.entered, within))
        .order_by(table.at, table.id)
    )
    for row in rows:
        yield FiledComplaint(row.number, row.source, row.form or "", row.at, row.state, row.outcome)


def _upkeep(ctx: Context, department: str, within: Bounds) -> Iterator[FiledUpkeep]:
    """Maintenance belongs to the quarter in which it ended, a question to the one in which it was asked."""
    dated = case((UpkeepRecord.kind == Kind.MAINTENANCE, UpkeepRecord.ended), else_=UpkeepRecord.at)
    rows = base.rows(
        ctx.conn,
        select(UpkeepRecord)
        .where(UpkeepRecord.department == department, dated >= within.begins, dated <= within.ends)
        .order_by(UpkeepRecord.id),
    )
    for row in rows:
        yield FiledUpkeep(
            row.number, row.kind, row.state, row.topic, row.about, row.by, row.at, row.ended, bool(row.stopped), row.text,
            row.result,
        )  # fmt: skip


def _applications(ctx: Context, department: str, within: Bounds) -> Iterator[FiledPaper]:
    first = application_statement
    rows = ctx.conn.execute(
        select(application.c.id, application.c.number, application.c.name, first.c.at)
        .join(first, (first.c.application == application.c.id) & (first.c.nth == 1))
        .where(application.c.department == department, first.c.at >= within.begins, first.c.at <= within.ends)
        .order_by(application.c.id)
    )
    for row in rows:
        yield FiledPaper("application", str(row.id), row.number, row.name, row.at)


def _pledges(ctx: Context, department: str, within: Bounds) -> Iterator[FiledPaper]:
    """For each of the department's people, the newest pledge that was signed in the quarter."""
    rows = ctx.conn.execute(
        select(pledge.c.person, pledge.c.at, pledge.c.text, pledge.c.digest)
        .where(pledge.c.at >= within.begins, pledge.c.at <= within.ends)
        .order_by(pledge.c.at)
    )
    newest: dict[str, FiledPaper] = {}
    for row in rows:
        act = msgspec.json.decode(row.text, type=acts.Pledge)
        if act.department == department:
            number = pledge_number(ctx, act.by, act.at, row.digest)
            name = called(roster_of(ctx, act.roster), act.by)
            newest[act.by] = FiledPaper("pledge", act.by, number, name, row.at)
    yield from sorted(newest.values(), key=lambda one: one.id)
