"""The table of freezes (R12)."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class FreezeRecord(Base):
    """Freezes of this desk or of a dispatcher. `number` is the dispatcher's, 0 until it reports it; `loss` is a report's digest.

    `lifted` is an instant, empty while in force; `proof` is the digest of the proposal or roster version that lifted it.
    """

    __tablename__ = "freeze"
    __table_args__ = (Index("freeze_lifted_index", "lifted", "id"),)

    id: Mapped[Big] = mapped_column(primary_key=True)
    number: Mapped[Big]
    dispatcher: Mapped[str]
    scope: Mapped[str]
    subject: Mapped[str]
    by: Mapped[str]
    reason: Mapped[str]
    at: Mapped[str]
    loss: Mapped[str]
    lifted: Mapped[str]
    proof: Mapped[str]


freeze = table(FreezeRecord)
