"""How far each dispatcher says that its database goes, and its signature under the results that it reports."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Create the table and add the column."""
    op.create_table(
        "memory",
        sa.Column("dispatcher", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dispatcher", name=op.f("memory_pk")),
    )
    op.add_column("result", sa.Column("signature", sa.Text(), nullable=False, server_default=""))
