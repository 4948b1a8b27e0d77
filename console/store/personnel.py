"""Tables of what people may do beside the roster: orders, applications, roster proposals, two-person acts."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from console.store.tables import Int8, metadata

personnel_order = Table(
    "personnel_order",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("principal", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("recalled", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Index("personnel_order_person_index", "person", "id"),
)
"""Deputations, activations, suspensions, and the recalls that end them; `recalled` is the instant of the recall, or empty."""

application = Table(
    "application",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("waits_for", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("head", Text, nullable=False),
    Column("paper", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("roster", Integer, nullable=False),
    Column("updated", Text, nullable=False),
    Index("application_state_index", "state", "id"),
)
"""Applications (Attachment 3) as they stand; `roster` is the version that carried it out, 0 before."""

application_statement = Table(
    "application_statement",
    metadata,
    Column("application", Int8, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("at", Text, nullable=False),
    PrimaryKeyConstraint("application", "nth"),
)
"""Every signed version of an application and every signed decision on it, in chain order."""

department_rules = Table(
    "department_rules",
    metadata,
    Column("department", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    PrimaryKeyConstraint("department", "version"),
)
"""Every version of a department's own rules (R0), as its manager signed it."""

roster_proposal = Table(
    "roster_proposal",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("version", Int8, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("expires", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
)
"""Roster versions with their first signature."""

proposal = Table(
    "proposal",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("request", Int8, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("expires", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("confirmed_by", Text, nullable=False),
    Column("confirmation", Text, nullable=False),
    Column("confirmation_signature", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("proposal_request_index", "request"),
    Index("proposal_subject_index", "subject"),
)
"""Two-person acts: the first statement, and the second once it is there.

`state` is open, confirmed, then applied or refused by whom it concerns; `why` names the refusal. `subject` is what the act is
about: `request:<id>`, `freeze:<id>`, `loss:<number>` or `dispatcher:<id>`; `request` and `slot` are 0 where there is none.
"""

lockout = Table(
    "lockout",
    metadata,
    Column("person", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last", Text, nullable=False),
    Column("locked", Text, nullable=False),
)
"""Wrong passphrases in a row, by person; `locked` is since when nothing of his is taken, or empty."""
