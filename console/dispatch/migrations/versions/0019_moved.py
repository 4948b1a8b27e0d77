"""How many turns took receipts that may have moved somebody who failed: a continuation compares it, and counts nobody."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the counter."""
    op.add_column("send", sa.Column("moved", _INT8, nullable=False, server_default="0"))
