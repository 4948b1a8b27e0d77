"""Tables of what is kept and what went: legal holds, erasures, and what dispatchers reported of them."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from console.store.tables import Int8, metadata

legal_hold = Table(
    "legal_hold",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("released", Text, nullable=False),
    Column("proof", Text, nullable=False),
    Index("legal_hold_subject_index", "scope", "subject"),
)
"""What must not be erased: a request by its id, or a department. `released` is when, empty while it holds, `proof` by what."""

erasure = Table(
    "erasure",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("proposal", Text, nullable=False, unique=True),
    Column("requests", Integer, nullable=False),
    Column("lists", Integer, nullable=False),
    Column("count", Int8, nullable=False),
    Column("at", Text, nullable=False),
    Column("scrubbed", Text, nullable=False),
    Column("removed", Text, nullable=False),
    Column("entry", Int8, nullable=False),
)
"""Erasures carried out here: the proposal by its digest, what went by table (`removed`, a JSON object), the ledger entry.

`scrubbed` is when free pages and the log of the database were written over, empty before.
"""

erasure_report = Table(
    "erasure_report",
    metadata,
    Column("proposal", Text, nullable=False),
    Column("dispatcher", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    PrimaryKeyConstraint("proposal", "dispatcher"),
)
"""What each dispatcher reported of an erasure, as it signed it."""
