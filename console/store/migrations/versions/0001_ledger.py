"""The ledger: a hash chain of every act, append-only."""

import sqlalchemy as sa
from alembic import op

from console.db import triggers

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the table, its filters and its guards."""
    op.create_table(
        "ledger",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text()),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.Column("statement", sa.LargeBinary()),
        sa.Column("signature", sa.Text()),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="ledger_pk"),
        sa.UniqueConstraint("prev", name="ledger_prev_unique"),
        sa.UniqueConstraint("hash", name="ledger_hash_unique"),
        sa.CheckConstraint("seq >= 1", name="ledger_seq_check"),
        sa.CheckConstraint("length(prev) = 32 AND length(hash) = 32", name="ledger_hashes_check"),
        sqlite_strict=True,
    )
    for column in ("kind", "subject", "actor"):
        op.create_index(f"ledger_{column}_index", "ledger", [column, "seq"])
    triggers.create(op.get_bind(), triggers.ledger())
