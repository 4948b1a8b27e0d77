"""The ledger: every act leaves an entry in the same transaction; people read it and verify it."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, func, or_, select

from console.db import chain
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.services import lists
from console.services.context import Context, answers, found
from console.services.ledger import subjects
from console.signing.sshsig import BadSignatureError, verify
from console.store import base
from console.store.sends import HeadRecord
from console.store.sends import head as head_table
from console.store.tables import LedgerRecord, ledger
from console.wire import dispatch
from console.wire.answers import Done
from console.wire.ledger import ledger as ledger_calls

_MAX_LINKS = 10_000


def record(
    ctx: Context,
    kind: str,
    subject: str,
    payload: Mapping[str, Any],
    *,
    actor: str = "",
    statement: str | None = None,
    signature: str | None = None,
) -> int:
    """Append one entry as the transaction's last step; return its number.

    `actor` defaults to the caller; if somebody else signed, the caller is recorded as the carrier.
    """
    caller = ctx.caller.person or ctx.caller.service
    actor = actor or caller
    data = dict(payload)
    if statement is not None:
        data["statement"] = hashlib.sha256(statement.encode()).hexdigest()
    head = chain.append(
        ctx.conn,
        time=ctx.at,
        kind=kind,
        actor=actor,
        carrier=caller if caller != actor else None,
        subject=subject,
        payload=data,
        nonce=secrets.token_hex(8),
        statement=statement.encode() if statement is not None else None,
        signature=signature,
        genesis=ctx.desk.genesis,
    )
    return head.seq


def newest(conn: Connection) -> int:
    """The number of the newest entry; 0 before the first."""
    return int(conn.execute(select(func.coalesce(func.max(LedgerRecord.seq), 0))).scalar_one())


def latest(conn: Connection) -> str:
    """The time of the newest entry; empty before the first."""
    row = conn.execute(select(LedgerRecord.time).order_by(LedgerRecord.seq.desc()).limit(1)).first()
    return str(row[0]) if row is not None else ""


@answers
def page(ctx: Context, call: ledger_calls.EntriesPage) -> ledger_calls.EntryPage:
    """Entries, newest first, by kind, actor, subject, printed number and time."""
    where = filters(ctx, call)
    shown, rows = lists.paged(ctx, call, LedgerRecord, select(LedgerRecord).where(*where), LedgerRecord.seq)
    return ledger_calls.EntryPage(shown, rows_of(ctx, rows))


def filters(ctx: Context, call: ledger_calls.EntriesPage) -> list[Any]:
    """The conditions of a filter; callers who may not read every department see only their own acts."""
    where: list[Any] = lists.same((ledger.c.actor, call.actor), (ledger.c.subject, call.subject))
    kinds = [kind for kind in call.kind.split(",") if kind]
    if kinds:
        begun = [ledger.c.kind.startswith(kind, autoescape=True) for kind in kinds if kind.endswith(".")]
        where.append(or_(ledger.c.kind.in_([kind for kind in kinds if not kind.endswith(".")]), *begun))
    if call.number:
        where.append(ledger.c.subject.in_(subjects.named(ctx.conn, call.number)))
    if call.since:
        where.append(ledger.c.time >= call.since)
    if call.until:
        where.append(ledger.c.time <= call.until)
    if ctx.departments() is not None:
        where.append(ledger.c.actor == ctx.person)
    return where


@answers
def detail(ctx: Context, call: ledger_calls.EntryDetail) -> ledger_calls.EntryView:
    """One entry in full, as stored."""
    row = found(
        base.row(ctx.conn, select(LedgerRecord).where(LedgerRecord.seq == call.seq)),
        "no_such_entry",
        seq=call.seq,
    )
    if ctx.departments() is not None and row.actor != ctx.person:
        raise RefusedError(refuse("not_your_entry", "R7"))
    statement = bytes(row.statement).decode() if row.statement is not None else ""
    return ledger_calls.EntryView(
        rows_of(ctx, [row])[0], bytes(row.envelope).decode(), statement, row.signature or ""
    )


@answers
def links(ctx: Context, call: dispatch.PullLinks) -> dispatch.Links:
    """What the dispatcher needs to recompute the chain without reading it."""
    ctx.service()
    before = ctx.conn.execute(
        select(LedgerRecord.hash).where(LedgerRecord.seq == call.after)
    ).scalar_one_or_none()
    prev = bytes(before) if before is not None else ctx.desk.genesis
    rows: list[tuple[int, bytes, bytes, bytes]] = []
    for link in islice(chain.links(ctx.conn, call.after), _MAX_LINKS):
        rows.append((link.seq, prev, link.envelope, link.signature))
        prev = link.hash
    return dispatch.Links(rows)


@answers
def keep_head(ctx: Context, call: dispatch.Head) -> Done:
    """Keep a head that the dispatcher signed, if it is a head of this chain."""
    service = ctx.service()
    public = next(s.public for s in ctx.roster.services if s.id == service)
    try:
        signer = verify(call.signature, call.text.encode(), f"sms-head@{ctx.roster.org}")
    except BadSignatureError as error:
        raise ConsoleError("bad_head") from error
    if signer != public:
        raise ConsoleError("bad_head")
    body = msgspec.json.decode(call.text.encode())
    seq, hashed = int(body["seq"]), bytes.fromhex(body["hash"])
    known = ctx.conn.execute(select(LedgerRecord.hash).where(LedgerRecord.seq == seq)).scalar_one_or_none()
    if known is None or bytes(known) != hashed:
        raise ConsoleError("bad_head")
    if ctx.conn.execute(select(HeadRecord.seq).where(HeadRecord.seq == seq)).one_or_none() is None:
        ctx.conn.execute(
            head_table.insert().values(
                seq=seq, hash=hashed, text=call.text, signature=call.signature, at=ctx.at
            )
        )
    return Done(seq)


def rows_of(ctx: Context, rows: Sequence[LedgerRecord]) -> list[ledger_calls.EntryRow]:
    """Entries as a list shows them, with the printed numbers of their subjects."""
    numbers = subjects.numbers(ctx.conn, {row.subject for row in rows})
    return [
        ledger_calls.EntryRow(
            seq=row.seq,
            time=row.time,
            kind=row.kind,
            actor=row.actor,
            subject=row.subject,
            hash=bytes(row.hash).hex(),
            number=numbers.get(row.subject, ""),
            program=ctx.roster.person(row.actor) is None,
        )
        for row in rows
    ]
