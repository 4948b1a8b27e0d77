"""Freezes as the desk knows them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table of freezes."""
    op.create_table(
        "freeze",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("number", _INT8, nullable=False),
        sa.Column("dispatcher", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("loss", sa.Text(), nullable=False),
        sa.Column("lifted", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("freeze_pk")),
    )
    op.create_index("freeze_lifted_index", "freeze", ["lifted", "id"], unique=False)
