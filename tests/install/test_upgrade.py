"""The upgrade of a separated host: what is judged, what is said, and that its script is one; tests/lab runs it."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from console.domain.data_folder import data_folder
from console.errors import ConsoleError
from console.install import upgrade
from console.install.upgrade import STEPS, Upgrade, planned, script, version_in
from console.locale import words
from console.site import Site

OLD, NEW = "0.1.0", "0.2.0+12.g0123456789ab"
SITE = Site(
    org="yunling", desk_home=Path("/var/lib/sms-desk"), custody_home=Path("/var/lib/sms-custody"),
    desk_socket=Path("/run/sms-desk/desk.sock"), dispatch_socket=Path("/run/sms-custody/dispatch.sock"),
    roots=Path("/etc/sms-console/roots.json"), people=Path("/var/lib/sms-people"), inbox=Path("/var/lib/sms-inbox"),
    group="sms-line", desk_account="sms-desk", custody_account="sms-custody", monitor_account="sms-monitor",
)  # fmt: skip
PLAN = Upgrade(OLD, NEW, Path(f"/usr/lib/sms-console/venv-{NEW}"), Path("/var/backups/a b"))


def program(place: Path, version: str) -> Path:
    info = place / f"lib/python3.13/site-packages/sms_console-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: sms-console\nVersion: {version}\n", "utf-8")
    return place


@pytest.fixture
def lib(tmp_path: Path) -> Path:
    """A host with the old program in the link's place, and the new one beside it."""
    program(tmp_path / "venv", OLD)
    program(tmp_path / f"venv-{NEW}", NEW)
    return tmp_path


def refused(place: Path, after: str = NEW) -> str:
    with pytest.raises(ConsoleError) as caught:
        planned(place, after, Path("/b"))
    return caught.value.code


def test_an_upgrade_is_from_what_the_link_leads_to_to_the_program_that_runs(lib: Path) -> None:
    new = lib / f"venv-{NEW}"
    assert planned(new, NEW, Path("/b")) == Upgrade(OLD, NEW, new, Path("/b"))
    (lib / "venv").rename(lib / f"venv-{OLD}")
    (lib / "venv").symlink_to(f"venv-{OLD}")
    assert planned(new, NEW, Path("/b")).before == OLD


def test_an_upgrade_that_broke_off_is_from_what_it_began_with(lib: Path) -> None:
    (lib / "upgrading").write_text(f"{OLD}\n/var/backups/x\n", "ascii")
    (lib / "venv").rename(lib / f"venv-{OLD}")
    assert planned(lib / f"venv-{NEW}", NEW, Path("/b")).before == OLD
    (lib / "venv").symlink_to(f"venv-{NEW}")
    assert planned(lib / f"venv-{NEW}", NEW, Path("/b")).before == OLD


def test_an_older_program_is_refused_and_one_of_another_number_is_not(lib: Path) -> None:
    for older in ("0.0.9", "0.1.0"):
        place = program(lib / f"older-{older}", older)
        (lib / "venv").rename(lib / "kept")
        (lib / "venv").symlink_to(f"venv-{NEW}")
        assert refused(place, older) == "upgrade_older"
        (lib / "venv").unlink()
        (lib / "kept").rename(lib / "venv")
    for number in ("0.1.0+1.gab", "0.1.1"):
        assert planned(program(lib / f"n-{number}", number), number, Path("/b")).after == number


def test_what_is_in_use_already_needs_no_upgrade(lib: Path) -> None:
    (lib / "venv").rename(lib / f"venv-{OLD}")
    (lib / "venv").symlink_to(f"venv-{NEW}")
    assert refused(lib / f"venv-{NEW}") == "upgrade_same"


def test_a_program_that_lies_in_no_folder_of_its_own_beside_one_in_use_is_refused(
    lib: Path, tmp_path: Path
) -> None:
    assert refused(lib / "venv", OLD) == "upgrade_place"
    assert refused(tmp_path / "nowhere" / "venv-x") == "upgrade_place"
    assert refused(lib / f"venv-{NEW}", "0.3.0") == "upgrade_place"
    assert version_in(tmp_path / "nowhere") == ""


@pytest.mark.parametrize("code", ["upgrade_solo", "upgrade_place", "upgrade_older", "upgrade_same"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_refusal_says_what_why_and_what_next(code: str, lang: str) -> None:
    params = {"before": NEW, "after": OLD, "program": "/p", "link": "/l"}
    assert all(words.problem(code, params, lang))


def test_the_script_is_shell_with_every_value_quoted(tmp_path: Path) -> None:
    text = script(PLAN, SITE)
    assert re.findall(r"@[A-Z_]+@", text) == []
    assert "backups='/var/backups/a b'\n" in text
    assert f"\nafter={NEW}\n" in text
    path = tmp_path / "upgrade.sh"
    path.write_text(text, "utf-8")
    assert subprocess.run(["/bin/sh", "-n", path], check=False).returncode == 0


def test_the_script_is_roots_and_of_a_host_with_a_service_manager(tmp_path: Path) -> None:
    path = tmp_path / "upgrade.sh"
    path.write_text(script(PLAN, SITE), "utf-8")
    path.chmod(0o644)
    who = {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}
    text = path.read_bytes()
    done = subprocess.run(["/bin/sh", "-s"], input=text, capture_output=True, check=False, **who)  # type: ignore[call-overload]  # one of two accounts
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"run this as root\n")


def test_the_plan_says_each_step_in_the_order_of_the_script() -> None:
    text = script(PLAN, SITE)
    marks = ("back_up dispatch", "the desk and the dispatcher stop", "    turn\n", 'up "$desk"', 'up "$custody"', "is-enabled", 'console "$monitor" status')  # fmt: skip
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)
    assert len(marks) == len(STEPS)
    for lang in ("zh", "en"):
        for step in STEPS:
            assert words.has(f"install.upgrade.{step}", lang)


def test_custody_stops_last_and_starts_last() -> None:
    text = (data_folder() / "install" / "upgrade.sh").read_text("utf-8")
    (stopped,) = re.findall(r"for unit in (.*); do\n        systemctl stop", text)
    assert stopped.split()[-1] == '"$custody.service"'
    assert text.index('up "$custody"') > text.index('up "$desk"')
    assert upgrade.MARK in text
