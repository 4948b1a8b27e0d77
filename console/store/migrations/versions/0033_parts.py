"""By which rule a list was taken out of another one."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Add the column; no list is a part of another yet."""
    op.add_column("contact_list", sa.Column("rule", sa.Text(), nullable=False, server_default="{}"))
