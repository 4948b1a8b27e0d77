"""The folder of a daemon's account: its group may look in, nobody else."""

import os
from pathlib import Path

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
