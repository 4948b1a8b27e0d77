"""Signed withdrawals of text releases: what they name lets nothing go any more, whatever a desk supplies later."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "appeal_withdrawal",
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("proposal", "person", name="appeal_withdrawal_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
