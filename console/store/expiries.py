"""Tables of what ends some day, and of the providers' contact cards (R12)."""

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text

from console.store.tables import metadata

expiry = Table(
    "expiry",
    metadata,
    Column("gateway", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    PrimaryKeyConstraint("gateway", "kind"),
)
"""One end of a gateway: `ends` is a day (`2027-03-31`) of the organisation's zone, `note` what goes with it."""

provider = Table(
    "provider",
    metadata,
    Column("gateway", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("telephone", Text, nullable=False),
    Column("papers", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""Whom to call about a gateway: provider, person, telephone (never a mobile), and the papers that a reissue needs."""
