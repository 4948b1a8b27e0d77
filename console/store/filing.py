"""The table of filed quarters (R3): what was compiled, who signed it, who received it, and the pack itself."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text

from console.store.tables import Int8, metadata

filing = Table(
    "filing",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("department", Text, nullable=False),
    Column("quarter", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("manifest", Text, nullable=False),
    Column("requests", Int8, nullable=False),
    Column("recipients", Int8, nullable=False),
    Column("nil", Boolean, nullable=False),
    Column("facts", Text, nullable=False),
    Column("gaps", Text, nullable=False),
    Column("head_seq", Int8, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
    Column("pack", LargeBinary, nullable=False),
    Column("compiled_by", Text, nullable=False),
    Column("compiled_at", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("signed_at", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("answer_digest", Text, nullable=False),
    Column("answer_signature", Text, nullable=False),
    Column("answered_by", Text, nullable=False),
    Column("answered_at", Text, nullable=False),
    Column("answer_carrier", Text, nullable=False),
    Column("paper", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("filing_quarter_index", "quarter", "department", "id"),
    Index("filing_state_index", "state", "id"),
)
"""One row a pack: the newest of a department's quarter is the one that counts, older ones were returned or amended.

`facts` and `gaps` are JSON as they were when it was compiled, `head_seq` and `head_hash` the ledger then; `pack` is the zip.
`text` is the signed statement, `answer` the signed receipt or return; both empty until then. `reason` is that of a return.
"""
