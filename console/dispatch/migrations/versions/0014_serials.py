"""The serials of refusals at the desk, so that none is ended by two people which was said again after they signed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the columns."""
    for table in ("optout", "optout_hmac"):
        op.add_column(
            table,
            sa.Column(
                "serial",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                nullable=False,
                server_default="0",
            ),
        )
