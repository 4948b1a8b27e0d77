"""From a bare Debian host with the folder of a release alone, and without a network, to a green `status`, by the page's own lines."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from console.locale import words
from tests.lab.booted import Booted, lacking
from tests.lab.founding import ACCOUNTS, Founding
from tests.lab.laboratory import free_ports
from tests.project.test_release import make_tree, release

pytestmark = pytest.mark.timeout(900)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "install-separated.md"
MOST_MINUTES = 5.0
"""Of machine time, without what people read, choose and type."""
BUNDLE = "sms-console-0.2.0-linux-x86_64-py3.13"
"""The bundle as the page names it."""


def lines(part: str) -> list[str]:
    """The lines that the administrator types in one part of the page, in their order."""
    (text,) = re.findall(rf"^## {part}\..*?\n(.*?)^## ", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return re.findall(
        r"^    ((?:ssh-keygen|sha256sum|tar|sh|PATH|install|runuser|systemctl|sms-console)[ =].+)$",
        text,
        re.MULTILINE,
    )


class Bare(Booted):
    """A booted host that has nothing of ours but a folder with a release; `typed` are the lines that root typed there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.typed: list[str] = []
        self.minutes = 0.0
        super().__init__()

    def _build(self) -> None:
        # The provider's side is no part of the host.
        ground = self.ground
        ground.python = ground.program()
        names = ("ssh", "inbox", "outbox", "open", "gateway")
        self.ports = dict(zip(names, free_ports(len(names)), strict=True))
        self.machine.boot()
        # Another disk, on which the witness is.
        self.machine.run("mkdir", "/srv/witness")
        self.machine.run("mount", "-t", "tmpfs", "tmpfs", "/srv/witness")
        self.place = ground.root / "received"
        shutil.copytree(self.folder, self.place)
        begun = time.monotonic()
        for line in lines("1"):
            self.types(line)
        self.founding = Founding(
            ground.root / "ceremony",
            dict(zip(ACCOUNTS, ground.numbers, strict=False)),
            self.ports["gateway"],
            host="localhost",
            program=self.machine.entering("/usr/lib/sms-console/venv/bin/sms-console"),
        )
        self._login_keys()
        shutil.copytree(ground.root / "login", self.place / "logins")
        first = self.founding.draft("first", {})
        *accounts, again, anew, check = lines("2")
        for line in accounts:
            self.types(line, first)
        self.signed_in()
        self.public = {person: self._new_key(person) for person in ACCOUNTS}
        self.org = self.founding.draft("org", self.public)
        self.founding.sign(self.org)
        for line in (again, anew, check):
            self.types(line, self.org)
        self.up()
        self._start_daemons()
        *backups, status = lines("3")
        for line in backups:
            self.types(line)
        self.seen = self.types(status, ends=(0, 1, 2))
        self.minutes = (time.monotonic() - begun) / 60

    def types(self, line: str, org: Path | None = None, ends: Sequence[int] = (0,)) -> str:
        """Root types a line of the page, in the folder of the release; the laboratory's own ports are added to it."""
        self.typed.append(line)
        (bundle,) = self.place.glob("*.tar")
        said = line.replace(BUNDLE, bundle.stem).replace("ORG", str(org))
        if "sms-console install" in line:
            ports = map(str, self.options())
            said = re.sub(r"--login-keys logins", " ".join(("--login-keys logins", *ports)), said)
            said = re.sub(r" --login-keys \S+/login\b", "", said)
        known = "PATH=$PATH:/usr/lib/sms-console/venv/bin; " if len(self.typed) > len(lines("1")) else ""
        # No line of the page may need a network.
        shell = f"cd {self.place}; {known}{said}"
        done = self.machine.run("unshare", "-n", "/bin/sh", "-c", shell, check=False)
        assert done.returncode in ends, (line, done.stdout, done.stderr)
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of this tree, signed, with the line of its key, as whoever receives it has it."""
    place = tmp_path_factory.mktemp("release")
    key = place / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    tree, out = make_tree(place / "tree", lock=True), place / "out"
    done = release(tree, "--key", key, "--out", out, "--for", "x86_64-3.13")
    assert done.returncode == 0, done.stdout + done.stderr
    line = key.with_suffix(".pub").read_text()
    (out / "allowed").write_text(f'release namespaces="sms-console-release" {line}')
    return out


@pytest.fixture(scope="module")
def lab(received: Path) -> Iterator[Bare]:
    missing = lacking()
    if missing or os.uname().machine != "x86_64" or not Path("/usr/bin/python3.13").exists():
        pytest.skip("; ".join(missing) or "the bundle is for x86_64 and Python 3.13")
    made = Bare(received)
    yield made
    made.close()


def test_the_lines_of_the_page_lead_to_a_green_status(lab: Bare) -> None:
    # What no installation can bring along: the holidays of a year that were not published when the release was made.
    holidays = words.text("lacking_short.calendar_missing", "zh")
    found = [line for line in lab.seen.splitlines()[1:] if holidays not in line]
    assert found == [], lab.seen
    assert lab.minutes < MOST_MINUTES


def test_what_was_installed_sends(lab: Bare) -> None:
    lab.pledges()
    lab.sends(25)


def test_a_folder_whose_bundle_is_another_stops_at_the_second_line(lab: Bare) -> None:
    (bundle,) = lab.place.glob("*.tar")
    bundle.write_bytes(bundle.read_bytes() + b"\0")
    with pytest.raises(AssertionError, match="did NOT match"):
        lab.types(lines("1")[1])
