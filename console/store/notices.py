"""Table of notices that went outside, as the program that tells people reports them."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class NoticeRecord(Base):
    """A notice: its number, to whom it went and when, about how many of each kind (JSON), by which channel, and what came of it.

    It holds no number and no text. `told` is when its state was last known to change.
    """

    __tablename__ = "notice"
    __table_args__ = (Index("notice_person_index", "person", "id"), Index("notice_at_index", "at"))

    id: Mapped[Big] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str]
    at: Mapped[str]
    level: Mapped[str]
    kinds: Mapped[str]
    channel: Mapped[str]
    state: Mapped[str]
    code: Mapped[str]
    tries: Mapped[int]
    told: Mapped[str]


notice = table(NoticeRecord)
