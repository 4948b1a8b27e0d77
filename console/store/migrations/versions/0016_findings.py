"""Of each finding whether the row is in the list, and which row a duplicate repeats."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KEPT = "('unassigned', 'emergency', 'virtual_operator', 'data_card', 'satellite')"
_REPAIRABLE = "('fullwidth', 'spacing', 'prefix', 'invisible', 'float_text')"


def upgrade() -> None:
    """What the reason alone tells is filled in; whether a repair was accepted for a row nobody recorded."""
    op.add_column("finding", sa.Column("kept", sa.Integer(), nullable=True))
    op.add_column("finding", sa.Column("first", _INT8, nullable=False, server_default="0"))
    op.execute(f"UPDATE finding SET kept = 1 WHERE reason IN {_KEPT}")  # noqa: S608 - constants of this file
    op.execute(f"UPDATE finding SET kept = 0 WHERE reason NOT IN {_KEPT} AND reason NOT IN {_REPAIRABLE}")  # noqa: S608 - as above
