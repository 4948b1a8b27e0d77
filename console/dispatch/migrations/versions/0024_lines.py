"""When the lines of a gateway were bound and ended, so that a recipient in doubt can be laid beside the line that was there."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Create the table; nothing is known of earlier lines."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "bound_line",
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("opened", number, autoincrement=False, nullable=False),
        sa.Column("ended", number, nullable=False),
        sa.PrimaryKeyConstraint("gateway", "opened", name="bound_line_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
