"""What must not be erased, what was, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables, and let lists and requests say that their numbers went."""
    op.add_column("contact_list", sa.Column("erased", sa.Text(), nullable=False, server_default=""))
    op.add_column("contact_list", sa.Column("cleared", sa.Text(), nullable=False, server_default=""))
    op.add_column("request", sa.Column("erased", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "legal_hold",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("released", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("legal_hold_pk")),
    )
    op.create_index("legal_hold_subject_index", "legal_hold", ["scope", "subject"], unique=False)
    op.create_table(
        "erasure",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("lists", sa.Integer(), nullable=False),
        sa.Column("count", _INT8, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("scrubbed", sa.Text(), nullable=False),
        sa.Column("removed", sa.Text(), nullable=False),
        sa.Column("entry", _INT8, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("erasure_pk")),
        sa.UniqueConstraint("proposal", name=op.f("erasure_proposal_unique")),
    )
    op.create_table(
        "erasure_report",
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("dispatcher", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("proposal", "dispatcher", name=op.f("erasure_report_pk")),
    )
