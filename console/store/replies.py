"""Table of replies of subscribers, and of what people made of them."""

from sqlalchemy import Column, Index, Integer, Table, Text

from console.store.tables import Int8, metadata

reply = Table(
    "reply",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("origin", Text, nullable=False, unique=True),
    Column("gateway", Text, nullable=False),
    Column("num", Int8),
    Column("address", Text, nullable=False),
    Column("dest", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("chars", Integer, nullable=False),
    Column("times", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("request", Int8, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("department", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("decided", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("complaint", Text, nullable=False),
    Column("forgotten", Text, nullable=False),
    Column("scrubbed", Text, nullable=False),
    Index("reply_state_index", "state", "id"),
    Index("reply_request_index", "request", "id"),
    Index("reply_num_index", "num"),
)
"""A reply as it stands. `origin` is under what the dispatcher keeps it; `num` is NULL where the sender is no mobile number.

`request` is 0 and `department` empty where it answers nothing that we know. `text` may be cut, `chars` is how long it was.
`due` is until when somebody decides, `complaint` the number of the complaint that was opened with it; empty otherwise.
`forgotten` is when number, address and text went, `scrubbed` when free pages and log were written over since; empty before.
"""
