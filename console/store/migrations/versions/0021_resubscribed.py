"""Refusals that two people ended, because the person wants messages again."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add when a refusal was last said and when it ended; an ended one leaves room for the next of the same number."""
    for name in ("said", "ended", "end"):
        op.add_column("optout", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("optout", sa.Column("salt", sa.LargeBinary(), nullable=True))
    op.drop_index("optout_num_scope_unique", table_name="optout")
    op.create_index("optout_num_scope_unique", "optout", ["num", "scope", "department", "end"], unique=True)
