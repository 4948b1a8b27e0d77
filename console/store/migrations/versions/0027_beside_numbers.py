"""What a list's file holds beside the list: numbers that were left aside are counted, text beside numbers goes from the findings."""

import sqlalchemy as sa
from alembic import op

from console.domain.contacts.beside import told

revision = "0027"
down_revision = "0026"

_PART = 5_000


def upgrade() -> None:
    """Add the columns; nothing is known of what older lists left aside, and their importers had no text kept."""
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    for name, default in (("aside", "{}"), ("texts_until", "")):
        op.add_column("contact_list", sa.Column(name, sa.Text(), nullable=False, server_default=default))
    op.add_column("contact_list", sa.Column("texts_row", kind, nullable=False, server_default="0"))
    _tidy()


def _tidy() -> None:
    """Leave of every finding's text what was read of the number."""
    connection, after = op.get_bind(), (0, 0, -1)
    some = sa.text(
        'SELECT list_id, "row", nth, reason, raw FROM finding WHERE (list_id, "row", nth) > (:list_id, :row, :nth)'
        ' ORDER BY list_id, "row", nth LIMIT :most'
    )
    change = sa.text('UPDATE finding SET raw = :raw WHERE list_id = :list_id AND "row" = :row AND nth = :nth')
    while True:
        list_id, row, nth = after
        rows = connection.execute(some, {"list_id": list_id, "row": row, "nth": nth, "most": _PART}).all()
        changed = [
            {"list_id": one[0], "row": one[1], "nth": one[2], "raw": raw}
            for one in rows
            if (raw := told(one[4], one[3])) != one[4]
        ]
        if changed:
            connection.execute(change, changed)
        if len(rows) < _PART:
            return
        after = rows[-1][0], rows[-1][1], rows[-1][2]
