"""A daemon whose database is newer than its program: it does not start, and names the release that it needs."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from console.db.migrate import DESK, DISPATCH
from console.launch import organisation
from console.settings import Home
from console.version import VERSION
from tests.patience import PATIENCE
from tests.ready import upgraded_file

ROOT = Path(__file__).parents[2]
NEEDS = "9.9.9+4711.g0123456789ab"


@pytest.fixture
def home() -> Iterator[Home]:
    made = Home(Path(tempfile.mkdtemp(prefix="sms-")))
    organisation.build().write(made.root)
    yield made
    shutil.rmtree(made.root)


def started(module: str, home: Home) -> "subprocess.CompletedProcess[str]":
    words = [sys.executable, "-X", "utf8", "-m", module, "--home", str(home.root)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


@pytest.mark.parametrize(("role", "code"), [("desk", 1), ("dispatch", 2)])
def test_a_daemon_older_than_its_database_names_the_release_that_it_needs(
    home: Home, role: str, code: int
) -> None:
    folder = home.root / role
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{role}.db"
    shutil.copy(upgraded_file({"desk": DESK, "dispatch": DISPATCH}[role]), path)
    path.chmod(0o600)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(f"UPDATE {role}_version SET version_num = '9999'")  # noqa: S608 - a name of ours
        conn.execute(f"INSERT INTO {role}_program VALUES ('9999', ?)", (NEEDS,))  # noqa: S608 - as above
    before = path.read_bytes()
    said = started(f"console.{role}", home)
    assert said.returncode == code, said
    daemon = {"desk": "desk", "dispatch": "dispatcher"}[role]
    first, chinese, english = said.stderr.splitlines()
    assert first == f"{daemon}: storage.newer"
    assert f"程序 {NEEDS} 升级，本程序是 {VERSION}" in chinese
    assert f"Start release {NEEDS} or a newer one" in english
    assert path.read_bytes() == before
    log = (home.root / "log" / ("desk.log" if role == "desk" else "dispatch.log")).read_text("utf-8")
    assert "storage.newer" in log.splitlines()[-1]
    assert NEEDS in log.splitlines()[-1]
