"""Filling a ledger, and everything that somebody who owns the database could do to it."""

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, text

from console.db import chain, triggers
from console.db.engine import Database
from console.db.verify import VerifyReport, verify

ROOT = chain.genesis("示例银行", ["ssh-ed25519 AAAAroot1", "ssh-ed25519 AAAAroot2"])
NOON = "2026-11-24T04:00:00Z"
STATEMENT = b'{"type":"request/1"}'


def entry(conn: Connection, **changes: Any) -> chain.LedgerHead:
    """Append a plain entry, with the given arguments instead of the usual ones."""
    usual: dict[str, Any] = {
        "time": NOON,
        "kind": "request.submitted",
        "actor": "person/7",
        "carrier": None,
        "subject": "request/2026-0001",
        "payload": {"count": 3},
        "nonce": "00ff",
        "statement": None,
        "signature": None,
        "genesis": ROOT,
    }
    return chain.append(conn, **usual | changes)


def signed_entry(conn: Connection, **changes: Any) -> chain.LedgerHead:
    """Append an entry that carries a statement and its signature."""
    payload = {"statement": hashlib.sha256(STATEMENT).hexdigest()}
    return entry(conn, **{"payload": payload, "statement": STATEMENT, "signature": "armour"} | changes)


def fill(database: Database, count: int) -> list[chain.LedgerHead]:
    """Append `count` entries, every second one signed, and return the heads that they left."""
    with database.writer() as conn:
        return [
            (signed_entry if number % 2 else entry)(conn, nonce=f"{number:04x}") for number in range(count)
        ]


def judge(database: Database, **options: Any) -> VerifyReport:
    """Verify the whole ledger, or what the options say."""
    with database.reader() as conn:
        return verify(conn, genesis=ROOT, **options)


def tamper(database: Database, *acts: str | Callable[[Connection], None], **values: Any) -> None:
    """Do what an owner of the database can: drop every guard, then run SQL or a function."""
    with database.writer() as conn:
        disarm(conn)
        for act in acts:
            if isinstance(act, str):
                conn.execute(text(act), values)
            else:
                act(conn)


def disarm(conn: Connection) -> None:
    """Drop the ledger's triggers."""
    for trigger in triggers.ledger():
        where = " ON ledger" if conn.dialect.name == "postgresql" else ""
        conn.execute(text(f"DROP TRIGGER IF EXISTS {trigger.name}{where}"))


def arm_only(conn: Connection, name: str) -> None:
    """Put back one of the ledger's triggers."""
    triggers.create(conn, tuple(one for one in triggers.ledger() if one.name == name))


def unconstrain(conn: Connection) -> None:
    """Put a table without keys and constraints in the ledger's place."""
    conn.execute(text("CREATE TABLE loose AS SELECT * FROM ledger"))
    conn.execute(text("DROP TABLE ledger"))
    conn.execute(text("ALTER TABLE loose RENAME TO ledger"))


def relink(conn: Connection) -> None:
    """Compute every link again, so that whatever the entries say now hangs together."""
    prev = ROOT
    for row in conn.execute(text("SELECT seq, envelope, signature FROM ledger ORDER BY seq")).all():
        digest = hashlib.sha256(row.envelope).digest()
        hashed = chain.link_hash(prev, row.seq, digest, chain.signature_digest(row.signature))
        conn.execute(
            text("UPDATE ledger SET prev = :prev, hash = :hash WHERE seq = :seq"),
            {"prev": prev, "hash": hashed, "seq": row.seq},
        )
        prev = hashed


def reword(conn: Connection, seq: int, old: bytes, new: bytes) -> None:
    """Replace bytes in one envelope."""
    row = conn.execute(text("SELECT envelope FROM ledger WHERE seq = :seq"), {"seq": seq}).one()
    changed = bytes(row.envelope).replace(old, new)
    assert changed != row.envelope
    conn.execute(
        text("UPDATE ledger SET envelope = :envelope WHERE seq = :seq"), {"envelope": changed, "seq": seq}
    )
