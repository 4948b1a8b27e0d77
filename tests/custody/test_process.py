"""The custody program from outside: what anybody of its account can see of it, and what it leaves on the disk."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.launch.organisation import build
from console.settings import Home
from tests.custody.test_crashes import listens
from tests.patience import PATIENCE, Wait

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534


@pytest.fixture
def account() -> int:
    """The account to run under: root may see everything, so it is not asked."""
    return NOBODY if os.geteuid() == 0 else os.geteuid()


def under(account: int) -> list[str]:
    """The beginning of a command that runs under an account."""
    if account == os.geteuid():
        return []
    return ["setpriv", f"--reuid={account}", f"--regid={account}", "--clear-groups"]


@pytest.fixture
def home(account: int) -> Iterator[Home]:
    root = Path(tempfile.mkdtemp(prefix="sms-p-"))
    made = Home(root / "home")
    build().write(made.root)
    made.open_run()
    (root / "account").mkdir()
    if account != os.geteuid():
        for path in (root, *root.rglob("*")):
            os.chown(path, account, account)
    try:
        yield made
    finally:
        shutil.rmtree(root)


def test_it_cannot_be_traced_or_dumped_and_nothing_of_it_is_open_to_others(home: Home, account: int) -> None:
    plain = subprocess.Popen([*under(account), sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    process = subprocess.Popen(
        [*under(account), sys.executable, "-X", "utf8", "-m", "console.custody", "--home", str(home.root)],
        env={"PATH": os.environ["PATH"], "HOME": str(home.root.parent / "account"), "PYTHONPATH": str(ROOT)},
        cwd=home.root,
        umask=0,
    )
    try:
        wait = Wait()
        while not listens(home.dispatch_socket):
            assert process.poll() is None
            assert not wait.over(), "the program does not start"
            time.sleep(0.05)
        proc = Path(f"/proc/{process.pid}")
        # Of a process that may be dumped and traced, these files are its own account's (proc(5)).
        assert Path(f"/proc/{plain.pid}/environ").stat().st_uid == account
        assert {(proc / name).stat().st_uid for name in ("environ", "mem", "maps")} == {0}
        # What it makes is private whatever it was started under, also where no mode is named.
        assert "\nUmask:\t0077\n" in (proc / "status").read_text()
        limits = (proc / "limits").read_text()
        core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"]
        assert home.dispatch_socket.stat().st_mode & 0o777 == 0o600
        for path in (home.log("dispatch"), home.dispatch_database, home.root / "dispatch" / "instance"):
            assert path.stat().st_mode & 0o077 == 0, path
    finally:
        plain.kill()
        plain.communicate()
        process.terminate()
        assert process.wait(PATIENCE) == 0
    # No desk there: it serves, opens no gateway before it knows what it may have forgotten, and says so.
    log = home.log("dispatch").read_text()
    assert "what was told before is not known yet: the desk: desk_gone" in log
    assert "gateway demo is" not in log
