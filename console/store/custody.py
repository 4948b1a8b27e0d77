"""Tables of custody that changes hands: further signatures, envelopes, and secrets that are to be changed (R12)."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from console.store.tables import Int8, metadata

cosignature = Table(
    "cosignature",
    metadata,
    Column("proposal", Text, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    PrimaryKeyConstraint("proposal", "nth"),
)
"""The confirmations of an act of custody in their order: some need more than one."""

envelope = Table(
    "envelope",
    metadata,
    Column("number", Text, primary_key=True),
    Column("holds", Text, nullable=False),
    Column("gateway", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("seal", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("sealing", Text, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("sealed_by", Text, nullable=False),
    Column("witness", Text, nullable=False),
    Column("check", Text, nullable=False),
    Column("checked", Text, nullable=False),
    Column("checked_by", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("ended", Text, nullable=False),
    Column("ended_by", Text, nullable=False),
    Column("ended_with", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("envelope_state_index", "state"),
)
"""An envelope: `sealing` is the digest of the statement by which it was sealed, `check` the next day to look at it.

`state` is sealed, opened, broken or replaced; `ended`, by whom (two people of an opening) and `why` say how it stopped being
sealed, empty while it is.
"""

secret_change = Table(
    "secret_change",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("what", Text, nullable=False),
    Column("gateway", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("done", Text, nullable=False),
    Index("secret_change_open_index", "done", "due"),
)
"""A secret that somebody else knows, or may know: `what` is phrase or password, `done` when it was changed, empty until then.

`cause` is hand_over, opened or broken; `number` that of the hand-over or envelope; `fingerprint` of the password that is known.
"""
