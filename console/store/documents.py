"""Tables of documents attached to requests: what each is, and its octets in pieces."""

from sqlalchemy import PrimaryKeyConstraint
from sqlalchemy.orm import Mapped

from console.store.base import Base, Big, table


class DocumentRecord(Base):
    """A document of a request by its SHA-256. Of `size` octets `have` arrived; it counts once all are here and their digest fits."""

    __tablename__ = "document"
    __table_args__ = (PrimaryKeyConstraint("request", "sha256"),)

    request: Mapped[Big]
    sha256: Mapped[str]
    size: Mapped[Big]
    have: Mapped[Big]
    by: Mapped[str]
    at: Mapped[str]


document = table(DocumentRecord)


class DocumentPieceRecord(Base):
    """A piece of a document: the octets from `start` on."""

    __tablename__ = "document_piece"
    __table_args__ = (PrimaryKeyConstraint("request", "sha256", "start"),)

    request: Mapped[Big]
    sha256: Mapped[str]
    start: Mapped[Big]
    data: Mapped[bytes]


document_piece = table(DocumentPieceRecord)
