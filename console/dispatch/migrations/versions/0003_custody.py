"""The fingerprints of gateway passwords, and the reports of custody."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "credential",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("installed", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("last_bind", sa.Text(), nullable=False),
        sa.Column("retired", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("credential_pk")),
        sqlite_strict=True,
    )
    op.create_index("credential_gateway_index", "credential", ["gateway", "id"], unique=False)
    op.create_index("credential_fingerprint_index", "credential", ["fingerprint"], unique=False)
    op.create_table(
        "custody_outbox",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("custody_outbox_pk")),
        sqlite_strict=True,
    )
