"""Alembic environment of the desk's tree; `console.db.migrate` runs it."""

from console.db.environment import run
from console.store import (
    complaints,
    contacts,
    credentials,
    expiries,
    freezes,
    losses,
    people,
    personnel,
    requests,
    sends,
    tables,
)

NOUNS = (complaints, contacts, credentials, expiries, freezes, losses, people, personnel, requests, sends)
"""Importing a noun's module adds its tables to the one metadata."""

run(tables.metadata, tables.triggers)
