"""How many numbers of a list of opt-outs were not recorded, because two people ended their refusal after its date."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Add the column."""
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("optout_list", sa.Column("overtaken", kind, nullable=False, server_default="0"))
