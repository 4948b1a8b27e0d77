"""What two people said of recipients in doubt, and sends that take up those whom another one did not reach."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table of settlements; let a send continue another, and know when it was held."""
    op.create_table(
        "settlement",
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("send_id", _INT8, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("count", _INT8, nullable=False),
        sa.Column("at", _INT8, nullable=False),
        sa.PrimaryKeyConstraint("proposal", name=op.f("settlement_pk")),
        sqlite_strict=True,
    )
    op.create_index("settlement_send_index", "settlement", ["send_id"], unique=False)
    op.add_column("send", sa.Column("held_at", sa.Text(), nullable=False, server_default=""))
    op.add_column("send", sa.Column("continues", _INT8, nullable=False, server_default="0"))
    op.add_column("send", sa.Column("root", _INT8, nullable=False, server_default="0"))
    op.add_column("send", sa.Column("pairs", sa.Text(), nullable=False, server_default=""))
    op.create_index("send_continues_index", "send", ["continues"], unique=False)
