"""Tables of complaints and of the answers to them."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class ComplaintRecord(Base):
    """A complaint as it stands. `request` is 0 if none is known; `department` is the one whose text it is about, empty if unknown.

    `commitment` was made of `num` and `salt`; both become NULL when retention ends, and the commitment stays.
    `forgotten` is when that happened; `scrubbed` is when free pages and log were overwritten afterwards. Both are empty before.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        Index("complaint_request_index", "request"),
        Index("complaint_state_index", "state", "id"),
        Index("complaint_num_index", "num"),
    )

    id: Mapped[Big] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    source: Mapped[str]
    reference: Mapped[str]
    department: Mapped[str]
    request: Mapped[Big]
    num: Mapped[Big | None]
    salt: Mapped[bytes | None]
    commitment: Mapped[str]
    text: Mapped[str]
    opted: Mapped[str]
    state: Mapped[str]
    at: Mapped[str]
    entered: Mapped[str]
    by: Mapped[str]
    due: Mapped[str]
    answer: Mapped[str]
    answered: Mapped[str]
    answered_by: Mapped[str]
    outcome: Mapped[str]
    conclusion: Mapped[str]
    closed: Mapped[str]
    closed_by: Mapped[str]
    forgotten: Mapped[str] = mapped_column(server_default="")
    scrubbed: Mapped[str] = mapped_column(server_default="")


class About:
    """The request that a complaint is about, as far as a list shows it; empty if there is none."""

    form: str | None
    purpose: str | None


class ListedComplaint(ComplaintRecord, About):
    """A complaint together with its request."""

    __abstract__ = True


complaint = table(ComplaintRecord)


class ComplaintSeriesRecord(Base):
    """The last serial given out in each year."""

    __tablename__ = "complaint_series"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


series = table(ComplaintSeriesRecord)
