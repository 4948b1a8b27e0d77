"""Templates of departments, and which one a request was made from."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables; no request so far names a template."""
    op.create_table(
        "template",
        sa.Column("id", _INT8, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("department", "name", "words", "category")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("everyone", "version")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("state", "reason", "by", "at")),
        sa.PrimaryKeyConstraint("id", name=op.f("template_pk")),
    )
    op.create_index("template_department_index", "template", ["department", "name"], unique=False)
    op.create_table(
        "template_version",
        sa.Column("template", _INT8, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("says", "digest", "by", "at")),
        sa.PrimaryKeyConstraint("template", "version", name=op.f("template_version_pk")),
    )
    op.add_column("request", sa.Column("template", _INT8, nullable=False, server_default="0"))
    op.add_column("request", sa.Column("templated", sa.Text(), nullable=False, server_default=""))
