"""Table of replies of subscribers, and of what people made of them."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class ReplyRecord(Base):
    """A reply as it stands. `origin` is under what the dispatcher keeps it; `num` is NULL where the sender is no mobile number.

    `request` is 0 and `department` empty where it answers nothing that we know. `text` may be cut, `chars` is how long it was.
    `due` is until when somebody decides, `complaint` the number of the complaint that was opened with it; empty otherwise.
    `forgotten` is when number, address and text went, `scrubbed` when free pages and log were written over since; empty before.
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
    """A reply beside the request that it answers; nothing where there is none."""

    __abstract__ = True
    form: str | None
    purpose: str | None


reply = table(ReplyRecord)
