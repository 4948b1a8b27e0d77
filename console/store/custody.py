"""Tables of changes of custody: further signatures, envelopes, and secrets that must be changed (R12)."""

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class CosignatureRecord(Base):
    """The confirmations of an act of custody in their order; some acts need more than one."""

    __tablename__ = "cosignature"
    __table_args__ = (PrimaryKeyConstraint("proposal", "nth"),)

    proposal: Mapped[str]
    nth: Mapped[int]
    by: Mapped[str]
    at: Mapped[str]
    digest: Mapped[str]
    text: Mapped[str]
    signature: Mapped[str]
    carrier: Mapped[str]


cosignature = table(CosignatureRecord)


class EnvelopeRecord(Base):
    """An envelope: `sealing` is the digest of the statement that sealed it, `check` is the day of the next inspection.

    `state` is sealed, opened, broken or replaced. `ended`, by whom (two people for an opening) and `why` record when and why it
    stopped being sealed; they are empty while it is sealed.
    """

    __tablename__ = "envelope"
    __table_args__ = (Index("envelope_state_index", "state"),)

    number: Mapped[str] = mapped_column(primary_key=True)
    holds: Mapped[str]
    gateway: Mapped[str]
    fingerprint: Mapped[str]
    seal: Mapped[str]
    place: Mapped[str]
    sealing: Mapped[str]
    sealed: Mapped[str]
    sealed_by: Mapped[str]
    witness: Mapped[str]
    check: Mapped[str]
    checked: Mapped[str]
    checked_by: Mapped[str]
    state: Mapped[str]
    ended: Mapped[str]
    ended_by: Mapped[str]
    ended_with: Mapped[str]
    why: Mapped[str]


envelope = table(EnvelopeRecord)


class SecretChangeRecord(Base):
    """A secret that somebody else knows, or may know: `what` is phrase or password, `done` when it was changed, empty before.

    `cause` is hand_over, opened or broken; `number` is that of the hand-over or envelope; `fingerprint` is of the known password.
    """

    __tablename__ = "secret_change"
    __table_args__ = (Index("secret_change_open_index", "done", "due"),)

    id: Mapped[Big] = mapped_column(primary_key=True)
    what: Mapped[str]
    gateway: Mapped[str]
    fingerprint: Mapped[str]
    cause: Mapped[str]
    number: Mapped[str]
    since: Mapped[str]
    due: Mapped[str]
    done: Mapped[str]


secret_change = table(SecretChangeRecord)
