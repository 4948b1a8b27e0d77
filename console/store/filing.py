"""The table of filed quarters (R3): what was compiled, who signed it, who received it, and the pack itself."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class FilingRecord(Base):
    """One row for each pack: the newest of a department's quarter counts; older ones were returned or amended.

    `facts` and `gaps` are JSON as of the compilation, `head_seq` and `head_hash` the ledger head then; `pack` is the zip.
    `text` is the signed statement, `answer` the signed receipt or return; both are empty before. `reason` is that of a return.
    """

    __tablename__ = "filing"
    __table_args__ = (
        Index("filing_quarter_index", "quarter", "department", "id"),
        Index("filing_state_index", "state", "id"),
    )

    id: Mapped[Big] = mapped_column(primary_key=True)
    department: Mapped[str]
    quarter: Mapped[str]
    revision: Mapped[int]
    state: Mapped[str]
    previous: Mapped[str]
    manifest: Mapped[str]
    requests: Mapped[Big]
    recipients: Mapped[Big]
    nil: Mapped[bool]
    facts: Mapped[str]
    gaps: Mapped[str]
    head_seq: Mapped[Big]
    head_hash: Mapped[bytes]
    pack: Mapped[bytes]
    compiled_by: Mapped[str]
    compiled_at: Mapped[str]
    digest: Mapped[str]
    text: Mapped[str]
    signature: Mapped[str]
    signed_by: Mapped[str]
    signed_at: Mapped[str]
    carrier: Mapped[str]
    answer: Mapped[str]
    answer_digest: Mapped[str]
    answer_signature: Mapped[str]
    answered_by: Mapped[str]
    answered_at: Mapped[str]
    answer_carrier: Mapped[str]
    paper: Mapped[str]
    place: Mapped[str]
    reason: Mapped[str]


filing = table(FilingRecord)


class BriefFiling:
    """The columns of a pack that the to-do list and the chase board read often."""

    id: int
    department: str
    quarter: str
    revision: int
    state: str
    head_seq: int
    compiled_at: str
    signed_at: str
    answered_at: str
    reason: str


class LightFiling(BriefFiling):
    """A pack without the zip and its source facts, which lists do not read."""

    previous: str
    manifest: str
    requests: int
    recipients: int
    nil: bool
    gaps: str
    head_hash: bytes
    compiled_by: str
    digest: str
    text: str
    signature: str
    signed_by: str
    carrier: str
    answer: str
    answer_digest: str
    answer_signature: str
    answered_by: str
    answer_carrier: str
    paper: str
    place: str
