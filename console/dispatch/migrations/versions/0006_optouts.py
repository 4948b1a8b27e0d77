"""Opt-outs of erased numbers as keyed HMAC."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "optout_hmac",
        sa.Column("hmac", sa.LargeBinary(), nullable=False),
        sa.Column("scope", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hmac", "scope", name="optout_hmac_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
