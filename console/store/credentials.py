"""The table of gateway passwords as the dispatcher reports them: fingerprints and dates, never a secret (R12)."""

from sqlalchemy import Column, Table, Text

from console.store.tables import metadata

credential = Table(
    "credential",
    metadata,
    Column("gateway", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("installed", Text, nullable=False),
    Column("installed_by", Text, nullable=False),
    Column("last_bind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("backend", Text, nullable=False),
    Column("updated", Text, nullable=False),
)
"""One row a gateway, and one with an empty gateway for the vault itself, whose `state` is that of the vault."""
