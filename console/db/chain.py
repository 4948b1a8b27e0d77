"""The ledger's hash chain: appending entries, following links, and printing heads.

hash = SHA-256("sms-ledger-1" || prev || u64be(seq) || SHA-256(envelope) || SHA-256(signature or empty)), where the envelope is
canonical JSON of {v, seq, time, kind, actor, carrier?, subject, payload, nonce} (architecture.md, section 4).
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Connection, LargeBinary, Text, column, insert, select, table

from console.db.errors import BadHeadError, LedgerError, NoGenesisError, NumberInLedgerError
from console.domain.times import parse
from console.signing import links as rule
from console.signing.canonical import dumps
from console.signing.links import EMPTY, TAG, LedgerHead, link_hash, signature_digest

__all__ = [
    "EMPTY",
    "LEDGER",
    "TAG",
    "VERSION",
    "LedgerHead",
    "Link",
    "append",
    "format_head",
    "genesis",
    "head",
    "link_hash",
    "links",
    "parse_head",
    "signature_digest",
]

VERSION = 1

LEDGER = table(
    "ledger",
    column("seq", BigInteger),
    column("time", Text),
    column("kind", Text),
    column("actor", Text),
    column("carrier", Text),
    column("subject", Text),
    column("envelope", LargeBinary),
    column("statement", LargeBinary),
    column("signature", Text),
    column("prev", LargeBinary),
    column("hash", LargeBinary),
)
"""The columns that this module uses; the table itself belongs to the desk (`console.store.tables`)."""

_LOCK = int.from_bytes(hashlib.sha256(TAG).digest()[:8], "big", signed=True)
_NEWEST = select(LEDGER.c.seq, LEDGER.c.time, LEDGER.c.hash).order_by(LEDGER.c.seq.desc()).limit(1)
_INSERT = insert(LEDGER)
# Letters at either end are excluded too, so that digits inside a hexadecimal digest do not count as a number.
_MOBILE = re.compile(rb"(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])")
_LINK_BATCH = 5_000


class Link(msgspec.Struct, frozen=True):
    """What ties one entry into the chain without showing it; digests and hash are 32 bytes."""

    seq: int
    envelope: bytes
    signature: bytes
    hash: bytes


def genesis(org: str, root_keys: list[str]) -> bytes:
    """Return the 32 bytes that the first entry follows: a digest of the organisation and its root key set.

    The order of the keys does not matter. Raises LedgerError if there is no key or one occurs twice.
    """
    if not root_keys or len(set(root_keys)) != len(root_keys):
        raise LedgerError("the root key set is empty or names a key twice")
    return rule.genesis_hash(org, root_keys)


def append(  # noqa: PLR0913 - the columns of an entry
    conn: Connection,
    *,
    time: str,
    kind: str,
    actor: str,
    carrier: str | None,
    subject: str,
    payload: Mapping[str, Any],
    nonce: str,
    statement: bytes | None,
    signature: str | None,
    genesis: bytes | None = None,
) -> LedgerHead:
    """Append one entry in the caller's write transaction and return the new head. Make it the transaction's last step.

    `time` is an instant in the form of `console.domain.times`; the entry takes the newest entry's time if that is later.
    `statement` is stored unchanged; its SHA-256 in hex must be in `payload["statement"]`, a key that needs a statement, so that
    verifying the chain covers the bytes too. `genesis` is needed only for the first entry. On PostgreSQL this takes the chain's
    lock until the transaction ends.

    Raises NoGenesisError, NumberInLedgerError (the envelope contains a mobile number), LedgerError (statement and payload disagree,
    or a signature without a statement), NotCanonicalError, ValueError for a time of another form.
    """
    _judge_statement(payload, statement, signature)
    parse(time)
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    newest = conn.execute(_NEWEST).one_or_none()
    if newest is not None:
        seq, prev, time = newest.seq + 1, bytes(newest.hash), max(time, newest.time)
    elif genesis is not None:
        seq, prev = 1, genesis
    else:
        raise NoGenesisError("the first entry needs the genesis")
    entry = {"v": VERSION, "seq": seq, "time": time, "kind": kind, "actor": actor, "subject": subject}
    entry |= {"payload": dict(payload), "nonce": nonce} | ({} if carrier is None else {"carrier": carrier})
    envelope = dumps(entry)
    if _MOBILE.search(envelope):
        raise NumberInLedgerError("the ledger holds no mobile number")
    hashed = link_hash(prev, seq, hashlib.sha256(envelope).digest(), signature_digest(signature))
    row = {"seq": seq, "time": time, "kind": kind, "actor": actor, "carrier": carrier, "subject": subject}
    row |= {
        "envelope": envelope,
        "statement": statement,
        "signature": signature,
        "prev": prev,
        "hash": hashed,
    }
    conn.execute(_INSERT, row)
    return LedgerHead(seq, hashed)


def head(conn: Connection, genesis: bytes) -> LedgerHead:
    """Return the newest head as stored, or number 0 with the genesis if the ledger is empty."""
    newest = conn.execute(_NEWEST).one_or_none()
    return LedgerHead(0, genesis) if newest is None else LedgerHead(newest.seq, bytes(newest.hash))


def links(conn: Connection, since: int) -> Iterator[Link]:
    """Yield the links of the entries after number `since`, in order; the dispatcher follows them from its last head."""
    query = select(LEDGER.c.seq, LEDGER.c.envelope, LEDGER.c.signature, LEDGER.c.hash).order_by(LEDGER.c.seq)
    while rows := conn.execute(query.where(LEDGER.c.seq > since).limit(_LINK_BATCH)).all():
        for seq, envelope, signature, hashed in rows:
            yield Link(seq, hashlib.sha256(envelope).digest(), signature_digest(signature), bytes(hashed))
        since = rows[-1].seq


def format_head(head: LedgerHead) -> str:
    """Format a head as `seq:hash`, the hash in hex in groups of four, as forms and filings show it."""
    return rule.grouped(head)


def parse_head(text: str) -> LedgerHead:
    """Read a printed head; spaces, line ends and capitals do not matter. Raises BadHeadError."""
    head = rule.ungrouped(text)
    if head is None:
        raise BadHeadError("a head is a number, a colon, and 64 hexadecimal digits")
    return head


def _judge_statement(payload: Mapping[str, Any], statement: bytes | None, signature: str | None) -> None:
    if statement is None:
        if signature is not None:
            raise LedgerError("a signature without the statement that it signs")
        if "statement" in payload:
            raise LedgerError("the payload names a statement that is not given")
    elif payload.get("statement") != hashlib.sha256(statement).hexdigest():
        raise LedgerError("the payload does not hold the statement's digest")
