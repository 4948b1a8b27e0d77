"""The table of gateway passwords as the dispatcher reports them: fingerprints and dates, never a secret (R12)."""

from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, table


class CredentialRecord(Base):
    """One row for each gateway, and one with an empty gateway for the vault itself, whose `state` is that of the vault."""

    __tablename__ = "credential"

    gateway: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    installed: Mapped[str]
    installed_by: Mapped[str]
    last_bind: Mapped[str]
    state: Mapped[str]
    why: Mapped[str]
    backend: Mapped[str]
    updated: Mapped[str]


credential = table(CredentialRecord)
