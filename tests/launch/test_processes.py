"""Solo's processes: started once, reused, outliving their console, ended when told, and what failed is said by name."""

import hashlib
import inspect
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from console.desk.door import Lock
from console.errors import ConsoleError
from console.launch import organisation
from console.launch.processes import (
    SIMULATOR_PASSWORD,
    Program,
    Solo,
    StartError,
    _desk_answers,
    _dispatch_answers,
    _since,
    environment,
    standard,
)
from console.settings import Home
from console.wire import calls
from console.wire.client import Client
from tests.desk.plain import wait_until
from tests.dispatch.running import cmpp_organisation

SECRET = b"only by the pipe"


@pytest.fixture
def home() -> Iterator[Home]:
    made = Home(Path(tempfile.mkdtemp(prefix="sms-")))
    yield made
    shutil.rmtree(made.root)


def programs(home: Home, *peer: str, desk: tuple[str, ...] = ()) -> list[Program]:
    root = str(home.root)
    return [
        Program("desk", "tests.desk.plain", ("--home", root, *desk), _desk_answers),
        Program("dispatch", "tests.launch.peer", ("--home", root, *peer), _dispatch_answers, SECRET),
    ]


@pytest.fixture
def solo(home: Home) -> Iterator[Solo]:
    running = Solo(home, programs(home))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[Home, Solo]]:
    """Processes that are up, which a test may ask and look at; they end with the last."""
    made = Home(Path(tempfile.mkdtemp(prefix="sms-")))
    running = Solo(made, programs(made))
    assert all(status.pid and status.answers for status in running.start())
    yield made, running
    running.stop()
    shutil.rmtree(made.root)


def pids(solo: Solo) -> list[int]:
    return [status.pid for status in solo.status()]


def test_started_processes_answer_and_a_second_console_uses_the_same(started: tuple[Home, Solo]) -> None:
    home, solo = started
    assert all(status.pid and status.answers for status in solo.status())
    other = Solo(home, programs(home))
    assert [status.pid for status in other.start()] == pids(solo)
    with Client(home.desk_socket, "zhaomin") as client:
        assert client.call(calls.WhoAmI()).person == "zhaomin"


def test_two_consoles_that_start_at_once_get_one_set_of_processes(home: Home, solo: Solo) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda one: one.start(), [solo, Solo(home, programs(home))])
    assert [status.pid for status in first] == [status.pid for status in second]


def test_nothing_is_started_or_ended_while_another_console_does_so(home: Home, solo: Solo) -> None:
    home.open_run()
    other = Lock(home.run / "launch.lock")
    hasty = Solo(home, programs(home), start_seconds=0.05, stop_seconds=0.05)
    for act in (hasty.start, hasty.stop):
        with pytest.raises(ConsoleError) as busy:
            act()
        assert busy.value.code == "launch_busy"
    assert pids(solo) == [0, 0]
    other.release()
    assert all(status.answers for status in solo.start())


def test_stop_ends_them_all(home: Home, solo: Solo) -> None:
    solo.start()
    was = pids(solo)
    solo.stop()
    assert [(status.pid, status.answers) for status in solo.status()] == [(0, False), (0, False)]
    assert [_since(pid) for pid in was] == ["", ""]
    assert not home.desk_socket.exists()


def test_one_that_died_is_started_again_and_the_others_are_left(solo: Solo) -> None:
    solo.start()
    desk, dispatch = pids(solo)
    os.kill(dispatch, signal.SIGKILL)
    wait_until(lambda: not _since(dispatch))
    solo.start()
    again = pids(solo)
    assert again[0] == desk
    assert again[1] not in {0, dispatch}


def test_the_secret_arrives_by_pipe_and_stands_nowhere_else(started: tuple[Home, Solo]) -> None:
    home, solo = started
    digest = (home.root / "secret.digest").read_text()
    assert digest == hashlib.sha256(SECRET).hexdigest()
    process = Path(f"/proc/{pids(solo)[1]}")
    if not process.exists():
        pytest.skip("procfs is not mounted (Linux)")
    assert SECRET not in (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
    assert not [path for path in home.root.rglob("*") if path.is_file() and SECRET in path.read_bytes()]


def test_processes_outlive_their_console_and_its_terminal(home: Home, solo: Solo) -> None:
    script = (
        "import sys; from pathlib import Path; from console.launch.processes import Solo;"
        "from console.settings import Home; from tests.launch.test_processes import programs;"
        "home = Home(Path(sys.argv[1])); Solo(home, programs(home)).start()"
    )
    console = subprocess.run(
        [sys.executable, "-c", script, str(home.root)], start_new_session=True, check=False
    )
    assert console.returncode == 0
    assert all(status.answers for status in solo.status())
    assert all(os.getsid(pid) == pid for pid in pids(solo))


def test_a_process_that_ends_at_once_is_named_with_the_tail_of_its_log_masked(home: Home) -> None:
    solo = Solo(home, programs(home, "--fail"))
    with pytest.raises(StartError) as failed:
        solo.start()
    solo.stop()
    assert failed.value.code == "process_failed"
    assert (failed.value.params["process"], failed.value.params["why"]) == ("dispatch", "ended")
    assert "138****8000" in failed.value.params["tail"]
    assert "13800138000" not in failed.value.params["tail"]


def test_a_process_that_never_answers_is_named_and_ended(home: Home) -> None:
    solo = Solo(home, programs(home, "--mute")[1:], start_seconds=0.5)
    with pytest.raises(StartError) as failed:
        solo.start()
    assert (failed.value.params["process"], failed.value.params["why"]) == ("dispatch", "no_answer")
    assert pids(solo) == [0]


def test_a_process_that_ignores_the_order_to_end_is_killed(home: Home) -> None:
    solo = Solo(home, programs(home, "--stubborn")[1:], stop_seconds=0.3)
    solo.start()
    (pid,) = pids(solo)
    solo.stop()
    assert _since(pid) == ""


def test_a_number_that_another_process_has_by_now_is_not_ours(home: Home, solo: Solo) -> None:
    home.open_run()
    (home.run / "desk.pid").write_text(f'{{"pid": {os.getpid()}, "since": "long ago"}}')
    assert pids(solo) == [0, 0]
    solo.stop()
    assert os.getpid() not in {status.pid for status in solo.start()}


def test_a_run_folder_open_to_others_is_refused(home: Home) -> None:
    home.run.mkdir(mode=0o700)
    home.run.chmod(0o755)
    with pytest.raises(ConsoleError) as refused:
        Solo(home, programs(home)).start()
    assert refused.value.code == "loose_folder"


def test_what_processes_print_is_private(started: tuple[Home, Solo]) -> None:
    home, _ = started
    assert list(home.logs.iterdir())
    for path in home.logs.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_in_the_environment_can_load_code() -> None:
    given = {
        "PATH": "/bin",
        "PYTHONSTARTUP": "x",
        "LD_PRELOAD": "y",
        "PYTHONPATH": "z",
        "TEXTUAL_DRIVER": "d",
    }
    # Under a shifted clock the run gives it more, around what the program does.
    kept = inspect.unwrap(environment)(given)
    assert kept["PATH"] == "/bin"
    assert set(kept) == {"PATH", "PYTHONPATH", "PYTHONUNBUFFERED"}
    assert kept["PYTHONPATH"] != "z"


def test_a_gateway_that_is_not_the_simulator_here_is_never_started(home: Home) -> None:
    made = organisation.build()
    home.gateways.mkdir()
    file = home.gateways / "demo.toml"
    file.write_text(made.gateway_texts["demo"])
    assert [program.name for program in standard(home)] == ["desk", "simulator", "dispatch"]
    for old, new in (("127.0.0.1", "10.0.0.1"), ("simulator = true", "simulator = false")):
        file.write_text(made.gateway_texts["demo"].replace(old, new).replace("port = 0", "port = 2775"))
        with pytest.raises(ConsoleError) as refused:
            standard(home)
        assert refused.value.code == "bad_installation"
    file.write_text(made.gateway_texts["demo"])
    (home.gateways / "demo-2.toml").write_text(made.gateway_texts["demo"].replace("rate = 20000", "rate = 9"))
    dispatch = standard(home)[-1]
    assert msgspec.json.decode(dispatch.secret) == {"demo": SIMULATOR_PASSWORD}, "two files of one gateway"
    file.unlink()
    (home.gateways / "demo-2.toml").unlink()
    with pytest.raises(ConsoleError, match="bad_installation"):
        standard(home)


def test_the_simulator_speaks_what_the_gateway_file_names_and_no_home_names_two_protocols(home: Home) -> None:
    spoken, plain = (made.gateway_texts["demo"] for made in (cmpp_organisation(), organisation.build()))
    home.gateways.mkdir()
    (home.gateways / "demo.toml").write_text(spoken)
    arguments = standard(home)[1].arguments
    assert arguments[arguments.index("--protocol") + 1] == "cmpp"
    assert arguments[arguments.index("--system-id") + 1] == "920001"
    (home.gateways / "demo-2.toml").write_text(plain)
    with pytest.raises(ConsoleError, match="one_simulator"):
        standard(home)
    (home.gateways / "demo.toml").unlink()
    arguments = standard(home)[1].arguments
    assert arguments[arguments.index("--protocol") + 1] == "smpp"


def test_a_witness_that_is_named_once_is_used_at_every_start(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.gateways.mkdir()
    (home.gateways / "demo.toml").write_text(organisation.build().gateway_texts["demo"])
    assert "--witness" not in standard(home)[-1].arguments
    monkeypatch.setenv("SMS_CONSOLE_WITNESS", str(tmp_path / "witness"))
    assert standard(home)[-1].arguments[-2:] == ("--witness", str(tmp_path / "witness"))
    monkeypatch.delenv("SMS_CONSOLE_WITNESS")
    assert standard(home)[-1].arguments[-2:] == ("--witness", str(tmp_path / "witness"))


def test_a_demo_asks_for_no_witness_unless_one_is_named(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.gateways.mkdir()
    (home.gateways / "demo.toml").write_text(organisation.build().gateway_texts["demo"])
    assert "--play" not in standard(home)[-1].arguments
    (home.root / "demo").touch()
    assert standard(home)[-1].arguments[-1] == "--play"
    monkeypatch.setenv("SMS_CONSOLE_WITNESS", str(tmp_path / "witness"))
    assert standard(home)[-1].arguments[-2:] == ("--witness", str(tmp_path / "witness"))


def test_a_scanner_that_is_named_is_told_to_the_desk(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.gateways.mkdir()
    (home.gateways / "demo.toml").write_text(organisation.build().gateway_texts["demo"])
    assert "--scanner" not in standard(home)[0].arguments
    monkeypatch.setenv("SMS_CONSOLE_SCANNER", "/usr/bin/scan -")
    assert standard(home)[0].arguments[-2:] == ("--scanner", "/usr/bin/scan -")


def test_a_whole_organisation_starts_and_its_dispatcher_binds_to_the_simulator(home: Home) -> None:
    organisation.build().write(home.root)
    solo = Solo(home)
    try:
        assert [(status.name, status.answers) for status in solo.start()] == [
            ("desk", True),
            ("simulator", True),
            ("dispatch", True),
        ]
        with Client(home.desk_socket, "zhaomin") as client:
            wait_until(lambda: client.call(calls.Gateways())[0].state == "up")
    finally:
        solo.stop()
    assert [status.pid for status in solo.status()] == [0, 0, 0]
