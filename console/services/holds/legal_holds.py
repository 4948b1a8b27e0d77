"""Legal holds (R13): one person makes one, at once; two people end it; the dispatcher knows it and enforces it by itself."""

import re
from collections.abc import Sequence

from sqlalchemy import select

from console.domain.erasure.erasing import HoldScope, may_hold
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import declared, kept_rows
from console.services.context import Context, answers, demand, found
from console.services.ledger import ledger
from console.store import base
from console.store.erasure import LegalHoldRecord, legal_hold
from console.wire import dispatch
from console.wire.answers import Done
from console.wire.sending import erasure as wire

_MOST = 500
_PLAIN = re.compile(r"[1-9][0-9]{0,17}")


@answers
def make(ctx: Context, call: wire.MakeLegalHold) -> Done:
    """Keep everything of a request or a department from now on; one ledger entry."""
    demand(may_hold(ctx.person, ctx.roster, ctx.at))
    reason = declared.checked(call).reason
    _demand_subject(ctx, call)
    known = next(
        (row for row in in_force(ctx) if (row.scope, row.subject) == (call.scope, call.subject)), None
    )
    if known is not None:
        raise RefusedError(refuse("hold_stands", "R13", hold=known.id))
    made = ctx.conn.execute(
        legal_hold.insert()
        .values(
            scope=call.scope,
            subject=call.subject,
            reason=reason,
            by=ctx.person,
            at=ctx.at,
            released="",
            proof="",
        )
        .returning(legal_hold.c.id)
    ).scalar_one()
    ctx.notice("erasure")
    payload = {"hold": int(made), "scope": call.scope, "subject": call.subject, "reason": reason}
    return Done(ledger.record(ctx, "erasure.hold_made", f"hold:{made}", payload), int(made))


def _demand_subject(ctx: Context, call: wire.MakeLegalHold) -> None:
    if call.scope == HoldScope.DEPARTMENT:
        known = ctx.roster.department(call.subject)
        department = call.subject if known is not None else ""
    else:
        # Only the plain form of a number is accepted: a hold on `07` would be recorded but match nothing.
        plain = _PLAIN.fullmatch(call.subject) is not None
        row = kept_rows.row_by_id(ctx, int(call.subject)) if plain else None
        department = row.department if row is not None else ""
        if row is not None and row.erased:
            raise RefusedError(refuse("erased", "R13", number=row.number))
    if not department:
        raise RefusedError(refuse("hold_subject", "R13", subject=call.subject))
    ctx.may_read(department)


def in_force(ctx: Context) -> Sequence[LegalHoldRecord]:
    """Legal holds in force, oldest first."""
    chosen = select(LegalHoldRecord).where(LegalHoldRecord.released == "").order_by(LegalHoldRecord.id)
    return base.rows(ctx.conn, chosen)


def orders(ctx: Context) -> list[dispatch.LegalHoldOrder]:
    """All holds in force, for every dispatcher."""
    return [dispatch.LegalHoldOrder(row.id, row.scope, row.subject, row.at) for row in in_force(ctx)]


def by_id(ctx: Context, number: int) -> LegalHoldRecord:
    """The hold with that number; raises ConsoleError."""
    row = base.row(ctx.conn, select(LegalHoldRecord).where(LegalHoldRecord.id == number))
    return found(row, "no_such_hold")


def on(holds: Sequence[LegalHoldRecord], department: str, request_id: int = 0) -> list[LegalHoldRecord]:
    """Those of `holds` that apply to a department or to one of its requests."""
    return [
        row
        for row in holds
        if (row.scope == HoldScope.DEPARTMENT and row.subject == department)
        or (row.scope == HoldScope.REQUEST and request_id and row.subject == str(request_id))
    ]


def standing(row: LegalHoldRecord) -> Refusal | None:
    """Why a hold cannot be released, or None."""
    return refuse("hold_over", "R13", hold=row.id) if row.released else None


def readable(ctx: Context, row: LegalHoldRecord) -> str:
    """The department that a hold is about, directly or through its request."""
    if row.scope == HoldScope.DEPARTMENT:
        return row.subject
    return str(kept_rows.any_by_id(ctx, int(row.subject)).department)


def rows(ctx: Context, *, open_: bool) -> list[LegalHoldRecord]:
    """Holds on departments and requests that the caller may read, newest first."""
    where = [LegalHoldRecord.released == ""] if open_ else []
    chosen = select(LegalHoldRecord).where(*where).order_by(LegalHoldRecord.id.desc()).limit(_MOST)
    mine = ctx.departments()
    return [row for row in base.rows(ctx.conn, chosen) if mine is None or readable(ctx, row) in mine]


def named(ctx: Context, row: LegalHoldRecord) -> str:
    """The name of the held department, or the number of the held request."""
    if row.scope == HoldScope.DEPARTMENT:
        department = ctx.roster.department(row.subject)
        return department.name if department is not None else str(row.subject)
    return str(kept_rows.row_by_id(ctx, int(row.subject)).number or row.subject)
