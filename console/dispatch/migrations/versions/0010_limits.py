"""How often a number was written to: when each recipient was intended, what limits a send, and what its text shares with others."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_REACH = timedelta(days=31)
_BACKFILL = (
    "UPDATE recipient SET at = coalesce((SELECT min(s.at) FROM submission s WHERE s.send_id = recipient.send_id"
    " AND s.num = recipient.num), (SELECT v.at FROM verdict v WHERE v.send_id = recipient.send_id"
    " AND v.num = recipient.num), 0) WHERE attempt > 0 AND send_id IN (SELECT id FROM send WHERE closes >= :earliest)"
)


def upgrade() -> None:
    """Add the columns and the index. The messages of the last thirty days keep the time when the provider answered."""
    op.add_column("send", sa.Column("limits", sa.Text(), nullable=False, server_default=""))
    op.add_column("send", sa.Column("text_key", sa.Text(), nullable=False, server_default=""))
    op.add_column("recipient", sa.Column("at", _INT8, nullable=False, server_default="0"))
    earliest = (datetime.now(UTC) - _REACH).strftime("%Y-%m-%dT%H:%M:%SZ")
    op.get_bind().execute(sa.text(_BACKFILL), {"earliest": earliest})
    op.create_index("recipient_num_index", "recipient", ["num"], unique=False)
