"""A log file is turned while it is written, by itself, by another writer and by logrotate: every line is there once, for long enough."""

import fcntl
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from console import log_file
from console.log_file import LogFile

_DAY = 86_400
_WRITER = """
import sys
from pathlib import Path
from console import log_file
from console.log_file import LogFile
log_file.DAYS = 10_000  # a moved clock dates no file
file = LogFile(Path(sys.argv[1]), most=2_000)
for nth in range(3_000):
    file.write(f"{sys.argv[2]} {nth:05}\\n".encode())
"""


@pytest.fixture(autouse=True)
def now(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[[], float]:
    """The time by which files are dated: in a run whose clock is moved that is another one (`tests/clocks.py`)."""
    mark = tmp_path_factory.mktemp("clock") / "mark"
    mark.touch()
    off = time.time() - mark.stat().st_mtime
    real = time.time

    def dated() -> float:
        return real() - off

    monkeypatch.setattr(time, "time", dated)
    return dated


def lines(folder: Path) -> list[str]:
    found = [one for one in sorted(folder.iterdir()) if not one.name.endswith(".cut")]
    return [line for one in found for line in one.read_text("utf-8").splitlines()]


def test_several_writers_turn_one_log_and_every_line_is_there_once(tmp_path: Path) -> None:
    path = tmp_path / "desk.log"
    writers = [
        subprocess.Popen([sys.executable, "-X", "utf8", "-c", _WRITER, str(path), name]) for name in "abc"
    ]
    assert [one.wait(120) for one in writers] == [0, 0, 0]
    assert sorted(lines(tmp_path)) == [f"{name} {nth:05}" for name in "abc" for nth in range(3_000)]
    assert len(list(tmp_path.iterdir())) > 20
    assert {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize("creates", [True, False])
def test_a_houses_own_rotation_by_name_loses_no_line(tmp_path: Path, creates: bool) -> None:
    """As logrotate does with `create` and `nocreate`: the name is given away, and maybe to an empty file at once."""
    path, over, written, turned = tmp_path / "desk.log", threading.Event(), 0, 0
    file = LogFile(path)

    def rotate() -> None:
        nonlocal turned
        while not over.is_set():
            if path.exists():
                path.rename(tmp_path / f"desk.log.{turned:06}")
                turned += 1
            if creates:
                path.touch(mode=0o600)
            time.sleep(0.001)

    thread = threading.Thread(target=rotate)
    thread.start()
    while turned < 100 or written < 10_000:
        file.write(f"{written:07}\n".encode())
        written += 1
    over.set()
    thread.join()
    assert sorted(lines(tmp_path)) == [f"{nth:07}" for nth in range(written)]


def full(file: LogFile, days: float) -> Path:
    """One more full file, whose last line is so old."""
    before = set(file.older())
    while set(file.older()) == before:
        file.write(b"x" * 900 + b"\n")
    (new,) = set(file.older()) - before
    when = time.time() - days * _DAY
    os.utime(new, (when, when))
    return new


def test_full_files_stay_for_half_a_year_and_longer_ones_go(tmp_path: Path) -> None:
    path = tmp_path / "desk.log"
    file = LogFile(path, most=1000)
    old, young = full(file, log_file.DAYS + 1), full(file, log_file.DAYS - 1)
    full(file, 0)
    assert not old.exists()
    assert young.exists()
    assert file.days() == -1


def test_where_room_is_short_the_oldest_go_and_it_is_told_how_far_the_rest_reaches(tmp_path: Path) -> None:
    path = tmp_path / "desk.log"
    file = LogFile(path, most=1000, room=3000)
    made = [full(file, days) for days in (40, 30, 20, 10)]
    full(file, 0)
    assert [one.exists() for one in made] == [False, False, True, True]
    assert file.days() == 30
    assert LogFile(path).days() == 30
    when = time.time() - 181 * _DAY
    os.utime(path.with_name("desk.log.cut"), (when, when))
    assert file.days() == -1


def test_what_is_no_file_of_the_log_is_let_alone(tmp_path: Path) -> None:
    others = [tmp_path / name for name in ("desk.log.mine", "other.log.20200101T000000Z-000", "desk.log.cut")]
    for one in others:
        one.touch()
        os.utime(one, (0, 0))
    full(LogFile(tmp_path / "desk.log", most=1000), 0)
    assert all(one.exists() for one in others)


def test_a_log_that_another_process_turns_goes_on_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "desk.log"
    file = LogFile(path, most=1000)
    file.write(b"x" * 999 + b"\n")
    with path.open() as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        file.write(b"y\n")
    assert path.read_bytes().endswith(b"\ny\n")
    file.write(b"z\n")
    assert path.read_bytes() == b"z\n"


def test_a_line_cut_by_a_full_disk_ends_before_the_next(tmp_path: Path) -> None:
    path = tmp_path / "desk.log"
    code = """
import resource, signal, sys
from pathlib import Path
from console.log_file import LogFile
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
file = LogFile(Path(sys.argv[1]))
file.write(b"first" + b"\\n")
resource.setrlimit(resource.RLIMIT_FSIZE, (10, resource.RLIM_INFINITY))
for line in (b"second", b"third"):
    try:
        file.write(line + b"\\n")
        sys.exit("written")
    except OSError:
        pass
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
file.write(b"fourth\\n")
file.write(b"fifth\\n")
"""
    subprocess.run([sys.executable, "-X", "utf8", "-c", code, str(path)], check=True)
    assert path.read_text() == "first\nseco\nfourth\nfifth\n"


def test_a_name_that_became_a_link_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "desk.log"
    file = LogFile(path)
    path.rename(tmp_path / "desk.log.1")
    path.symlink_to(tmp_path / "elsewhere")
    file.write(b"line\n")
    assert (tmp_path / "desk.log.1").read_bytes() == b"line\n"
    assert not (tmp_path / "elsewhere").exists()
