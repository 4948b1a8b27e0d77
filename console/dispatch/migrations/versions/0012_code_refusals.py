"""Opt-outs by a provider's code that the desk does not have yet."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "code_refusal",
        sa.Column("num", _INT8, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("request", _INT8, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("at", _INT8, nullable=False),
        sa.PrimaryKeyConstraint("num", "scope", "gateway", name="code_refusal_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
