"""Results lie in the order in which a send goes, keyed by its list's salt; those that are here already lie in the list's own order."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Add the column that tells them apart."""
    op.add_column("result", sa.Column("keyed", sa.Integer(), nullable=False, server_default="0"))
