"""Receipts that match nobody are found by gateway, oldest first: only so many are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Create the index."""
    unmatched = sa.text("send_id IS NULL")
    op.create_index(
        "receipt_unmatched_index",
        "receipt",
        ["gateway", "id"],
        sqlite_where=unmatched,
        postgresql_where=unmatched,
    )
