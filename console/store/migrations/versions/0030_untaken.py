"""Why a released slot stays at the desk, as the dispatcher tells it, and since when."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Add the column; nothing is left so far as this desk knows."""
    op.add_column("slot", sa.Column("untaken", sa.Text(), nullable=False, server_default=""))
