"""Replies of subscribers."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table of replies."""
    op.create_table(
        "reply",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("num", _INT8, nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("dest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("chars", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("request", _INT8, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("complaint", sa.Text(), nullable=False),
        sa.Column("forgotten", sa.Text(), nullable=False),
        sa.Column("scrubbed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("reply_pk")),
        sa.UniqueConstraint("origin", name=op.f("reply_origin_unique")),
    )
    op.create_index("reply_state_index", "reply", ["state", "id"], unique=False)
    op.create_index("reply_request_index", "reply", ["request", "id"], unique=False)
    op.create_index("reply_num_index", "reply", ["num"], unique=False)
