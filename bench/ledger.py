"""Verify a ledger of a million entries on SQLite, half of them signed. Must: 4 s; stretch: 2 s (architecture, section 11).

`python bench/ledger.py [entries]` prints seconds, by one process and by two as the desk does it, in the parts that people's
commands ask for; the best of three passes counts. Beside them stands what cannot be spared: the rows read and their bytes hashed,
by one process and without a single comparison.
"""

import hashlib
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import text

from console.acting.ledger.ledger import PART
from console.db import chain, triggers
from console.db.bulk import insert_many
from console.db.engine import Database, open_database
from console.db.migrate import DESK, upgrade
from console.db.parallel import Second, verify_by_two
from console.db.verify import verify
from console.store.tables import ledger

ROOT = chain.genesis("bench", ["ssh-ed25519 AAAAroot"])
COLUMNS = [column.name for column in ledger.columns]
STATEMENT = b"s" * 700
SIGNATURE = "g" * 300
TIME = "2026-11-24T04:00:00Z"


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    """Yield linked rows; the envelopes are canonical, put together from text for speed."""
    digest = hashlib.sha256(STATEMENT).hexdigest()
    prev = ROOT
    for seq in range(1, count + 1):
        signed = seq % 2 == 0
        held = f'"request":"2026-{seq:08}","statement":"{digest}"' if signed else f'"request":"2026-{seq:08}"'
        actor, kind, subject = f"person/{seq % 40}", "request.approved", f"request/2026-{seq // 9:08}"
        envelope = (
            f'{{"actor":"{actor}","kind":"{kind}","nonce":"{seq:032x}","payload":{{{held}}},'
            f'"seq":{seq},"subject":"{subject}","time":"{TIME}","v":1}}'
        ).encode()
        signature = SIGNATURE if signed else None
        hashed = chain.link_hash(
            prev, seq, hashlib.sha256(envelope).digest(), chain.signature_digest(signature)
        )
        statement = STATEMENT if signed else None
        yield seq, TIME, kind, actor, None, subject, envelope, statement, signature, prev, hashed
        prev = hashed


def fill(database: Database, count: int) -> None:
    """Build the ledger fast: the guards stand aside and come back, the keys are kept."""
    with database.writer() as conn:
        # Hashes arrive in random order: without a large cache most of the time would go to rereading index pages.
        conn.exec_driver_sql("PRAGMA cache_size=-524288")
        for trigger in triggers.ledger():
            conn.execute(text(f"DROP TRIGGER IF EXISTS {trigger.name}"))
        insert_many(conn, ledger, COLUMNS, rows(count))
        triggers.create(conn, triggers.ledger())


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'ledger.db'}", role="desk")
        upgrade(database, DESK)
        started = time.perf_counter()
        fill(database, count)
        print(f"built {count:,} entries in {time.perf_counter() - started:.2f} s")
        passes = [(bare(database), by_one(database, count), by_two(database, count)) for _ in range(3)]
        least, one, two = (min(times) for times in zip(*passes, strict=True))
        print(
            f"read and hashed alone in {least:.2f} s: one process takes {one / least:.2f} times that, two {two / least:.2f} times"
        )
        print(f"verified by one process in {one:.2f} s, by two in {two:.2f} s: {one / two:.2f} times as fast")
        database.close()


def bare(database: Database) -> float:
    """Seconds to read every row and to hash its bytes."""
    sha256 = hashlib.sha256
    link = bytes(116)
    with database.reader() as conn:
        driver: Any = conn.connection.driver_connection
        started = time.perf_counter()
        names = ", ".join(COLUMNS)
        for row in driver.execute(f"SELECT {names} FROM ledger ORDER BY seq"):  # noqa: S608 - the table's own columns
            envelope, statement, signature = row[6:9]
            sha256(envelope).digest()
            sha256(link).digest()
            if statement is not None:
                sha256(statement).hexdigest()
                sha256(signature.encode()).digest()
        return time.perf_counter() - started


def by_one(database: Database, count: int) -> float:
    """Seconds of one pass by this process alone."""
    with database.reader() as conn:
        started = time.perf_counter()
        report = verify(conn, genesis=ROOT)
        spent = time.perf_counter() - started
    assert report.ok, report.bad
    assert report.checked == count
    return spent


def by_two(database: Database, count: int) -> float:
    """Seconds of all parts as `ledger verify` asks for them, with the start of the second process."""
    started, done = time.perf_counter(), 0
    heads: list[chain.LedgerHead] = []
    second = Second()
    while done < count:
        until = min(done + PART, count)
        with database.reader() as conn:
            report = verify_by_two(conn, second, genesis=ROOT, since=done, heads=heads, until=until)
        assert report.ok, report.bad
        done, heads = until, [report.head]
    spent = time.perf_counter() - started
    second.close()
    return spent


if __name__ == "__main__":
    main()
