"""What lies in the exposed window of a loss case (R12), and what proves that the new password is in place."""

from datetime import timedelta
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import func, select

from console.domain.losses import Case, Step, Subject
from console.domain.times import parse, render
from console.services.context import Context
from console.store.credentials import credential
from console.store.requests import request, step
from console.store.sends import slot
from console.store.tables import ledger
from console.wire import views
from console.wire.losses import ExposedRow

_LOOK_BACK = timedelta(days=90)
"""How far back one looks where nobody knows since when it was lost: as long as a password may live."""

_MOST = 1000
"""Rows that one answer carries; the counts are of all."""


class Window(NamedTuple):
    """From when on it was looked, what was found (the newest of it), how much that is, and how many recipients are unknown."""

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


def _sends(ctx: Context, gateway: str, since: str, until: str) -> list[ExposedRow]:
    """Slots of the gateway that were released before the end of the window and moved after its beginning."""
    released = (
        select(step.c.request, func.min(step.c.at).label("at"))
        .where(step.c.kind == "release")
        .group_by(step.c.request)
        .subquery()
    )
    rows = ctx.conn.execute(
        select(slot, request.c.number, released.c.at.label("released"))
        .join(request, request.c.id == slot.c.request)
        .join(released, released.c.request == slot.c.request)
        .where(
            slot.c.gateway == gateway, slot.c.release != "", slot.c.updated >= since, released.c.at <= until
        )
        .order_by(slot.c.request.desc(), slot.c.slot)
    )
    return [_send(row) for row in rows]


def _send(row: Any) -> ExposedRow:
    tally = msgspec.json.decode(row.tally, type=views.Tally)
    return ExposedRow(row.released, "send", row.number or "", row.request, row.slot, row.n, tally.unknown)


def _acts(ctx: Context, person: str, since: str, until: str, most: int) -> tuple[list[ExposedRow], int]:
    where = (
        ledger.c.actor == person,
        ledger.c.signature.is_not(None),
        ledger.c.time >= since,
        ledger.c.time <= until,
    )
    rows = ctx.conn.execute(
        select(ledger.c.time, ledger.c.kind, ledger.c.subject)
        .where(*where)
        .order_by(ledger.c.seq.desc())
        .limit(most)
    )
    total = ctx.conn.execute(select(func.count()).select_from(ledger).where(*where)).scalar_one()
    return [ExposedRow(row.time, row.kind, row.subject, 0, 0, 1, 0) for row in rows], total


def proof(ctx: Context, case: Case) -> tuple[str, str]:
    """The fingerprint of the password that is in place since the reissue, and when it was installed; empty texts before that.

    As the dispatcher reports it: installed after the reissue, and proved by a bind since.
    """
    row = ctx.conn.execute(select(credential).where(credential.c.gateway == case.report.id)).one_or_none()
    reissued = case.taken.get(Step.REISSUED)
    if row is None or reissued is None or not reissued.at <= row.installed <= row.last_bind:
        return "", ""
    return row.fingerprint, row.installed
