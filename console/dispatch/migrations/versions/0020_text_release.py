"""Which sends a release of a blocked text let go, so that no other request is let go by it."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "text_release",
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("send_id", _INT8, autoincrement=False, nullable=False),
        sa.Column("request_digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("proposal", "send_id", name="text_release_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
