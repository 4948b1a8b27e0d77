"""Recipients lie in the order in which they go: each has a place, and what is known of them names it in the place of their number.

What was claimed before keeps the list's own order, in which it was reported.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from console.db import triggers

revision = "0018"
down_revision = "0017"

_INT8 = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OF = "o.send_id = r.send_id AND o.num = r.num"
_PLACED = (
    "INSERT INTO listing (num, send_id, place) SELECT num, send_id,"
    " row_number() OVER (PARTITION BY send_id ORDER BY num) - 1 FROM recipient_old"
)
_CONTINUED = (
    "UPDATE listing SET place = coalesce((SELECT w.place FROM listing w JOIN send s ON s.root = w.send_id"
    " WHERE s.id = listing.send_id AND w.num = listing.num), place)"
    " WHERE send_id IN (SELECT id FROM send WHERE root > 0 AND erased = '')"
)
"""A continuation keeps the places of the send with the whole list."""


def upgrade() -> None:
    """Give everybody a place, and build the tables again that are kept by it."""
    op.add_column("send", sa.Column("keyed", sa.Integer(), nullable=False, server_default="0"))
    op.drop_column("chunk", "first")
    op.drop_index("recipient_num_index", "recipient")
    op.drop_index("submission_msgid_index", "submission")
    for table in ("recipient", "submission", "verdict", "part_done"):
        _put_aside(table)
    _create()
    op.execute(_PLACED)
    op.execute(_CONTINUED)
    _fill("recipient", "state, attempt, reference, at", "o.num")
    _fill("submission", "attempt, part, gateway, msgid, at")
    _fill("verdict", "code, at")
    _fill("part_done", "msgid")
    for table in ("recipient", "submission", "verdict", "part_done"):
        op.drop_table(f"{table}_old")
    op.create_index("submission_msgid_index", "submission", ["msgid"])
    triggers.create(
        op.get_bind(), tuple(g for g in triggers.append_only("submission") if g.event == "UPDATE")
    )


def _put_aside(table: str) -> None:
    if op.get_context().dialect.name == "postgresql":
        # Constraints share one name space there, and the new table takes the name.
        op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {table}_pk TO {table}_old_pk")
    op.rename_table(table, f"{table}_old")


def _fill(table: str, columns: str, number: str = "") -> None:
    taken = ", ".join(f"r.{name}" for name in columns.split(", "))
    names, values = f"send_id, place, {columns}", f"r.send_id, o.place, {taken}"
    if number:
        names, values = f"{names}, num", f"{values}, {number}"
    op.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}_old r JOIN listing o ON {_OF}"  # noqa: S608 - our own names
        " ORDER BY r.send_id, o.place"
    )


def _create() -> None:
    state: list[sa.Column[Any]] = [
        sa.Column(name, sa.Integer(), nullable=False) for name in ("state", "attempt", "reference")
    ]
    _by_place("recipient", sa.Column("num", _INT8, nullable=False), *state, _at(server_default="0"))
    _by_place(
        "submission",
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("gateway", sa.Text(), nullable=False),
        sa.Column("msgid", sa.Text(), nullable=False),
        _at(),
        key=("attempt", "part"),
    )
    _by_place("part_done", sa.Column("msgid", sa.Text(), nullable=False), key=("msgid",))
    _by_place("verdict", sa.Column("code", sa.Text(), nullable=False), _at())
    op.create_table(
        "listing",
        sa.Column("num", _INT8, autoincrement=False, nullable=False),
        sa.Column("send_id", _INT8, autoincrement=False, nullable=False),
        sa.Column("place", _INT8, nullable=False),
        sa.PrimaryKeyConstraint("num", "send_id", name="listing_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _at(**options: Any) -> "sa.Column[Any]":
    return sa.Column("at", _INT8, nullable=False, **options)


def _by_place(table: str, *columns: "sa.Column[Any]", key: tuple[str, ...] = ()) -> None:
    op.create_table(
        table,
        sa.Column("send_id", _INT8, autoincrement=False, nullable=False),
        sa.Column("place", _INT8, autoincrement=False, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("send_id", "place", *key, name=f"{table}_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
