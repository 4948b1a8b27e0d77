"""Tables of requests: the draft as it stands, every signed version, every signed step, and form numbers."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from console.store.tables import Int8, metadata

request = Table(
    "request",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("number", Text, unique=True),
    Column("version", Integer, nullable=False),
    Column("department", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("drafter", Text, nullable=False),
    Column("hands", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("waits_for", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("draft", Text, nullable=False),
    Column("recipients", Int8, nullable=False),
    Column("opens", Text, nullable=False),
    Column("closes", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("head", Text, nullable=False),
    Column("submitted", Text, nullable=False),
    Column("updated", Text, nullable=False),
    Column("erased", Text, nullable=False, server_default=""),
    Index("request_state_index", "state", "id"),
    Index("request_department_index", "department", "id"),
)
"""A projection: `version` 0 was never submitted; `digest` and `head` are the newest statement's and the chain's; `hands`
is a JSON list of everyone who drafted, edited or imported; `erased` is when the numbers that it sent to went, or empty."""

request_version = Table(
    "request_version",
    metadata,
    Column("request", Int8, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("hands", Text, nullable=False),
    Column("at", Text, nullable=False),
    PrimaryKeyConstraint("request", "version"),
)
"""Every submitted version, as it was signed."""

step = Table(
    "step",
    metadata,
    Column("request", Int8, nullable=False),
    Column("version", Integer, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("at", Text, nullable=False),
    PrimaryKeyConstraint("request", "version", "nth"),
    Index("step_person_index", "person", "at"),
)
"""Every signed step on a request version, in chain order; releases, resumes and stops stand here too."""

form_number = Table(
    "form_number",
    metadata,
    Column("year", Integer, nullable=False),
    Column("department", Text, nullable=False),
    Column("last", Integer, nullable=False),
    PrimaryKeyConstraint("year", "department"),
)
"""The last serial given out, by year and department."""
