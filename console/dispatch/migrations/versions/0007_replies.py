"""How replies were judged, and that they are told to the desk."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Let replies that are here already be judged, and told."""
    for name in ("address", "dest", "verdict", "reason", "scope"):
        op.add_column("reply", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("reply", sa.Column("waits", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("reply", sa.Column("chars", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("reply", sa.Column("times", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("reply", sa.Column("last", _INT8, nullable=False, server_default="0"))
    op.create_index("reply_num_index", "reply", ["num", "at"], unique=False)
    op.create_index("reply_reported_index", "reply", ["reported", "id"], unique=False)
    op.execute("UPDATE reply SET last = at, chars = length(body), reported = 0")
