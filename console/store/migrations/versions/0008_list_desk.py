"""Which desk takes a list in, so that another desk's new start does not drop it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column; a list that was under way is nobody's, and goes with the next start of any desk."""
    op.add_column("contact_list", sa.Column("desk", sa.Text(), nullable=False, server_default=""))
