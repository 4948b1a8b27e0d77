"""Backup, proof and restore of an installation on PostgreSQL: consistent in the middle of writes, found out, restored into nothing but
an empty database, and no password where others could read it."""

import os
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

import msgspec
import pytest
from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.pool import NullPool

from console.backup import checking, making, manifest, pairing, postgres, stock
from console.backup.manifest import Part
from console.cli import exits
from console.db.engine import open_database
from console.db.errors import UnfinishedRestoreError
from console.db.migrate import DESK, DISPATCH, UNFINISHED, upgrade
from console.domain.states import RecipientState
from console.errors import ConsoleError
from console.launch.organisation import Organisation
from console.settings import Home
from tests.cli.conftest import Office
from tests.databases import NoPostgresError, end_cluster, new_folder_name, own_cluster, postgres_database
from tests.dispatch_rows import open_send
from tests.services.core import open_core

PASSWORD = "Secret:with\\colon"


@contextmanager
def database(server: str, template: str = "") -> Iterator[str]:
    """An empty database, or a copy of one."""
    if not template:
        with postgres_database(server) as url:
            yield url
        return
    name = f"{make_url(template).database}_copy_{secrets.token_hex(4)}"
    admin = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with admin.connect() as conn:
        conn.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {make_url(template).database}")
    try:
        yield make_url(template).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as conn:
            conn.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def written(path: Path, url: str) -> Path:
    path.touch(0o600)
    path.write_text(url + "\n", "utf-8")
    return path


@contextmanager
def within(url: str) -> Iterator[Connection]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as conn:
        yield conn


def seeded(url: str) -> None:
    """A dispatcher's database with two open sends and one that is over."""
    dispatch = open_database(url, role="dispatch")
    upgrade(dispatch, DISPATCH)
    with dispatch.writer() as conn:
        for nth, state in ((1, "sending"), (2, "waiting"), (3, "done")):
            open_send(conn, nth, state)
        conn.exec_driver_sql("INSERT INTO instance VALUES ('original', 4)")
        conn.exec_driver_sql("INSERT INTO lease VALUES ('demo', 'original', 9, 99999999999)")
    dispatch.close()


@pytest.fixture(scope="module")
def original(
    tmp_path_factory: pytest.TempPathFactory, organisation: Organisation, postgres_server: str
) -> Iterator[Path]:
    """An installation whose two databases are on a server, and its backup beside it; no test changes them."""
    root = tmp_path_factory.mktemp("original") / "home"
    root.mkdir(mode=0o700)
    organisation.write(root)
    with database(postgres_server) as desk, database(postgres_server) as dispatch:
        core = open_core(desk, organisation)
        core.cleared()
        core.database.close()
        seeded(dispatch)
        written(root / "desk" / "database", desk)
        written(root / "dispatch" / "database", dispatch)
        making.make(Home(root), root.parent / "backup", ["desk", "dispatch"], lambda *_: None)
        yield root


@pytest.fixture
def home(original: Path, tmp_path: Path, postgres_server: str) -> Iterator[Path]:
    """A copy of it, with databases of its own."""
    root = tmp_path / "installation"
    shutil.copytree(original, root)
    with ExitStack() as stack:
        for part in ("desk", "dispatch"):
            url = stack.enter_context(database(postgres_server, url_of(original, part)))
            written(root / part / "database", url)
        yield root


@pytest.fixture
def backup(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original.parent / "backup", tmp_path / "backup")


def url_of(home: Path, part: str) -> str:
    return (home / part / "database").read_text("utf-8").strip()


def code(office: Office, *words: object) -> str:
    answer = office.json("", *words)
    assert answer.code == exits.PROBLEM, answer.out
    return str(answer.json["problem"]["code"])


class Target:
    """Empty databases to restore into, named as the command wants them."""

    def __init__(self, folder: Path, desk: str, dispatch: str) -> None:
        self.home = folder / "new"
        self.desk, self.dispatch = desk, dispatch
        self.files = [written(folder / "desk.url", desk), written(folder / "dispatch.url", dispatch)]

    def words(self, backup: Path, *more: str) -> list[object]:
        desk, dispatch = self.files
        options = ["--home", self.home, "--desk-database", desk, "--dispatch-database", dispatch]
        return ["restore", backup, *options, *more]


@pytest.fixture
def target(tmp_path: Path, postgres_server: str) -> Iterator[Target]:
    with database(postgres_server) as desk, database(postgres_server) as dispatch:
        yield Target(tmp_path, desk, dispatch)


def test_a_backup_of_two_dumps_is_proved_without_a_server(office: Office, home: Path, tmp_path: Path) -> None:
    backup = tmp_path / "b"
    made = office("", "backup", "--out", backup, "--home", home)
    assert made.code == 0, made.err
    names = {path.relative_to(backup).as_posix() for path in backup.rglob("*") if path.is_file()}
    assert {"desk/desk.dump", "dispatch/dispatch.dump", "manifest.json", "SHA256SUMS"} <= names
    assert not names & {"desk/database", "dispatch/database", "desk/desk.db"}
    for path in (backup, *backup.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)
    # Nobody can be asked any more: both databases are empty.
    for part in ("desk", "dispatch"):
        with within(url_of(home, part)) as conn:
            conn.exec_driver_sql("DROP SCHEMA public CASCADE")
    report = office.json("", "backup", "check", backup).data
    assert (report["good"], report["manifest"]["parts"]) == (True, ["dispatch", "desk"])
    assert report["entries"] > 5
    assert set(report["manifest"]["servers"]) == {"desk", "dispatch"}
    head = report["head"]
    other = f"{head[:-1]}{'0' if head[-1] != '0' else '1'}"
    assert office("", "backup", "check", backup, "--head", head).code == 0
    assert office("", "backup", "check", backup, "--head", other).code == exits.VERIFICATION


def refit(folder: Path) -> None:
    """What a liar does: make manifest and sums fit what is there."""
    told, _ = checking.read(folder)
    files = [
        manifest.Kept(one.path, *manifest.digest_of(folder / one.path, lambda _done: None))
        for one in told.files
    ]
    told = msgspec.structs.replace(told, files=files)
    (folder / "manifest.json").write_bytes(told.encoded())
    (folder / "SHA256SUMS").write_bytes(manifest.sums(told))


@pytest.mark.parametrize("part", ["desk", "dispatch"])
def test_a_changed_byte_of_a_dump_is_found_and_nothing_is_restored(
    office: Office, backup: Path, target: Target, part: str
) -> None:
    path = backup / part / f"{part}.dump"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    answer = office.json("", "backup", "check", backup)
    assert answer.code == exits.VERIFICATION
    assert [one["code"] for one in answer.data["faults"]] == ["backup_changed"]
    assert office("", *target.words(backup)).code == exits.VERIFICATION
    assert not target.home.exists()
    # Whoever makes the sums fit as well is found out by the dump itself, which is cut off here.
    path.write_bytes(bytes(data[: len(data) // 2]))
    refit(backup)
    answer = office.json("", "backup", "check", backup)
    assert [one["code"] for one in answer.data["faults"]] == ["backup_database"]


def test_a_ledger_that_was_rewritten_before_the_dump_is_found(
    office: Office, home: Path, tmp_path: Path
) -> None:
    with within(url_of(home, "desk")) as conn:
        conn.exec_driver_sql("ALTER TABLE ledger DISABLE TRIGGER USER")
        conn.exec_driver_sql("UPDATE ledger SET actor = 'sunli' WHERE seq = 3")
    answer = office.json("", "backup", "--out", tmp_path / "b", "--home", home)
    assert answer.code == exits.VERIFICATION
    assert answer.data["faults"][0]["params"] == {"seq": "3", "why": "columns"}


def test_texts_of_every_kind_come_out_of_a_dump_as_they_are(tmp_path: Path, postgres_url: str) -> None:
    texts = ["", "\\", "a\\nb", "行\n二\t三\r", "\\x00ff", "\\N", "x\vy\fz\b", "\\.", "1" * 11]
    with within(postgres_url) as conn:
        conn.exec_driver_sql("CREATE TABLE head (seq bigint, hash bytea, said text)")
        for at, one in enumerate(texts):
            conn.exec_driver_sql("INSERT INTO head VALUES (%s, %s, %s)", (at, one.encode(), one))
        conn.exec_driver_sql("INSERT INTO head VALUES (99, NULL, NULL)")
    version = postgres.dump(postgres.Place(Part.DESK, postgres_url), tmp_path / "x.dump")
    with postgres.looking(tmp_path / "x.dump", version, ["head"]) as conn:
        rows = conn.exec_driver_sql("SELECT seq, hash, said FROM head ORDER BY seq").all()
    assert [tuple(row) for row in rows] == [
        *((at, one.encode(), one) for at, one in enumerate(texts)),
        (99, None, None),
    ]


def test_after_a_restore_nobody_waits_whom_the_original_may_have_sent_to(
    office: Office, backup: Path, target: Target
) -> None:
    answer = office.json("", *target.words(backup))
    assert (answer.code, answer.data["doubtful"]) == (0, 8)
    with within(target.dispatch) as conn:
        rows = conn.exec_driver_sql("SELECT send_id, num, state, attempt, reference FROM recipient").all()
        assert {tuple(row[2:]) for row in rows if row[0] < 3 and row[1] < 4} == {(1, 1, 77)}
        assert {(row[1], row[2]) for row in rows if row[0] == 3} == {(1, 0), (2, 0), (3, 0), (4, 1)}
        tally = conn.exec_driver_sql("SELECT queued, in_flight FROM tally ORDER BY send_id").all()
        assert [tuple(row) for row in tally] == [(0, 4), (0, 4), (3, 1)]
        assert conn.exec_driver_sql("SELECT count(*) FROM instance").scalar_one() == 2
    # The daemons find their databases, and every trigger and table of them stands.
    for url, tree in ((target.desk, DESK), (target.dispatch, DISPATCH)):
        path = target.home / tree.role / "database"
        assert path.read_text("utf-8").strip() == url
        assert path.stat().st_mode & 0o777 == 0o600
        restored = open_database(url, role=tree.role)
        assert upgrade(restored, tree) == []
        restored.close()
    assert not (target.home / "dispatch" / "instance").exists()
    assert not list(target.home.rglob("*.dump"))


def test_of_an_original_that_was_stopped_before_those_who_waited_still_wait(
    office: Office, backup: Path, target: Target
) -> None:
    answer = office.json("", *target.words(backup, "--nothing-since"))
    assert (answer.code, answer.data["doubtful"]) == (0, 0)
    with within(target.dispatch) as conn:
        waiting = conn.exec_driver_sql("SELECT count(*) FROM recipient WHERE state = 0").scalar_one()
    assert waiting == 9


def test_nothing_is_restored_over_anything_or_without_a_database_named(
    office: Office, backup: Path, target: Target, tmp_path: Path
) -> None:
    with within(target.desk) as conn:
        conn.exec_driver_sql("CREATE FUNCTION somebodys() RETURNS integer LANGUAGE sql AS 'SELECT 1'")
    assert code(office, *target.words(backup)) == "restore_database_used"
    # The other one had been claimed, and is empty again.
    with within(target.desk) as conn:
        conn.exec_driver_sql("DROP FUNCTION somebodys()")
    one = written(tmp_path / "one", target.desk)
    same = ["--desk-database", one, "--dispatch-database", one]
    assert code(office, "restore", backup, "--home", target.home, *same) == "restore_database_used"
    assert code(office, "restore", backup, "--home", target.home) == "restore_database_needed"
    target.files[0].chmod(0o644)
    assert code(office, *target.words(backup)) == "loose_file"
    target.files[0].chmod(0o600)
    target.files[0].write_text("sqlite:////tmp/x")
    assert code(office, *target.words(backup)) == "restore_database_needed"
    target.files[0].write_text(target.desk)
    assert not target.home.exists()
    assert office("", *target.words(backup)).code == 0
    assert code(office, "restore", backup, "--home", tmp_path / "again", *target.words(backup)[4:]) == (
        "restore_database_used"
    )
    assert not (tmp_path / "again").exists()


def test_a_restore_that_broke_off_leaves_a_database_on_which_nobody_starts(
    office: Office, backup: Path, target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = stock.run

    def breaks(path: Path, arguments: list[str], *, password: str = "") -> None:
        if (
            path.name == "pg_restore"
            and arguments[-1].endswith("desk.dump")
            and "--single-transaction" in arguments
        ):
            raise KeyboardInterrupt
        real(path, arguments, password=password)

    monkeypatch.setattr(stock, "run", breaks)
    assert office("", *target.words(backup)).code != 0
    monkeypatch.undo()
    assert not target.home.exists()
    left = open_database(target.dispatch, role="dispatch")
    with pytest.raises(UnfinishedRestoreError):
        upgrade(left, DISPATCH)
    left.close()
    with within(target.desk) as conn:
        assert conn.exec_driver_sql(f"SELECT to_regclass('{UNFINISHED}')").scalar_one() is None
    assert code(office, *target.words(backup)) == "restore_database_used"


class Writers:
    """Dispatchers' turns that move recipients and their tally in one transaction, over and over."""

    def __init__(self, url: str) -> None:
        self._url, self._over = url, threading.Event()
        self.turns = 0
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        with within(self._url) as conn:
            conn.exec_driver_sql("INSERT INTO tally VALUES (9, 20000, 0, 0, 0, 0, 0, 0, 0, 0, 0)")
            conn.exec_driver_sql(
                "INSERT INTO recipient SELECT 9, n, n, 0, 0, 0 FROM generate_series(1, 20000) AS n"
            )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        engine = create_engine(self._url, poolclass=NullPool)
        with engine.connect() as conn:
            while not self._over.is_set():
                with conn.begin():
                    num = self.turns % 20000 + 1
                    conn.exec_driver_sql(
                        "UPDATE recipient SET state = 1 - state WHERE send_id = 9 AND num = %s", (num,)
                    )
                    conn.exec_driver_sql(
                        "UPDATE tally SET queued = (SELECT count(*) FROM recipient WHERE send_id = 9 AND state = 0),"
                        " in_flight = (SELECT count(*) FROM recipient WHERE send_id = 9 AND state = 1) WHERE send_id = 9"
                    )
                self.turns += 1


def test_a_backup_in_the_middle_of_writes_is_one_instant(
    office: Office, home: Path, target: Target, tmp_path: Path
) -> None:
    with Writers(url_of(home, "dispatch")) as writers:
        before = writers.turns
        assert office("", "backup", "--out", tmp_path / "b", "--home", home).code == 0
        assert writers.turns > before + 5
    answer = office("", *target.words(tmp_path / "b", "--nothing-since"))
    assert answer.code == 0, answer.err
    with within(target.dispatch) as conn:
        counted = conn.exec_driver_sql(
            "SELECT count(*) FILTER (WHERE state = 0), count(*) FILTER (WHERE state = 1) FROM recipient WHERE send_id = 9"
        ).one()
        kept = conn.exec_driver_sql("SELECT queued, in_flight FROM tally WHERE send_id = 9").one()
    assert tuple(counted) == tuple(kept)
    assert counted[int(RecipientState.IN_FLIGHT)] > 0


def test_a_missing_or_an_older_program_is_said_with_what_to_install(
    office: Office, home: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv(stock.FOLDER_VARIABLE, str(folder))

    def problem(*words: object) -> dict[str, Any]:
        answer = office.json("", *words)
        assert answer.code == exits.PROBLEM
        assert answer.json["problem"]["code"] == "backup_no_tool"
        return dict(answer.json["problem"])

    assert "apt install postgresql-client-" in str(problem("backup", "--out", tmp_path / "b", "--home", home))
    for name in ("pg_dump", "pg_restore"):
        (folder / name).write_text(f'#!/bin/sh\necho "{name} (PostgreSQL) 9.6.24"\n')
        (folder / name).chmod(0o700)
    assert "9" in str(problem("backup", "--out", tmp_path / "b", "--home", home))
    assert not (tmp_path / "b").exists()
    problem("backup", "check", backup)


def test_a_password_is_in_no_argument_and_no_environment_and_the_program_has_it(
    office: Office, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    real = stock.program("pg_dump", 1)
    (folder / "pg_restore").symlink_to(stock.program("pg_restore", 1))
    # Writes down what others can see of it, and what it alone reads; then it is the real one.
    (folder / "pg_dump").write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && exec {real} --version\n'
        f'printf "%s " "$@" > {tmp_path}/argv; env > {tmp_path}/env; cat "$PGPASSFILE" > {tmp_path}/told\n'
        f'exec {real} "$@"\n'
    )
    (folder / "pg_dump").chmod(0o700)
    monkeypatch.setenv(stock.FOLDER_VARIABLE, str(folder))
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    answer = office("", "backup", "--out", tmp_path / "b", "--home", home)
    assert answer.code == 0, answer.err
    monkeypatch.delenv("PGPASSWORD")
    for part in ("desk", "dispatch"):
        url = make_url(url_of(home, part)).set(password=PASSWORD)
        (home / part / "database").write_text(url.render_as_string(hide_password=False))
    answer = office("", "backup", "--out", tmp_path / "c", "--home", home)
    assert answer.code == 0, answer.err
    assert (tmp_path / "told").read_text() == "*:*:*:*:Secret\\:with\\\\colon\n"
    assert "Secret" not in (tmp_path / "argv").read_text() + (tmp_path / "env").read_text()
    assert "Secret" not in answer.out + answer.err
    for path in (tmp_path / "c").rglob("*"):
        assert not path.is_file() or b"Secret" not in path.read_bytes()


def test_a_stock_program_has_what_the_database_needs_of_the_environment_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("PGSSLROOTCERT", "HOME", "TZ", "TMPDIR", "PGPASSWORD", "SMS_SECRET"):
        monkeypatch.setenv(name, "said")
    with stock.output(Path(shutil.which("env") or ""), []) as out:
        given = {line.partition(b"=")[0].decode() for line in out}
    assert {"PGSSLROOTCERT", "PATH", "HOME", "TZ", "TMPDIR"} <= given
    assert given.isdisjoint({"PGPASSWORD", "SMS_SECRET"})


def test_a_server_that_refuses_is_said_in_its_words_and_nothing_is_left(
    office: Office, home: Path, tmp_path: Path
) -> None:
    url = url_of(home, "desk")
    (home / "desk" / "database").write_text(url.replace("sms_test@", "nobody_here@"))
    answer = office.json("", "backup", "--out", tmp_path / "b", "--home", home)
    assert (answer.code, answer.json["problem"]["code"]) == (exits.PROBLEM, "backup_unreachable")
    assert not (tmp_path / "b").exists()
    assert "nobody_here" in answer.json["problem"]["what"]


@pytest.fixture(scope="module")
def guarded() -> Iterator[str]:
    """A server of its own that asks one role for its password, and that role's empty database."""
    folder = new_folder_name()
    try:
        server = own_cluster(folder, os.getpid())
    except NoPostgresError as missing:
        pytest.skip(str(missing))
    try:
        admin = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        rules = folder / "data" / "pg_hba.conf"
        rules.write_text("local all secretive scram-sha-256\n" + rules.read_text())
        with admin.connect() as conn:
            quoted = PASSWORD.replace("'", "''")
            conn.exec_driver_sql("SET standard_conforming_strings = on")
            conn.exec_driver_sql(f"CREATE ROLE secretive LOGIN PASSWORD '{quoted}'")
            conn.exec_driver_sql("CREATE DATABASE kept OWNER secretive")
            conn.exec_driver_sql("SELECT pg_reload_conf()")
        yield (
            make_url(server)
            .set(database="kept", username="secretive", password=PASSWORD)
            .render_as_string(hide_password=False)
        )
    finally:
        end_cluster(folder)


def test_a_server_that_asks_for_a_password_is_dumped_and_restored_with_it(
    guarded: str, tmp_path: Path
) -> None:
    place = postgres.Place(Part.DISPATCH, guarded)
    seeded(guarded)
    version = postgres.dump(place, tmp_path / "kept.dump")
    with within(guarded) as conn:
        conn.exec_driver_sql("DROP SCHEMA public CASCADE")
        conn.exec_driver_sql("CREATE SCHEMA public")
    with postgres.restoring([place], {Part.DISPATCH: version}):
        postgres.load(place, tmp_path / "kept.dump", version)
        with postgres.opened(place) as restored, restored.migrating() as conn:
            postgres.finish(conn)
    with within(guarded) as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM recipient").scalar_one() == 12
    wrong = make_url(guarded).set(password="wrong").render_as_string(hide_password=False)
    with pytest.raises(ConsoleError, match="backup_unreachable") as refused:
        postgres.dump(postgres.Place(Part.DISPATCH, wrong), tmp_path / "none.dump")
    assert "password authentication failed" in refused.value.params["error"]
    assert "wrong" not in str(refused.value.params)
    assert not (tmp_path / "none.dump").exists()


def test_two_dumps_are_judged_together_and_their_revisions_read_without_a_server(
    home: Path, tmp_path: Path
) -> None:
    for part in ("dispatch", "desk"):
        making.make(Home(home), tmp_path / part, [part], lambda *_: None)
    org = checking.read(tmp_path / "desk")[0].org
    found = pairing.pair([tmp_path / "desk", tmp_path / "dispatch"], org, lambda *_: None)
    assert (found.faults, found.older, list(found.halves)) == ([], None, [Part.DISPATCH, Part.DESK])
    with within(url_of(home, "desk")) as conn:
        conn.exec_driver_sql("UPDATE desk_version SET version_num = '9999'")
        conn.exec_driver_sql("INSERT INTO desk_program VALUES ('9999', '7.0.0')")
    making.make(Home(home), tmp_path / "newer", ["desk"], lambda *_: None)
    with pytest.raises(ConsoleError) as refused:
        pairing.pair([tmp_path / "newer", tmp_path / "dispatch"], org, lambda *_: None)
    assert (refused.value.code, refused.value.params["needs"]) == ("restore_newer", "7.0.0")
    with within(url_of(home, "desk")) as conn:
        conn.exec_driver_sql("DROP TABLE desk_program")
    making.make(Home(home), tmp_path / "before", ["desk"], lambda *_: None)
    with pytest.raises(ConsoleError, match="restore_newer"):
        pairing.pair([tmp_path / "before", tmp_path / "dispatch"], org, lambda *_: None)
