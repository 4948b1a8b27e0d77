"""The one migration runner for the desk's and the dispatcher's trees.

Every migration is one transaction of our own writer, which also writes down the program that made it; after each one the tree's
triggers must exist, and on SQLite every foreign key must hold. Two programs may upgrade one database at once: the second finds nothing left to do. `python -m console.db.migrate check`
checks the trees themselves.
"""

import importlib.resources
import logging
import re
import sys
import tempfile
import threading
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, inspect, text

from console.db.engine import Database, Role, open_database
from console.db.errors import MigrationError, NewerDatabaseError, UnfinishedRestoreError
from console.db.triggers import Trigger, missing
from console.version import FULL

_LOCK = 0x534D_534D
"""The advisory lock's number; it must differ from that of the ledger's lock."""

UNFINISHED = "restore_unfinished"
"""A table that exists in a PostgreSQL database while something is being restored into it."""

log = logging.getLogger(__name__)

_NAME = re.compile(r"(\d{4})_[a-z][a-z0-9_]*\.py")
_BATCH_LEDGER = re.compile(r"batch_alter_table\(\s*[\"']ledger\b")
_STEP = threading.Lock()
"""Alembic keeps its environment in module variables, so a process runs one upgrade at a time."""


class Tree(msgspec.Struct, frozen=True):
    """A line of migrations: which daemon's database it shapes, and the package with `env.py`, `versions/` and `.head`."""

    role: Role
    package: str

    @property
    def version_table(self) -> str:
        """Return the table with the newest applied revision; each tree has its own, so that neither takes the other's database."""
        return f"{self.role}_version"

    @property
    def program_table(self) -> str:
        """Return the table with the program that applied each revision: an older one is told by it what it lacks."""
        return f"{self.role}_program"


DESK = Tree("desk", "console.store.migrations")
DISPATCH = Tree("dispatch", "console.dispatch.migrations")


def upgrade(database: Database, tree: Tree) -> list[str]:
    """Bring a database to the tree's newest revision; return the revisions applied, oldest first.

    Raises UnfinishedRestoreError after a partial restore, NewerDatabaseError for a revision unknown to this program, MigrationError
    if a trigger is missing or a foreign key broken afterwards (that migration is rolled back), and the migration's errors.
    """
    applied: list[str] = []
    with _folder(tree) as folder, _STEP:
        scripts = _scripts(folder)
        while (revision := _step(database, tree, scripts)) is not None:
            applied.append(revision)
    if applied:
        log.info("%s database: migrated to %s", tree.role, applied[-1])
    return applied


def check(tree: Tree) -> list[str]:
    """Return the faults of a tree: file names, order, `.head`, an upgrade from empty on SQLite, models that differ."""
    with _folder(tree) as folder:
        names = sorted(path.name for path in (folder / "versions").glob("*.py") if path.name != "__init__.py")
        problems = _judge_names(folder, names)
    if problems:
        return problems
    with tempfile.TemporaryDirectory() as scratch:
        database = open_database(f"sqlite:///{Path(scratch) / 'empty.db'}", role=tree.role)
        try:
            upgrade(database, tree)
            return differences(database, tree)
        except (CommandError, MigrationError) as error:
            return [str(error)]
        finally:
            database.close()


def known(tree: Tree) -> frozenset[str]:
    """Return every revision of a tree that this program knows."""
    with _folder(tree) as folder:
        return frozenset(path.name[:4] for path in (folder / "versions").glob("[0-9]*.py"))


def differences(database: Database, tree: Tree) -> list[str]:
    """Return how an upgraded database differs from the tree's tables, one line per table, column, index or type."""
    with _folder(tree) as folder, _STEP, database.migrating() as connection:
        # Running the environment with nothing left to do still loads the tree's tables.
        loaded = _run(connection, tree, _scripts(folder), "head")
        options = {
            "compare_type": True,
            "include_object": _kept_by_the_runner,
            "version_table": tree.version_table,
        }
        context = MigrationContext.configure(connection, opts=options)
        return [str(one) for one in compare_metadata(context, loaded["metadata"])]


def main(arguments: list[str]) -> int:
    """Check both trees and print the faults; return the exit code: 0, 1 for faults, or 2 for a wrong call."""
    if arguments != ["check"]:
        sys.stderr.write("usage: python -m console.db.migrate check\n")
        return 2
    faults = [f"{tree.role}: {problem}" for tree in (DESK, DISPATCH) for problem in check(tree)]
    sys.stdout.writelines(f"{fault}\n" for fault in faults or ["migrations are consistent"])
    return 1 if faults else 0


@contextmanager
def _folder(tree: Tree) -> Generator[Path]:
    with importlib.resources.as_file(importlib.resources.files(tree.package)) as folder:
        yield folder


def _scripts(folder: Path) -> ScriptDirectory:
    """Return the tree's migrations, in order; each file is read once while this object exists."""
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return ScriptDirectory.from_config(config)


def _run(connection: Connection, tree: Tree, scripts: ScriptDirectory, revision: str) -> dict[str, Any]:
    """Run the tree's environment up to a revision; return what it reports: `metadata` and `triggers`.

    `alembic.command.upgrade` does the same, but reads every migration again at each call.
    """
    config = Config(attributes={"connection": connection, "version_table": tree.version_table})
    steps = partial(scripts._upgrade_revs, revision)  # noqa: SLF001 - as Alembic's own command calls it
    with EnvironmentContext(config, scripts, fn=lambda current, _: steps(current), destination_rev=revision):
        scripts.run_env()
    return config.attributes


def _step(database: Database, tree: Tree, scripts: ScriptDirectory) -> str | None:
    """Apply the next migration in one transaction; return None if there was none. Checks the triggers either way."""
    with database.migrating() as connection:
        if database.dialect == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            if connection.exec_driver_sql(f"SELECT to_regclass('{UNFINISHED}')").scalar_one() is not None:
                raise UnfinishedRestoreError("a restore into this database did not come to its end")
        revision = _next(connection, tree, scripts)
        loaded = _run(connection, tree, scripts, revision or "head")
        if revision is not None:
            _write_program(connection, tree, revision)
        _judge_database(connection, loaded["triggers"], at_head=_next(connection, tree, scripts) is None)
        return revision


def _next(connection: Connection, tree: Tree, scripts: ScriptDirectory) -> str | None:
    context = MigrationContext.configure(connection, opts={"version_table": tree.version_table})
    current = context.get_current_revision()
    order = [script.revision for script in reversed(list(scripts.walk_revisions()))]
    if current is not None and current not in order:
        needs = _program(connection, tree, current)
        said = f"the database is at revision {current} of {needs}, this program is {FULL}"
        raise NewerDatabaseError(said, revision=current, tree=tree.role, needs=needs, program=FULL)
    position = 0 if current is None else order.index(current) + 1
    return order[position] if position < len(order) else None


def _write_program(connection: Connection, tree: Tree, revision: str) -> None:
    table = tree.program_table
    columns = "revision TEXT NOT NULL PRIMARY KEY, program TEXT NOT NULL"
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
    written = text(f"INSERT INTO {table} (revision, program) VALUES (:revision, :program)")  # noqa: S608 - our own name
    connection.execute(written, {"revision": revision, "program": FULL})


def _program(connection: Connection, tree: Tree, revision: str) -> str:
    """Return the program that applied a revision; `?` where none was written down."""
    if not inspect(connection).has_table(tree.program_table):
        return "?"
    asked = text(f"SELECT program FROM {tree.program_table} WHERE revision = :revision")  # noqa: S608 - our own name
    return str(connection.execute(asked, {"revision": revision}).scalar() or "?")


def _judge_database(connection: Connection, triggers: tuple[Trigger, ...], *, at_head: bool) -> None:
    if at_head and (gone := missing(connection, triggers)):
        raise MigrationError(f"triggers missing or changed: {', '.join(gone)}", triggers=", ".join(gone))
    if connection.dialect.name == "sqlite" and (
        broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    ):
        raise MigrationError(f"{len(broken)} rows point at rows that are gone", rows=len(broken))


def _judge_names(folder: Path, names: list[str]) -> list[str]:
    wrong = [f"{name}: not named NNNN_slug.py" for name in names if _NAME.fullmatch(name) is None]
    if [name[:4] for name in names] != [f"{number:04}" for number in range(1, len(names) + 1)]:
        wrong.append(f"numbers do not run from 0001 without gap or repeat: {', '.join(names)}")
    newest = names[-1].removesuffix(".py") if names else ""
    kept = folder / ".head"
    written = kept.read_text(encoding="utf-8").strip() if kept.exists() else None
    if written != newest:
        wrong.append(f".head holds {written!r}, the newest file is {newest!r}")
    wrong += [
        f"{name}: the ledger is never rebuilt in batch mode"
        for name in names
        if _BATCH_LEDGER.search((folder / "versions" / name).read_text(encoding="utf-8"))
    ]
    return wrong or _judge_order(folder, [name[:4] for name in names])


def _judge_order(folder: Path, numbers: list[str]) -> list[str]:
    scripts = _scripts(folder)
    try:
        scripts.get_current_head()
        order = [(script.revision, script.down_revision) for script in scripts.walk_revisions()]
    except CommandError as error:
        return [str(error)]
    expected = [(number, numbers[at - 1] if at else None) for at, number in enumerate(numbers)]
    return [] if order[::-1] == expected else [f"revisions are {order[::-1]}, the file names say {expected}"]


def _kept_by_the_runner(_item: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    own = {name for tree in (DESK, DISPATCH) for name in (tree.version_table, tree.program_table)}
    return kind != "table" or name not in own


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
