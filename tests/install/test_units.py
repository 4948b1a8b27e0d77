"""The units as the service manager's own checker reads them; it runs nothing of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from console.install import plan
from console.install.layout import Layout
from console.install.steps import File


@pytest.fixture
def units(tmp_path: Path) -> list[Path]:
    """The units of an ordinary site, written into a folder of their own."""
    found = []
    for part in plan.steps(Layout(org="yunling", python=sys.executable), (), None):
        for step in part.steps:
            if isinstance(step, File) and step.path.suffix in {".service", ".timer"}:
                (tmp_path / step.path.name).write_text(step.text)
                found.append(tmp_path / step.path.name)
    assert {one.name for one in found} == {
        "sms-desk.service", "sms-custody.service", "sms-sshd.service", "sms-notices.service", "sms-status.service", "sms-status.timer",
        "sms-backup-custody.service", "sms-backup-desk.service", "sms-backup.timer",
    }  # fmt: skip
    return found


def judged(*arguments: object) -> tuple[int, str]:
    done = subprocess.run(
        ["systemd-analyze", *map(str, arguments)], check=False, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def test_the_service_managers_checker_has_nothing_to_say_of_them(units: list[Path]) -> None:
    assert judged("verify", "--man=no", "--generators=no", *units) == (0, "")


def test_a_misspelt_line_is_told(units: list[Path]) -> None:
    units[0].write_text(units[0].read_text().replace("Restart=", "Restrat="))
    assert "Restrat" in judged("verify", "--man=no", "--generators=no", *units)[1]


@pytest.mark.parametrize(
    "name",
    [
        "sms-desk.service",
        "sms-custody.service",
        "sms-notices.service",
        "sms-status.service",
        "sms-backup-custody.service",
        "sms-backup-desk.service",
    ],
)
def test_the_daemons_are_confined(units: list[Path], name: str) -> None:
    (unit,) = [one for one in units if one.name == name]
    code, told = judged("security", "--offline=yes", "--no-pager", "--threshold=20", unit)
    assert code == 0, told[-200:]
    loose = unit.with_name(f"loose-{name}")
    taken = ("Protect", "Private", "Restrict", "SystemCall", "Capability", "NoNew")
    lines = unit.read_text().splitlines()
    loose.write_text("\n".join(line for line in lines if not line.startswith(taken)))
    assert judged("security", "--offline=yes", "--no-pager", "--threshold=20", loose)[0] != 0
