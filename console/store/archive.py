"""Tables of the archive book, of what happened to its documents, and of emergency sends entered afterwards (R3)."""

from sqlalchemy import Column, Index, Integer, Table, Text

from console.store.tables import Int8, metadata

paper = Table(
    "paper",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("box", Text, nullable=False),
    Column("shelf", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("received", Text, nullable=False),
    Column("brought_by", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("paper_about_index", "about"),
    Index("paper_state_index", "state", "due"),
)
"""One document: `number` is its archive number (档号), `about` what it is of (`request:12`, empty: nothing of the console's).

`received` is a day; `due` the day on which what is lent comes back, empty otherwise; `by` and `at` who entered it and when.
"""

paper_move = Table(
    "paper_move",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("paper", Int8, nullable=False),
    Column("move", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("paper_move_paper_index", "paper", "id"),
)
"""What happened to a document, in order: `who` borrows it or takes it over, `words` why, or under which receipt."""

paper_send = Table(
    "paper_send",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("department", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("sent_at", Text, nullable=False),
    Column("recipients", Int8, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("acknowledged", Text, nullable=False),
    Column("acknowledged_by", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("behind", Int8, nullable=False, server_default="0"),
    Index("paper_send_department_index", "department", "sent_at"),
)
"""An emergency send (补录): `text` is the entry as canonical JSON, `digest` its SHA-256; no slot and no list ever belongs to it.

`acknowledged` is an instant, empty until the department's manager signed; `statement` and `signature` are what he signed.
`behind` is the newest request when it was entered, so that it has its place among them.
"""
