"""The desk's tables, as the newest migration leaves them, and the triggers that guard them."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, LargeBinary, MetaData, Table, Text

from console.db.triggers import Trigger
from console.db.triggers import ledger as ledger_triggers

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "uq": "%(table_name)s_%(column_0_N_name)s_unique",
        "ix": "%(table_name)s_%(column_0_N_name)s_index",
        "ck": "%(table_name)s_%(constraint_name)s_check",
        "fk": "%(table_name)s_%(column_0_N_name)s_fk",
    },
)

Int8 = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit integer in both dialects; SQLite takes only INTEGER as the key that is the row's own number."""

ledger = Table(
    "ledger",
    metadata,
    Column("seq", Int8, primary_key=True, autoincrement=False),
    Column("time", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("carrier", Text),
    Column("subject", Text, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("statement", LargeBinary),
    Column("signature", Text),
    Column("prev", LargeBinary, nullable=False, unique=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    CheckConstraint("seq >= 1", name="seq"),
    CheckConstraint("length(prev) = 32 AND length(hash) = 32", name="hashes"),
    Index("ledger_kind_index", "kind", "seq"),
    Index("ledger_subject_index", "subject", "seq"),
    Index("ledger_actor_index", "actor", "seq"),
    sqlite_strict=True,
)
"""One row an act. The envelope's bytes are the truth; the columns beside it repeat it for filters (`console.db.chain`)."""

triggers: tuple[Trigger, ...] = ledger_triggers()
"""Every guard that the migrations must have left; the runner asserts them after each upgrade."""
