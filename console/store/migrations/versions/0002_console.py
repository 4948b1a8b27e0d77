"""People, contact lists, requests and sends: the projections beside the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables of every noun."""
    op.create_table(
        "contact_list",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("importer", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("n", _INT8, nullable=False),
        sa.Column("rows", _INT8, nullable=False),
        sa.Column("last", _INT8, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", _INT8, nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("repaired", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("signature", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("contact_list_pk")),
        sa.UniqueConstraint("digest", name=op.f("contact_list_digest_unique")),
    )
    op.create_index("contact_list_department_index", "contact_list", ["department", "id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("request", _INT8, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("event_pk")),
    )
    op.create_index("event_slot_index", "event", ["request", "slot", "id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("list_id", _INT8, nullable=False),
        sa.Column("row", _INT8, nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("list_id", "row", "nth", name=op.f("finding_pk")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "form_number",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", "department", name=op.f("form_number_pk")),
    )
    op.create_table(
        "head",
        sa.Column("seq", _INT8, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("head_pk")),
    )
    op.create_table(
        "list_number",
        sa.Column("list_id", _INT8, nullable=False),
        sa.Column("num", _INT8, nullable=False),
        sa.PrimaryKeyConstraint("list_id", "num", name=op.f("list_number_pk")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "optout",
        sa.Column("serial", _INT8, nullable=False),
        sa.Column("num", _INT8, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial", name=op.f("optout_pk")),
    )
    op.create_index("optout_num_scope_unique", "optout", ["num", "scope"], unique=True)
    op.create_table(
        "pledge",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pledge_pk")),
    )
    op.create_index(op.f("pledge_person_index"), "pledge", ["person"], unique=False)
    op.create_table(
        "request",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("drafter", sa.Text(), nullable=False),
        sa.Column("hands", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("waits_for", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("recipients", _INT8, nullable=False),
        sa.Column("opens", sa.Text(), nullable=False),
        sa.Column("closes", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("submitted", sa.Text(), nullable=False),
        sa.Column("updated", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("request_pk")),
        sa.UniqueConstraint("number", name=op.f("request_number_unique")),
    )
    op.create_index("request_department_index", "request", ["department", "id"], unique=False)
    op.create_index("request_state_index", "request", ["state", "id"], unique=False)
    op.create_table(
        "request_version",
        sa.Column("request", _INT8, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("hands", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("request", "version", name=op.f("request_version_pk")),
        sa.UniqueConstraint("digest", name=op.f("request_version_digest_unique")),
    )
    op.create_table(
        "result",
        sa.Column("request", _INT8, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("chunk", sa.Integer(), nullable=False),
        sa.Column("revision", _INT8, nullable=False),
        sa.Column("states", sa.LargeBinary(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("ids", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("request", "slot", "chunk", name=op.f("result_pk")),
    )
    op.create_table(
        "roster",
        sa.Column("version", _INT8, autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signatures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("roster_pk")),
        sa.UniqueConstraint("digest", name=op.f("roster_digest_unique")),
    )
    op.create_table(
        "signers",
        sa.Column("version", _INT8, autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signatures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("signers_pk")),
        sa.UniqueConstraint("digest", name=op.f("signers_digest_unique")),
    )
    op.create_table(
        "slot",
        sa.Column("request", _INT8, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("list_id", _INT8, nullable=False),
        sa.Column("n", _INT8, nullable=False),
        sa.Column("opens", sa.Text(), nullable=False),
        sa.Column("closes", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("release", sa.Text(), nullable=False),
        sa.Column("released_by", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("hold", sa.Integer(), nullable=False),
        sa.Column("resume", sa.Text(), nullable=False),
        sa.Column("resume_signature", sa.Text(), nullable=False),
        sa.Column("tally", sa.Text(), nullable=False),
        sa.Column("updated", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("request", "version", "slot", name=op.f("slot_pk")),
    )
    op.create_index("slot_state_index", "slot", ["state", "request"], unique=False)
    op.create_table(
        "step",
        sa.Column("request", _INT8, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("request", "version", "nth", name=op.f("step_pk")),
        sa.UniqueConstraint("digest", name=op.f("step_digest_unique")),
    )
    op.create_index("step_person_index", "step", ["person", "at"], unique=False)
