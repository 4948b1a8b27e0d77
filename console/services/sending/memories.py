"""How far each dispatcher's own database goes, by its own signed statement; kept so that a loss of data can be detected."""

import msgspec
from sqlalchemy import select

from console.errors import ConsoleError
from console.services.context import Context, answers
from console.signing.canonical import NotCanonicalError, loads
from console.signing.sshsig import BadSignatureError, verify
from console.store import base
from console.store.sends import MemoryRecord, ResultRecord, memory
from console.wire.answers import Done
from console.wire.bounds import Exact
from console.wire.ledger import memory as wire

_CHUNKS = 8


@answers
def keep(ctx: Context, call: wire.TellMemory) -> Done:
    """Keep the calling dispatcher's statement; of the same start only the furthest. Raises ConsoleError `bad_report`."""
    service = ctx.service()
    public = next(s.public for s in ctx.roster.services if s.id == service)
    parsed = _read(call.text)
    try:
        signer = verify(call.signature, call.text.encode(), f"sms-memory@{ctx.roster.org}")
    except BadSignatureError as error:
        raise ConsoleError("bad_report") from error
    if signer != public or (parsed.by, parsed.org) != (service, ctx.roster.org):
        raise ConsoleError("bad_report")
    row = ctx.conn.execute(select(MemoryRecord.text).where(MemoryRecord.dispatcher == service)).one_or_none()
    values = {"text": call.text, "signature": call.signature, "at": ctx.at}
    if row is None:
        ctx.conn.execute(memory.insert().values(dispatcher=service, **values))
        return Done(0)
    known = _read(row.text)
    if known.line != parsed.line or known.number <= parsed.number:
        ctx.conn.execute(memory.update().where(memory.c.dispatcher == service).values(**values))
    return Done(0)


def _read(text: str) -> wire.Memory:
    try:
        return msgspec.convert(loads(text.encode()), wire.Memory, strict=True)
    except (NotCanonicalError, msgspec.ValidationError, UnicodeEncodeError) as error:
        raise ConsoleError("bad_report") from error


@answers
def pull(ctx: Context, _call: wire.PullMemories) -> list[tuple[Exact, Exact]]:
    """The last statement of every dispatcher."""
    ctx.service()
    rows = ctx.conn.execute(
        select(MemoryRecord.text, MemoryRecord.signature).order_by(MemoryRecord.dispatcher)
    )
    return [(row.text, row.signature) for row in rows]


@answers
def results(ctx: Context, call: wire.PullResults) -> list[wire.ToldChunk]:
    """The results of a slot as they were reported, for a dispatcher that lost its own."""
    ctx.service()
    rows = base.rows(
        ctx.conn,
        select(ResultRecord)
        .where(
            ResultRecord.request == call.request,
            ResultRecord.slot == call.slot,
            ResultRecord.chunk > call.after,
        )
        .order_by(ResultRecord.chunk)
        .limit(_CHUNKS),
    )
    return [
        wire.ToldChunk(
            row.chunk,
            row.revision,
            bytes(row.states),
            msgspec.json.decode(row.codes, type=dict[int, str]),
            msgspec.json.decode(row.ids, type=dict[int, str]),
            row.signature,
            keyed=bool(row.keyed),
        )
        for row in rows
    ]
