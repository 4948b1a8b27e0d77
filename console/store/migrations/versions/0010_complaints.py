"""Complaints, and their numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXTS_BEFORE = ("number", "source", "reference", "department")
_TEXTS_AFTER = (
    "commitment", "text", "opted", "state", "at", "entered", "by", "due", "answer", "answered", "answered_by", "outcome",
    "conclusion", "closed", "closed_by",
)  # fmt: skip


def upgrade() -> None:
    """Create the tables of complaints."""
    op.create_table(
        "complaint",
        sa.Column("id", _INT8, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS_BEFORE),
        sa.Column("request", _INT8, nullable=False),
        sa.Column("num", _INT8, nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS_AFTER),
        sa.PrimaryKeyConstraint("id", name=op.f("complaint_pk")),
        sa.UniqueConstraint("number", name=op.f("complaint_number_unique")),
    )
    op.create_index("complaint_request_index", "complaint", ["request"], unique=False)
    op.create_index("complaint_state_index", "complaint", ["state", "id"], unique=False)
    op.create_index("complaint_num_index", "complaint", ["num"], unique=False)
    op.create_table(
        "complaint_series",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("complaint_series_pk")),
    )
