"""Why recipients of a slot were suppressed, counted by reason."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Leave the slots that are here already without reasons."""
    op.add_column("slot", sa.Column("suppressed", sa.Text(), nullable=False, server_default=""))
