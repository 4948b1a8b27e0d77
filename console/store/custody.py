"""Tables of custody that changes hands: further signatures, envelopes, and secrets that are to be changed (R12)."""

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class CosignatureRecord(Base):
    """The confirmations of an act of custody in their order: some need more than one."""

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
    """An envelope: `sealing` is the digest of the statement by which it was sealed, `check` the next day to look at it.

    `state` is sealed, opened, broken or replaced; `ended`, by whom (two people of an opening) and `why` say how it stopped being
    sealed, empty while it is.
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
    """A secret that somebody else knows, or may know: `what` is phrase or password, `done` when it was changed, empty until then.

    `cause` is hand_over, opened or broken; `number` that of the hand-over or envelope; `fingerprint` of the password that is known.
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
