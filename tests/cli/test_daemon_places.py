"""The folder of a daemon's account: its group may look in, nobody else."""

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from console.cli.checks import places
from console.settings import Home


@pytest.mark.parametrize(
    ("mode", "verdict"), [(0o750, "good"), (0o704, "bad"), (0o701, "bad"), (0o770, "bad")]
)
def test_the_home_of_a_daemon_is_closed_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, verdict: str
) -> None:
    monkeypatch.setattr(places, "_number", lambda _account: os.geteuid())
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(mode)
    (found,) = (one for one in places._daemon(Home(home), "sms-desk", ()) if one.check == "home")
    assert found.verdict == verdict


def test_the_desks_database_is_closed_to_all_but_its_account_and_so_is_what_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "_number", lambda _account: os.geteuid())
    home = Home(tmp_path)
    home.desk_database.parent.mkdir()
    wide = home.desk_database.with_name("desk.db-wal")
    for path, mode in ((home.desk_database, 0o600), (wide, 0o644)):
        path.touch()
        path.chmod(mode)
    site: Any = SimpleNamespace(desk_account="sms-desk")
    found = {
        one.found.partition(" ")[0]: one.verdict
        for one in places._desk(home, site)
        if one.check == "database"
    }
    assert found == {str(home.desk_database): "good", str(wide): "bad"}
