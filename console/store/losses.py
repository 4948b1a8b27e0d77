"""Tables of loss cases (R12): the report, and every signed step after it."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from console.store.tables import Int8, metadata

loss = Table(
    "loss",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("subject", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("head", Text, nullable=False),
    Column("resumed", Text, nullable=False),
    Column("closed", Text, nullable=False),
    Index("loss_closed_index", "closed", "id"),
)
"""A case: `name` is the gateway or the person, `text` the report as it was made, `head` what the next step names.

`resumed` and `closed` are instants, empty while it is neither.
"""

loss_step = Table(
    "loss_step",
    metadata,
    Column("loss", Int8, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("step", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    PrimaryKeyConstraint("loss", "nth"),
)
"""The steps of a case in the order of their taking; a resumption names the two-person act or roster version by its digest."""
