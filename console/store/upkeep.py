"""The table of the maintenance log and of requests for support (R7, R8)."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class UpkeepRecord(Base):
    """A record as it stands; `at` is when it was written down or asked, `ended` when the work ended or the answer came, empty before.

    `stopped` is 1 where sending stopped meanwhile, or waits for the answer. `who` did the work or answered; `due` is until when
    a question is answered, empty for maintenance.
    """

    __tablename__ = "upkeep"
    __table_args__ = (Index("upkeep_state_index", "state", "id"), Index("upkeep_at_index", "at"))

    id: Mapped[Big] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    state: Mapped[str]
    topic: Mapped[str]
    about: Mapped[str]
    department: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]
    began: Mapped[str]
    ended: Mapped[str]
    stopped: Mapped[int]
    due: Mapped[str]
    who: Mapped[str]
    text: Mapped[str]
    result: Mapped[str]


upkeep = table(UpkeepRecord)
