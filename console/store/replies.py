"""Table of subscribers' replies, and of how people dealt with them."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class ReplyRecord(Base):
    """A reply as it stands. `origin` is the dispatcher's key for it; `num` is NULL if the sender is no mobile number.

    `request` is 0 and `department` empty if it answers no known request. `text` may be cut, `chars` is its full length.
    `due` is the deadline for a decision, `complaint` the number of the complaint that was opened from it; empty otherwise.
    `forgotten` is when number, address and text were erased, `scrubbed` when free pages and log were overwritten; else empty.
    """

    __tablename__ = "reply"
    __table_args__ = (
        Index("reply_state_index", "state", "id"),
        Index("reply_request_index", "request", "id"),
        Index("reply_num_index", "num"),
    )

    id: Mapped[Big] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column(unique=True)
    gateway: Mapped[str]
    num: Mapped[Big | None]
    address: Mapped[str]
    dest: Mapped[str]
    text: Mapped[str]
    chars: Mapped[int]
    times: Mapped[int]
    at: Mapped[str]
    last: Mapped[str]
    verdict: Mapped[str]
    reason: Mapped[str]
    scope: Mapped[str]
    request: Mapped[Big]
    slot: Mapped[int]
    department: Mapped[str]
    category: Mapped[str]
    state: Mapped[str]
    due: Mapped[str]
    decision: Mapped[str]
    note: Mapped[str]
    decided: Mapped[str]
    decided_by: Mapped[str]
    complaint: Mapped[str]
    forgotten: Mapped[str]
    scrubbed: Mapped[str]


class ListedReply(ReplyRecord):
    """A reply together with the request that it answers; empty if there is none."""

    __abstract__ = True
    form: str | None
    purpose: str | None


reply = table(ReplyRecord)
