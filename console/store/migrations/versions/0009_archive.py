"""The archive book, and emergency sends entered afterwards; acceptances that were there before come into the book."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables, and enter the paper of every request that was accepted."""
    op.create_table(
        "paper",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("box", sa.Text(), nullable=False),
        sa.Column("shelf", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("received", sa.Text(), nullable=False),
        sa.Column("brought_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("paper_pk")),
        sa.UniqueConstraint("number", name=op.f("paper_number_unique")),
    )
    op.create_index("paper_about_index", "paper", ["about"], unique=False)
    op.create_index("paper_state_index", "paper", ["state", "due"], unique=False)
    op.create_table(
        "paper_move",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("paper", _INT8, nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("paper_move_pk")),
    )
    op.create_index("paper_move_paper_index", "paper_move", ["paper", "id"], unique=False)
    op.create_table(
        "paper_send",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=False),
        sa.Column("recipients", _INT8, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("acknowledged", sa.Text(), nullable=False),
        sa.Column("acknowledged_by", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("paper_send_pk")),
        sa.UniqueConstraint("number", name=op.f("paper_send_number_unique")),
        sa.UniqueConstraint("digest", name=op.f("paper_send_digest_unique")),
    )
    op.create_index("paper_send_department_index", "paper_send", ["department", "sent_at"], unique=False)
    _accepted()


def _accepted() -> None:
    """Acceptances named number and place before there was a book; of two with one number the first has it."""
    conn = op.get_bind()
    rows = conn.execute(
        sa.text(
            "SELECT request.id, request.number, request.version, request.department, step.person, step.at, step.text FROM step"
            " JOIN request ON request.id = step.request AND request.version = step.version"
            " WHERE step.kind = 'acceptance' ORDER BY step.at, step.request"
        )
    ).all()
    book = sa.table(
        "paper",
        *(
            sa.column(name)
            for name in (
                "number", "kind", "about", "title", "department", "box", "shelf", "place", "pages", "received",
                "brought_by", "note", "state", "due", "by", "at",
            )
        ),
    )  # fmt: skip
    taken: set[str] = set()
    for row in rows:
        said = json.loads(row.text)
        number = str(said["paper"]).strip()
        if number in taken:
            continue
        taken.add(number)
        conn.execute(
            book.insert().values(
                number=number, kind="request", about=f"request:{row.id}",
                title=row.number if row.version == 1 else f"{row.number} v{row.version}", department=row.department,
                box="", shelf="", place=said["place"], pages=0, received=row.at[:10], brought_by="", note="",
                state="kept", due="", by=row.person, at=row.at,
            )
        )  # fmt: skip
