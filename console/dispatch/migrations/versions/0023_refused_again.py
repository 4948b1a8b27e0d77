"""A refusal keeps the highest serial that a desk told of it before it was put back: it may have been said again since."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add the column, in clear and hashed."""
    for table in ("optout", "optout_hmac"):
        op.add_column(
            table,
            sa.Column(
                "was",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                nullable=False,
                server_default="0",
            ),
        )
