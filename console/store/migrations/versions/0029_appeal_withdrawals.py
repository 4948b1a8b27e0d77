"""Signed withdrawals of text releases, as they are offered to the dispatcher; earlier ones were not signed, and void at the desk alone."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "appeal_withdrawal",
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("proposal", name=op.f("appeal_withdrawal_pk")),
    )
