"""Tables of trust: signers statements, roster versions and pledges, as they were signed."""

from sqlalchemy import Column, Table, Text

from console.store.tables import Int8, metadata

signers = Table(
    "signers",
    metadata,
    Column("version", Int8, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("signatures", Text, nullable=False),
)
"""Who signs everyday rosters; `signatures` is a JSON list of armours."""

roster = Table(
    "roster",
    metadata,
    Column("version", Int8, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("signatures", Text, nullable=False),
)
"""Every roster version; the one with the greatest version is in force."""

pledge = Table(
    "pledge",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("person", Text, nullable=False, index=True),
    Column("version", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
)
"""Signed pledges (Attachment 2)."""
