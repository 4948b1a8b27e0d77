"""The events in the exposed window of a loss case (R12), and the proof that the new password is in place."""

from datetime import timedelta
from typing import NamedTuple

import msgspec
from sqlalchemy import func, select

from console.domain.losses.losses import Case, Step, Subject
from console.domain.sending import counts
from console.domain.states import SlotState
from console.domain.times import parse, render
from console.services import lists
from console.services.context import Context
from console.store import base
from console.store.credentials import CredentialRecord
from console.store.requests import RequestRecord, StepRecord, request
from console.store.sends import SlotRecord, slot
from console.store.tables import LedgerRecord, ledger
from console.wire.credentials.losses import ExposedRow, StoppedRow
from console.wire.sending.slots import Tally

_LOOK_BACK = timedelta(days=90)
"""How far back the window starts if the time of the loss is unknown: the longest life of a password."""

_MOST = 1000
"""Rows that one answer carries; the counts are of all."""

_STOPPED = 30
_WAITING = (SlotState.CLEARED, SlotState.RELEASED, SlotState.SENDING, SlotState.HELD)
"""States in which a send still needs its gateway."""


class Window(NamedTuple):
    """The start of the window, the newest events in it, how many there are, and how many recipients are unknown."""

    since: str
    rows: list[ExposedRow]
    total: int
    unknown: int


def exposed(ctx: Context, case: Case, most: int = _MOST) -> Window:
    """Sends through a lost gateway account, or acts that a lost key signed, between the last safe moment and the resumption."""
    since = case.report.seen or render(parse(case.report.noticed) - _LOOK_BACK)
    until = case.taken[Step.RESUMED].at if Step.RESUMED in case.taken else ctx.at
    if case.report.subject is Subject.GATEWAY:
        sends = _sends(ctx, case.report.id, since, until)
        return Window(since, sends[:most], len(sends), sum(row.unknown for row in sends))
    acts, total = _acts(ctx, case.report.id, since, until, most)
    return Window(since, acts, total, 0)


class _Sent(SlotRecord):
    __abstract__ = True
    number: str | None
    released: str


def _sends(ctx: Context, gateway: str, since: str, until: str) -> list[ExposedRow]:
    """Slots of the gateway that were released before the end of the window and active after its beginning."""
    released = (
        select(StepRecord.request, func.min(StepRecord.at).label("at"))
        .where(StepRecord.kind == "release")
        .group_by(StepRecord.request)
        .subquery()
    )
    chosen = (
        select(SlotRecord, RequestRecord.number, released.c.at.label("released"))
        .join(request, RequestRecord.id == SlotRecord.request)
        .join(released, released.c.request == SlotRecord.request)
        .where(
            SlotRecord.gateway == gateway,
            SlotRecord.release != "",
            SlotRecord.updated >= since,
            released.c.at <= until,
        )
        .order_by(SlotRecord.request.desc(), SlotRecord.slot)
    )
    return [_send(row) for row in base.rows_as(_Sent, ctx.conn, chosen)]


def _send(row: _Sent) -> ExposedRow:
    tally = msgspec.json.decode(row.tally, type=Tally)
    return ExposedRow(row.released, "send", row.number or "", row.request, row.slot, row.n, tally.unknown)


class _Numbered(SlotRecord):
    __abstract__ = True
    number: str | None


def stopped(ctx: Context, case: Case) -> tuple[list[StoppedRow], int]:
    """The newest sends that wait for a lost gateway, until it is resumed, and how many more there are.

    Only those of the departments whose requests the caller may read (R7); the others are counted, so that nobody reads of none.
    """
    if case.report.subject is not Subject.GATEWAY or Step.RESUMED in case.taken:
        return [], 0
    wait = SlotRecord.gateway == case.report.id, SlotRecord.state.in_(_WAITING)
    chosen = (
        select(SlotRecord, RequestRecord.number)
        .join(request, RequestRecord.id == SlotRecord.request)
        .where(*wait)
        .order_by(SlotRecord.request.desc(), SlotRecord.slot)
        .limit(_STOPPED)
    )
    chosen = chosen.where(*lists.readable(ctx, RequestRecord.department))
    rows = [_stopped(row) for row in base.rows_as(_Numbered, ctx.conn, chosen)]
    total = ctx.conn.execute(select(func.count()).select_from(slot).where(*wait)).scalar_one()
    return rows, total - len(rows)


def _stopped(row: _Numbered) -> StoppedRow:
    tally = msgspec.json.decode(row.tally, type=Tally)
    left = row.n - counts.sent(tally)
    return StoppedRow(row.number or "", row.request, row.slot, row.state, left)


def _acts(ctx: Context, person: str, since: str, until: str, most: int) -> tuple[list[ExposedRow], int]:
    where = (
        ledger.c.actor == person,
        ledger.c.signature.is_not(None),
        ledger.c.time >= since,
        ledger.c.time <= until,
    )
    rows = ctx.conn.execute(
        select(LedgerRecord.time, LedgerRecord.kind, LedgerRecord.subject)
        .where(*where)
        .order_by(LedgerRecord.seq.desc())
        .limit(most)
    )
    total = ctx.conn.execute(select(func.count()).select_from(ledger).where(*where)).scalar_one()
    return [ExposedRow(row.time, row.kind, row.subject, 0, 0, 1, 0) for row in rows], total


def proof(ctx: Context, case: Case) -> tuple[str, str]:
    """The fingerprint of the password in place since the reissue, which the case has, and when it was installed; empty texts before that.

    As the dispatcher reports it: installed after the reissue, and proved by a bind since.
    """
    row = base.row(ctx.conn, select(CredentialRecord).where(CredentialRecord.gateway == case.report.id))
    if row is None or not case.taken[Step.REISSUED].at <= row.installed <= row.last_bind:
        return "", ""
    return row.fingerprint, row.installed
