"""Tables of sending as the desk sees it: slots, results by chunk, ledger heads from the dispatcher."""

from sqlalchemy import Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from console.store.tables import Int8, metadata

slot = Table(
    "slot",
    metadata,
    Column("request", Int8, nullable=False),
    Column("version", Integer, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("list_id", Int8, nullable=False),
    Column("n", Int8, nullable=False),
    Column("opens", Text, nullable=False),
    Column("closes", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("gateway", Text, nullable=False),
    Column("release", Text, nullable=False),
    Column("released_by", Text, nullable=False),
    Column("wish", Text, nullable=False),
    Column("hold", Integer, nullable=False),
    Column("resume", Text, nullable=False),
    Column("resume_signature", Text, nullable=False),
    Column("tally", Text, nullable=False),
    Column("updated", Text, nullable=False),
    Column("continues", Integer, nullable=False),
    Column("confirmed_by", Text, nullable=False),
    PrimaryKeyConstraint("request", "version", "slot"),
    Index("slot_state_index", "state", "request"),
)
"""One dated slot of a submitted version. `wish` is send, hold or stop; `hold` counts holds; tally is a JSON object.

A slot that `continues` another (0: none) sends again to some of its recipients: two people signed for that, the first is
`released_by`, the second `confirmed_by`, and `release` is the digest of their proposal.
"""

result = Table(
    "result",
    metadata,
    Column("request", Int8, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("chunk", Integer, nullable=False),
    Column("revision", Int8, nullable=False),
    Column("states", LargeBinary, nullable=False),
    Column("codes", Text, nullable=False),
    Column("ids", Text, nullable=False),
    Column("signature", Text, nullable=False, server_default=""),
    PrimaryKeyConstraint("request", "slot", "chunk"),
)
"""Per-recipient results of 1,000 list positions: one state byte each, raw codes and message ids by index (JSON).

Of a slot that continues another there are rows where it has recipients alone, and the state 255 at positions of nobody.
`signature` is the dispatcher's; empty where an older one reported.
"""

event = Table(
    "event",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("request", Int8, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("words", Text, nullable=False),
    Index("event_slot_index", "request", "slot", "id"),
)
"""What happened to a slot, for the monitor; the ledger holds the acts themselves."""

head = Table(
    "head",
    metadata,
    Column("seq", Int8, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""Ledger heads that the dispatcher signed."""

memory = Table(
    "memory",
    metadata,
    Column("dispatcher", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""What each dispatcher said last of how far its own database goes (`console.wire.memory.Memory`), as it signed it."""
