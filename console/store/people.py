"""Tables of trust: signers statements, roster versions and pledges as they were signed, and the files that rosters name."""

from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class SignersRecord(Base):
    """Who signs ordinary roster versions; `signatures` is a JSON list of armoured signatures."""

    __tablename__ = "signers"

    version: Mapped[Big] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]
    signatures: Mapped[str]


signers = table(SignersRecord)


class RosterRecord(Base):
    """Every roster version; the one with the greatest version is in force."""

    __tablename__ = "roster"

    version: Mapped[Big] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str]
    signatures: Mapped[str]


roster = table(RosterRecord)


class RuleFileRecord(Base):
    """Policy packs, screening lists and gateway files by the SHA-256 of their bytes; `by` is empty for files from the founding."""

    __tablename__ = "rule_file"

    digest: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    text: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]


rule_file = table(RuleFileRecord)


class PledgeRecord(Base):
    """Signed pledges (Attachment 2)."""

    __tablename__ = "pledge"

    digest: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(index=True)
    version: Mapped[str]
    at: Mapped[str]
    until: Mapped[str]
    text: Mapped[str]
    signature: Mapped[str]


pledge = table(PledgeRecord)
