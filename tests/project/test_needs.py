"""What is said where a program is missing: which package brings it, once for each package, and never a bare traceback."""

import os
import subprocess
import sys
from pathlib import Path

from tests import needs
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]

TESTS = """
import subprocess
import pytest
from tests import needs

@pytest.fixture
def terminal():
    subprocess.run(["tmux", "-V"], check=True)

def test_a(terminal): pass
def test_b(): subprocess.run(["tmux", "-V"], check=True)
def test_c(): needs.require("jq", "ssh-keygen", "sftp", "xxd")
def test_d(): pytest.skip("needs root: it makes accounts of its own")
def test_e(): pass
"""
UNKNOWN = 'def test_a():\n    import subprocess\n    subprocess.run(["no-such-program"])\n'


def told(folder: Path, tests: str, *, ci: str = "", path: str = "/nonexistent") -> str:
    (folder / "conftest.py").write_bytes((ROOT / "tests" / "conftest.py").read_bytes())
    (folder / "test_x.py").write_text(tests, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -rfE\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(folder)]
    environment = os.environ | {
        "CI": ci,
        "PYTHONPATH": str(ROOT),
        "PATH": path,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    run = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    return run.stdout


def test_skips_end_in_one_line_for_each_package_with_the_command_that_installs_it(tmp_path: Path) -> None:
    said = told(tmp_path, TESTS)
    end = said.partition("= skipped =")[2].splitlines()
    assert [" ".join(line.split()) for line in end if "needs" in line] == [
        "1 needs jq: apt install jq",
        "1 needs openssh-client: apt install openssh-client",
        "1 needs root: it makes accounts of its own",
        "2 needs tmux: apt install tmux",
        "1 needs xxd: apt install xxd",
    ]
    assert "1 passed, 4 skipped" in said


def test_in_ci_the_same_fails_and_names_the_package(tmp_path: Path) -> None:
    said = told(tmp_path, TESTS, ci="true")
    assert "CI=true allows no skip: Skipped: needs tmux: apt install tmux" in said
    assert "skipped" not in said.splitlines()[-1]


def test_a_program_that_no_package_is_known_for_stays_a_failure(tmp_path: Path) -> None:
    assert "1 failed" in told(tmp_path, UNKNOWN)


def test_a_program_that_is_here_and_is_started_from_a_wrong_place_stays_a_failure() -> None:
    error = FileNotFoundError(2, "no such file", "/wrong/place/git")
    assert needs.of(error) == ""
    assert needs.of(FileNotFoundError(2, "no such file")) == ""
    assert needs.lacking("git", "git") == []
