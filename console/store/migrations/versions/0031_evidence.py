"""What is known of each recipient in doubt, as the dispatcher tells it beside the results."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Add the column; the dispatcher tells it with the next report of a chunk."""
    op.add_column("result", sa.Column("evidence", sa.Text(), nullable=False, server_default=""))
