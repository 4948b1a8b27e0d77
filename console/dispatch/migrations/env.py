"""Alembic environment of the dispatcher's tree; `console.db.migrate` runs it."""

from console.db.environment import run
from console.dispatch import tables

run(tables.metadata, tables.triggers)
