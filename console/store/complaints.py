"""Tables of complaints, and of what was done about them."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table, Text

from console.store.tables import Int8, metadata

complaint = Table(
    "complaint",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("request", Int8, nullable=False),
    Column("num", Int8),
    Column("salt", LargeBinary),
    Column("commitment", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("opted", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("entered", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answered", Text, nullable=False),
    Column("answered_by", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("conclusion", Text, nullable=False),
    Column("closed", Text, nullable=False),
    Column("closed_by", Text, nullable=False),
    Column("forgotten", Text, nullable=False, server_default=""),
    Column("scrubbed", Text, nullable=False, server_default=""),
    Index("complaint_request_index", "request"),
    Index("complaint_state_index", "state", "id"),
    Index("complaint_num_index", "num"),
)
"""A complaint as it stands. `request` is 0 where none is known; `department` is whose text it is about, empty for unknown.

`num` and `salt` are what `commitment` was made of; both become NULL when retention ends, and the commitment stays.
`forgotten` is when that was, `scrubbed` when free pages and log were written over since; empty before.
"""

series = Table(
    "complaint_series",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)
"""The last serial given out, by year."""
