"""A desk on files that others could read or change does not start: its database, side files, lock, log, home and what is above."""

import grp
import os
import subprocess
import sys
from pathlib import Path

import pytest

from console.desk import daemon, places
from console.desk.places import judge
from console.errors import ConsoleError
from console.launch import organisation
from console.settings import Home
from tests.cli.test_install import site
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built() -> organisation.Organisation:
    return organisation.build()


@pytest.fixture
def home(folder: Path, built: organisation.Organisation) -> Home:
    made = Home(folder / "home")
    built.write(made.root)
    for path in (made.desk_database, made.desk_lock, made.log("desk")):
        path.touch()
    # Whatever the umask is under which the tests run.
    for path in made.root.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    for path in (made.roots, made.policy, *made.gateways.iterdir(), *made.roster.iterdir()):
        path.chmod(0o640)
    return made


def code(home: Home, *, separated: bool = True) -> str:
    with pytest.raises(ConsoleError) as refused:
        judge(home, separated=separated)
    return refused.value.code


def test_what_is_the_accounts_own_is_taken(home: Home) -> None:
    judge(home, separated=True)
    judge(home, separated=False)


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602])
def test_a_database_or_side_file_that_others_may_touch_is_refused(home: Home, suffix: str, mode: int) -> None:
    path = home.desk_database.with_name(f"desk.db{suffix}")
    path.touch()
    path.chmod(mode)
    assert code(home) == code(home, separated=False) == "loose_file"


def test_a_lock_or_log_that_others_may_touch_is_refused(home: Home) -> None:
    for path in (home.desk_lock, home.log("desk")):
        path.chmod(0o644)
        assert code(home) == "loose_file"
        path.chmod(0o600)


def test_a_link_in_place_of_the_database_is_refused(home: Home) -> None:
    home.desk_database.rename(home.root / "elsewhere.db")
    home.desk_database.symlink_to(home.root / "elsewhere.db")
    assert code(home) == "loose_file"


@pytest.mark.parametrize("name", ["desk", "log"])
def test_a_folder_of_its_own_that_others_may_enter_is_refused(home: Home, name: str) -> None:
    (home.root / name).chmod(0o750)
    assert code(home) == code(home, separated=False) == "loose_folder"


@pytest.mark.parametrize("mode", [0o770, 0o702])
def test_a_home_that_others_may_change_is_refused(home: Home, mode: int) -> None:
    home.root.chmod(mode)
    assert code(home) == code(home, separated=False) == "loose_folder"


@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_a_folder_above_that_others_may_change_is_refused_where_accounts_are_separated(
    home: Home, mode: int
) -> None:
    home.root.parent.chmod(mode)
    assert code(home) == "loose_parent"
    judge(home, separated=False)


@pytest.mark.parametrize("name", ["roots.json", "policy.toml", "roster/roster-1.json", "gateways/demo.toml"])
def test_rules_that_others_may_change_are_refused_where_accounts_are_separated(home: Home, name: str) -> None:
    (home.root / name).chmod(0o660)
    assert code(home) == "loose_file"
    (home.root / name).chmod(0o640)
    (home.root / name).parent.chmod(0o770)
    assert code(home) == "loose_folder"


def test_another_accounts_files_are_refused(home: Home) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root: giving a file to another account")
    os.chown(home.desk_database, 65534, -1)
    assert code(home) == "loose_file"
    os.chown(home.desk_database, 0, -1)
    os.chown(home.roots, 65534, -1)
    assert code(home) == "loose_file"


def test_the_process_says_what_is_loose_and_opens_nothing(home: Home) -> None:
    home.log("desk").chmod(0o644)
    command = [sys.executable, "-X", "utf8", "-m", "console.desk", "--home", str(home.root)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert run.returncode == 1
    assert "loose_file" in run.stderr
    assert home.log("desk").read_bytes() == home.desk_database.read_bytes() == b""


def test_with_a_group_of_any_number_the_accounts_are_separated(home: Home) -> None:
    """Also with the group 0, root's: what others may change above the home is refused before anything is read."""
    home.root.parent.chmod(0o770)
    home.policy.unlink()
    command = [sys.executable, "-X", "utf8", "-m", "console.desk", "--home", str(home.root)]
    command += ["--group", grp.getgrgid(0).gr_name]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert run.returncode == 1
    assert "loose_parent" in run.stderr


def test_a_process_under_a_wide_umask_makes_private_files_all_the_same(home: Home) -> None:
    for path in (home.desk_database, home.desk_lock, home.log("desk")):
        path.unlink()
    home.policy.unlink()
    command = [sys.executable, "-X", "utf8", "-m", "console.desk", "--home", str(home.root)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=PATIENCE, umask=0)
    assert home.log("desk").stat().st_mode & 0o777 == 0o600
    assert home.desk_lock.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("separated", [False, True])
def test_a_desk_that_a_site_holds_is_judged_as_one_of_separated_accounts(
    home: Home, monkeypatch: pytest.MonkeyPatch, separated: bool
) -> None:
    judged: list[bool] = []

    def judge(_home: Home, *, separated: bool) -> None:
        judged.append(separated)
        raise ConsoleError("loose_folder", path=home.root, mode="0700")

    monkeypatch.setattr(places, "judge", judge)
    at = site(home.root, "") if separated else None
    was = os.umask(0o077)
    try:
        assert daemon.run(daemon.Options(Home(home.root, at)), lambda: pytest.fail("no core is made")) == 1
    finally:
        os.umask(was)
    assert judged == [separated]
