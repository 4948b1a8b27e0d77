"""A separated site that is lost with its host: backed up by its timer, put back on another, broken off at every step, and at work again."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.lab.booted import Booted, Machine, lacking
from tests.lab.founding import ACCOUNTS
from tests.lab.ground import until
from tests.lab.laboratory import GATEWAY_SECRET
from tests.lab.test_upgrade import N, approved_elsewhere, promoted, queued

pytestmark = pytest.mark.timeout(600)
KEPT = "/var/backups/sms-console"
PARTS = {"dispatch": "sms-custody", "desk": "sms-desk"}
DAEMONS = ("sms-desk.service", "sms-custody.service", "sms-notices.service")
SAYS = (
    "the backups are proved", "the parts are restored beside their places", "the parts are laid", "the root keys are laid",
)  # fmt: skip
"""What the script says before each step: it is killed there, once each."""
MARK = "/etc/sms-console/restoring"
LAID = {
    "/etc/sms-console/roots.json": "root root 644",
    "/var/lib/sms-desk/desk/desk.db": "sms-desk sms-desk 600",
    "/var/lib/sms-custody/dispatch/dispatch.db": "sms-custody sms-custody 600",
    "/var/lib/sms-custody/gateways": "root sms-custody 750",
    "/var/lib/sms-custody/gateways/demo.toml": "root sms-custody 640",
    "/var/lib/sms-desk/policy.toml": "root sms-desk 640",
}
"""Where the units read each part, and whose it is there."""


class Site(Booted):
    """A booted site, and later the host that takes its place; what the tests here hand on to each other."""

    half = waiting = 0
    away = Path()

    def console(self, *words: object) -> "subprocess.CompletedProcess[str]":
        """A command there, as root."""
        site = ("env", "-i", "PATH=/usr/bin:/bin", "LANG=C.UTF-8")
        return self.machine.run(
            *site, self.python, "-I", "-X", "utf8", "-m", "console", "--lang", "en", *words, check=False
        )

    def options(self, *source: object) -> list[object]:
        # On another host, which stays when this one is lost.
        return [*super().options(*source), "--witness", self.ground.root / "witness"]

    def findings(self) -> set[str]:
        """What `status` finds; but that this program has no holidays of next year yet, which is so in some weeks of each."""
        answer = json.loads(self.console("status", "--json").stdout)["data"]
        return {one["brief"] for one in answer["findings"]} - {"calendar_missing", "all well"}

    def tally(self) -> dict[str, int]:
        """What became of those in the send that waited."""
        return dict(self.do("qianwei", f"send show {self.waiting}")["row"]["tally"])

    def two(self, act: str, words: str) -> None:
        """The operator proposes something about that send, and the manager confirms."""
        said = f"send {act} {self.waiting} --count {N} --reason lost {words}"
        made = self.do("qianwei", said, sign=True)
        self.do("sunli", f"proposal confirm {made['proposal'][:12]} --count {N}", sign=True)

    def backed_up(self) -> None:
        """What the timer starts every night."""
        self.machine.run("systemctl", "start", "sms-backup-desk.service")

    def carried_off(self) -> Path:
        """The newest backup of each part, and what is in none, elsewhere; the host is lost then."""
        away = self.ground.root / "away"
        away.mkdir(mode=0o700)
        for part in PARTS:
            newest = max(self.at(f"{KEPT}/{part}").iterdir())
            shutil.copytree(newest, away / part)
        for person in ACCOUNTS:
            shutil.copy(self.at(f"var/lib/sms-people/{person}/key"), away / f"{person}.key")
        shutil.copytree(self.at("var/lib/sms-custody/keys"), away / "keys")
        self.machine.close()
        return away

    def owned(self, path: object) -> str:
        """Owner, group and mode of a place there."""
        return self.machine.run("stat", "-c", "%U %G %a", path).stdout.strip()

    def begin_anew(self, away: Path) -> None:
        """Another host, with the program and the accounts of the backup's roster."""
        self.machine = Machine(self.ground.root)
        self.machine.boot()
        at = self.machine.files / "usr/lib"
        shutil.copytree(self.ground.root / "usr/lib/sms-console", at / "sms-console", symlinks=True)
        self.install("--roster", away / "desk/roster/roster-1.json")
        self.signed_in()
        (self.ground.root / "ceremony" / "known").unlink()

    def bring(self, away: Path) -> None:
        """What is in no backup."""
        for person in ACCOUNTS:
            key = f"/var/lib/sms-people/{person}/key"
            self.machine.run("install", "-m", "0600", "-o", person, "-g", person, away / f"{person}.key", key)
        for path in (away / "keys").iterdir():
            to = f"/var/lib/sms-custody/keys/{path.name}"
            self.machine.run("install", "-m", "0600", "-o", "sms-custody", "-g", "sms-custody", path, to)

    def script_of(self, away: Path) -> str:
        """The restore's script, as the command writes it."""
        self.machine.run("rm", "-f", "/run/restore.sh")
        words = ("--out", "/run/restore.sh")
        wrote = self.console("restore", "--site", away / "dispatch", away / "desk", *words)
        assert wrote.returncode == 0, wrote.stdout + wrote.stderr
        return self.at("/run/restore.sh").read_text("utf-8")

    def run_script(self, text: str, old: str = "", new: str = "") -> "subprocess.CompletedProcess[str]":
        """Run it, perhaps with a text replaced."""
        assert old in text
        self.at("/run/changed.sh").write_text(text.replace(old, new) if old else text, "utf-8")
        return self.machine.run("/bin/sh", "/run/changed.sh", check=False)

    def asleep(self) -> bool:
        """Whether no daemon of ours runs, and none would."""
        self.machine.run("systemctl", "start", *DAEMONS)
        return {self.machine.unit(one, "ActiveState") for one in DAEMONS} == {"inactive"}


@pytest.fixture(scope="module")
def lab() -> Iterator[Site]:
    missing = lacking()
    if missing:
        pytest.skip("; ".join(missing))
    made = Site()
    made.pledges()
    yield made
    made.close()


def killed_at(words: str) -> tuple[str, str]:
    """The change by which the script is killed as it says something."""
    said = "    printf '== %s\\n' \"$*\"\n"
    return said, f"{said}    case $* in *'{words}'*) kill -KILL $$ ;; esac\n"


def test_the_timer_backs_up_both_parts_each_by_its_own_account(lab: Site) -> None:
    lab.half, lab.waiting = promoted(lab), queued(lab)
    assert lab.machine.unit("sms-backup.timer", "ActiveState") == "active"
    lab.backed_up()
    for part, account in PARTS.items():
        unit = f"sms-backup-{account.removeprefix('sms-')}.service"
        assert lab.machine.unit(unit, "Result") == "success", lab.machine.run("journalctl", "-u", unit)
        (made,) = lab.at(f"{KEPT}/{part}").iterdir()
        assert lab.owned(f"{KEPT}/{part}/{made.name}/manifest.json") == f"{account} {account} 600"
    assert not [one for one in lab.findings() if "backup" in one]
    # A backup that is lost counts no more, whatever was written down when it was made.
    lab.machine.run("mv", f"{KEPT}/desk", f"{KEPT}/desk.gone")
    assert "no backup of desk" in lab.findings()
    lab.machine.run("mv", f"{KEPT}/desk.gone", f"{KEPT}/desk")
    lab.away = lab.carried_off()


def test_on_another_host_the_restore_is_broken_off_at_every_step_and_starts_nothing(lab: Site) -> None:
    lab.begin_anew(lab.away)
    plan = lab.console("restore", "--site", lab.away / "dispatch", lab.away / "desk")
    assert (plan.returncode, "In no backup" in plan.stdout) == (0, True), plan
    text = lab.script_of(lab.away)
    lab.machine.run("touch", "/var/lib/sms-custody/dispatch/dispatch.db")
    refused = lab.run_script(text)
    assert "this place is in use" in refused.stderr, refused
    lab.machine.run("rm", "/var/lib/sms-custody/dispatch/dispatch.db")
    assert not lab.at(MARK).exists()
    # What was exchanged since it was judged.
    manifest = lab.away / "desk" / "manifest.json"
    kept = manifest.read_bytes()
    manifest.write_bytes(kept + b" ")
    refused = lab.run_script(text)
    assert "is not the backup that this script was made for" in refused.stderr, refused
    manifest.write_bytes(kept)
    for words in SAYS:
        broken = lab.run_script(text, *killed_at(words))
        assert broken.returncode != 0, (words, broken)
        assert words in broken.stdout.splitlines()[-1], (words, broken)
        assert lab.asleep(), words
        if words == "the parts are laid":
            broken_in_the_middle(lab, text)
    done = lab.run_script(text)
    assert (done.returncode, "nothing was started" in done.stdout) == (0, True), done
    assert {path: lab.owned(path) for path in LAID} == LAID
    left = ("/var/lib/sms-desk/restoring", "/var/lib/sms-custody/restoring", MARK)
    assert not any(lab.at(one).exists() for one in left)
    assert "this place is in use" in lab.run_script(text).stderr


def broken_in_the_middle(lab: Site, text: str) -> None:
    """Broken off between the two parts, and the power fails as well: what comes up by itself starts none of ours."""
    moved = 'mv -T "$path" "$3/$1/${path##*/}"'
    assert lab.run_script(text, moved, f"{{ {moved}; kill -KILL $$; }}").returncode != 0
    assert lab.at("/var/lib/sms-custody/dispatch/dispatch.db").exists()
    lab.machine.run("sync")
    lab.machine.down()
    lab.machine.boot()
    assert lab.asleep()


def test_with_what_is_in_no_backup_two_people_arm_it_and_the_work_goes_on(lab: Site, tmp_path: Path) -> None:
    lab.bring(lab.away)
    lab.machine.run("systemctl", "start", *DAEMONS)
    lab.install("--org", lab.org)
    lab.up()
    assert any("not_armed" in one for one in lab.findings()), lab.findings()
    lab.do("fenglei", "freeze rearm dispatch-1 --reason lost", sign=True)
    (row,) = lab.do("zhengtao", "proposal list")
    lab.do("zhengtao", f"proposal confirm {row['digest'][:16]}", sign=True)
    until(lambda: not any("not_armed" in one for one in lab.findings()), why=lambda: str(lab.findings()))
    lab.phrase = str(lab.do("fenglei", "custody create")["phrase"])
    lab.ssh("fenglei", "custody install demo --secret-fd 0 --json", text=GATEWAY_SECRET).data  # noqa: B018 - it asserts
    # Whoever waited may have got it from the lost host: two people say that they did not, and two send to them again.
    until(lambda: lab.tally()["unknown"] == N, why=lambda: str(lab.tally()))
    lab.two("settle", "--verdict not_sent")
    closes = (datetime.now(UTC) + timedelta(hours=8 + 2)).strftime("%Y-%m-%d %H:%M")
    lab.two("continue", f"--which remainder --closes '{closes}'")
    view = lab.do("qianwei", f"send watch {lab.waiting} --slot 2 --every 0.2")
    assert (view["row"]["state"], view["row"]["tally"]["delivered"]) == ("done", N), view
    approved_elsewhere(lab, lab.half, tmp_path)
    assert lab.do("zhaomin", f"request show {lab.half}")["row"]["state"] == "approved"
    lab.sends(N)
    lab.backed_up()
    assert lab.findings() == set()
