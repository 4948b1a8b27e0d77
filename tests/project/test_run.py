"""The front door, tried on a copy of it in a folder whose name has a space."""

import contextlib
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import wait_for
from tests.patience import PATIENCE
from tools.environment import command_for

ROOT = Path(__file__).resolve().parents[2]
CLOSED_INDEX = "http://127.0.0.1:9/simple"
PYTHON_BEHIND = str(getattr(sys, "_base_executable", sys.executable))


def make_tree(folder: Path) -> Path:
    """A copy of what the front door needs; its lock files pin nothing, so an environment takes seconds."""
    tree = folder / "a tree"
    (tree / "tools").mkdir(parents=True)
    (tree / "lock").mkdir()
    shutil.copy(ROOT / "run", tree / "run")
    shutil.copy(ROOT / "tools" / "environment.py", tree / "tools")
    for kind in ("run", "dev"):
        (tree / "lock" / f"{kind}.txt").write_text("# nothing\n", "utf-8")
    (tree / "console").mkdir()
    (tree / "console" / "__init__.py").touch()
    (tree / "console" / "__main__.py").write_text("import sys\nprint(sys.argv[1:], sys.prefix)\n", "utf-8")
    return tree


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A tree without an environment."""
    return make_tree(tmp_path)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tree = make_tree(tmp_path_factory.mktemp("built"))
    assert run(tree, "tour").returncode == 0
    return tree


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A tree with its environment, moved to where it is now (which must not matter)."""
    return shutil.copytree(built_once, tmp_path / "a built tree", symlinks=True)


def environment(**more: str) -> dict[str, str]:
    dropped = {"PYTHON", "PYTHONPATH", "LANG", "LC_ALL", "TERM", "VIRTUAL_ENV"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in dropped and not name.startswith("PIP_")
    }
    return kept | {"PATH": f"{Path(PYTHON_BEHIND).parent}:{kept['PATH']}"} | more


def run(tree: Path, *words: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [tree / "run", *words],
        cwd=cwd or tree,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize("words", [(), ("help",), ("--help",)])
def test_help_and_no_verb_list_the_verbs(copy: Path, words: tuple[str, ...]) -> None:
    said = run(copy, *words)
    assert said.returncode == 0
    for verb in ("demo", "tour", "sms-console", "test", "check", "bench", "crash", "release", "help"):
        assert f"\n  {verb} " in said.stdout
    assert not (copy / ".env").exists()


def test_an_unknown_verb_is_refused_with_the_list(copy: Path) -> None:
    said = run(copy, "fly")
    assert said.returncode == 64
    assert "no such verb: fly" in said.stderr
    assert "\n  demo " in said.stderr


def test_the_first_run_builds_and_the_second_starts_at_once_from_any_folder(
    copy: Path, tmp_path: Path
) -> None:
    # A folder named like ours where the caller stands must not be imported.
    (tmp_path / "console").mkdir()
    (tmp_path / "console" / "__main__.py").write_text("print('wrong one')\n", "utf-8")
    first = run(copy, "tour", "--to", "a b", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "First run" in first.stderr
    assert first.stdout.startswith("['tour', '--to', 'a b']")
    second = run(copy, "tour", cwd=tmp_path)
    assert (second.returncode, second.stderr) == (0, "")
    assert str(copy / ".env" / "run") in second.stdout
    assert sorted(path.name for path in (copy / ".env").iterdir()) == ["lock", "run"]


def test_every_command_of_the_console_runs_from_a_clone_with_its_arguments(built: Path) -> None:
    said = run(built, "sms-console", "--demo", "--as", "sunli", "todo")
    assert said.stdout.startswith("['--demo', '--as', 'sunli', 'todo']")


@pytest.mark.nightly
def test_a_moved_tree_goes_on_working(built: Path) -> None:
    said = run(built, "tour")
    assert (said.returncode, said.stderr) == (0, "")
    assert str(built) in said.stdout


def test_the_environment_is_built_again_when_the_lock_or_its_stamp_differs(built: Path) -> None:
    (built / "lock" / "run.txt").write_text("# another\n", "utf-8")
    assert "stale (lock)" in run(built, "tour").stderr
    stamp = built / ".env" / "run" / "stamp.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text("utf-8")) | {"python": "cpython 3.11.0"}), "utf-8")
    assert "stale (python)" in run(built, "tour").stderr
    assert run(built, "tour").stderr == ""


@pytest.mark.nightly
def test_a_broken_environment_is_built_again(built: Path) -> None:
    (built / ".env" / "run" / "bin" / "python").unlink()
    said = run(built, "tour")
    assert said.returncode == 0
    assert "preparing it again" in said.stderr


def test_demo_without_a_terminal_runs_the_tour_and_says_so(built: Path) -> None:
    said = run(built, "demo", TERM="xterm")
    assert said.stdout.startswith("['tour']")
    assert "demo runs the tour instead" in said.stderr


@pytest.mark.parametrize(("term", "verb"), [("xterm-256color", "demo"), ("dumb", "tour"), ("", "tour")])
def test_demo_in_a_terminal_runs_the_demo_unless_the_terminal_is_dumb(
    built: Path, term: str, verb: str
) -> None:
    leader, follower = pty.openpty()
    subprocess.run(
        [built / "run", "demo"],
        env=environment(TERM=term),
        stdin=follower,
        stdout=follower,
        stderr=subprocess.DEVNULL,
        check=True,
        timeout=PATIENCE,
    )
    assert f"['{verb}']" in os.read(leader, 1000).decode()
    os.close(leader)
    os.close(follower)


@pytest.mark.nightly
def test_two_at_once_build_one_environment_and_the_second_says_who_holds_it(copy: Path) -> None:
    # The first one's pip waits for us, so the second surely finds the lock held.
    gate = copy / "gate"
    os.mkfifo(gate)
    (copy / "lock" / "run.txt").write_text("-r ../gate\n", "utf-8")
    command: list[str | Path] = [copy / "run", "tour"]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as first:
        lock = copy / ".env" / "lock"
        assert wait_for(lambda: lock.exists() and bool(lock.read_text("ascii").strip()))
        with subprocess.Popen(
            command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as second:
            assert second.stderr is not None
            assert f"(process {first.pid})" in second.stderr.readline()
            gate.write_text("# open\n", "utf-8")
            assert first.wait(PATIENCE) == 0
            assert second.wait(PATIENCE) == 0
            assert "First run" not in second.stderr.read()


@pytest.mark.nightly
def test_a_dead_holder_blocks_nobody(copy: Path) -> None:
    (copy / ".env").mkdir()
    (copy / ".env" / "lock").write_text("999999\n", "ascii")
    (copy / ".env" / ".building-999999").mkdir()
    said = run(copy, "tour")
    assert said.returncode == 0
    assert "999999" not in said.stderr
    assert not (copy / ".env" / ".building-999999").exists()


@pytest.mark.nightly
def test_a_run_that_is_ended_while_it_builds_leaves_nothing_half_built(copy: Path) -> None:
    os.mkfifo(copy / "gate")
    (copy / "lock" / "run.txt").write_text("-r ../gate\n", "utf-8")
    with subprocess.Popen(
        [copy / "run", "tour"], env=environment(), stderr=subprocess.PIPE, text=True
    ) as ended:
        assert ended.stderr is not None
        assert any("fetching" in line for line in ended.stderr)
        ended.terminate()
        assert ended.wait(PATIENCE) == 128 + signal.SIGTERM
    assert [path.name for path in (copy / ".env").iterdir()] == ["lock"]
    assert [one for one in running() if os.fsencode(copy) in one] == []


def running() -> Iterator[bytes]:
    """The command line of every process."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield path.read_bytes()


def test_no_index_is_said_in_one_sentence_and_leaves_nothing_half_built(copy: Path) -> None:
    shutil.copy(ROOT / "lock" / "run.txt", copy / "lock" / "run.txt")
    said = run(copy, "tour", PIP_INDEX_URL=CLOSED_INDEX, PIP_NO_CACHE_DIR="1", PIP_CONFIG_FILE=os.devnull)
    assert said.returncode == 69
    assert said.stderr.strip().splitlines()[-1].startswith("No package index answers")
    assert "Traceback" not in said.stderr
    assert [path.name for path in (copy / ".env").iterdir()] == ["lock"]


@pytest.mark.nightly
def test_an_old_environment_survives_a_failed_rebuild(built: Path) -> None:
    kept = (built / "lock" / "run.txt").read_bytes()
    (built / "lock" / "run.txt").write_text("colorama==0.4.6 --hash=sha256:00\n", "utf-8")
    said = run(built, "tour", PIP_INDEX_URL=CLOSED_INDEX, PIP_NO_CACHE_DIR="1", PIP_CONFIG_FILE=os.devnull)
    assert said.returncode == 69
    (built / "lock" / "run.txt").write_bytes(kept)
    assert run(built, "tour").stderr == ""


def test_a_python_without_ensurepip_is_told_the_package_to_install(copy: Path) -> None:
    bare = copy / "bare python"
    code = "import runpy, sys; sys.modules['ensurepip'] = None; del sys.argv[0]; runpy.run_path(sys.argv[0], run_name='__main__')"
    bare.write_text(
        f'#!/bin/sh\ncase "$4" in *environment.py) shift 3; exec "{PYTHON_BEHIND}" -I -c "{code}" "$@";; esac\n'
        f'[ "$2" = -c ] && echo "$0" && exit 0\nexec "{PYTHON_BEHIND}" "$@"\n',
        "utf-8",
    )
    bare.chmod(0o755)
    said = run(copy, "tour", PYTHON=str(bare), LC_ALL="zh_CN.UTF-8")
    assert said.returncode == 69
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert "缺少 venv 或 ensurepip" in said.stderr
    if Path("/etc/debian_version").exists():
        assert f"apt install python{version}-venv" in said.stderr
    assert [path.name for path in (copy / ".env").iterdir()] == ["lock"]


@pytest.mark.parametrize(("uv", "said"), [("works", []), ("fails", ["  uv did not manage; trying pip ..."])])
def test_uv_makes_the_environment_where_it_is_and_pip_where_it_fails(
    copy: Path, tmp_path: Path, uv: str, said: list[str]
) -> None:
    shims = tmp_path / "shims"
    shims.mkdir()
    if uv == "works":
        (shims / "uv").symlink_to(Path(sys.executable).parent / "uv")
    else:
        (shims / "uv").write_text("#!/bin/sh\nexit 2\n", "utf-8")
        (shims / "uv").chmod(0o755)
    done = run(copy, "tour", PATH=f"{shims}:{Path(PYTHON_BEHIND).parent}:{os.environ['PATH']}")
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "uv" in line] == said
    made = (copy / ".env" / "run" / "pyvenv.cfg").read_text("utf-8")
    assert ("\nuv = " in made) == (uv == "works")


def test_a_python_that_does_not_fit_is_refused_by_name(copy: Path) -> None:
    said = run(copy, "tour", PYTHON="/bin/false")
    assert said.returncode == 69
    assert "PYTHON=/bin/false" in said.stderr


@pytest.mark.nightly
def test_a_launcher_on_path_that_answers_for_no_version_is_passed_over(copy: Path, tmp_path: Path) -> None:
    shims = tmp_path / "shims"
    shims.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        (shims / name).write_text("#!/bin/sh\nexit 127\n", "utf-8")
        (shims / name).chmod(0o755)
    said = run(copy, "tour", PATH=f"{shims}:{Path(PYTHON_BEHIND).parent}:{os.environ['PATH']}")
    assert said.returncode == 0, said.stderr


def test_tests_can_be_listed_without_running_them_and_nothing_else_is_said() -> None:
    arguments = ["--collect-only", "--quiet", "-p", "no:cacheprovider", "tests/project/test_lock.py"]
    listing = subprocess.run(
        [sys.executable, *command_for("test", arguments)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert (listing.returncode, listing.stderr) == (0, "")
    *names, blank, total = listing.stdout.splitlines()
    assert all(name.startswith("tests/project/test_lock.py::") for name in names)
    assert (blank, total.split()[0]) == ("", str(len(names)))
