"""Wrong passphrases (R12): after five in a row within an hour the person's signatures are refused until somebody unlocks them.

The passphrase is checked where the key lies, and that person's own program tells the desk. This stops a stranger at an open
terminal; against a stolen key file only the suspension helps.
"""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import bindparam, select

from console.domain import times
from console.domain.people.orders import Suspension
from console.domain.people.people import Standing
from console.domain.people.standing import may_order
from console.domain.refusals import Refusal, refuse
from console.domain.rosters.alert import Alert
from console.errors import RefusedError
from console.services.context import Context, answers, demand
from console.services.ledger import ledger
from console.store import base
from console.store.personnel import LockoutRecord, lockout
from console.wire.answers import Done
from console.wire.people import personnel

MOST = 5
_WITHIN = timedelta(hours=1)


@answers
def wrong(ctx: Context, _call: personnel.WrongPassphrase) -> Done:
    """Count a wrong passphrase of the caller; `id` of the answer is how many tries are left."""
    row = _row(ctx, ctx.person)
    if row is not None and row.locked:
        return Done(0)
    recent = row is not None and times.parse(ctx.at) - times.parse(row.last) < _WITHIN
    failures = (row.failures if row is not None and recent else 0) + 1
    locked = ctx.at if failures >= MOST else ""
    _write(ctx, failures, locked)
    if not locked:
        return Done(0, MOST - failures)
    ctx.notice("people")
    seq = ledger.record(ctx, "person.locked", f"person:{ctx.person}", {"failures": failures})
    return Done(seq)


@answers
def right(ctx: Context, _call: personnel.RightPassphrase) -> Done:
    """Reset the caller's count, as a good signature does; somebody who is locked stays so."""
    forget(ctx, ctx.person)
    return Done(0)


@answers
def unlock(ctx: Context, call: personnel.Unlock) -> Done:
    """Unlock a person; the caller must be somebody else who could suspend them."""
    row = _row(ctx, call.person)
    if row is None or not row.locked:
        raise RefusedError(refuse("not_locked", "R12", person=call.person))
    if not call.reason.strip():
        raise RefusedError(refuse("reason_missing", "R2"))
    demand(who_may(ctx, ctx.person, call.person))
    ctx.conn.execute(lockout.delete().where(lockout.c.person == call.person))
    ctx.notice("people")
    seq = ledger.record(ctx, "person.unlocked", f"person:{call.person}", {"reason": call.reason})
    return Done(seq, 0, call.person)


def may_unlock(ctx: Context, person: str) -> Refusal | None:
    """Why the caller may not unlock this person now, or None."""
    if refusal(ctx, person) is None:
        return refuse("not_locked", "R12", person=person)
    return who_may(ctx, ctx.person, person)


def who_may(ctx: Context, by: str, person: str) -> Refusal | None:
    """Why `by` may not unlock a person, or None: they must be able to suspend them, be somebody else, and not be locked."""
    if person == by:
        return refuse("own_lock", "R12")
    as_if = Suspension(
        org=ctx.roster.org, by=by, at=ctx.at, roster=ctx.roster.version, person=person, reason="."
    )
    return refusal(ctx, by) or may_order(ctx.roster, ctx.policy.orders, as_if, [])


def refusal(ctx: Context, person: str) -> Refusal | None:
    """Why this person's signatures are refused now, or None."""
    row = _row(ctx, person)
    return (
        refuse("locked_out", "R12", person=person, since=row.locked)
        if row is not None and row.locked
        else None
    )


_FORGET = lockout.delete().where(lockout.c.person == bindparam("whose"), lockout.c.locked == "")


def forget(ctx: Context, person: str) -> None:
    """Reset the count after a good signature, or after a console was unlocked."""
    ctx.conn.execute(_FORGET, {"whose": person})


_LOCKED = (
    select(LockoutRecord)
    .where(LockoutRecord.locked != "")
    .order_by(LockoutRecord.locked, LockoutRecord.person)
)


def locked(ctx: Context) -> list[LockoutRecord]:
    """Rows of active people who are locked, the longest first; suspended people and leavers cannot sign anyway."""
    rows = base.rows(ctx.conn, _LOCKED)
    active = {p.id for p in ctx.roster.people if p.standing is Standing.ACTIVE}
    return [row for row in rows if row.person in active]


@answers
def locked_out(ctx: Context, _call: personnel.LockedOut) -> list[personnel.LockoutRow]:
    """Everyone who is locked; it is no secret, because others wait for their signature."""
    return [
        personnel.LockoutRow(row.person, row.locked, who_may(ctx, ctx.person, row.person))
        for row in locked(ctx)
    ]


def alerts(ctx: Context) -> Iterator[Alert]:
    """One alert for each locked person: somebody may be guessing at their passphrase, and their signatures are refused."""
    for row in locked(ctx):
        yield Alert("locked_out", "R12", {"person": row.person, "since": row.locked}, grave=True)


_ROW = select(LockoutRecord).where(LockoutRecord.person == bindparam("person"))


def _row(ctx: Context, person: str) -> LockoutRecord | None:
    return base.row(ctx.conn, _ROW, person=person)


def _write(ctx: Context, failures: int, locked: str) -> None:
    values = {"failures": failures, "last": ctx.at, "locked": locked}
    changed = ctx.conn.execute(lockout.update().where(lockout.c.person == ctx.person).values(**values))
    if not changed.rowcount:
        ctx.conn.execute(lockout.insert().values(person=ctx.person, **values))
