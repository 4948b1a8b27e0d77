"""Tables of the archive book, of what happened to its documents, and of emergency sends entered afterwards (R3)."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class PaperRecord(Base):
    """One document: `number` is its archive number (档号), `about` what it belongs to (`request:12`; empty: not in the console).

    `received` is a day; `due` is the day when a lent document must come back, else empty; `by` and `at` are who entered it, when.
    """

    __tablename__ = "paper"
    __table_args__ = (
        Index("paper_about_index", "about"),
        Index("paper_state_index", "state", "due"),
    )

    id: Mapped[Big] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    about: Mapped[str]
    title: Mapped[str]
    department: Mapped[str]
    box: Mapped[str]
    shelf: Mapped[str]
    place: Mapped[str]
    pages: Mapped[int]
    received: Mapped[str]
    brought_by: Mapped[str]
    note: Mapped[str]
    state: Mapped[str]
    due: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]


paper = table(PaperRecord)


class PaperMoveRecord(Base):
    """One event of a document, in order: `who` borrows it or takes it over, `words` is the reason or the number of the receipt."""

    __tablename__ = "paper_move"
    __table_args__ = (Index("paper_move_paper_index", "paper", "id"),)

    id: Mapped[Big] = mapped_column(primary_key=True)
    paper: Mapped[Big]
    move: Mapped[str]
    who: Mapped[str]
    words: Mapped[str]
    due: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]


paper_move = table(PaperMoveRecord)


class PaperSendRecord(Base):
    """An emergency send (补录): `text` is the entry as canonical JSON, `digest` its SHA-256; no slot and no list ever belongs to it.

    `acknowledged` is an instant, empty until the department's manager signs; `statement` and `signature` are what they signed.
    `behind` is the id of the newest request at the time of entry; it gives the entry its place among the requests.
    """

    __tablename__ = "paper_send"
    __table_args__ = (Index("paper_send_department_index", "department", "sent_at"),)

    id: Mapped[Big] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    department: Mapped[str]
    category: Mapped[str]
    sent_at: Mapped[str]
    recipients: Mapped[Big]
    digest: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]
    acknowledged: Mapped[str]
    acknowledged_by: Mapped[str]
    statement: Mapped[str]
    signature: Mapped[str]
    behind: Mapped[Big] = mapped_column(server_default="0")


paper_send = table(PaperSendRecord)
