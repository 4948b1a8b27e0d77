"""Tables of contact lists: the manifest's facts, the numbers, the findings, and opt-outs."""

from sqlalchemy import Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from console.store.tables import Int8, metadata

contact_list = Table(
    "contact_list",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("name", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("importer", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("n", Int8, nullable=False),
    Column("rows", Int8, nullable=False),
    Column("last", Int8, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", Int8, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("repaired", Text, nullable=False),
    Column("digest", Text, unique=True),
    Column("text", Text),
    Column("signature", Text),
    Column("salt", LargeBinary),
    Column("desk", Text, nullable=False, server_default=""),
    Column("erased", Text, nullable=False, server_default=""),
    Column("cleared", Text, nullable=False, server_default=""),
    Index("contact_list_department_index", "department", "id"),
)
"""`state` is importing or ready; `last` is the greatest number so far; counts and repaired are JSON objects.

`desk` is the mark of the desk that takes or took the list in.
`erased` is when its numbers and its salt went, `cleared` when the rows that were no ordinary numbers did; empty before.
"""

list_number = Table(
    "list_number",
    metadata,
    Column("list_id", Int8, nullable=False),
    Column("num", Int8, nullable=False),
    PrimaryKeyConstraint("list_id", "num"),
    sqlite_with_rowid=False,
)
"""The numbers of a list, ascending; 15 bytes a row on SQLite."""

finding = Table(
    "finding",
    metadata,
    Column("list_id", Int8, nullable=False),
    Column("row", Int8, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("kept", Integer),
    Column("first", Int8, nullable=False, server_default="0"),
    PrimaryKeyConstraint("list_id", "row", "nth"),
    sqlite_with_rowid=False,
)
"""What was not an ordinary number: file row, reason, raw text; `nth` tells several findings of one row apart.

`kept` is 1 for a row whose number is in the list, NULL where an older program did not record it; `first` is the row that a
duplicate repeats, else 0.
"""

optout = Table(
    "optout",
    metadata,
    Column("serial", Int8, primary_key=True),
    Column("num", Int8),
    Column("scope", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("hmac", LargeBinary),
    Index("optout_num_scope_unique", "num", "scope", unique=True),
    Index("optout_hmac_index", "hmac", "scope"),
)
"""Refusals by recipients; `scope` is promotion or all. Rows are never removed.

`num` comes in clear; once the number is erased it is NULL, and `hmac` is what it is known by (`console.db.keyed`).
"""

optout_key = Table(
    "optout_key",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("desk", Text, nullable=False),
    Column("hashed", Int8, nullable=False),
)
"""One row once there is a key: its fingerprint, when and by which desk (its mark) it was made, how many opt-outs are hashed."""
