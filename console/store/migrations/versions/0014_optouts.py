"""Opt-outs of erased numbers as keyed HMAC, and which key that is; when a complaint's number went; where 补录 stand."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Let an opt-out be without its number, and make the table of the key."""
    op.add_column("paper_send", sa.Column("behind", _INT8, nullable=False, server_default="0"))
    op.execute(
        "UPDATE paper_send SET behind = coalesce((SELECT max(r.id) FROM request r"
        " WHERE r.submitted <> '' AND r.submitted <= paper_send.at), 0)"
    )
    for name in ("forgotten", "scrubbed"):
        op.add_column("complaint", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("optout") as batch:
        batch.alter_column("num", existing_type=_INT8, nullable=True)
        batch.add_column(sa.Column("hmac", sa.LargeBinary(), nullable=True))
    op.create_index("optout_hmac_index", "optout", ["hmac", "scope"], unique=False)
    op.create_table(
        "optout_key",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("hashed", _INT8, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("optout_key_pk")),
    )
