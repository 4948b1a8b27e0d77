"""How several desks on one PostgreSQL separate a change of the rules from the acts that are judged by them.

Every writing transaction holds the gate together with others. One that changes the rules holds it alone, from before its first read
until it is committed. So no act is judged by rules that another desk has replaced meanwhile. On SQLite a writing transaction is
alone from its beginning (BEGIN IMMEDIATE), and no gate is needed.
"""

import hashlib
from typing import Final

from sqlalchemy import Connection

_LOCK: Final = int.from_bytes(hashlib.sha256(b"sms-rules-1").digest()[:8], "big", signed=True)
_TOGETHER: Final = f"SELECT pg_advisory_xact_lock_shared({_LOCK})"
_ALONE: Final = f"SELECT pg_advisory_xact_lock({_LOCK})"


def is_shared(conn: Connection) -> bool:
    """Whether other desks may write to this database at the same time."""
    return conn.dialect.name == "postgresql"


def enter(conn: Connection, *, alone: bool) -> None:
    """Hold the gate until the transaction ends, after waiting for conflicting holders. Call this first in the transaction."""
    if is_shared(conn):
        conn.exec_driver_sql(_ALONE if alone else _TOGETHER)
