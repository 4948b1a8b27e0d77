"""From an older program to this one on a booted system, by the script of `install upgrade`: with work half done, broken off at every step."""

import io
import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.signing import keys
from tests.archives import untar
from tests.lab.booted import Booted, lacking
from tests.lab.founding import ELSEWHERE
from tests.lab.ground import ROOT, Ground, until
from tests.lab.test_units_run import unlock, vault

pytestmark = pytest.mark.timeout(900)
N = 25
OLD_COMMIT = "9aa39970"
"""A commit of 0.1.0 whose desk has one migration less."""
OLD = "0.1.0"
LIB = "/usr/lib/sms-console"
ENDS = (
    "backup in", "the desk and the dispatcher stop", "leads to", "the desk starts", "the dispatcher starts", "how it is now",
)  # fmt: skip
"""What the script says before each step: it is killed there, once each."""


class OldGround(Ground):
    """Lays the console as it was at an older commit, installed from a wheel of 0.1.0."""

    def program(self) -> Path:
        python = super().program()
        (packages,) = python.parents[1].glob("lib/python3*/site-packages")
        shutil.rmtree(packages / "console")
        tar = subprocess.run(
            ["git", "-C", ROOT, "archive", OLD_COMMIT, "console", "data"], capture_output=True, check=True
        )
        with tarfile.open(fileobj=io.BytesIO(tar.stdout)) as files:
            untar(files, packages)
        (packages / "data").rename(packages / "console" / "data")
        info = packages / f"sms_console-{OLD}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: sms-console\nVersion: {OLD}\n", "utf-8")
        subprocess.run(["chmod", "-R", "go+rX,go-w", packages], check=True)
        return python


class Site(Booted):
    """A booted site of the older program, laid by its own script, with this tree's wheel laid beside it."""

    units = ("sms-desk.service", "sms-custody.service", "sms-sshd.service")

    def install(self, *source: object) -> str:
        older = self.ground.root / "older"
        tar = subprocess.run(
            ["git", "-C", ROOT, "archive", OLD_COMMIT, "console", "data"], capture_output=True, check=True
        )
        with tarfile.open(fileobj=io.BytesIO(tar.stdout)) as files:
            untar(files, older)
        options = list(map(str, self.options(*source)))
        at = options.index("--outbox-port")
        del options[at : at + 2]
        run = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "console", "install", "script", *options, "--json"],
            cwd=older,
            env={"SMS_CONSOLE_HOME": str(self.founding.folder), "PATH": "/usr/bin:/bin", "HOME": str(older)},
            capture_output=True,
            check=True,
        )
        self.script = self.ground.root / "install.sh"
        self.script.write_text(json.loads(run.stdout)["data"]["script"])
        return self.machine.run("/bin/sh", self.script).stdout

    def lay_new(self) -> str:
        """Lay this tree's wheel where a bundle's install.sh lays it; return its version."""
        out = self.ground.root / "wheel"
        words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
        subprocess.run(words, check=True, capture_output=True)
        (wheel,) = out.glob("*.whl")
        full = wheel.name.split("-")[1]
        new = self.at(f"{LIB}/venv-{full}")
        self.machine.run("cp", "-a", f"{LIB}/venv", f"{LIB}/venv-{full}")
        (packages,) = new.glob("lib/python3*/site-packages")
        shutil.rmtree(packages / "console")
        shutil.rmtree(packages / f"sms_console-{OLD}.dist-info")
        shutil.unpack_archive(wheel, packages, "zip")
        self.machine.run("chmod", "-R", "go+rX,go-w", f"{LIB}/venv-{full}")
        return full

    def console(self, program: str, *words: str) -> "subprocess.CompletedProcess[str]":
        """A command of a program there, as root."""
        site = ("env", "-i", "PATH=/usr/bin:/bin", "LANG=C.UTF-8")
        python = f"{LIB}/{program}/bin/python"
        return self.machine.run(*site, python, "-I", "-X", "utf8", "-m", "console", *words, check=False)

    def upgrade(self, full: str, change: tuple[str, str] = ("", "")) -> "subprocess.CompletedProcess[str]":
        """Have the script written, perhaps with a text replaced, and run it."""
        path = self.at("/run/upgrade.sh")
        path.unlink(missing_ok=True)
        wrote = self.console(f"venv-{full}", "install", "upgrade", "--out", "/run/upgrade.sh")
        assert wrote.returncode == 0, wrote.stdout + wrote.stderr
        text = path.read_text("utf-8")
        assert change[0] in text
        path.write_text(text.replace(*change) if change[0] else text, "utf-8")
        return self.machine.run("/bin/sh", "/run/upgrade.sh", check=False)


@pytest.fixture(scope="module")
def lab() -> Iterator[Site]:
    missing = lacking()
    if missing:
        pytest.skip("; ".join(missing))
    made = Site(OldGround())
    made.pledges()
    yield made
    made.close()


def approved(lab: Booted, n: int, **more: str) -> int:
    """A request to so many people that its department has approved; `more` are fields of it."""
    numbers = lab.ground.root / "ceremony" / "customers.txt"
    numbers.write_text("".join(f"{13_800_138_000 + i}\n" for i in range(n)))
    assert lab.sftp("zhaomin", f"put {numbers}\n").code == 0
    listed = lab.do("zhaomin", "contacts import customers.txt --yes", sign=True)
    request = lab.requested(listed["list"], **more)
    lab.do("sunli", f"approval approve {request} --count {n} --content-checked --list-checked", sign=True)
    return request


def promoted(lab: Booted) -> int:
    """A request that its department has approved, and the General Department has not."""
    more = {"category": "promotion", "basis": "consent", "consent": "agreement, 7", "opt_out": "拒收请回复R"}
    return approved(lab, N, **more)


def queued(lab: Booted) -> int:
    """A send that was released and waits, because the vault is closed."""
    lab.do("fenglei", "custody lock")
    list_id = int(lab.do("zhaomin", "contacts list")["rows"][0]["id"])
    request = lab.requested(list_id)
    lab.do("sunli", f"approval approve {request} --count {N} --content-checked --list-checked", sign=True)
    lab.do("qianwei", f"send release {request} --count {N}", sign=True)
    return request


def approved_elsewhere(lab: Booted, request: int, folder: Path) -> None:
    for person in ELSEWHERE:
        statement, key = folder / person, folder / f"{person}.key"
        words = f"statement prepare approval {request} --for {person} --count {N} --out -"
        statement.write_bytes(lab.piped("sunli", words))
        keys.save_service_key(lab.founding.signing[person], key)
        by_stock = ["ssh-keygen", "-Y", "sign", "-n", "sms-approval@yunling", "-f"]
        subprocess.run([*by_stock, key, statement], check=True, capture_output=True)
        both = statement.read_bytes() + statement.with_name(f"{person}.sig").read_bytes()
        lab.piped("zhaomin", "statement carry -", both)


def databases(lab: Site) -> str:
    """The desk's revision, as its own file says."""
    code = (
        "import sqlite3; c = sqlite3.connect('file:/var/lib/sms-desk/desk/desk.db?mode=ro', uri=True); "
        "print(c.execute('SELECT version_num FROM desk_version').fetchone()[0])"
    )
    return lab.machine.run("runuser", "-u", "sms-desk", "--", "python3", "-c", code).stdout.strip()


def test_an_upgrade_that_is_broken_off_at_every_step_ends_with_all_work_going_on(
    lab: Site, tmp_path: Path
) -> None:
    half, waiting = promoted(lab), queued(lab)
    before = databases(lab)
    full = lab.lay_new()

    plan = lab.console(f"venv-{full}", "install", "upgrade", "--lang", "en")
    assert plan.stdout.startswith(f"From {OLD} to {full}\n"), plan
    assert "The dispatcher's stop closes the vault" in plan.stdout

    # No backup, no upgrade: nothing is stopped or changed.
    lab.machine.run("chmod", "o-x", "/var/backups")
    pids = [lab.machine.unit(unit, "MainPID") for unit in ("sms-desk.service", "sms-custody.service")]
    refused = lab.upgrade(full)
    lab.machine.run("chmod", "o+x", "/var/backups")
    assert (refused.returncode, "no backup, so nothing was changed" in refused.stderr) == (1, True), refused
    assert [lab.machine.unit(unit, "MainPID") for unit in ("sms-desk.service", "sms-custody.service")] == pids

    for words in ENDS:
        killed = lab.upgrade(
            full,
            (
                "    printf '== %s\\n' \"$*\"\n",
                f"    printf '== %s\\n' \"$*\"\n    case $* in *'{words}'*) kill -KILL $$ ;; esac\n",
            ),
        )
        assert killed.returncode != 0, (words, killed)
        assert words in killed.stdout.splitlines()[-1], (words, killed)
        if words == "the desk and the dispatcher stop":
            # Between the two halves of turning the link for the first time there is no program at all.
            half_turned = (
                'mv -T "$lib/venv" "$lib/venv-$before"\n',
                'mv -T "$lib/venv" "$lib/venv-$before"; kill -KILL $$\n',
            )
            assert lab.upgrade(full, half_turned).returncode != 0
            assert not lab.at(f"{LIB}/venv").exists()
            assert databases(lab) == before
    last = lab.upgrade(full)
    assert last.returncode == 0, last
    assert f"done: {full} is in use" in last.stdout
    assert lab.at(f"{LIB}/venv").readlink() == Path(f"venv-{full}")
    assert not lab.at(f"{LIB}/upgrading").exists()
    assert databases(lab) > before

    # What was half done goes on.
    lab.up()
    assert lab.do("zhaomin", "whoami")["person"] == "zhaomin"
    until(lambda: vault(lab) == "locked")
    unlock(lab)
    view = lab.do("qianwei", f"send watch {waiting} --every 0.2")
    assert (view["row"]["state"], view["row"]["tally"]["delivered"]) == ("done", N), view
    approved_elsewhere(lab, half, tmp_path)
    assert lab.do("zhaomin", f"request show {half}")["row"]["state"] == "approved"
    lab.sends(N)
    said = lab.console("venv", "--version", "--json").stdout
    assert full in said


def test_the_backup_of_the_upgrade_is_whole_and_of_the_database_before_it(lab: Site) -> None:
    folders = sorted(lab.at("/var/backups/sms-console").iterdir())
    for part, account in (("dispatch", "sms-custody"), ("desk", "sms-desk")):
        place = Path("/var/backups/sms-console") / folders[-1].name / part
        words = (
            "runuser",
            "-u",
            account,
            "--",
            f"{LIB}/venv/bin/python",
            "-I",
            "-X",
            "utf8",
            "-m",
            "console",
        )
        checked = lab.machine.run(*words, "backup", "check", place, check=False)
        assert checked.returncode == 0, checked


def test_there_is_no_way_to_the_program_before_but_by_a_restore(lab: Site) -> None:
    (new,) = (one.name for one in lab.at(LIB).glob("venv-0.2*"))
    again = lab.console(new, "install", "upgrade", "--lang", "en")
    assert (again.returncode, "is already in use" in again.stderr) == (1, True), again
    done = lab.machine.run("/bin/sh", "/run/upgrade.sh")
    assert "is in use" in done.stdout
    # Who turns the link back by hand: the daemon names what it needs, and the database is as it was.
    revision = databases(lab)
    lab.machine.run("systemctl", "stop", "sms-desk.service")
    lab.machine.run("ln", "-sfnT", f"venv-{OLD}", f"{LIB}/venv")
    lab.machine.run("systemctl", "start", "sms-desk.service", check=False)

    def said() -> str:
        return lab.machine.run("journalctl", "-u", "sms-desk.service", "--no-pager", check=False).stdout

    until(lambda: "storage.newer" in said(), why=said)
    lab.machine.run("systemctl", "stop", "sms-desk.service", check=False)
    assert databases(lab) == revision
    lab.machine.run("ln", "-sfnT", new, f"{LIB}/venv")
    lab.machine.run("systemctl", "start", "sms-desk.service")
    lab.up()
