"""The ground of the laboratory: a root of its own on this machine, real accounts with a prefix of their own, and their end.

Everything is made under `/opt/sms-lab-<tag>` (a folder whose parents nobody but root can change, as sshd demands), and every
account and group begins with the tag. A laboratory whose process was killed is cleared away by the next one.
"""

import compileall
import contextlib
import fcntl
import grp
import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from importlib import metadata
from pathlib import Path

from tests import needs
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
PLACE = Path("/opt")
BEGINNING = "sms-lab-"
_SETTLE = 10.0

COMMANDS = ("useradd", "usermod", "userdel", "groupadd", "setpriv", "ssh", "ssh-keygen", "sftp", "sshd")
SSHD = Path("/usr/sbin/sshd")


def missing(*more: str) -> list[str]:
    """What the laboratory needs and this machine lacks, in words; `more` names further commands."""
    found = [] if os.geteuid() == 0 else ["needs root: it makes accounts of its own"]
    return found + needs.lacking(*COMMANDS, *more)


def until(done: Callable[[], object], seconds: float = PATIENCE, why: Callable[[], str] = str) -> None:
    """Wait until something is so; raises AssertionError, with what `why` tells, when it is not in time."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, why()
        time.sleep(0.02)


@contextlib.contextmanager
def accounts_locked() -> Iterator[None]:
    """One laboratory at a time changes the machine's accounts: the tools that do it give up when they meet another."""
    with Path("/run/sms-lab.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Ground:
    """One laboratory's root folder, accounts and processes. `close` ends and removes all of it."""

    def __init__(self) -> None:
        # An administrator's; under a wider one sshd and the installation's check refuse what is made here, as they should.
        self._umask = os.umask(0o022)
        sweep()
        self.tag = f"l{secrets.token_hex(2)}-"
        self.root = PLACE / f"{BEGINNING}{self.tag}{os.getpid()}"
        self.root.mkdir(mode=0o755)
        self.numbers = _free_numbers(16)
        self.python = Path()
        self._children: list[subprocess.Popen[bytes]] = []

    # ---- the program

    def program(self) -> Path:
        """Put a Python with the console where every account can run it, and return it."""
        folder = self.root / "usr/lib/sms-console"
        folder.mkdir(parents=True, mode=0o755)
        base = Path(sys.base_prefix)
        if not _reachable(base):
            base = _copied(base, self.root / "python")
        subprocess.run(
            [
                base / "bin" / Path(sys.executable).resolve().name,
                "-m",
                "venv",
                "--without-pip",
                folder / "venv",
            ],
            check=True,
        )
        (packages,) = (folder / "venv/lib").glob("python3*/site-packages")
        for path, relative in _distributions():
            target = packages / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        shutil.copytree(ROOT / "console", packages / "console", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "data", packages / "console" / "data")
        compileall.compile_dir(packages / "console", quiet=1, workers=0)
        # The checkout may be its owner's alone; a program that is installed is everybody's to read.
        subprocess.run(["chmod", "-R", "go+rX,go-w", folder], check=True)
        return folder / "venv/bin/python"

    # ---- processes

    def start(
        self, command: Sequence[str | Path], log: str, *, account: str = "", **options: object
    ) -> "subprocess.Popen[bytes]":
        """Start a process, as an account with its own groups and an empty environment if one is named."""
        if account:
            command = [*as_account(account), *command]
        output = (self.root / f"{log}.out").open("wb")
        with output:
            child = subprocess.Popen(  # type: ignore[call-overload]  # options vary
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                start_new_session=True,
                **options,
            )
        self._children.append(child)
        return child  # type: ignore[no-any-return]  # as above

    def told(self, log: str) -> str:
        """What a process printed."""
        return (self.root / f"{log}.out").read_text("utf-8", "replace")

    def close(self) -> None:
        """End the processes, then remove accounts and files."""
        os.umask(self._umask)
        # Each is a session of its own: what it started (a bus, a keyring) goes with it.
        for number, seconds in ((signal.SIGTERM, 1.0), (signal.SIGKILL, 5.0)):
            for child in self._children:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, number)
            deadline = time.monotonic() + seconds
            while [child for child in self._children if child.poll() is None] and time.monotonic() < deadline:
                time.sleep(0.02)
        _clear(self.tag, self.root)


def as_account(account: str, *more: str) -> list[str]:
    """The beginning of a command that runs as an account, in a clean environment (`more` is put into it)."""
    environment = [f"HOME={pwd.getpwnam(account).pw_dir}", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", *more]
    return [
        "setpriv",
        f"--reuid={account}",
        f"--regid={pwd.getpwnam(account).pw_gid}",
        "--init-groups",
        "--inh-caps=-all",
        "--no-new-privs",
        "env",
        "-i",
        *environment,
    ]


def earlier(ago: timedelta) -> list[str]:
    """The beginning of a command for which the clock stands that long before this machine's; nothing for no time at all."""
    if not ago:
        return []
    # Without that setting each wait of Python for its own lock ends at once, and threads spin (.ci/stages).
    return [
        "env",
        "FAKETIME_FORCE_MONOTONIC_FIX=0",
        "faketime",
        "--exclude-monotonic",
        "-f",
        f"-{ago.total_seconds():.0f}",
    ]


def sweep() -> None:
    """Clear away laboratories whose process is gone."""
    for folder in PLACE.glob(f"{BEGINNING}*"):
        match = re.fullmatch(rf"{BEGINNING}(l[0-9a-f]{{4}}-)([0-9]+)", folder.name)
        if match and not Path(f"/proc/{match[2]}").exists():
            _clear(match[1], folder)


def _clear(tag: str, root: Path) -> None:
    names = [one.pw_name for one in pwd.getpwall() if one.pw_name.startswith(tag)]
    numbers = {pwd.getpwnam(name).pw_uid for name in names}
    deadline = time.monotonic() + _SETTLE
    while (left := _processes(numbers)) and time.monotonic() < deadline:
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)
    with accounts_locked():
        for name in names:
            subprocess.run(["userdel", name], check=False, capture_output=True)
        for group in [one.gr_name for one in grp.getgrall() if one.gr_name.startswith(tag)]:
            subprocess.run(["groupdel", group], check=False, capture_output=True)
    # Thousands of small files, and nobody needs to wait for them.
    subprocess.run(
        ["sh", "-c", 'rm -rf "$1" >/dev/null 2>&1 &', "sh", root], check=False, stdin=subprocess.DEVNULL
    )


def running() -> list[Path]:
    """Every process of this machine, as its folder below `/proc`.

    Another machine that was booted on this one numbers its system accounts alike: none of its processes is one of these.
    """
    found, here = [], Path("/proc/self/ns/pid").readlink()
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and (entry / "ns/pid").readlink() == here:
                found.append(entry)
    return found


def _processes(numbers: set[int]) -> list[int]:
    found = []
    for entry in running():
        with contextlib.suppress(OSError):
            lines = (entry / "status").read_text().splitlines()
            fields = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
            if int(fields["Uid"].split()[0]) in numbers and not fields["State"].startswith("Z"):
                found.append(int(entry.name))
    return found


def _free_numbers(n: int) -> list[int]:
    taken = {one.pw_uid for one in pwd.getpwall()} | {one.gr_gid for one in grp.getgrall()}
    while True:
        first = 20_000 + secrets.randbelow(20_000)
        found = list(range(first, first + n))
        if not taken & set(found):
            return found


def _reachable(path: Path) -> bool:
    return all(one.stat().st_mode & 0o005 == 0o005 for one in (path, *path.parents))


def _copied(base: Path, to: Path) -> Path:
    """The interpreter and its library without what only its own tests and packages need."""
    left_out = shutil.ignore_patterns(
        "site-packages",
        "test",
        "tests",
        "idlelib",
        "tkinter",
        "config-3*",
        "*.a",
        "turtledemo",
        "ensurepip",
        "lib2to3",
        "pydoc_data",
    )
    for part in ("bin", "lib"):
        shutil.copytree(base / part, to / part, symlinks=True, ignore=left_out, copy_function=_linked)
    # The program finds its library by a path that other accounts cannot go; the copy finds it beside itself.
    program = (to / "bin" / Path(sys.executable).resolve().name).resolve()
    data, before, after = program.read_bytes(), f"{base}/lib".encode() + b"\0", b"$ORIGIN/../lib\0"
    program.unlink()
    program.write_bytes(data.replace(before, after.ljust(len(before), b"\0")))
    program.chmod(0o755)
    return to


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _distributions() -> Iterator[tuple[Path, Path]]:
    """Every file of what the console needs at run time, with its place below site-packages."""
    wanted = [*tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]]
    seen: set[str] = set()
    while wanted:
        name = re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9_.-]", wanted.pop(), maxsplit=1)[0]).lower()
        if name in seen:
            continue
        seen.add(name)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            # For another platform.
            continue
        wanted += [one for one in found.requires or () if "extra ==" not in one]
        for file in found.files or ():
            path = Path(str(found.locate_file(file)))
            if ".." not in file.parts and path.is_file():
                yield path, Path(file)
