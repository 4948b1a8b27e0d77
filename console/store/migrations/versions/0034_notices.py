"""Notices that went outside."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

_WORDS = ("person", "at", "level", "kinds", "channel", "state", "code")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "notice",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _WORDS),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("notice_pk")),
    )
    op.create_index("notice_person_index", "notice", ["person", "id"])
    op.create_index("notice_at_index", "notice", ["at"])
