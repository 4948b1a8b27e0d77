"""Tables of trust: signers statements, roster versions and pledges, as they were signed, and the files that rosters name."""

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

rule_file = Table(
    "rule_file",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""Policy packs, screening lists and gateway files by the SHA-256 of their bytes; `by` is empty for one that the founding brought."""

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
