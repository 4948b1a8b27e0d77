"""What the pages of freezes show (R12): what is frozen, and which dispatcher asks to be re-armed."""

from collections.abc import Iterator

from sqlalchemy import select

from console.domain.refusals import Refusal, refuse
from console.domain.rosters.alert import Alert
from console.domain.two_person.pairs import Rearm
from console.services.context import Context, answers
from console.services.freezes import freezes, lifting
from console.services.two_person import engine, proposals
from console.store import base
from console.store.freezes import FreezeRecord, freeze
from console.wire.sending import freezes as wire

_MOST = 500


@answers
def page(ctx: Context, call: wire.Freezes) -> list[wire.FreezeRow]:
    """Freezes, newest first; a freeze is no secret inside the organisation."""
    where = [freeze.c.lifted == ""] if call.open else []
    rows = base.rows(
        ctx.conn, select(FreezeRecord).where(*where).order_by(FreezeRecord.id.desc()).limit(_MOST)
    )
    return [_row(ctx, row) for row in rows]


def _row(ctx: Context, row: FreezeRecord) -> wire.FreezeRow:
    until, by = freezes.due(row), ctx.roster.person(row.by)
    act = lifting.ending(row)
    waits = None if row.lifted else engine.waiting(ctx, proposals.live(ctx, f"freeze:{row.id}"))
    refusal = lifting.unfreezable(ctx, row)
    if refusal is None and ctx.caller.person:
        refusal = engine.may(ctx, act, ctx.person)
    return wire.FreezeRow(
        id=row.id,
        number=row.number,
        dispatcher=row.dispatcher,
        scope=row.scope,
        subject=row.subject,
        name=freezes.named(ctx, row.scope, row.subject),
        by=row.by,
        by_name=by.name if by is not None else row.by or row.dispatcher,
        at=row.at,
        reason="" if row.loss else row.reason,
        due=until,
        late=bool(until) and until < ctx.at,
        loss=lifting.loss_number(ctx, row.loss),
        lifted=row.lifted,
        proof=row.proof,
        proposal=waits.digest if waits is not None else "",
        refusal=refusal,
    )


def alerts(ctx: Context) -> Iterator[Alert]:
    """One alert while this desk doubts its own clock: no deadline passes and nothing expires meanwhile."""
    if ctx.desk.live.leap.mark:
        yield Alert(lifting.DESK_CLOCK, "R12", {}, grave=True)


@answers
def dispatchers(ctx: Context, _call: wire.Dispatchers) -> list[wire.DispatcherRow]:
    """The dispatchers that the roster names, and which of them asks to be re-armed; this desk too while its own clock is in doubt."""
    here = [service.id for service in ctx.roster.services]
    here += [lifting.DESK] if ctx.desk.live.leap.mark else []
    found_rows = []
    for name in here:
        instance, why = lifting.asking(ctx, name)
        refusal: Refusal | None = refuse("rearm_not_asked", "R12", dispatcher=name)
        if instance and ctx.caller.person:
            refusal = engine.may(ctx, Rearm(name, instance), ctx.person)
        heard = ctx.at if name == lifting.DESK else ctx.desk.live.heard.get(name, "")
        waits = lifting.proposed(ctx, name)
        proposal = waits.digest if waits is not None else ""
        found_rows.append(wire.DispatcherRow(name, heard, instance, why, refusal, proposal))
    return found_rows
