"""Freezes that came from the desk, who lifted them, and whose signatures a send stands on."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Let a freeze end, and be told."""
    op.add_column("freeze", sa.Column("desk", _INT8, nullable=False, server_default="0"))
    op.add_column("freeze", sa.Column("desk_at", sa.Text(), nullable=False, server_default=""))
    op.add_column("freeze", sa.Column("loss", sa.Text(), nullable=False, server_default=""))
    op.add_column("freeze", sa.Column("retire", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("freeze_desk_index", "freeze", ["desk"], unique=False)
    op.add_column("send", sa.Column("people", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "freeze_lifted",
        sa.Column("freeze", _INT8, autoincrement=False, nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("freeze", name=op.f("freeze_lifted_pk")),
        sqlite_strict=True,
    )
    op.create_table(
        "freeze_outbox",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("freeze_outbox_pk")),
        sqlite_strict=True,
    )
