"""Verifying the ledger: one streaming pass that names the first bad entry and the reason.

The links alone prove nothing against an owner who rewrites them all; heads kept elsewhere do (security.md, section 4).
"""

import hashlib
import struct
from collections.abc import Iterable, Sequence
from contextlib import closing
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from console.db.chain import EMPTY, LEDGER, TAG, VERSION, LedgerHead, link_hash, signature_digest

_COLUMNS = "seq, time, kind, actor, carrier, subject, envelope, statement, signature, prev, hash"
_FETCH = 5_000


class Reason(StrEnum):
    """What is wrong with an entry."""

    MISSING = "missing"
    """No entry has this number, but a later one exists."""
    FORKED = "forked"
    """The number occurs twice."""
    MOVED = "moved"
    """The entry was written under another number."""
    UNREADABLE = "unreadable"
    """This program does not write such an envelope."""
    EDITED = "edited"
    """The hash does not match the envelope or the signature."""
    UNLINKED = "unlinked"
    """It does not follow from the entry before it: an earlier entry was replaced, or this one was inserted."""
    COLUMNS = "columns"
    """The columns for filtering lists differ from the envelope."""
    STATEMENT = "statement"
    """The stored statement does not match the digest in the envelope."""
    TIME = "time"
    """Its time is earlier than that of the entry before it."""
    REWRITTEN = "rewritten"
    """A head kept elsewhere has another hash: this entry or one before it was rewritten, with all links after it."""
    CUT = "cut"
    """A head kept elsewhere names this entry or a later one; the ledger ends before it."""


class BadEntry(msgspec.Struct, frozen=True):
    """The first entry at which the ledger fails, by number, and why."""

    seq: int
    reason: Reason


class VerifyReport(msgspec.Struct, frozen=True):
    """The outcome: entries read, the last good head, the highest kept head that it met (None: none), the first fault."""

    checked: int
    head: LedgerHead
    anchor: LedgerHead | None
    bad: BadEntry | None

    @property
    def ok(self) -> bool:
        """True if no entry failed."""
        return self.bad is None


class _Body(msgspec.Struct, gc=False):
    seq: int
    hash: str


def signed_head(seq: int, hashed: bytes, text: str) -> LedgerHead:
    """The head that a signed text names; that of the columns beside it where the text cannot be read.

    The signature covers the text alone, so a changed column must not hide what was signed.
    """
    try:
        body = _read_body(text)
        return LedgerHead(body.seq, bytes.fromhex(body.hash))
    except (msgspec.MsgspecError, ValueError):
        return LedgerHead(seq, hashed)


_read_body = msgspec.json.Decoder(_Body).decode


def contradicted(conn: Connection, bad: BadEntry | None, heads: Iterable[LedgerHead]) -> LedgerHead | None:
    """The kept head that proves a cut or rewritten ledger: the newest one beyond the end, or the one that has another hash."""
    if bad is None or bad.reason not in {Reason.CUT, Reason.REWRITTEN}:
        return None
    stored = conn.execute(select(LEDGER.c.hash).where(LEDGER.c.seq == bad.seq)).scalar_one_or_none()
    if bad.reason is Reason.CUT or stored is None:
        return max((one for one in heads if one.seq >= bad.seq), key=lambda one: one.seq, default=None)
    return next((one for one in heads if one.seq == bad.seq and one.hash != bytes(stored)), None)


class _Payload(msgspec.Struct, gc=False):
    statement: str | None = None


class _Envelope(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    v: int
    seq: int
    time: str
    kind: str
    actor: str
    subject: str
    payload: _Payload
    nonce: str
    carrier: str | None = None


_decode = msgspec.json.Decoder(_Envelope).decode
_pack = struct.Struct(">12s32sQ32s32s").pack
"""Joins the bytes that `chain.link_hash` hashes, in one call."""

_UNREADABLE = (msgspec.DecodeError, UnicodeError, RecursionError)


def verify(
    conn: Connection, *, genesis: bytes, since: int = 0, heads: Sequence[LedgerHead] = (), until: int = 0
) -> VerifyReport:
    """Verify the entries after number `since` against the genesis or, if `since` > 0, the kept head of that number.

    `until` ends the pass after that number (0: at the end). A long ledger can be verified in parts: continue with `since=until` and
    the head at which this part ended. Heads beyond this part are left to the next.

    `heads` were kept elsewhere: by the dispatcher, on forms, in filings. Each must be on the chain. Rows are streamed; memory does
    not grow with the ledger. Raises ValueError if `since` > 0 and no head has that number, because then there is no trusted start.
    """
    kept = sorted(set(heads), key=lambda head: head.seq)
    start = next((head for head in kept if head.seq == since), None) if since else LedgerHead(0, genesis)
    if start is None:
        raise ValueError(f"no kept head has number {since}")
    time, bad = _judge_earlier(conn, [head for head in kept if head.seq <= since], start, genesis)
    if bad is not None:
        return VerifyReport(0, start, None, bad)
    later = [head for head in kept if since < head.seq and (not until or head.seq <= until)]
    with closing(_rows(conn, since, until)) as rows:
        head, bad = _walk(rows, start, time, later)
    met = [one for one in kept if one.seq <= head.seq]
    return VerifyReport(head.seq - since, head, met[-1] if met else None, bad)


def _judge_earlier(
    conn: Connection, kept: Iterable[LedgerHead], start: LedgerHead, genesis: bytes
) -> tuple[str, BadEntry | None]:
    """Compare the heads up to the start with the stored hashes; return the time of the start's entry and any fault."""
    time = ""
    for head in kept:
        row = conn.execute(select(LEDGER.c.hash, LEDGER.c.time).where(LEDGER.c.seq == head.seq)).first()
        if head.seq and row is None:
            return "", BadEntry(head.seq, Reason.MISSING if _reaches(conn, head.seq) else Reason.CUT)
        if head.hash != (genesis if row is None else row.hash):
            return "", BadEntry(head.seq, Reason.REWRITTEN)
        if head == start and row is not None:
            time = row.time
    return time, None


def _reaches(conn: Connection, seq: int) -> bool:
    return conn.execute(select(LEDGER.c.seq).where(LEDGER.c.seq > seq).limit(1)).first() is not None


def _rows(conn: Connection, since: int, until: int) -> Any:
    """Return a driver cursor over the rows, in order: SQLAlchemy's rows would double the time of the whole pass."""
    driver: Any = conn.connection.driver_connection
    end = f" AND seq <= {until:d}" if until else ""
    query = f"SELECT {_COLUMNS} FROM ledger WHERE seq > {since:d}{end} ORDER BY seq"  # noqa: S608  both are numbers.
    if conn.dialect.name == "sqlite":
        return driver.execute(query)
    cursor = driver.cursor(name="ledger_verify", binary=True)
    cursor.itersize = _FETCH
    cursor.execute(query)
    return cursor


def _walk(
    rows: Iterable[Sequence[Any]], start: LedgerHead, time: str, kept: list[LedgerHead]
) -> tuple[LedgerHead, BadEntry | None]:
    """Check rows until the first bad one; return the last good head and the fault.

    The loop runs a million times, so it is one condition without calls of our own; `_diagnose` then finds the reason.
    """
    sha256, decode, pack, empty = hashlib.sha256, _decode, _pack, EMPTY
    last, before = start.hash, start.seq
    waiting = iter(kept)
    head = next(waiting, None)
    for row in rows:
        seq, at, kind, actor, carrier, subject, envelope, statement, signature, prev, hashed = row
        try:
            read = decode(envelope)
            signed = empty if signature is None else sha256(signature.encode()).digest()
            link = sha256(pack(TAG, last, seq, sha256(envelope).digest(), signed)).digest()
        except _UNREADABLE:
            return LedgerHead(before, last), BadEntry(before + 1, _diagnose(row, before, last, time))
        if (
            seq != before + 1
            or link != hashed
            or prev != last
            or read.seq != seq
            or read.time != at
            or at < time
            or read.kind != kind
            or read.actor != actor
            or read.carrier != carrier
            or read.subject != subject
            or read.v != VERSION
            or (statement is not None and sha256(statement).hexdigest() != read.payload.statement)
            or (statement is None and read.payload.statement is not None)
        ):
            return LedgerHead(before, last), BadEntry(before + 1, _diagnose(row, before, last, time))
        while head is not None and head.seq == seq:
            if head.hash != hashed:
                return LedgerHead(before, last), BadEntry(seq, Reason.REWRITTEN)
            head = next(waiting, None)
        last, before, time = hashed, seq, at
    return LedgerHead(before, last), None if head is None else BadEntry(before + 1, Reason.CUT)


def _diagnose(row: Sequence[Any], before: int, last: bytes, time: str) -> Reason:
    """Name the fault of a row that failed, the simplest reason first."""
    seq, at, *columns, envelope, _statement, signature, prev, hashed = row
    if seq != before + 1:
        return Reason.FORKED if seq <= before else Reason.MISSING
    own = link_hash(prev, seq, hashlib.sha256(envelope).digest(), signature_digest(signature))
    try:
        read = _decode(envelope)
    except _UNREADABLE:
        return Reason.UNREADABLE if own == hashed else Reason.EDITED
    if read.seq != seq:
        return Reason.MOVED
    if own != hashed:
        return Reason.EDITED
    if prev != last:
        return Reason.UNLINKED
    if [read.time, read.kind, read.actor, read.carrier, read.subject] != [at, *columns]:
        return Reason.COLUMNS
    if read.v != VERSION:
        return Reason.UNREADABLE
    return Reason.TIME if at < time else Reason.STATEMENT
