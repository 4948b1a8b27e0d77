"""My turn (待办): everything that waits on the caller, oldest deadline first, and why it is his."""

import zlib
from collections.abc import Iterator

import msgspec
from sqlalchemy import select

from console.domain.alert import subject
from console.domain.authority import Act, Facts
from console.domain.pairing import PairKind
from console.domain.people import Post
from console.domain.states import RequestState, SlotState
from console.services import (
    complaint_duties,
    custody_pages,
    deadlines,
    emergencies,
    enrolment,
    envelopes,
    erasure_pages,
    expiries,
    filing_duties,
    freezes,
    gaps,
    lock_duties,
    loss_duties,
    pairs,
    papers_owed,
    pledges,
    queue,
    replies,
    requests,
    rosters,
    secret_changes,
)
from console.services.context import Context
from console.store import base
from console.store.losses import LossRecord
from console.store.requests import RequestRecord
from console.store.sends import SlotRecord
from console.wire import calls, views

_MOST = 500
_TO_REVISE = (RequestState.RETURNED, RequestState.EXPIRED, RequestState.LAPSED)


def todo(ctx: Context, _call: calls.Todo) -> list[views.TodoRow]:
    """Decisions, acceptances, releases, extensions, requests to revise, refused and unknown sends; and what is late below him."""
    rows = [
        *_decisions(ctx),
        *queue.late_below(ctx),
        *deadlines.extension_rows(ctx),
        *_returned(ctx),
        *_drafts(ctx),
        *_slots(ctx),
        *_to_confirm(ctx),
        *_applications(ctx),
        *_rosters(ctx),
        *_pledge(ctx),
        *loss_duties.todo(ctx),
        *freezes.todo(ctx),
        *lock_duties.todo(ctx),
        *gaps.todo(ctx),
        *expiries.todo(ctx),
        *papers_owed.todo(ctx),
        *emergencies.todo(ctx),
        *complaint_duties.todo(ctx),
        *replies.todo(ctx),
        *filing_duties.todo(ctx),
        *custody_pages.todo(ctx),
        *secret_changes.todo(ctx),
        *envelopes.todo(ctx),
        *erasure_pages.todo(ctx),
    ]
    rows.sort(key=lambda row: (row.what == "draft", row.due or "9", row.request, row.slot))
    return [msgspec.structs.replace(row, days=queue.days_left(ctx, row.due)) for row in rows[:_MOST]]


def fingerprints(rows: list[views.TodoRow]) -> list[int]:
    """A number for each thing that waits, the same for as long as it is the same thing: so that what is new can be told.

    What the caller left unfinished themselves is no news to them.
    """
    return [
        zlib.crc32(
            f"{r.what} {r.request} {r.slot} {r.application} {r.number} {r.since} {r.due}{_which(r)}".encode()
        )
        for r in rows
        if r.what != "draft"
    ]


def _which(row: views.TodoRow) -> str:
    """Which step of a loss, which end, which department's quarter, what is lacking: several may be due at one moment."""
    if row.alert is not None:
        return f" {subject(row.alert)}"
    if row.what.startswith("filing_"):
        return f" {row.department}"
    return f" {row.because}" if row.loss or row.what in {"expiry", "secret_change"} else ""


def _decisions(ctx: Context) -> Iterator[views.TodoRow]:
    for one in queue.waiting(ctx, _MOST):
        what = "decide" if one.act == Act.APPROVE else "accept"
        found = _row(what, one.row, 0, one.until, one.row.waits_for)
        yield msgspec.structs.replace(found, since=one.since, escalated=one.late)


def _returned(ctx: Context) -> Iterator[views.TodoRow]:
    mine = [a.department for a in ctx.roster.appointments(ctx.person, ctx.at) if a.post is Post.DRAFTER]
    rows = base.rows(
        ctx.conn,
        select(RequestRecord).where(RequestRecord.state.in_(_TO_REVISE), RequestRecord.department.in_(mine)),
    )
    for row in rows:
        if ctx.person not in requests.revisers(ctx, row):
            continue
        returned = row.state == RequestState.RETURNED
        yield _row("revise", row, 0, row.closes if returned else "", row.reason if returned else row.state)


def _drafts(ctx: Context) -> Iterator[views.TodoRow]:
    """What the caller began to fill in and did not submit: it is kept, and goes on where it was left."""
    mine = [a.department for a in ctx.roster.appointments(ctx.person, ctx.at) if a.post is Post.DRAFTER]
    rows = base.rows(
        ctx.conn,
        select(RequestRecord)
        .where(RequestRecord.state == RequestState.DRAFT, RequestRecord.department.in_(mine))
        .order_by(RequestRecord.updated.desc())
        .limit(_MOST),
    )
    for row in rows:
        if ctx.person in requests.revisers(ctx, row):
            yield msgspec.structs.replace(_row("draft", row, 0, "", ""), since=row.updated)


def _slots(ctx: Context) -> Iterator[views.TodoRow]:
    if not any(a.post is Post.OPERATOR for a in ctx.roster.appointments(ctx.person, ctx.at)):
        return
    active = select(SlotRecord.request).where(
        SlotRecord.version == RequestRecord.version,
        SlotRecord.state.not_in([SlotState.WAITING, SlotState.STOPPED]),
    )
    rows = base.rows(
        ctx.conn,
        select(RequestRecord)
        .where(
            RequestRecord.id.in_(active), RequestRecord.state.in_([RequestState.CLEARED, RequestState.DONE])
        )
        .order_by(RequestRecord.id.desc())
        .limit(_MOST),
    )
    for row in rows:
        facts = requests.facts_of(ctx, row)
        if ctx.roster.holds(ctx.person, Post.OPERATOR, facts.releasing_department, ctx.at):
            for part in requests.slots_of(ctx, row.id, row.version):
                yield from _slot(ctx, row, part, facts)


def _slot(ctx: Context, row: RequestRecord, part: SlotRecord, facts: Facts) -> Iterator[views.TodoRow]:
    if ctx.authority.may(ctx.person, Act.RELEASE, facts, slot=part.slot) is None:
        what = "refused" if part.state == SlotState.REFUSED else "release"
        yield _row(what, row, part.slot, part.closes, part.reason)
    elif pairs.unsettled(ctx, row, part):
        yield _row("unknown", row, part.slot, "", "")


def _to_confirm(ctx: Context) -> Iterator[views.TodoRow]:
    for kept, row in pairs.to_confirm(ctx):
        what = "confirm" if kept.kind == PairKind.SETTLE else f"confirm_{kept.kind}"
        if row is None:
            number = kept.subject.partition(":")[2]
            case = _case(ctx, number) if kept.kind == PairKind.RESUME_AFTER_LOSS else 0
            yield views.TodoRow(what, 0, number, 0, kept.subject, "", "", kept.expires, kept.by, loss=case)
            continue
        yield _row(what, row, kept.slot, kept.expires, kept.by)


def _case(ctx: Context, number: str) -> int:
    """The loss case whose resumption is to be confirmed: it says what happened, and there it is confirmed."""
    return int(
        ctx.conn.execute(select(LossRecord.id).where(LossRecord.number == number)).scalar_one_or_none() or 0
    )


def _applications(ctx: Context) -> Iterator[views.TodoRow]:
    for row, what in enrolment.waiting(ctx):
        yield views.TodoRow(
            what=what if what == "carry_out" else f"{what}_application",
            request=0,
            number=row.number,
            slot=0,
            title=row.name,
            category="",
            department=row.department,
            due="",
            because=row.reason if what == "revise" else row.waits_for,
            application=row.id,
        )


def _rosters(ctx: Context) -> Iterator[views.TodoRow]:
    """Roster versions that wait for the caller's second signature."""
    for one in rosters.to_confirm(ctx):
        number = str(one.version)
        yield views.TodoRow("confirm_roster", 0, number, 0, "", "", "", one.expires, one.by)


def _pledge(ctx: Context) -> Iterator[views.TodoRow]:
    mine = pledges.standing(ctx, ctx.person)
    if mine is not None and mine.state != "valid":
        due = mine.until if mine.state == "expiring" else ""
        version = ctx.policy.pledge.version
        yield views.TodoRow("pledge", 0, version, 0, "", "", mine.department, due, mine.state)


def _row(what: str, row: RequestRecord, slot_id: int, due: str, because: str) -> views.TodoRow:
    return views.TodoRow(
        what=what,
        request=row.id,
        number=row.number or "",
        slot=slot_id,
        title=row.purpose,
        category=row.category,
        department=row.department,
        due=due,
        because=because,
    )
