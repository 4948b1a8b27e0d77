"""What must not be erased, and what was."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables, and let a send say that its numbers went."""
    op.add_column("send", sa.Column("erased", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "legal_hold",
        sa.Column("id", _INT8, autoincrement=False, nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("released", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "made", name=op.f("legal_hold_pk")),
        sqlite_strict=True,
    )
    op.create_table(
        "erasure",
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("sends", sa.Text(), nullable=False),
        sa.Column("recipients", _INT8, nullable=False),
        sa.Column("elsewhere", sa.Integer(), nullable=False),
        sa.Column("rows", _INT8, nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("proposal", name=op.f("erasure_pk")),
        sqlite_strict=True,
    )
    op.create_table(
        "erasure_outbox",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("erasure_outbox_pk")),
        sqlite_strict=True,
    )
