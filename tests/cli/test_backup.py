"""`backup` and `restore` at the command line: what is refused, what is found, and that a failure leaves nothing behind."""

import hashlib
import io
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from console.backup import checking, folders, making, manifest
from console.cli import backups_told, exits
from console.db.engine import open_database
from console.db.keyed import KeyFile
from console.db.migrate import DESK, DISPATCH, upgrade
from console.launch.organisation import Organisation
from console.settings import Home, moment_in
from tests.cli.conftest import Office
from tests.dispatch_rows import open_send
from tests.services.core import open_core


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, organisation: Organisation) -> Path:
    """An installation with a ledger, made by its own program, and a dispatcher's database with an open send; a backup beside it."""
    root = tmp_path_factory.mktemp("original") / "installation"
    root.mkdir(mode=0o700)
    organisation.write(root)
    core = open_core(f"sqlite:///{root / 'desk' / 'desk.db'}", organisation)
    core.cleared()
    core.database.close()
    database = open_database(f"sqlite:///{root / 'dispatch' / 'dispatch.db'}", role="dispatch")
    upgrade(database, DISPATCH)
    with database.writer() as conn:
        for nth, state in ((1, "sending"), (2, "waiting"), (3, "done")):
            open_send(conn, nth, state)
    database.close()
    making.make(Home(root), root.parent / "backup", ["desk", "dispatch"], lambda *_: None)
    return root


@pytest.fixture
def home(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "installation")


@pytest.fixture
def backup(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original.parent / "backup", tmp_path / "backup")


def test_a_backup_is_proved_as_soon_as_it_is_made_and_says_what_to_keep(
    office: Office, home: Path, tmp_path: Path
) -> None:
    for part in ("desk", "dispatch"):
        KeyFile(home / part / "optouts.key").make()
    answer = office("", "backup", "--out", tmp_path / "b", "--home", home)
    assert answer.code == 0, answer.err
    # With the keys beside it a copy would give away whom an erasure made unknown.
    assert not [path for path in (tmp_path / "b").rglob("*") if "optouts" in path.name]
    assert "Write down the head" in answer.out
    report = office.json("", "backup", "check", tmp_path / "b").data
    assert (report["good"], report["manifest"]["parts"]) == (True, ["dispatch", "desk"])
    assert report["entries"] > 0
    digest = hashlib.sha256((tmp_path / "b" / "manifest.json").read_bytes()).hexdigest()
    assert report["digest"] == digest
    assert digest in answer.out
    zh = office("", "backup", "check", tmp_path / "b", lang="zh")
    assert "备份完好。" in zh.out


def test_a_backup_says_when_it_was_made_and_is_made_where_that_cannot_be_written(
    office: Office, home: Path, tmp_path: Path
) -> None:
    assert office("", "backup", "--out", tmp_path / "one", "--home", home).code == 0
    told = Home(home).backed_up("desk")
    assert moment_in(told) == json.loads((tmp_path / "one" / "manifest.json").read_bytes())["at"]
    told.unlink()
    told.with_suffix(".new").mkdir()
    assert office("", "backup", "--out", tmp_path / "two", "--home", home).code == 0
    assert moment_in(told) == ""


@pytest.mark.parametrize("terminal", [False, True])
def test_progress_is_one_line_redrawn_at_a_terminal_and_lines_elsewhere(
    monkeypatch: pytest.MonkeyPatch, *, terminal: bool
) -> None:
    monkeypatch.setattr("console.cli.backups_told._LARGE", 1)

    class Said(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    said = Said()
    run = SimpleNamespace(
        say=lambda line: said.write(f"{line}\n"), t=lambda name, **of: f"{name} {of['path']}"
    )
    say = backups_told.progress(run)  # type: ignore[arg-type]  # as much of a session as it needs
    monkeypatch.setattr("sys.stderr", said)
    for done in (10, 11, 20, 100):
        say("desk.db", done, 100)
    drawn = said.getvalue()
    if terminal:
        assert drawn.count("\r\x1b[K[") == 4
        assert drawn.endswith("[####################] desk.db 0.0 MiB / 0.0 MiB\n")
    else:
        # At 10 and 11 of 100 the same tenth is reached.
        assert drawn == "backup.progress desk.db\n" * 3


def test_of_a_file_that_is_put_back_every_block_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * (manifest.BLOCK + 3))
    told: list[int] = []
    folders.copy_file(tmp_path / "a", tmp_path / "b", told.append)
    assert told == [manifest.BLOCK, manifest.BLOCK + 3]


def test_a_backup_holds_no_key_and_is_for_its_owner_alone(home: Path, backup: Path) -> None:
    names = {path.relative_to(backup).as_posix() for path in backup.rglob("*") if path.is_file()}
    assert {"desk/desk.db", "dispatch/dispatch.db", "roots.json", "manifest.json", "SHA256SUMS"} <= names
    assert not [one for one in names if "key" in one or one.endswith((".pub", "instance", "-wal", "-shm"))]
    for path in (backup, *backup.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)
    private = [path.read_bytes() for path in (home / "keys").iterdir() if path.suffix != ".pub"]
    assert len(private) > 10
    for path in backup.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"PRIVATE KEY" not in data
            assert not any(key in data for key in private)


def test_each_account_backs_up_its_own_part(office: Office, home: Path, tmp_path: Path) -> None:
    assert office("", "backup", "--out", tmp_path / "d", "--part", "desk", "--home", home).code == 0
    assert office("", "backup", "--out", tmp_path / "c", "--part", "dispatch", "--home", home).code == 0
    assert not (tmp_path / "d" / "dispatch").exists()
    assert not (tmp_path / "c" / "desk").exists()
    assert office("", "backup", "check", tmp_path / "d").code == 0
    only = office("", "restore", tmp_path / "d", "--home", tmp_path / "new")
    assert only.code == 0
    again = office.json("", "restore", tmp_path / "d", "--home", tmp_path / "again")
    assert again.data["doubtful"] == 0, "the desk alone doubts nothing"
    assert "never start a dispatcher without its database" in only.out


def test_of_a_dispatcher_restored_alone_the_desk_asks_again_what_it_had_erased(
    office: Office, home: Path, tmp_path: Path
) -> None:
    made = tmp_path / "c"
    assert office("", "backup", "--out", made, "--part", "dispatch", "--home", home).code == 0
    answer = office("", "restore", made, "--home", tmp_path / "new")
    assert answer.code == 0
    assert "the desk offers it those pairs" in answer.out
    # No ledger is in it, so that none can be held against it.
    export = tmp_path / "export"
    export.touch()
    refused = office("", "restore", made, "--home", tmp_path / "other", "--ledger", export)
    assert refused.code == exits.USAGE
    assert not (tmp_path / "other").exists()


def test_the_copies_are_made_dispatcher_first_so_that_its_heads_lie_in_the_desks_past(
    home: Path, tmp_path: Path
) -> None:
    order: list[str] = []
    making.make(Home(home), tmp_path / "b", ["desk", "dispatch"], lambda path, _d, _t: order.append(path))
    databases = [path for path in order if path.endswith(".db")]
    assert databases.index("dispatch/dispatch.db") < databases.index("desk/desk.db")


def change(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))


def rewrite(folder: Path, sql: str, part: str = "desk") -> None:
    """What a liar does: change the database, and make manifest and sums fit."""
    with closing(sqlite3.connect(folder / part / f"{part}.db")) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(sql)
        database.commit()
    told, _ = checking.read(folder)
    files = []
    for one in told.files:
        size, digest = manifest.digest_of(folder / one.path, lambda _done: None)
        files.append(manifest.Kept(one.path, size, digest))
    told = msgspec.structs.replace(told, files=files)
    (folder / "manifest.json").write_bytes(told.encoded())
    (folder / "SHA256SUMS").write_bytes(manifest.sums(told))


def link(path: Path) -> None:
    path.rename(path.parent.parent / "elsewhere")
    path.symlink_to(path.parent.parent / "elsewhere")


FAULTS: list[tuple[str, str, Callable[[Path], object]]] = [
    ("one bit", "backup_changed", lambda b: change(b / "desk" / "desk.db")),
    ("a rule file", "backup_changed", lambda b: change(b / "policy.toml")),
    ("the sums", "backup_changed", lambda b: (b / "SHA256SUMS").unlink()),
    ("gone", "backup_missing", lambda b: (b / "roots.json").unlink()),
    ("one more", "backup_stranger", lambda b: (b / "desk" / "desk.db-wal").write_bytes(b"x")),
    ("a link", "backup_stranger", lambda b: link(b / "policy.toml")),
    ("an entry", "backup_chain", lambda b: rewrite(b, "UPDATE ledger SET actor = 'sunli' WHERE seq = 3")),
    ("the tail", "backup_chain", lambda b: rewrite(b, "DELETE FROM ledger WHERE seq = (SELECT max(seq) FROM ledger)")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "harm"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS])
def test_a_backup_that_was_changed_is_found_out_and_never_restored(
    office: Office, backup: Path, tmp_path: Path, code: str, harm: Callable[[Path], object]
) -> None:
    harm(backup)
    answer = office.json("", "backup", "check", backup)
    assert answer.code == exits.VERIFICATION
    assert code in {one["code"] for one in answer.data["faults"]}
    assert office("", "restore", backup, "--home", tmp_path / "new").code == exits.VERIFICATION
    assert not (tmp_path / "new").exists()


def test_a_chain_that_was_rewritten_whole_is_found_by_a_head_kept_elsewhere(
    office: Office, backup: Path
) -> None:
    head = office.json("", "backup", "check", backup).data["head"]
    assert office("", "backup", "check", backup, "--head", head).code == 0
    seq, _, digits = head.partition(":")
    other = f"{seq}:{digits[:-1]}{'0' if digits[-1] != '0' else '1'}"
    answer = office.json("", "backup", "check", backup, "--head", other)
    assert (answer.code, answer.data["faults"][0]["params"]["why"]) == (exits.VERIFICATION, "rewritten")
    assert office("", "backup", "check", backup, "--head", "x").code == exits.PROBLEM


@pytest.mark.parametrize(
    ("part", "column"), [("desk", "text"), ("dispatch", "body")], ids=["desk", "dispatch"]
)
def test_a_signed_head_beyond_the_end_of_a_backup_is_named_with_the_file_where_it_lies(
    office: Office, backup: Path, part: str, column: str
) -> None:
    told = office.json("", "backup", "check", backup).data
    seq = int(told["head"].partition(":")[0]) + 5
    body = json.dumps({"hash": "ab" * 32, "seq": seq})
    at = ", at" if part == "desk" else ""
    rewrite(
        backup,
        f"INSERT INTO head (seq, hash, {column}, signature{at}) VALUES (2, x'00', '{body}', 'x'{', 0' if at else ''})",  # noqa: S608
        part,
    )
    answer = office.json("", "backup", "check", backup)
    chain, head = answer.data["faults"]
    assert (answer.code, chain["code"], chain["params"]["why"]) == (exits.VERIFICATION, "backup_chain", "cut")
    assert (head["code"], head["params"]["seq"], head["params"]["path"]) == (
        "backup_head",
        str(seq),
        f"{part}/{part}.db",
    )
    out = office("", "backup", "check", backup, lang="zh").out
    assert f"第 {seq} 条的凭证码" in out
    assert "末尾被截掉" in out


@pytest.mark.parametrize(
    "path",
    [
        "../evil.toml",
        "/etc/passwd",
        "keys/dispatch-1",
        "roster/../../x.json",
        "dispatch/instance",
        "gateways/a/b.toml",
    ],
)
def test_a_manifest_that_would_write_elsewhere_is_none(
    office: Office, backup: Path, tmp_path: Path, path: str
) -> None:
    told = json.loads((backup / "manifest.json").read_bytes())
    told["files"].append({"path": path, "size": 0, "sha256": hashlib.sha256(b"").hexdigest()})
    (backup / "manifest.json").write_text(json.dumps(told, indent=1) + "\n")
    done = office.json("", "restore", backup, "--home", tmp_path / "new")
    assert (done.code, done.json["problem"]["code"]) == (exits.PROBLEM, "backup_not_one")
    assert not (tmp_path / "new").exists()


def test_what_is_not_there_or_not_finished_is_said(office: Office, home: Path, tmp_path: Path) -> None:
    def code(*words: object) -> str:
        told = office.json("", *words)
        assert told.code == exits.PROBLEM
        return str(told.json["problem"]["code"])

    empty = tmp_path / "empty"
    empty.mkdir(mode=0o700)
    assert code("backup", "check", empty) == "backup_unfinished"
    assert code("backup", "--out", tmp_path / "b", "--home", empty) == "backup_nothing"
    told = home / "dispatch" / "database"
    told.touch()
    told.chmod(0o644)
    told.write_text("mysql://x")
    assert code("backup", "--out", tmp_path / "b", "--home", home) == "loose_file"
    told.chmod(0o600)
    assert code("backup", "--out", tmp_path / "b", "--home", home) == "backup_nothing"
    (home / "dispatch" / "database").unlink()
    (empty / "x").touch()
    assert code("backup", "--out", empty, "--home", home) == "backup_target_used"
    loose = tmp_path / "loose"
    loose.mkdir()
    loose.chmod(0o755)
    assert code("backup", "--out", loose, "--home", home) == "loose_folder"
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    assert code("backup", "--out", open_to_all / "b", "--home", home) == "loose_parent"
    assert not (open_to_all / "b").exists()
    assert code("backup", "--out", tmp_path / "no" / "b", "--home", home) == "file_unwritable"
    (home / "desk" / "desk.db").write_bytes(b"no database at all" * 100)
    assert code("backup", "--out", tmp_path / "b", "--home", home) == "backup_unreadable"
    assert not (tmp_path / "b").exists()
    assert office("", "backup", "--part", "desk", "--home", home).code == exits.USAGE
    assert office("", "backup", "--out", tmp_path / "b", "--part", "half", "--home", home).code == exits.USAGE


def test_nothing_is_restored_over_anything(office: Office, backup: Path, home: Path) -> None:
    before = sorted(path.name for path in home.iterdir())
    answer = office.json("", "restore", backup, "--home", home)
    assert (answer.code, answer.json["problem"]["code"]) == (exits.PROBLEM, "restore_home_used")
    assert sorted(path.name for path in home.iterdir()) == before


def recipients(home: Path) -> list[tuple[int, int, int, int, int]]:
    with closing(sqlite3.connect(home / "dispatch" / "dispatch.db")) as database:
        return database.execute("SELECT send_id, num, state, attempt, reference FROM recipient").fetchall()


def test_after_a_restore_nobody_waits_whom_the_original_may_have_sent_to(
    office: Office, backup: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    answer = office.json("", "restore", backup, "--home", new)
    assert (answer.code, answer.data["doubtful"]) == (0, 8)
    rows = recipients(new)
    assert {
        (state, attempt, reference) for send, num, state, attempt, reference in rows if send < 3 and num < 4
    } == {(1, 1, 77)}
    assert {(num, state) for send, num, state, *_ in rows if send == 3} == {(1, 0), (2, 0), (3, 0), (4, 1)}
    with closing(sqlite3.connect(new / "dispatch" / "dispatch.db")) as database:
        assert database.execute("SELECT queued, in_flight FROM tally ORDER BY send_id").fetchall() == [
            (0, 4), (0, 4), (3, 1),
        ]  # fmt: skip
        assert database.execute("SELECT count(*) FROM instance").fetchone() == (1,)
        # Whom the original may have sent to has had a message, for the limits per number.
        assert database.execute("SELECT count(*) FROM recipient WHERE at > 0").fetchone() == (6,)
    assert not (new / "dispatch" / "instance").exists()
    for path in (new, *new.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)


def test_of_an_original_that_was_stopped_before_those_who_waited_still_wait(
    office: Office, backup: Path, tmp_path: Path
) -> None:
    answer = office.json("", "restore", backup, "--home", tmp_path / "new", "--nothing-since")
    assert (answer.code, answer.data["doubtful"]) == (0, 0)
    assert recipients(tmp_path / "new") == recipients(backup)


def test_the_restored_desk_is_the_same_desk(office: Office, backup: Path, tmp_path: Path) -> None:
    assert office("", "restore", backup, "--home", tmp_path / "new").code == 0
    for name in ("roots.json", "policy.toml", "roster/roster-1.json", "gateways/demo.toml"):
        assert (tmp_path / "new" / name).read_bytes() == (backup / name).read_bytes()
    database = open_database(f"sqlite:///{tmp_path / 'new' / 'desk' / 'desk.db'}", role="desk")
    assert upgrade(database, DESK) == []
    database.close()


def test_stock_tools_prove_the_sums(backup: Path) -> None:
    run = ["sha256sum", "-c", "--quiet", "SHA256SUMS"]
    assert subprocess.run(run, cwd=backup, check=False).returncode == 0
