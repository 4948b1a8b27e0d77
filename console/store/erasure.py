"""Tables of legal holds, erasures, and the dispatchers' reports about erasures."""

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class LegalHoldRecord(Base):
    """A request (by id) or a department that must not be erased. `released` is when the hold ended, empty before; `proof` why."""

    __tablename__ = "legal_hold"
    __table_args__ = (Index("legal_hold_subject_index", "scope", "subject"),)

    id: Mapped[Big] = mapped_column(primary_key=True)
    scope: Mapped[str]
    subject: Mapped[str]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]
    released: Mapped[str]
    proof: Mapped[str]


legal_hold = table(LegalHoldRecord)


class ErasureRecord(Base):
    """Erasures carried out here: the digest of the proposal, rows removed by table (`removed`, a JSON object), the ledger entry.

    `scrubbed` is when free pages and the log of the database were overwritten; empty before.
    """

    __tablename__ = "erasure"

    id: Mapped[Big] = mapped_column(primary_key=True)
    proposal: Mapped[str] = mapped_column(unique=True)
    requests: Mapped[int]
    lists: Mapped[int]
    count: Mapped[Big]
    at: Mapped[str]
    scrubbed: Mapped[str]
    removed: Mapped[str]
    entry: Mapped[Big]


erasure = table(ErasureRecord)


class ErasureReportRecord(Base):
    """The signed report of each dispatcher about an erasure."""

    __tablename__ = "erasure_report"
    __table_args__ = (PrimaryKeyConstraint("proposal", "dispatcher"),)

    proposal: Mapped[str]
    dispatcher: Mapped[str]
    at: Mapped[str]
    text: Mapped[str]
    signature: Mapped[str]


erasure_report = table(ErasureReportRecord)
