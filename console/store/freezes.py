"""The table of freezes (R12)."""

from sqlalchemy import Column, Index, Table, Text

from console.store.tables import Int8, metadata

freeze = Table(
    "freeze",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("number", Int8, nullable=False),
    Column("dispatcher", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("loss", Text, nullable=False),
    Column("lifted", Text, nullable=False),
    Column("proof", Text, nullable=False),
    Index("freeze_lifted_index", "lifted", "id"),
)
"""Freezes, made here or told by a dispatcher. `number` is the dispatcher's, 0 until it has told it; `loss` the digest of a report.

`lifted` is an instant, empty while it is in force, and `proof` the digest of the proposal or roster version that lifted it.
"""
