"""The program that draws the forms in tests: alone with its profile, whoever runs it beside."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.exports.paper import Foot, Paper
from tests import needs
from tests.exports import office
from tests.patience import PATIENCE, Wait


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """A LibreOffice that this account runs already, with the profile that it has by itself, and listens."""
    needs.require("soffice")
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    name = f"sms-forms-{os.getpid()}"
    begun = subprocess.Popen(
        ["soffice", "--headless", "--norestore", f"--accept=pipe,name={name};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    listening = f"OSL_PIPE_*_{name}"
    wait = Wait()
    try:
        # It answers others of its profile before it opens the door that it was asked for.
        while not [*Path("/tmp").glob(listening)]:  # noqa: S108 - LibreOffice's own place
            assert begun.poll() is None
            assert not wait.over(), "LibreOffice does not listen"
            time.sleep(0.05)
        yield begun
    finally:
        if begun.poll() is None:
            os.killpg(begun.pid, signal.SIGTERM)
        begun.wait(PATIENCE)
        for one in Path("/tmp").glob(listening):  # noqa: S108 - as above
            one.unlink(missing_ok=True)


def test_a_form_is_drawn_beside_a_libreoffice_that_runs_already_and_goes_on(
    running: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    foot = Foot("2026-业务部-0001", "AB12-CD34")
    paper = Paper("云岭示范银行", "短信群发申请表（附件1）", foot, datetime(2026, 11, 27, 9, 0, tzinfo=UTC))
    drawn = office.render(folder, {"form": paper.save()})
    assert "短信群发申请表（附件1）" in office.text_of(drawn["form"])
    # One that is asked to draw for another ends with it.
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(5)
