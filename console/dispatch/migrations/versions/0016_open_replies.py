"""Numbers whose reply waits for a person; at first all that ever waited, until the desk says which are still open."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the table with the numbers of the replies that are here."""
    whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "open_reply",
        sa.Column("num", whole, primary_key=True, autoincrement=False),
        sa.Column("last", whole, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO open_reply (num, last) SELECT num, max(last) FROM reply WHERE waits = 1 AND num > 0 GROUP BY num"
    )
