"""What the house's own collector of logs may have of the ledger (`wire.notices.events`)."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import select

from console.services.context import Context, answers
from console.services.ledger import ledger
from console.services.notices.outward import alone
from console.store import base
from console.store.tables import LedgerRecord
from console.wire.notices import events as wire

_SESSION = "session."


class _Envelope(msgspec.Struct):
    payload: dict[str, object]


@answers
def events(ctx: Context, call: wire.LedgerEvents) -> wire.EventsAfter:
    """The entries after one. Raises RefusedError as `open_duties` does."""
    alone(ctx, call.instance)
    ctx.desk.live.collecting = call.failing
    newest = ledger.newest(ctx.conn)
    if not _there(ctx, call):
        return wire.EventsAfter(False, newest, [])
    wanted = select(LedgerRecord).where(LedgerRecord.seq > call.after)
    rows = base.rows(ctx.conn, wanted.order_by(LedgerRecord.seq).limit(wire.AT_ONCE))
    return wire.EventsAfter(True, newest, [_event(row) for row in rows])


def _there(ctx: Context, call: wire.LedgerEvents) -> bool:
    row = base.row(ctx.conn, select(LedgerRecord).where(LedgerRecord.seq == call.after))
    return not call.after or (row is not None and bytes(row.hash).hex() == call.hash)


def _event(row: LedgerRecord) -> wire.LedgerEvent:
    said = dict(_said(row)) if row.kind.startswith(_SESSION) else {}
    return wire.LedgerEvent(row.seq, row.time, row.kind, row.actor, bytes(row.hash).hex(), said)


def _said(row: LedgerRecord) -> Iterator[tuple[str, str]]:
    """What an entry of a session says: whom it is about, and where that came from."""
    envelope = msgspec.json.decode(row.envelope, type=_Envelope)
    yield "subject", row.subject
    for name in wire.SAID:
        if value := str(envelope.payload.get(name, "")):
            yield name, value
