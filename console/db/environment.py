"""What both trees' `env.py` do: run the migrations in the connection that the runner opened."""

from alembic import context
from sqlalchemy import MetaData

from console.db.triggers import Trigger


def run(metadata: MetaData, triggers: tuple[Trigger, ...]) -> None:
    """Run the wanted migrations, and tell the runner what the tree's newest tables and triggers are.

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
