"""Tables of what is kept and what went: legal holds, erasures, and what dispatchers reported of them."""

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class LegalHoldRecord(Base):
    """What must not be erased: a request by its id, or a department. `released` is when, empty while it holds, `proof` by what."""

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
    """Erasures carried out here: the proposal by its digest, what went by table (`removed`, a JSON object), the ledger entry.

    `scrubbed` is when free pages and the log of the database were written over, empty before.
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
    """What each dispatcher reported of an erasure, as it signed it."""

    __tablename__ = "erasure_report"
    __table_args__ = (PrimaryKeyConstraint("proposal", "dispatcher"),)

    proposal: Mapped[str]
    dispatcher: Mapped[str]
    at: Mapped[str]
    text: Mapped[str]
    signature: Mapped[str]


erasure_report = table(ErasureReportRecord)
