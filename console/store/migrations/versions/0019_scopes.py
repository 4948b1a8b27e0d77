"""The department whose promotion an opt-out refuses; lists of opt-outs that came from others as files."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the column, let one number refuse the promotion of several departments, and make the table."""
    op.add_column("optout", sa.Column("department", sa.Text(), nullable=False, server_default=""))
    op.drop_index("optout_num_scope_unique", table_name="optout")
    op.create_index("optout_num_scope_unique", "optout", ["num", "scope", "department"], unique=True)
    op.drop_index("optout_hmac_index", table_name="optout")
    op.create_index("optout_hmac_index", "optout", ["hmac", "scope", "department"], unique=False)
    op.create_table(
        "optout_list",
        sa.Column("id", _INT8, nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("kind", "source", "dated", "scope", "department", "file", "sha256")
        ),
        *(sa.Column(name, _INT8, nullable=False) for name in ("n", "no_number", "taken", "added")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("at", "by", "ended")),
        sa.PrimaryKeyConstraint("id", name=op.f("optout_list_pk")),
    )
