"""Tables of contact lists: the manifest's facts, the numbers, the findings, and opt-outs."""

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class ContactListRecord(Base):
    """`state` is importing or ready; `last` is the greatest number so far; counts and repaired are JSON objects.

    `desk` is the mark of the desk that imports or imported the list.
    `erased` is when its numbers and salt were erased, `cleared` when its findings were erased; both are empty before.
    `replaces` is the list whose next version it is, 0 for none. `note` is free text of its department, which nobody signs. `made` says
    how it was made of the lists `parents` (JSON, ids), empty for a list that was read from a file, and
    `rule` by which rule a part was taken (JSON, `domain.contacts.parts`). `aside` (JSON) counts by place the numbers
    of the file that are in no row. `texts_until` is until when findings keep what stands beside the numbers, empty if they do not;
    `texts_row` the last file row from which it was taken since.
    """

    __tablename__ = "contact_list"
    __table_args__ = (Index("contact_list_department_index", "department", "id"),)

    id: Mapped[Big] = mapped_column(primary_key=True)
    name: Mapped[str]
    department: Mapped[str]
    importer: Mapped[str]
    at: Mapped[str]
    state: Mapped[str]
    n: Mapped[Big]
    rows: Mapped[Big]
    last: Mapped[Big]
    source: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[Big]
    encoding: Mapped[str]
    sheet: Mapped[str]
    counts: Mapped[str]
    repaired: Mapped[str]
    digest: Mapped[str | None] = mapped_column(unique=True)
    text: Mapped[str | None]
    signature: Mapped[str | None]
    salt: Mapped[bytes | None]
    desk: Mapped[str] = mapped_column(server_default="")
    erased: Mapped[str] = mapped_column(server_default="")
    cleared: Mapped[str] = mapped_column(server_default="")
    replaces: Mapped[Big] = mapped_column(server_default="0")
    note: Mapped[str] = mapped_column(server_default="")
    made: Mapped[str] = mapped_column(server_default="")
    parents: Mapped[str] = mapped_column(server_default="[]")
    rule: Mapped[str] = mapped_column(server_default="{}")
    aside: Mapped[str] = mapped_column(server_default="{}")
    texts_until: Mapped[str] = mapped_column(server_default="")
    texts_row: Mapped[Big] = mapped_column(server_default="0")


contact_list = table(ContactListRecord)


class ListNumberRecord(Base):
    """The numbers of a list, ascending; 15 bytes a row on SQLite."""

    __tablename__ = "list_number"
    __table_args__ = (
        PrimaryKeyConstraint("list_id", "num"),
        {"sqlite_with_rowid": False},
    )

    list_id: Mapped[Big]
    num: Mapped[Big]


list_number = table(ListNumberRecord)


class FindingRecord(Base):
    """A row that was not an ordinary number: file row, reason, what was read of the number; `nth` tells several findings of one row apart.

    `kept` is 1 for a row whose number is in the list, NULL if an older program did not record it; `first` is the row that a
    duplicate repeats, else 0.
    """

    __tablename__ = "finding"
    __table_args__ = (
        PrimaryKeyConstraint("list_id", "row", "nth"),
        {"sqlite_with_rowid": False},
    )

    list_id: Mapped[Big]
    row: Mapped[Big]
    nth: Mapped[int]
    reason: Mapped[str]
    raw: Mapped[str]
    kept: Mapped[int | None]
    first: Mapped[Big] = mapped_column(server_default="0")


finding = table(FindingRecord)


class OptoutRecord(Base):
    """Refusals by recipients; `scope` is one of `domain.contacts.optouts`, `department` empty but for one department's.

    Rows are never removed.

    `num` is the number in clear; once it is erased it is NULL, and `hmac` identifies the number (`console.db.keyed`). `said` is when
    it was last refused, empty if only once, at `at`. `ended` is when two people ended it, `end` the digest of their proposal; both are empty
    while it holds. `salt` seals the number in that proposal, and goes with the number.
    """

    __tablename__ = "optout"
    __table_args__ = (
        Index("optout_num_scope_unique", "num", "scope", "department", "end", unique=True),
        Index("optout_hmac_index", "hmac", "scope", "department"),
    )

    serial: Mapped[Big] = mapped_column(primary_key=True)
    num: Mapped[Big | None]
    scope: Mapped[str]
    source: Mapped[str]
    at: Mapped[str]
    by: Mapped[str]
    hmac: Mapped[bytes | None]
    department: Mapped[str] = mapped_column(server_default="")
    said: Mapped[str] = mapped_column(server_default="")
    ended: Mapped[str] = mapped_column(server_default="")
    end: Mapped[str] = mapped_column(server_default="")
    salt: Mapped[bytes | None]


optout = table(OptoutRecord)


class OptoutListRecord(Base):
    """A list of opt-outs from somebody else: what kind of source (`domain.contacts.optouts.SOURCES`) and its words, its date.

    Of its `n` numbers `taken` have arrived, `added` of them new, and of `overtaken` two people ended the refusal after its date, so
    that they were not recorded; `no_number` rows of its file were none. `ended` is empty until
    all have arrived.
    """

    __tablename__ = "optout_list"

    id: Mapped[Big] = mapped_column(primary_key=True)
    kind: Mapped[str]
    source: Mapped[str]
    dated: Mapped[str]
    scope: Mapped[str]
    department: Mapped[str]
    file: Mapped[str]
    sha256: Mapped[str]
    n: Mapped[Big]
    no_number: Mapped[Big]
    taken: Mapped[Big]
    added: Mapped[Big]
    overtaken: Mapped[Big] = mapped_column(server_default="0")
    at: Mapped[str]
    by: Mapped[str]
    ended: Mapped[str]


optout_list = table(OptoutListRecord)


class CodeRefusalRecord(Base):
    """How many recipients of a slot opted out by a code of the gateway and not before, the newest time; it holds no number."""

    __tablename__ = "code_refusal"
    __table_args__ = (PrimaryKeyConstraint("request", "slot", "gateway", "code"),)

    request: Mapped[Big]
    slot: Mapped[int]
    gateway: Mapped[str]
    code: Mapped[str]
    n: Mapped[Big]
    at: Mapped[str]


code_refusal = table(CodeRefusalRecord)


class OptoutKeyRecord(Base):
    """One row once there is a key: its fingerprint, when and by which desk (its mark) it was made, how many opt-outs are hashed."""

    __tablename__ = "optout_key"

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[str]
    desk: Mapped[str]
    hashed: Mapped[Big]


optout_key = table(OptoutKeyRecord)
