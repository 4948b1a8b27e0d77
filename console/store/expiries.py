"""Tables of expiry dates, and of the providers' contact cards (R12)."""

from sqlalchemy import PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, table


class ExpiryRecord(Base):
    """One expiry date of a gateway: `ends` is a day (`2027-03-31`) in the organisation's zone, `note` is a remark on it."""

    __tablename__ = "expiry"
    __table_args__ = (PrimaryKeyConstraint("gateway", "kind"),)

    gateway: Mapped[str]
    kind: Mapped[str]
    ends: Mapped[str]
    note: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]


expiry = table(ExpiryRecord)


class ProviderRecord(Base):
    """Whom to call about a gateway: provider, person, telephone (never a mobile), and the papers that a reissue needs."""

    __tablename__ = "provider"

    gateway: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    person: Mapped[str]
    telephone: Mapped[str]
    papers: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]


provider = table(ProviderRecord)
