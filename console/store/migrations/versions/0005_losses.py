"""Loss cases and their steps."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables of loss cases."""
    op.create_table(
        "loss",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("resumed", sa.Text(), nullable=False),
        sa.Column("closed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("loss_pk")),
        sa.UniqueConstraint("number", name=op.f("loss_number_unique")),
        sa.UniqueConstraint("digest", name=op.f("loss_digest_unique")),
    )
    op.create_index("loss_closed_index", "loss", ["closed", "id"], unique=False)
    op.create_table(
        "loss_step",
        sa.Column("loss", _INT8, nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("loss", "nth", name=op.f("loss_step_pk")),
    )
