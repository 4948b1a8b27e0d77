"""The desk's tables as the newest migration leaves them, and the triggers that guard them."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from console.db.triggers import Trigger
from console.db.triggers import ledger as ledger_triggers
from console.store.base import Base, Big, table


class LedgerRecord(Base):
    """One row an act. The envelope's bytes are authoritative; the columns beside it repeat it for filters (`console.db.chain`)."""

    __tablename__ = "ledger"
    __table_args__ = (
        CheckConstraint("seq >= 1", name="seq"),
        CheckConstraint("length(prev) = 32 AND length(hash) = 32", name="hashes"),
        Index("ledger_kind_index", "kind", "seq"),
        Index("ledger_subject_index", "subject", "seq"),
        Index("ledger_actor_index", "actor", "seq"),
        {"sqlite_strict": True},
    )

    seq: Mapped[Big] = mapped_column(primary_key=True, autoincrement=False)
    time: Mapped[str]
    kind: Mapped[str]
    actor: Mapped[str]
    carrier: Mapped[str | None]
    subject: Mapped[str]
    envelope: Mapped[bytes]
    statement: Mapped[bytes | None]
    signature: Mapped[str | None]
    prev: Mapped[bytes] = mapped_column(unique=True)
    hash: Mapped[bytes] = mapped_column(unique=True)


ledger = table(LedgerRecord)

triggers: tuple[Trigger, ...] = ledger_triggers()
"""Every trigger that the migrations must have created; the migration runner asserts them after each upgrade."""
