"""Messages from subscribers that are stored and acknowledged before they are judged."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "unjudged",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("num", _INT8, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("dest", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("at", _INT8, nullable=False),
        sa.PrimaryKeyConstraint("id", name="unjudged_pk"),
        sqlite_strict=True,
    )
    op.create_index("unjudged_num_index", "unjudged", ["num"], unique=False)
