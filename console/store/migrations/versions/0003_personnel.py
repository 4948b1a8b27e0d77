"""Personnel orders, applications, roster proposals, the files that rosters name, and two-person acts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables of people's rights and of what takes two."""
    op.create_table(
        "personnel_order",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("recalled", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("personnel_order_pk")),
        sa.UniqueConstraint("digest", name=op.f("personnel_order_digest_unique")),
    )
    op.create_index("personnel_order_person_index", "personnel_order", ["person", "id"], unique=False)
    op.create_table(
        "application",
        sa.Column("id", _INT8, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("waits_for", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("roster", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("application_pk")),
        sa.UniqueConstraint("number", name=op.f("application_number_unique")),
        sa.UniqueConstraint("digest", name=op.f("application_digest_unique")),
    )
    op.create_index("application_state_index", "application", ["state", "id"], unique=False)
    op.create_table(
        "application_statement",
        sa.Column("application", _INT8, nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("application", "nth", name=op.f("application_statement_pk")),
        sa.UniqueConstraint("digest", name=op.f("application_statement_digest_unique")),
    )
    op.create_table(
        "department_rules",
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("department", "version", name=op.f("department_rules_pk")),
        sa.UniqueConstraint("digest", name=op.f("department_rules_digest_unique")),
    )
    op.create_table(
        "roster_proposal",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("version", _INT8, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("expires", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("roster_proposal_pk")),
    )
    op.create_table(
        "rule_file",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("rule_file_pk")),
    )
    op.create_table(
        "proposal",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("request", _INT8, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("expires", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("confirmation", sa.Text(), nullable=False),
        sa.Column("confirmation_signature", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("proposal_pk")),
    )
    op.create_index("proposal_request_index", "proposal", ["request"], unique=False)
    op.create_index("proposal_subject_index", "proposal", ["subject"], unique=False)
    op.add_column("slot", sa.Column("continues", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("slot", sa.Column("confirmed_by", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "lockout",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("locked", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("lockout_pk")),
    )
