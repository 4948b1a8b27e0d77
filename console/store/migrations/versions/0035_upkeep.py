"""The maintenance log, and requests for support."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

_FIRST = ("number", "kind", "state", "topic", "about", "department", "by", "at", "began", "ended")
_LAST = ("due", "who", "text", "result")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "upkeep",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _FIRST),
        sa.Column("stopped", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _LAST),
        sa.PrimaryKeyConstraint("id", name=op.f("upkeep_pk")),
        sa.UniqueConstraint("number", name=op.f("upkeep_number_unique")),
    )
    op.create_index("upkeep_state_index", "upkeep", ["state", "id"])
    op.create_index("upkeep_at_index", "upkeep", ["at"])
