"""The dispatcher's tables: sends, recipients, what was submitted and heard, and who may send."""

import sqlalchemy as sa
from alembic import op

from console.db import triggers

revision = "0001"
down_revision = None

INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create every table, its index and its guard."""
    _create_sends()
    _create_traffic()
    _create_duties()
    triggers.create(
        op.get_bind(), tuple(g for g in triggers.append_only("submission") if g.event == "UPDATE")
    )


def _create_sends() -> None:
    op.create_table(
        "send",
        sa.Column("id", INT8, nullable=False),
        sa.Column("request", INT8, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("release_digest", sa.Text(), nullable=False),
        sa.Column("request_digest", sa.Text(), nullable=False),
        sa.Column("list_id", INT8, nullable=False),
        sa.Column("n", INT8, nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("opens", sa.Text(), nullable=False),
        sa.Column("closes", sa.Text(), nullable=False),
        sa.Column("hours_from", sa.Text(), nullable=False),
        sa.Column("hours_to", sa.Text(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reference", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hold", sa.Integer(), nullable=False),
        sa.Column("resumed", sa.Integer(), nullable=False),
        sa.Column("reported", sa.Integer(), nullable=False),
        sa.Column("bundle", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="send_pk"),
        sa.UniqueConstraint("release_digest", name="send_release_digest_unique"),
        sqlite_strict=True,
    )
    op.create_table(
        "claimed",
        sa.Column("request_digest", sa.Text(), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("send_id", INT8, nullable=False),
        sa.PrimaryKeyConstraint("request_digest", "slot", name="claimed_pk"),
        sqlite_strict=True,
    )
    op.create_table(
        "recipient",
        sa.Column("send_id", INT8, autoincrement=False, nullable=False),
        sa.Column("num", INT8, autoincrement=False, nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("send_id", "num", name="recipient_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tally",
        sa.Column("send_id", INT8, autoincrement=False, nullable=False),
        sa.Column("queued", INT8, nullable=False),
        sa.Column("in_flight", INT8, nullable=False),
        sa.Column("accepted", INT8, nullable=False),
        sa.Column("delivered", INT8, nullable=False),
        sa.Column("undelivered", INT8, nullable=False),
        sa.Column("refused", INT8, nullable=False),
        sa.Column("no_receipt", INT8, nullable=False),
        sa.Column("unknown", INT8, nullable=False),
        sa.Column("suppressed", INT8, nullable=False),
        sa.Column("not_sent", INT8, nullable=False),
        sa.PrimaryKeyConstraint("send_id", name="tally_pk"),
        sqlite_strict=True,
    )
    op.create_table(
        "chunk",
        sa.Column("send_id", INT8, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first", INT8, nullable=False),
        sa.Column("revision", INT8, nullable=False),
        sa.PrimaryKeyConstraint("send_id", "position", name="chunk_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _create_traffic() -> None:
    op.create_table(
        "submission",
        sa.Column("send_id", INT8, autoincrement=False, nullable=False),
        sa.Column("num", INT8, autoincrement=False, nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("msgid", sa.Text(), nullable=False),
        sa.Column("at", INT8, nullable=False),
        sa.PrimaryKeyConstraint("send_id", "num", "attempt", "part", name="submission_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("submission_msgid_index", "submission", ["msgid"])
    op.create_table(
        "receipt",
        sa.Column("id", INT8, nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("num", INT8, nullable=False),
        sa.Column("msgid", sa.Text(), nullable=False),
        sa.Column("reference", sa.Integer()),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("at", INT8, nullable=False),
        sa.Column("send_id", INT8),
        sa.PrimaryKeyConstraint("id", name="receipt_pk"),
        sqlite_strict=True,
    )
    op.create_table(
        "part_done",
        sa.Column("send_id", INT8, autoincrement=False, nullable=False),
        sa.Column("num", INT8, autoincrement=False, nullable=False),
        sa.Column("msgid", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("send_id", "num", "msgid", name="part_done_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "verdict",
        sa.Column("send_id", INT8, autoincrement=False, nullable=False),
        sa.Column("num", INT8, autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("at", INT8, nullable=False),
        sa.PrimaryKeyConstraint("send_id", "num", name="verdict_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reply",
        sa.Column("id", INT8, nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("num", INT8, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("at", INT8, nullable=False),
        sa.Column("refusal", sa.Integer(), nullable=False),
        sa.Column("reported", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="reply_pk"),
        sqlite_strict=True,
    )
    op.create_table(
        "optout",
        sa.Column("num", INT8, autoincrement=False, nullable=False),
        sa.Column("scope", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("num", "scope", name="optout_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _create_duties() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", INT8, nullable=False),
        sa.Column("request", INT8, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("release_digest", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="outbox_pk"),
        sqlite_strict=True,
    )
    op.create_table(
        "head",
        sa.Column("seq", INT8, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="head_pk"),
        sqlite_strict=True,
    )
    op.create_table(
        "freeze",
        sa.Column("id", INT8, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="freeze_pk"),
        sqlite_strict=True,
    )
    op.create_table(
        "instance",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fence", INT8, nullable=False),
        sa.PrimaryKeyConstraint("id", name="instance_pk"),
        sqlite_strict=True,
    )
    op.create_table(
        "lease",
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("fence", INT8, nullable=False),
        sa.Column("expires", INT8, nullable=False),
        sa.PrimaryKeyConstraint("gateway", name="lease_pk"),
        sqlite_strict=True,
    )
    op.create_table(
        "mark",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", INT8, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="mark_pk"),
        sqlite_strict=True,
    )
