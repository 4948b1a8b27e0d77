"""A backup while a send runs, restored elsewhere in real processes: it sends nothing, then nobody twice, and all doubt is shown."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from console.acting.freezes import freezes
from console.acting.two_person import pairs
from console.domain.two_person.pairs import Settle
from console.launch.processes import Solo, standard
from console.launch.scenes import Walk
from console.settings import Home
from console.wire import calls
from console.wire.ledger import ledger
from console.wire.pairs import ProposalsPage
from console.wire.requests.rows import RequestView
from console.wire.sending.freezes import DispatcherRow, Dispatchers
from tests import asking
from tests.databases import postgres_database
from tests.desk.plain import wait_until
from tests.launch.whole import Whole, running
from tests.patience import PATIENCE

TOTAL = 3000


def command(*words: object) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-m", "console", "--lang", "en", *map(str, words)]
    return subprocess.run(run, check=False, capture_output=True, text=True, timeout=PATIENCE)


@contextmanager
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="sms-"))
    try:
        yield made
    finally:
        shutil.rmtree(made)


@contextmanager
def moved(whole: Whole, root: Path) -> Iterator[Whole]:
    """The restored installation with its processes up, before the very simulator that the original sent to."""
    home = Home(root)
    # What no backup holds, the administrator brings: keys. And the provider is where they were.
    shutil.copytree(whole.home.keys, home.keys)
    shutil.copy(whole.home.simulator_file, home.open_run() / "simulator.json")
    solo = Solo(home, [one for one in standard(home) if one.name != "simulator"])
    walk = Walk(home, say=lambda _words: None)
    walk.keys.update(whole.org.people)
    try:
        solo.start()
        yield Whole(home, whole.org, solo, walk)
    finally:
        walk.close()
        solo.stop()


def unarmed(whole: Whole) -> DispatcherRow:
    """The dispatcher as it asks to be armed again."""
    rows: list[DispatcherRow] = []

    def asks() -> bool:
        rows[:] = [one for one in whole.walk.core("fenglei").call(Dispatchers()) if one.unarmed]
        return bool(rows)

    wait_until(asks)
    return rows[0]


@pytest.fixture(params=["sqlite", "postgres"])
def servers(request: pytest.FixtureRequest) -> Iterator[list[dict[str, str]]]:
    """The databases of the original and of the restored one: none for SQLite, two each on PostgreSQL."""
    if request.param == "sqlite":
        yield [{}, {}]
        return
    server = request.getfixturevalue("postgres_server")
    with ExitStack() as stack:
        yield [
            {part: stack.enter_context(postgres_database(server)) for part in ("desk", "dispatch")}
            for _ in range(2)
        ]


def test_a_backup_of_a_running_send_restored_elsewhere_sends_nothing_and_repeats_nobody(
    servers: list[dict[str, str]],
) -> None:
    with running(rate=90, window=20, databases=servers[0]) as whole, folder() as place:
        request = whole.released(TOTAL)
        whole.until(request, lambda view: view.row.tally.delivered > TOTAL // 10)
        backup, root = place / "backup", place / "home"
        # However long the copying takes, the send must not end before it: ten a second from here.
        whole.control('faults {"delay": 2}')
        made = command("--home", whole.home.root, "backup", "--out", backup)
        assert made.returncode == 0, made.stderr
        view = whole.send(request)
        assert view.row.state == "sending"
        assert view.row.tally.queued > 0
        whole.control("faults {}")
        # It was copied in the middle of it all, and the send goes on to its end: the restored one must not know better.
        done = whole.ended(request).row.tally
        assert done.delivered == TOTAL
        whole.walk.close()
        whole.walk.clients.clear()
        for name in ("dispatch", "desk"):
            whole.kill(name)
        into: list[object] = []
        for part, url in servers[1].items():
            (place / part).touch(0o600)
            (place / part).write_text(url)
            into += [f"--{part}-database", place / part]
        restored = command("--home", root, "restore", backup, *into)
        assert restored.returncode == 0, restored.stderr
        assert "Nothing is sent from there" in restored.stdout
        assert "are in doubt" in restored.stdout
        taken = whole.control("stats")
        assert (taken["distinct"], taken["repeats"]) == (TOTAL, 0)
        with moved(whole, root) as other:
            row = unarmed(other)
            assert row.why == "the marker file is missing"
            assert whole.control("stats")["submits"] == taken["submits"]
            custodian, manager = other.walk.core("fenglei"), other.walk.core("zhengtao")
            prepared = freezes.rearm(custodian, row, {"reason": "原主机已停"}, by="fenglei")
            asking.enacted(custodian, prepared, other.walk.key("fenglei"))
            # One of the two alone arms nothing.
            assert unarmed(other).unarmed == row.unarmed
            (proposal,) = manager.call(ProposalsPage())
            asking.enacted(
                manager, freezes.confirm(manager, proposal, by="zhengtao"), other.walk.key("zhengtao")
            )
            ended = other.until(
                request, lambda view: view.row.tally.unknown > 0 and view.row.tally.queued == 0
            )
            tally = other.until(request, lambda view: view.row.tally.in_flight == 0).row.tally
            assert tally.balances()
            assert tally.unknown > 0
            assert ended.row.tally.queued == 0
            stats = whole.control("stats")
            assert (stats["submits"], stats["repeats"]) == (taken["submits"], 0)
            assert custodian.call(ledger.VerifyLedger()).bad == 0
            # Nobody waits in it, so that it ends by itself. Doubt is settled by two, as ever.
            tally = other.ended(request).row.tally
            settle(other, request, tally.unknown)
            settled = other.until(request, lambda view: view.row.tally.unknown == 0).row.tally
            assert settled.balances()
            assert whole.control("stats")["submits"] == taken["submits"]


def settle(whole: Whole, request: int, unknown: int) -> None:
    operator, manager = whole.walk.core("qianwei"), whole.walk.core("sunli")
    view: RequestView = operator.call(calls.RequestDetail(request))
    said = asking.settle(request, verdict="sent", count=unknown, reason="运营商查得已发").said
    prepared = pairs.propose(operator, Settle, view, 1, said, by="qianwei")
    asking.enacted(operator, prepared, whole.walk.key("qianwei"))
    (row,) = [one for one in manager.call(ProposalsPage(request)) if one.kind == "settle"]
    asking.enacted(manager, pairs.confirm(manager, row, by="sunli", view=view), whole.walk.key("sunli"))


def test_a_backup_holds_no_key_no_password_and_is_for_its_owner_alone() -> None:
    with running() as whole, folder() as place:
        request = whole.released(50)
        whole.ended(request)
        backup = place / "backup"
        assert command("--home", whole.home.root, "backup", "--out", backup).returncode == 0
        names = {path.relative_to(backup).as_posix() for path in backup.rglob("*") if path.is_file()}
        assert {"desk/desk.db", "dispatch/dispatch.db", "roots.json", "manifest.json", "SHA256SUMS"} <= names
        assert not [
            one for one in names if "key" in one or one.endswith((".pub", "instance", "-wal", "-shm"))
        ]
        for path in (backup, *backup.rglob("*")):
            assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)
        private = [path.read_bytes() for path in whole.home.keys.iterdir() if path.suffix != ".pub"]
        for path in backup.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                assert b"PRIVATE KEY" not in data
                assert b"demo1234" not in data
                assert not any(key in data for key in private)
        process = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=backup, check=False)
        assert process.returncode == 0
        with closing(sqlite3.connect(backup / "desk" / "desk.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert [path.name for path in place.iterdir()] == ["backup"]
