"""The category whose refusals and hours a send keeps, where that is not its own: what promotes, whatever it is filed as."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the column; a send that was claimed before keeps the refusals of its own category, as it was signed."""
    op.add_column("send", sa.Column("treated_as", sa.Text(), nullable=False, server_default=""))
