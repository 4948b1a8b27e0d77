"""Quarters that are filed: the packs, who signed and who received them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXTS = (
    "compiled_by", "compiled_at", "digest", "text", "signature", "signed_by", "signed_at", "carrier", "answer",
    "answer_digest", "answer_signature", "answered_by", "answered_at", "answer_carrier", "paper", "place", "reason",
)  # fmt: skip


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "filing",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("quarter", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("requests", _INT8, nullable=False),
        sa.Column("recipients", _INT8, nullable=False),
        sa.Column("nil", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("gaps", sa.Text(), nullable=False),
        sa.Column("head_seq", _INT8, nullable=False),
        sa.Column("head_hash", sa.LargeBinary(), nullable=False),
        sa.Column("pack", sa.LargeBinary(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.PrimaryKeyConstraint("id", name=op.f("filing_pk")),
    )
    op.create_index("filing_quarter_index", "filing", ["quarter", "department", "id"], unique=False)
    op.create_index("filing_state_index", "filing", ["state", "id"], unique=False)
