"""Which list a list replaces, its note, and how it was made of others."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add the columns; every list so far was read from a file and replaces none."""
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("contact_list", sa.Column("replaces", kind, nullable=False, server_default="0"))
    for name, default in (("note", ""), ("made", ""), ("parents", "[]")):
        op.add_column("contact_list", sa.Column(name, sa.Text(), nullable=False, server_default=default))
