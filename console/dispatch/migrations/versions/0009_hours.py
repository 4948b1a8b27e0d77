"""Sending hours by kind of day: a send keeps the rule of its category as its signed policy says it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Leave the rule of sends that are here already empty: their hours stay the daily span that they were claimed with."""
    op.add_column("send", sa.Column("hours", sa.Text(), nullable=False, server_default=""))
