"""Tables of sending as the desk sees it: slots, results by chunk, ledger heads from the dispatcher."""

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from console.store.base import Base, Big, table


class SlotRecord(Base):
    """One dated slot of a submitted version. `wish` is send, hold or stop; `hold` counts holds; tally is a JSON object.

    `suppressed` counts the suppressed by reason (`limits.Why`, JSON); empty if there are none, or from before reasons were kept.

    A slot that `continues` another (0: none) sends again to some of its recipients. Two people signed for that: `released_by`
    first, then `confirmed_by`. `release` is the digest of their proposal.

    `untaken` says why a release stays here though the dispatcher would take it, empty if it does not: what kind of reason, since when, and
    the name of what keeps it out (`untaken: 2026-12-01T02:00:00Z list_count`).
    """

    __tablename__ = "slot"
    __table_args__ = (
        PrimaryKeyConstraint("request", "version", "slot"),
        Index("slot_state_index", "state", "request"),
    )

    request: Mapped[Big]
    version: Mapped[int]
    slot: Mapped[int]
    list_id: Mapped[Big]
    n: Mapped[Big]
    opens: Mapped[str]
    closes: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str]
    gateway: Mapped[str]
    release: Mapped[str]
    released_by: Mapped[str]
    wish: Mapped[str]
    hold: Mapped[int]
    resume: Mapped[str]
    resume_signature: Mapped[str]
    tally: Mapped[str]
    updated: Mapped[str]
    continues: Mapped[int]
    confirmed_by: Mapped[str]
    suppressed: Mapped[str] = mapped_column(server_default="")
    untaken: Mapped[str] = mapped_column(server_default="")


slot = table(SlotRecord)


class ResultRecord(Base):
    """Per-recipient results of 1,000 places: one state byte each, raw codes and message ids by index (JSON).

    A slot that continues another has rows only where it has recipients; other places have the state 255. `keyed` is 1 where the
    places are those of the list's sending order (`domain.ordering.sending`), 0 where an older dispatcher reported list positions.
    `signature` is the dispatcher's; it is empty if an older dispatcher reported. `evidence` is what is known of those in doubt, by index
    (JSON of `wire.sending.sends.Evidence`); empty for none.
    """

    __tablename__ = "result"
    __table_args__ = (PrimaryKeyConstraint("request", "slot", "chunk"),)

    request: Mapped[Big]
    slot: Mapped[int]
    chunk: Mapped[int]
    revision: Mapped[Big]
    states: Mapped[bytes]
    codes: Mapped[str]
    ids: Mapped[str]
    signature: Mapped[str] = mapped_column(server_default="")
    keyed: Mapped[int] = mapped_column(server_default="0")
    evidence: Mapped[str] = mapped_column(server_default="")


result = table(ResultRecord)


class EventRecord(Base):
    """Events of a slot, for the monitor; the acts themselves are in the ledger."""

    __tablename__ = "event"
    __table_args__ = (Index("event_slot_index", "request", "slot", "id"),)

    id: Mapped[Big] = mapped_column(primary_key=True)
    request: Mapped[Big]
    slot: Mapped[int]
    at: Mapped[str]
    words: Mapped[str]


event = table(EventRecord)


class TrialRecord(Base):
    """The newest signed report of each trial (`wire.sending.trials.TrialReport`), by its proposal's digest."""

    __tablename__ = "trial"

    proposal: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[Big]
    text: Mapped[str]
    signature: Mapped[str]


trial = table(TrialRecord)


class HeadRecord(Base):
    """Ledger heads that the dispatcher signed."""

    __tablename__ = "head"

    seq: Mapped[Big] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes]
    text: Mapped[str]
    signature: Mapped[str]
    at: Mapped[str]


head = table(HeadRecord)


class MemoryRecord(Base):
    """The last signed statement of each dispatcher about how far its own database goes (`console.wire.ledger.memory.Memory`)."""

    __tablename__ = "memory"

    dispatcher: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    signature: Mapped[str]
    at: Mapped[str]


memory = table(MemoryRecord)
