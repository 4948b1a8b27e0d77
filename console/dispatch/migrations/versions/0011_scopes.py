"""Whose a send is and whether it is mandatory; wider numbers of opt-out scopes, with room for those of departments."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MUST = ("contract", "duty")


def upgrade() -> None:
    """Add the columns, fill them from the signed requests of the sends whose numbers are here, and widen the numbers."""
    op.add_column("send", sa.Column("department", sa.Text(), nullable=False, server_default=""))
    op.add_column("send", sa.Column("mandatory", sa.Integer(), nullable=False, server_default="0"))
    conn = op.get_bind()
    fill(conn)
    if conn.dialect.name == "postgresql":
        # SQLite keeps whole numbers of this size in its columns as they are.
        for table in ("optout", "optout_hmac"):
            op.alter_column(table, "scope", existing_type=sa.Integer(), type_=_INT8, existing_nullable=False)


def fill(conn: sa.Connection) -> None:
    """Read department and duty of every send whose numbers are here from its bundle."""
    rows = conn.execute(sa.text("SELECT id FROM send WHERE erased = ''")).scalars().all()
    for send in rows:
        bundle = conn.execute(sa.text("SELECT bundle FROM send WHERE id = :id"), {"id": send}).scalar_one()
        department, mandatory = _signed(bytes(bundle))
        conn.execute(
            sa.text("UPDATE send SET department = :department, mandatory = :mandatory WHERE id = :id"),
            {"department": department, "mandatory": mandatory, "id": send},
        )


def _signed(bundle: bytes) -> tuple[str, int]:
    """Department and mandatory (1) of a bundle's request, by the rule of a policy that does not name what is mandatory."""
    try:
        request = json.loads(json.loads(bundle)["request"][0])
        must = request["category"] != "promotion" and request["basis"] in _MUST
        must = must and bool(request["consent"].strip()) and not request["checks"]["third_party"]
        return str(request["department"]), int(must)
    except (ValueError, LookupError, TypeError, AttributeError):
        return "", 0
