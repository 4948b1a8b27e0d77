"""Refusals that were ended here, by the proposal of the two people who did, so that none is ended twice."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "resubscribed",
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("proposal", name="resubscribed_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
