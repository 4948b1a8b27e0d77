"""What the `env.py` of both migration trees does: run the migrations in the connection that the runner opened."""

from alembic import context
from sqlalchemy import MetaData

from console.db.triggers import Trigger


def run(metadata: MetaData, triggers: tuple[Trigger, ...]) -> None:
    """Run the requested migrations, and tell the runner the tree's newest tables and triggers.

    The runner has opened the transaction and commits it; Alembic neither begins nor ends one.
    """
    attributes = context.config.attributes
    attributes["metadata"], attributes["triggers"] = metadata, triggers
    context.configure(
        connection=attributes["connection"],
        target_metadata=metadata,
        version_table=attributes["version_table"],
    )
    context.run_migrations()
