"""How many recipients of a slot opted out by a gateway's code."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "code_refusal",
        sa.Column("request", _INT8, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("n", _INT8, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("request", "slot", "gateway", "code", name=op.f("code_refusal_pk")),
    )
