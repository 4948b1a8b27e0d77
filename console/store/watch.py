"""Table of unusual requests and sends, as they were found and acknowledged."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class WatchRecord(Base):
    """What is unusual about a request and its sends; it holds no number. `cases` and `seen` (acknowledged ones) are JSON.

    `at` is when the first of it was found, `found` when the newest; `looked`, `follows`, `by` and `acknowledged` are of the newest
    acknowledgement, empty before the first.
    """

    __tablename__ = "watch"
    __table_args__ = (
        Index("watch_request_unique", "request", unique=True),
        Index("watch_state_index", "state", "id"),
    )

    id: Mapped[Big] = mapped_column(primary_key=True)
    request: Mapped[Big]
    department: Mapped[str]
    state: Mapped[str]
    cases: Mapped[str]
    seen: Mapped[str]
    at: Mapped[str]
    found: Mapped[str]
    looked: Mapped[str]
    follows: Mapped[str]
    by: Mapped[str]
    acknowledged: Mapped[str]


class ListedWatch(WatchRecord):
    """The same with what its request says."""

    __abstract__ = True
    form: str | None
    purpose: str
    category: str


watch = table(WatchRecord)
