"""Builds the project's environment when it is missing or stale, then becomes the verb that was asked for.

Started by ``run`` with a Python of 3.11 to 3.14; the standard library only, because nothing else is there yet.

An environment is built under a temporary name and renamed into place, so a half-built one is never used. Its stamp
names the lock file, the interpreter and the platform it was made for; when one of them differs it is built again.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
STAMP = "stamp.json"
UNAVAILABLE = 69
"""Exit status when something outside the project is missing (EX_UNAVAILABLE of sysexits)."""
_WORKERS_A_CORE = 3
"""Processes of tests for each core: tests wait for other processes more than they reckon."""

_MODULES = {
    "check": "tools.check",
    "bench": "bench",
    "crash": "tests.crash",
    "release": "tools.release",
    "audit": "tools.audit",
}
"""Verbs that are a program of the project's own, with the module of each."""

WORDS = {
    "waits": (
        "另一个 ./run（进程 {holder}）正在准备环境，等它完成……",
        "Another ./run (process {holder}) is preparing the environment; waiting for it ...",
    ),
    "first": (
        "第一次运行，正在准备环境（约一分钟）……",
        "First run: preparing the environment (about a minute) ...",
    ),
    "stale": (
        "环境已过时（{reason}），重新准备（约一分钟）……",
        "The environment is stale ({reason}); preparing it again (about a minute) ...",
    ),
    "packages": (
        "  取得并核对 {count} 个锁定的软件包……",
        "  fetching and verifying {count} pinned packages ...",
    ),
    "installing": ("  安装……", "  installing ..."),
    "ready": ("环境就绪，用时 {seconds} 秒。", "Environment ready after {seconds} s."),
    "no_venv": (
        "这个 Python（{python}）缺少 venv 或 ensurepip，请先安装：{advice}",
        "This Python ({python}) lacks venv or ensurepip; install it first: {advice}",
    ),
    "no_index": (
        "没有软件包索引应答，环境没有建成，也没有留下半成品；请检查网络后重试。",
        "No package index answers, so no environment was built and nothing is left half-built: check the network.",
    ),
    "pip_failed": (
        "安装软件包失败，环境没有建成，也没有留下半成品；pip 最后说：",
        "Installing the packages failed; no environment was built and nothing half-built is left. pip's last words:",
    ),
    "uv_failed": ("  uv 没有装成，改用 pip……", "  uv did not manage; trying pip ..."),
    "no_terminal": (
        "没有可用的终端，demo 改为运行 tour。",
        "There is no terminal to draw on, so demo runs the tour instead.",
    ),
}

UNREACHABLE = (
    "NewConnectionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "Failed to establish a new connection",
    "Name or service not known",
    "Temporary failure in name resolution",
    "Max retries exceeded",
    "Connection refused",
    "Network is unreachable",
    "connection broken by",
)
"""What pip prints when no index answers; its exit status does not tell."""


class EnvironmentMissingError(Exception):
    """The environment cannot be built; the text is what the person reads."""


def say(key: str, **values: object) -> str:
    """Words for the person: Chinese under a Chinese locale, else English (a C locale may not show Chinese)."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return WORDS[key][0 if locale.startswith("zh") else 1].format(**values)


def tell(words: str) -> None:
    """Prints a line of progress to standard error, so that a verb's own output stays clean."""
    print(words, file=sys.stderr, flush=True)


def wanted_stamp(lock: Path) -> dict[str, str]:
    """What an environment built now, by this interpreter, for this lock file would carry."""
    return {
        "lock": hashlib.sha256(lock.read_bytes()).hexdigest(),
        "python": f"{sys.implementation.name} {platform.python_version()}",
        "platform": sysconfig.get_platform(),
    }


def differences(place: Path, wanted: dict[str, str]) -> list[str]:
    """Names of the stamp's parts that differ from ``wanted``; all of them when there is no usable environment."""
    try:
        found = json.loads((place / STAMP).read_bytes())
    except (OSError, ValueError):
        return list(wanted)
    if not isinstance(found, dict) or not (place / "bin" / "python").exists():
        return list(wanted)
    return [part for part, value in wanted.items() if found.get(part) != value]


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Holds the folder's lock. The kernel drops it with its owner, so a dead owner never blocks anybody."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            tell(say("waits", holder=file.read().strip() or "?"))
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def package_advice() -> str:
    """The command that installs venv and ensurepip for this interpreter, by distribution."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        release = {}
    family = {release.get("ID", ""), *release.get("ID_LIKE", "").split()}
    if family & {"debian", "ubuntu"}:
        return f"apt install python{version}-venv"
    if family & {"fedora", "rhel", "centos"}:
        return f"dnf install python{version} python3-pip"
    return f"venv, ensurepip (Python {version})"


def require_venv() -> None:
    """Raises EnvironmentMissingError unless this Python can build environments (distributions split that off)."""
    try:
        # Late, because it may be missing and the sentence below says so; venv is only run, by a child process.
        import ensurepip  # noqa: PLC0415
        import venv  # noqa: F401, PLC0415
    except ImportError:
        usable = False
    else:
        # An emptied folder still imports, as a namespace package.
        usable = hasattr(ensurepip, "bootstrap")
    if not usable:
        raise EnvironmentMissingError(say("no_venv", python=sys.executable, advice=package_advice()))


def install(python: Path, lock: Path) -> None:
    """Installs exactly what the lock file pins, wheels only, every hash verified. Raises EnvironmentMissingError."""
    count = sum(
        1 for line in lock.read_text("utf-8").splitlines() if "==" in line and not line.startswith(" ")
    )
    tell(say("packages", count=count))
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--no-input",
    ]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "--retries", "3", "-r", str(lock)]
    command += [] if _compiled_beforehand(lock) else ["--no-compile"]
    said: list[str] = []
    # Ended between its start and our knowing of it, pip would go on alone.
    ends = {signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_SETMASK, before),  # noqa: PLW1509 - one thread
    ) as pip:
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            for line in pip.stdout or ():
                said.append(line.rstrip())
                if line.startswith("Installing collected packages"):
                    tell(say("installing"))
        except BaseException:
            pip.kill()
            raise
    if pip.returncode == 0:
        return
    if any(sign in line for line in said for sign in UNREACHABLE):
        raise EnvironmentMissingError(say("no_index"))
    last = [line for line in said if line][-5:]
    raise EnvironmentMissingError("\n".join([say("pip_failed"), *last]))


def _compiled_beforehand(lock: Path) -> bool:
    """Tests and checks keep what they compile in a folder of their own (see `main`) and never read what an installer compiled."""
    return lock.stem != "dev"


def made_by_uv(fresh: Path, base: str, lock: Path) -> bool:
    """Whether uv is here and made the environment; where packages come from is uv's own configuration. If it fails, nothing stays."""
    uv = shutil.which("uv")
    if uv is None:
        return False
    pinned = ["--python", str(fresh), "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    compiled = ["--compile-bytecode"] if _compiled_beforehand(lock) else []
    for command in (["venv", "--python", base, str(fresh)], ["pip", "install", *pinned, *compiled]):
        if subprocess.run([uv, *command, "--quiet"], capture_output=True, check=False).returncode != 0:
            tell(say("uv_failed"))
            shutil.rmtree(fresh, ignore_errors=True)
            return False
    return True


def made_by_pip(fresh: Path, base: str, lock: Path) -> None:
    """Makes the environment with what Python brings along. Raises EnvironmentMissingError."""
    require_venv()
    made = subprocess.run([base, "-I", "-m", "venv", str(fresh)], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        last = (made.stdout + made.stderr).strip().splitlines()[-5:]
        words = say("no_venv", python=base, advice=package_advice())
        raise EnvironmentMissingError("\n".join([words, *last]))
    install(fresh / "bin" / "python", lock)


def build(place: Path, lock: Path, wanted: dict[str, str]) -> None:
    """Builds the environment beside ``place`` and renames it there. On any failure nothing of it stays."""
    started = time.monotonic()
    for left_over in place.parent.glob(".building-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    fresh = place.parent / f".building-{os.getpid()}"
    try:
        # The interpreter behind an environment, so that a new one never hangs on the old one.
        base = getattr(sys, "_base_executable", None) or sys.executable
        if not made_by_uv(fresh, base, lock):
            made_by_pip(fresh, base, lock)
        (fresh / STAMP).write_text(json.dumps(wanted, indent=1) + "\n", "utf-8")
        if place.exists():
            place.rename(place.parent / f".building-old-{os.getpid()}")
        fresh.rename(place)
    finally:
        for leaving in place.parent.glob(".building-*"):
            shutil.rmtree(leaving, ignore_errors=True)
    tell(say("ready", seconds=round(time.monotonic() - started)))


def point_at_tree(place: Path) -> None:
    """Makes the work tree importable in the environment, also for ``python -I`` and after the tree was moved."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    pointer = place / "lib" / version / "site-packages" / "console_tree.pth"
    line = f"{ROOT}\n"
    if not pointer.exists() or pointer.read_text("utf-8") != line:
        fresh = pointer.with_suffix(f".{os.getpid()}")
        fresh.write_text(line, "utf-8")
        fresh.replace(pointer)


def ready(kind: str) -> Path:
    """The environment of that kind (``run``, ``dev`` or ``audit``), built first if need be. Raises EnvironmentMissingError."""
    lock = ROOT / "lock" / f"{kind}.txt"
    wanted = wanted_stamp(lock)
    folder = ROOT / ".env"
    # A Python that was named has its own environment, so trying several versions does not rebuild each time.
    named = f"-{sys.version_info.major}.{sys.version_info.minor}" if os.environ.get("PYTHON") else ""
    place = folder / f"{kind}{named}"
    if differences(place, wanted):
        with only_one(folder):
            stale = differences(place, wanted)
            if stale:
                first = not place.exists()
                tell(say("first") if first else say("stale", reason=", ".join(stale)))
                build(place, lock, wanted)
    point_at_tree(place)
    return place / "bin" / "python"


def has_terminal() -> bool:
    """Whether a screen can be drawn: both ends are a terminal and it says what it is."""
    if os.environ.get("TERM", "dumb") in {"", "dumb"}:
        return False
    return os.isatty(0) and os.isatty(1)


def command_for(verb: str, arguments: list[str]) -> list[str]:
    """The interpreter's arguments for a verb."""
    # -P: a folder named like one of our modules in the caller's directory must not be imported.
    # Ending or forgetting the demo, and its help, draw nothing.
    if verb == "demo" and not {"--stop", "--reset", "--help"} & set(arguments) and not has_terminal():
        tell(say("no_terminal"))
        verb = "tour"
    if verb in {"demo", "tour", "sms-console"}:
        front = [] if verb == "sms-console" else [verb]
        return ["-P", "-X", "utf8", "-m", "console", *front, *arguments]
    if verb == "test":
        # Tests wait more than they reckon, and the order of files is our own (tests/seconds.py).
        workers = str(_WORKERS_A_CORE * (os.cpu_count() or 1))
        shared = ["-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"]
        return ["-X", "utf8", "-m", "pytest", *shared, *arguments]
    return ["-X", "utf8", "-m", _MODULES[verb], *arguments]


def stop(number: int, _frame: FrameType | None) -> None:
    """Leaves by the ordinary way on SIGTERM and SIGHUP, so that the half-built environment is removed."""
    sys.exit(128 + number)


def main() -> int:
    """``environment.py KIND VERB [ARGUMENT …]``; returns the exit status only when the verb cannot be started."""
    kind, verb, *arguments = sys.argv[1:]
    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        python = ready(kind)
    except EnvironmentMissingError as missing:
        tell(str(missing))
        return UNAVAILABLE
    except KeyboardInterrupt:
        return 130
    for number, handler in before.items():
        signal.signal(number, handler)
    command = command_for(verb, arguments)
    if kind == "dev":
        os.chdir(ROOT)
        # Every process of a test run starts by what the first one has compiled; the tree stays free of it.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".env" / "compiled"))
    os.environ.pop("PYTHONHOME", None)
    return os.execv(python, [str(python), *command])  # noqa: S606  no shell is the point


if __name__ == "__main__":
    sys.exit(main())
