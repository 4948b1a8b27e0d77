"""Alembic environment of the desk's tree; `console.db.migrate` runs it."""

from console.db.environment import run
from console.store import (
    archive,
    base,
    complaints,
    contacts,
    credentials,
    custody,
    documents,
    erasure,
    expiries,
    filing,
    freezes,
    losses,
    notices,
    people,
    personnel,
    replies,
    requests,
    sends,
    tables,
    templates,
    upkeep,
    watch,
)

NOUNS = (
    archive,
    complaints,
    contacts,
    credentials,
    custody,
    documents,
    erasure,
    expiries,
    filing,
    freezes,
    losses,
    notices,
    people,
    personnel,
    replies,
    requests,
    sends,
    watch,
    templates,
    upkeep,
)
"""Importing a noun's module adds its tables to the one metadata."""

run(base.metadata, tables.triggers)
