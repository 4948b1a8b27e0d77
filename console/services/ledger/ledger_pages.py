"""Ledger pages beyond the plain list: kinds, signed heads, one entry with its neighbours, a printed head, export."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec
from sqlalchemy import func, select

from console.db import chain
from console.db.errors import BadHeadError
from console.domain.people.people import Roster
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.services import kept_rows, lists
from console.services.context import Context, answers, found
from console.services.ledger.ledger import filters, newest, rows_of
from console.signing.canonical import NotCanonicalError
from console.signing.sshsig import BadSignatureError, fingerprint, verify
from console.signing.statements import decode, namespace
from console.store import base
from console.store.sends import HeadRecord
from console.store.tables import LedgerRecord
from console.wire import frames
from console.wire.ledger import ledger as wire

ROOM = frames.MAX_FRAME * 3 // 4
"""Bytes of entries in one answer; the rest of the frame holds what is around them."""
_MOST_AT_ONCE = 1000
_BEGIN = "-----BEGIN SSH SIGNATURE-----"

_Part = TypeVar("_Part")


@answers
def kinds(ctx: Context, _call: wire.LedgerKinds) -> list[wire.KindCount]:
    """Every kind that the caller may read, the most frequent first."""
    rows = ctx.conn.execute(
        select(LedgerRecord.kind, func.count().label("n"))
        .where(*filters(ctx, wire.EntriesPage()))
        .group_by(LedgerRecord.kind)
        .order_by(func.count().desc(), LedgerRecord.kind)
    )
    return [wire.KindCount(row.kind, row.n) for row in rows]


@answers
def heads(ctx: Context, call: wire.LedgerHeads) -> wire.HeadPage:
    """Heads that the dispatcher signed, newest first; each signature is verified again."""
    shown, rows = lists.paged(ctx, call, HeadRecord, select(HeadRecord), HeadRecord.seq)
    services = _services(ctx)
    return wire.HeadPage(shown, [head_row(ctx, row, services) for row in rows])


@answers
def whole(ctx: Context, call: wire.EntryWhole) -> wire.WholeEntry:
    """One entry, whether its bytes give its hash, who signed it, and its neighbours."""
    row = found(
        base.row(ctx.conn, select(LedgerRecord).where(LedgerRecord.seq == call.seq)),
        "no_such_entry",
        seq=call.seq,
    )
    everything = ctx.departments() is None
    if not everything and row.actor != ctx.person:
        raise RefusedError(refuse("not_your_entry", "R7"))
    envelope, statement = bytes(row.envelope), bytes(row.statement) if row.statement is not None else None
    gives = chain.link_hash(
        bytes(row.prev), row.seq, hashlib.sha256(envelope).digest(), chain.signature_digest(row.signature)
    )
    verdict, signer, print_, space = _judged(ctx, statement, row.signature)
    beside = [
        one
        for one in base.rows(
            ctx.conn, select(LedgerRecord).where(LedgerRecord.seq.in_([row.seq - 1, row.seq + 1]))
        )
        if everything or one.actor == ctx.person
    ]
    here = {one.seq: one for one in rows_of(ctx, [row, *beside])}
    signed = base.row(
        ctx.conn, select(HeadRecord).where(HeadRecord.seq >= row.seq).order_by(HeadRecord.seq).limit(1)
    )
    return wire.WholeEntry(
        row=here[row.seq],
        envelope=envelope.decode(),
        statement=statement.decode() if statement is not None else "",
        signature=row.signature or "",
        prev=bytes(row.prev).hex(),
        found=gives.hex(),
        before=here.get(row.seq - 1),
        behind=here.get(row.seq + 1),
        verdict=verdict,
        signer=signer,
        fingerprint=print_,
        namespace=space,
        head=head_row(ctx, signed, _services(ctx)) if signed is not None else None,
    )


@answers
def stands(ctx: Context, call: wire.HeadStands) -> wire.HeadStanding:
    """Compare a head from paper with the entry that has its number."""
    try:
        head = chain.parse_head(call.head)
    except BadHeadError as error:
        raise ConsoleError(error.code) from error
    last = newest(ctx.conn)
    if not head.seq:
        good = head.hash == ctx.desk.genesis
        return wire.HeadStanding(0, good, "" if good else "rewritten", "", last)
    row = ctx.conn.execute(
        select(LedgerRecord.hash, LedgerRecord.time).where(LedgerRecord.seq == head.seq)
    ).one_or_none()
    if row is None:
        return wire.HeadStanding(
            head.seq, stands=False, why="cut" if head.seq > last else "missing", at="", newest=last
        )
    good = bytes(row.hash) == head.hash
    return wire.HeadStanding(head.seq, good, "" if good else "rewritten", row.time, last)


@answers
def export(ctx: Context, call: wire.ExportEntries) -> list[wire.RawEntry]:
    """Entries in full, for callers who may read all of them."""
    if ctx.departments() is not None:
        raise RefusedError(refuse("ledger_not_yours", "R7"))
    limit = max(1, min(_MOST_AT_ONCE, call.limit))
    rows = base.each(
        ctx.conn,
        select(LedgerRecord).where(LedgerRecord.seq > call.after).order_by(LedgerRecord.seq).limit(limit),
    )
    return list(fitting(map(raw, rows)))


def raw(row: LedgerRecord) -> wire.RawEntry:
    """An entry of the table as an export holds it."""
    return wire.RawEntry(
        row.seq,
        bytes(row.prev).hex(),
        bytes(row.hash).hex(),
        bytes(row.envelope).decode(),
        bytes(row.statement).decode() if row.statement is not None else None,
        row.signature,
    )


def fitting(parts: Iterable[_Part]) -> Iterator[_Part]:
    """As many of the parts as one answer carries, always at least one, so that a reader who continues reaches the end."""
    size = 0
    for part in parts:
        size += len(msgspec.msgpack.encode(part))
        if size > ROOM and size > len(msgspec.msgpack.encode(part)):
            return
        yield part


def head_row(ctx: Context, row: HeadRecord, services: dict[str, str]) -> wire.HeadRow:
    """A signed head with the verdict on its signature."""
    verdict, service = "bad_signature", ""
    try:
        key = verify(row.signature, row.text.encode(), f"sms-head@{ctx.roster.org}")
        service = services.get(key, "")
        verdict = "good" if service else "not_the_signer"
    except BadSignatureError:
        pass
    printed = chain.format_head(chain.LedgerHead(row.seq, bytes(row.hash)))
    return wire.HeadRow(
        seq=row.seq,
        head=printed,
        at=row.at,
        verdict=verdict,
        service=service,
        text=row.text,
        signature=row.signature,
    )


def services_of(ctx: Context) -> dict[str, str]:
    """Service entries by key, over every roster version, because the signer of an old head may be gone."""
    return _services(ctx)


def _services(ctx: Context) -> dict[str, str]:
    return {one.public: one.id for roster in rosters(ctx) for one in roster.services}


def rosters(ctx: Context) -> list[Roster]:
    """Every roster version, oldest first."""
    return [msgspec.json.decode(row.text, type=Roster) for row in kept_rows.rosters(ctx)]


def _judged(ctx: Context, statement: bytes | None, signature: str | None) -> tuple[str, str, str, str]:
    """The verdict on an entry's signature, the owner of the key, its fingerprint, and the namespace."""
    if statement is None or signature is None:
        return "none", "", "", ""
    expected = ""
    try:
        act = decode(statement)
        space, expected = namespace(act), str(getattr(act, "by", ""))
    except NotCanonicalError:
        # A dispatcher's report is no person's act, but it is signed as well.
        space = f"sms-report@{ctx.roster.org}"
    owners = _services(ctx) | {
        k.public: p.id for roster in rosters(ctx) for p in roster.people for k in p.keys
    }
    signers, prints = [], []
    for armour in armours(signature):
        try:
            key = verify(armour, statement, space)
        except BadSignatureError:
            return "bad_signature", "", "", space
        signers.append(owners.get(key, ""))
        prints.append(fingerprint(key))
    known = bool(signers) and all(signer and expected in {"", signer} for signer in signers)
    return "good" if known else "not_the_signer", ", ".join(signers), ", ".join(prints), space


def armours(signature: str) -> list[str]:
    """The signatures of an entry one by one: a roster version has two, concatenated."""
    return [_BEGIN + part for part in signature.split(_BEGIN) if part.strip()]
