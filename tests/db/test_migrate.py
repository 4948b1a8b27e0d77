import subprocess
import sys
import textwrap
import uuid
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from console.db import migrate, triggers
from console.db.engine import Database, open_database
from console.db.errors import MigrationError, NewerDatabaseError
from console.db.migrate import DESK, DISPATCH, Tree, upgrade
from console.version import FULL
from tests.db import ledgers

ENV = """
from sqlalchemy import Column, Integer, MetaData, Table
from console.db.environment import run

metadata = MetaData()
Table("t", metadata, Column("n", Integer, primary_key=True))
run(metadata, ())
"""

CREATE_T = 'op.create_table("t", sa.Column("n", sa.Integer(), primary_key=True))'

REPLACE = "DROP TRIGGER ledger_no_update ON ledger; CREATE TRIGGER ledger_no_update "

Make = Callable[..., Tree]


def migration(number: int, *acts: str) -> str:
    """The text of a migration file."""
    down = repr(f"{number - 1:04}") if number > 1 else "None"
    body = textwrap.indent("\n".join(acts), "    ")
    head = (
        f"import sqlalchemy as sa\nfrom alembic import op\nrevision = '{number:04}'\ndown_revision = {down}\n"
    )
    return f"{head}def upgrade():\n{body}\n"


@pytest.fixture
def make_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Write a tree of migrations into a package of its own."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(
        files: dict[str, str], *, head: str | None = None, env: str = ENV, base: str | None = None
    ) -> Tree:
        name = f"tree_{uuid.uuid4().hex}"
        folder = tmp_path / name
        if base is not None:
            copytree(base, folder)
        (folder / "versions").mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").touch()
        if base is None:
            (folder / "env.py").write_text(env)
        for file, content in files.items():
            (folder / "versions" / file).write_text(content)
        (folder / ".head").write_text(
            head if head is not None else max(files, default="").removesuffix(".py")
        )
        return Tree("desk", name)

    return make


def tables(database: Database) -> set[str]:
    with database.reader() as conn:
        return set(inspect(conn).get_table_names())


def test_an_empty_database_gets_every_revision_once(empty: Database) -> None:
    assert upgrade(empty, DESK)[:1] == ["0001"]
    assert {"ledger", "desk_version"} <= tables(empty)
    assert upgrade(empty, DESK) == []


def test_a_database_of_one_tree_is_not_taken_for_the_other(empty: Database) -> None:
    upgrade(empty, DISPATCH)
    assert "dispatch_version" in tables(empty)
    assert "desk_version" not in tables(empty)


def test_an_upgraded_database_is_what_the_tables_say(database: Database) -> None:
    assert migrate.differences(database, DESK) == []


def test_a_column_of_another_type_is_a_difference(empty: Database, make_tree: Make) -> None:
    tree = make_tree(
        {"0001_t.py": migration(1, CREATE_T)},
        env=ENV.replace("Integer, primary_key", "String, primary_key").replace("Integer,", "String,"),
    )
    upgrade(empty, tree)
    (found,) = migrate.differences(empty, tree)
    assert "modify_type" in found


def _upgrade(url: str) -> list[str]:
    database = open_database(url, role="desk")
    try:
        return upgrade(database, DESK)
    finally:
        database.close()


def test_programs_that_upgrade_at_once_apply_each_revision_once(empty: Database, database_url: str) -> None:
    with empty.writer() as conn:
        conn.execute(text("CREATE TABLE unrelated (n INTEGER)"))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        started = [pool.submit(_upgrade, database_url) for _ in range(2)]
        applied = [revision for one in started for revision in one.result()]
    assert applied.count("0001") == 1
    assert len(applied) == len(set(applied))


def test_a_filled_old_database_keeps_its_ledger_through_an_upgrade(
    database: Database, make_tree: Make
) -> None:
    heads = ledgers.fill(database, 5)
    folder = Path(migrate.__file__).parents[1] / "store" / "migrations"
    count = len(list((folder / "versions").glob("[0-9]*.py")))
    newer = make_tree({f"{count + 1:04}_t.py": migration(count + 1, CREATE_T)}, base=str(folder))
    assert upgrade(database, newer) == [f"{count + 1:04}"]
    assert "t" in tables(database)
    assert ledgers.judge(database, heads=heads).anchor == heads[-1]
    with pytest.raises(DBAPIError, match="append-only"), database.writer() as conn:
        conn.execute(text("DELETE FROM ledger"))


def test_each_revision_is_written_down_with_the_program_that_made_it(empty: Database) -> None:
    applied = upgrade(empty, DESK)
    with empty.writer() as conn:
        written = conn.execute(text("SELECT revision, program FROM desk_program ORDER BY revision")).all()
        conn.execute(text("UPDATE desk_program SET program = 'another'"))
    assert written == [(revision, FULL) for revision in applied]
    # Nothing is left to do, so nothing is written either.
    assert upgrade(empty, DESK) == []
    with empty.reader() as conn:
        assert conn.execute(text("SELECT DISTINCT program FROM desk_program")).scalars().all() == ["another"]


@pytest.mark.parametrize("written", [True, False])
def test_an_older_program_refuses_a_newer_database_and_names_what_it_needs(
    database: Database, make_tree: Make, written: bool
) -> None:
    folder = Path(migrate.__file__).parents[1] / "store" / "migrations"
    number = f"{len(list((folder / 'versions').glob('[0-9]*.py'))) + 1:04}"
    upgrade(database, make_tree({f"{number}_t.py": migration(int(number), CREATE_T)}, base=str(folder)))
    with database.writer() as conn:
        if written:
            changed = text("UPDATE desk_program SET program = '9.9.9+9.g99' WHERE revision = :revision")
            conn.execute(changed, {"revision": number})
        else:
            conn.execute(text("DROP TABLE desk_program"))
    with pytest.raises(NewerDatabaseError) as caught:
        upgrade(database, DESK)
    needs = "9.9.9+9.g99" if written else "?"
    assert caught.value.params == {"revision": number, "tree": "desk", "needs": needs, "program": FULL}


@pytest.mark.parametrize("name", [trigger.name for trigger in triggers.ledger()])
def test_a_missing_trigger_is_found_at_every_upgrade(database: Database, name: str) -> None:
    if database.dialect == "sqlite" and name == "ledger_no_truncate":
        return
    others = [trigger.name for trigger in triggers.ledger() if trigger.name != name]

    def rearm(conn: Connection) -> None:
        for other in others:
            ledgers.arm_only(conn, other)

    ledgers.tamper(database, rearm)
    with pytest.raises(MigrationError) as caught:
        upgrade(database, DESK)
    assert caught.value.params == {"triggers": name}


def test_a_changed_trigger_is_found_at_every_upgrade(database: Database) -> None:
    with database.writer() as conn:
        if database.dialect == "sqlite":
            conn.execute(text("DROP TRIGGER ledger_no_update"))
            conn.execute(text("CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT 1; END"))
        else:
            body = "CREATE OR REPLACE FUNCTION ledger_no_update() RETURNS trigger LANGUAGE plpgsql AS "
            conn.execute(text(body + "$$BEGIN RETURN NEW; END$$"))
    with pytest.raises(MigrationError, match="ledger_no_update"):
        upgrade(database, DESK)


@pytest.mark.parametrize(
    "act",
    [
        "ALTER TABLE ledger DISABLE TRIGGER ledger_no_update",
        REPLACE + "BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_no_update()",
        REPLACE + "BEFORE UPDATE ON ledger EXECUTE FUNCTION ledger_no_update()",
        "ALTER TABLE ledger ENABLE REPLICA TRIGGER ledger_no_update",
    ],
)
def test_a_trigger_that_does_not_fire_is_found_on_postgresql(database: Database, act: str) -> None:
    if database.dialect == "sqlite":
        return
    with database.writer() as conn:
        for statement in act.split(";"):
            conn.execute(text(statement))
    with pytest.raises(MigrationError, match="ledger_no_update"):
        upgrade(database, DESK)


def test_a_failed_migration_leaves_the_one_before_it(empty: Database, make_tree: Make) -> None:
    fails = migration(
        2, 'op.execute("CREATE TABLE u (n INTEGER)")', 'op.execute("INSERT INTO nowhere VALUES (1)")'
    )
    broken = make_tree({"0001_t.py": migration(1, CREATE_T), "0002_u.py": fails})
    with pytest.raises(DBAPIError, match="nowhere"):
        upgrade(empty, broken)
    assert tables(empty) == {"t", "desk_version", "desk_program"}
    with empty.reader() as conn:
        assert conn.execute(text("SELECT version_num FROM desk_version")).scalar_one() == "0001"


def test_a_rebuilt_table_keeps_the_rows_that_point_at_it(empty: Database, make_tree: Make) -> None:
    child = 'op.execute("CREATE TABLE child (n INTEGER REFERENCES t (n) ON DELETE CASCADE)")'
    fill = ['op.execute("INSERT INTO t VALUES (1)")', 'op.execute("INSERT INTO child VALUES (1)")']
    rebuild = 'with op.batch_alter_table("t") as batch: batch.add_column(sa.Column("m", sa.Integer()))'
    recreate = rebuild.replace('"t")', '"t", recreate="always")') if empty.dialect == "sqlite" else rebuild
    upgrade(
        empty,
        make_tree({"0001_t.py": migration(1, CREATE_T, child, *fill), "0002_u.py": migration(2, recreate)}),
    )
    with empty.reader() as conn:
        assert conn.execute(text("SELECT count(*) FROM child")).scalar_one() == 1
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"), empty.writer() as conn:
        conn.execute(text("INSERT INTO child VALUES (2)"))


def test_a_migration_that_breaks_a_foreign_key_is_rolled_back(empty: Database, make_tree: Make) -> None:
    child = 'op.execute("CREATE TABLE child (n INTEGER REFERENCES t (n))")'
    orphan = 'op.execute("INSERT INTO child VALUES (1)")'
    with pytest.raises((MigrationError, DBAPIError), match=r"(?i)gone|foreign key"):
        upgrade(empty, make_tree({"0001_t.py": migration(1, CREATE_T, child, orphan)}))
    assert tables(empty) == set()


def test_the_shipped_trees_are_consistent() -> None:
    command = [sys.executable, "-m", "console.db.migrate", "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "migrations are consistent\n")


def test_a_wrong_call_of_the_check_says_how_to_call_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert migrate.main([]) == 2
    assert "usage" in capsys.readouterr().err


T = migration(1, CREATE_T)
U = migration(2, "pass")


@pytest.mark.parametrize(
    ("files", "head", "fault"),
    [
        ({"0001_t.py": T}, None, None),
        ({"0001_t.py": T, "0002_u.py": U}, None, None),
        ({"1_t.py": T}, None, "not named"),
        ({"0001-t.py": T}, None, "not named"),
        ({"0001_t.py": T, "0003_u.py": U}, None, "gap or repeat"),
        ({"0001_t.py": T, "0001_u.py": U}, None, "gap or repeat"),
        ({"0001_t.py": T}, "0002_u", ".head"),
        ({"0001_t.py": T}, "", ".head"),
        ({"0001_t.py": T, "0002_u.py": U.replace("'0001'", "None")}, None, "multiple heads"),
        ({"0001_t.py": T.replace("'0001'", "'abc'")}, None, "the file names say"),
        ({"0001_t.py": T, "0002_u.py": migration(2, 'op.batch_alter_table("ledger")')}, None, "batch mode"),
        ({"0001_t.py": migration(1, "pass")}, None, "add_table"),
        (
            {"0001_t.py": T, "0002_u.py": migration(2, 'op.execute("CREATE TABLE u (n INTEGER)")')},
            None,
            "remove_table",
        ),
    ],
)
def test_the_check_names_each_fault_of_a_tree(
    make_tree: Make, files: dict[str, str], head: str | None, fault: str | None
) -> None:
    problems = migrate.check(make_tree(files, head=head))
    assert (fault is None and problems == []) or (fault is not None and fault in "\n".join(problems))


def test_the_check_wants_the_head_file(make_tree: Make, tmp_path: Path) -> None:
    tree = make_tree({"0001_t.py": T})
    (tmp_path / tree.package / ".head").unlink()
    assert migrate.check(tree) == [".head holds None, the newest file is '0001_t'"]
