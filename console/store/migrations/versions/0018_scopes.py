"""The department whose promotion an opt-out refuses."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the column, and let one number refuse the promotion of several departments."""
    op.add_column("optout", sa.Column("department", sa.Text(), nullable=False, server_default=""))
    op.drop_index("optout_num_scope_unique", table_name="optout")
    op.create_index("optout_num_scope_unique", "optout", ["num", "scope", "department"], unique=True)
    op.drop_index("optout_hmac_index", table_name="optout")
    op.create_index("optout_hmac_index", "optout", ["hmac", "scope", "department"], unique=False)
