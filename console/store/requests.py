"""Tables of requests: the draft as it stands, every signed version, every signed step, and form numbers."""

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class RequestRecord(Base):
    """A projection: `version` 0 was never submitted; `digest` and `head` are the newest statement's and the chain's.

    `hands` is a JSON list of everyone who drafted, edited or imported; `erased` is when the sent numbers were erased, or empty.
    `template` is the template from which it was made (0: none), `templated` its name and version.
    """

    __tablename__ = "request"
    __table_args__ = (
        Index("request_state_index", "state", "id"),
        Index("request_department_index", "department", "id"),
    )

    id: Mapped[Big] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(unique=True)
    version: Mapped[int]
    department: Mapped[str]
    category: Mapped[str]
    purpose: Mapped[str]
    drafter: Mapped[str]
    hands: Mapped[str]
    state: Mapped[str]
    waits_for: Mapped[str]
    reason: Mapped[str]
    draft: Mapped[str]
    recipients: Mapped[Big]
    opens: Mapped[str]
    closes: Mapped[str]
    digest: Mapped[str]
    head: Mapped[str]
    submitted: Mapped[str]
    updated: Mapped[str]
    erased: Mapped[str] = mapped_column(server_default="")
    template: Mapped[Big] = mapped_column(server_default="0")
    templated: Mapped[str] = mapped_column(server_default="")


class Submitted:
    """The columns of a request that give the deadline of its decision."""

    state: str
    submitted: str


class PendingRequest(Submitted):
    """The columns of a request that say how urgent it is, without its form, which takes kilobytes."""

    id: int
    number: str | None
    version: int
    department: str
    category: str
    purpose: str
    drafter: str
    waits_for: str
    reason: str
    closes: str
    recipients: int


request = table(RequestRecord)


class RequestVersionRecord(Base):
    """Every submitted version, as it was signed."""

    __tablename__ = "request_version"
    __table_args__ = (PrimaryKeyConstraint("request", "version"),)

    request: Mapped[Big]
    version: Mapped[int]
    digest: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]
    signature: Mapped[str]
    carrier: Mapped[str]
    hands: Mapped[str]
    at: Mapped[str]


request_version = table(RequestVersionRecord)


class StepRecord(Base):
    """Every signed step on a request version, in chain order, including releases, resumes and stops."""

    __tablename__ = "step"
    __table_args__ = (
        PrimaryKeyConstraint("request", "version", "nth"),
        Index("step_person_index", "person", "at"),
    )

    request: Mapped[Big]
    version: Mapped[int]
    nth: Mapped[int]
    kind: Mapped[str]
    person: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]
    signature: Mapped[str]
    carrier: Mapped[str]
    at: Mapped[str]


step = table(StepRecord)


class FormNumberRecord(Base):
    """The last serial given out for each year and department."""

    __tablename__ = "form_number"
    __table_args__ = (PrimaryKeyConstraint("year", "department"),)

    year: Mapped[int]
    department: Mapped[str]
    last: Mapped[int]


form_number = table(FormNumberRecord)
