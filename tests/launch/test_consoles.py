"""Several consoles over one solo home: only the last one that leaves ends its processes, however the others ended."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from console.errors import ConsoleError
from console.launch import screens
from console.launch.consoles import Hold
from console.settings import Home, Settings
from tests.launch.whole import Whole, running

HOLDS = """
import sys
from pathlib import Path
from console.launch.consoles import Hold
from console.settings import Home
hold = Hold(Home(Path(sys.argv[1])))
print("held", flush=True)
sys.stdin.read()
"""


def another(home: Home) -> "subprocess.Popen[str]":
    """A console in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", HOLDS, str(home.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_last_console_is_the_one_beside_which_no_other_lives(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first, second = another(home), another(home)
    own = Hold(home)
    assert not own.alone()
    own.close()
    for process in (first, second):
        own = Hold(home)
        assert not own.alone()
        own.close()
        # A console that was killed says nothing, and holds nothing any more.
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    own = Hold(home)
    assert own.alone()
    own.close()


def test_a_console_is_not_alone_in_a_home_that_was_made_anew_under_it(tmp_path: Path) -> None:
    home = Home(tmp_path / "demo")
    older = Hold(home)
    shutil.rmtree(home.root)
    # Nothing runs there now that would be its own.
    assert not older.alone()
    newer = another(home)
    assert not older.alone()
    newer.kill()
    newer.communicate()
    older.renew()
    assert older.alone()
    older.close()


def look(home: Home) -> Settings:
    return msgspec.structs.replace(Settings.load(lang="zh"), home=home.root)


def answers(whole: Whole) -> list[bool]:
    return [one.answers for one in whole.solo.status()]


def test_a_console_that_cannot_open_or_leaves_ends_nothing_under_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with running() as whole:
        other = another(whole.home)
        with pytest.raises(ConsoleError):
            screens.open_home(look(whole.home), tmp_path / "no key")
        assert answers(whole) == [True] * 3
        assert "另一个控制台还开着" in capsys.readouterr().err
        screens.wind_up(whole.home, Hold(whole.home))
        assert answers(whole) == [True] * 3
        other.kill()
        other.communicate()
        with pytest.raises(ConsoleError):
            screens.open_home(look(whole.home), tmp_path / "no key")
        assert [one.pid for one in whole.solo.status()] == [0, 0, 0]
