"""Documents attached to requests, with their octets."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Make both tables; attachments of earlier requests are known by name and digest alone."""
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "document",
        sa.Column("request", kind, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", kind, nullable=False),
        sa.Column("have", kind, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("request", "sha256", name=op.f("document_pk")),
    )
    op.create_table(
        "document_piece",
        sa.Column("request", kind, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("start", kind, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("request", "sha256", "start", name=op.f("document_piece_pk")),
    )
