"""Unusual requests and sends, as they were found and acknowledged."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WORDS = ("department", "state", "cases", "seen", "at", "found", "looked", "follows", "by", "acknowledged")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "watch",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("request", _INT8, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _WORDS),
        sa.PrimaryKeyConstraint("id", name=op.f("watch_pk")),
    )
    op.create_index("watch_request_unique", "watch", ["request"], unique=True)
    op.create_index("watch_state_index", "watch", ["state", "id"])
